"""`townlet rehearse --html`: one page, whole in itself, that says what was found and lets nothing in."""

import re
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest

from dsl.diagnostic import Diagnostic
from runner.keeping import kept
from runner.rehearsal import report
from runner.rehearsal.cells import Cell
from runner.rehearsal.page import chapters, making, story
from runner.rehearsal.page.anchors import slugs
from runner.rehearsal.page.contents import Square
from runner.rehearsal.page.matrix import matrix
from runner.rehearsal.page.style import COLOURS, style
from runner.rehearsal.result import EXITS
from runner.why import why
from tests.runner.conftest import Townlet
from tests.runner.reports import HOSTILE, LUCKY, set_out, townlet
from tests.runner.support import SHORT, process, ready

VOID: Final = {"meta", "br", "link", "hr", "img", "input"}
LARGEST: Final = 1_500_000
"""Bytes of the report of all that ships."""


class Page(HTMLParser):
    """A page as a reader's machine takes it apart."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.captions = self.tables = 0
        self.words: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.style = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self.tables += tag == "table"
        self.captions += tag == "caption" and self.open[-1] == "table"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{self.getpos()}: </{tag}>")

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["style"]:
            self.style += data
        self.words.append(data)

    def attributes(self, name: str) -> list[str]:
        """All values of an attribute."""
        return [found[name] or "" for _, found in self.tags if name in found]

    def element(self, id: str) -> str:
        """The markup of the element with an id, up to the next of its kind."""
        start = self.text.index(f'id="{id}"')
        tag = re.match(r"<(\w+)", self.text[self.text.rindex("<", 0, start) :])
        assert tag is not None
        return self.text[start : self.text.index(f"</{tag[1]}>", start)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with everything in it, rehearsed once."""
    path = tmp_path_factory.mktemp("report")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(path)
        patch.delenv("CI", raising=False)
        set_out(path)
        said = townlet("rehearse", ".", "compiled.json", "--html", "out.html")
        assert said.exit_code == 2  # One is broken.
        yield path


@pytest.fixture(scope="module")
def page(folder: Path) -> Page:
    return Page((folder / "out.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The report of all that ships, with fewer runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("shipped"))
        patch.delenv("CI", raising=False)
        townlet("rehearse", "--seeds", "1..2", "--html", "out.html")
        return Page(Path("out.html").read_text("utf-8"))


@pytest.fixture(params=["page", "shipped"])
def each(request: pytest.FixtureRequest) -> Page:
    return request.getfixturevalue(request.param)  # type: ignore[no-any-return]


def test_all_that_is_opened_is_closed_in_its_order(each: Page) -> None:
    assert each.wrong == []
    assert each.open == []


def test_every_id_is_there_once_and_every_link_leads_to_one(each: Page) -> None:
    assert sorted(each.ids) == sorted(set(each.ids))
    links = {*each.attributes("href")}
    assert len(links) > 30
    assert {href for href in links if not href.startswith("#")} == set()
    assert {href.removeprefix("#") for href in links} <= set(each.ids)
    named = [id for name in ("aria-labelledby", "aria-describedby") for id in each.attributes(name)]
    assert {*named} <= set(each.ids)


def test_headings_go_down_one_at_a_time(each: Page) -> None:
    assert each.headings[0] == 1
    assert each.headings.count(1) == 1
    assert max(later - earlier for earlier, later in pairwise(each.headings)) == 1


def test_every_table_has_a_caption_and_every_head_a_scope(each: Page) -> None:
    assert each.tables > 5
    assert each.captions == each.tables
    assert [found for tag, found in each.tags if tag == "th" and found.get("scope") not in ("row", "col")] == []


def test_nothing_is_fetched_and_nothing_runs(each: Page) -> None:
    tags = {tag for tag, _ in each.tags}
    assert tags & {"script", "img", "iframe", "link", "object", "embed", "base", "form", "video", "audio"} == set()
    assert [name for _, found in each.tags for name in found if name.startswith("on") or name == "style"] == []
    assert "src" not in {name for _, found in each.tags for name in found}
    assert re.findall(r"url\(|@import|image-set", each.style) == []
    assert re.findall(r"\w+://", each.text) == []


def test_the_policy_forbids_the_network_and_knows_the_style_alone(each: Page) -> None:
    (policy,) = [found["content"] for _, found in each.tags if "http-equiv" in found]
    digest = b64encode(sha256(each.style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_it_says_what_language_it_is_in_and_fits_a_phone(each: Page) -> None:
    assert ("html", {"lang": "en"}) in each.tags
    assert "width=device-width, initial-scale=1" in each.attributes("content")
    assert {"main", "nav", "header", "footer"} <= {tag for tag, _ in each.tags}
    assert each.text.index('class="skip"') < each.text.index("<nav")


def test_what_ships_is_of_a_size_to_be_sent(shipped: Page) -> None:
    assert len(shipped.text.encode()) < LARGEST


def test_texts_of_others_stay_texts(page: Page) -> None:
    assert "<img" not in page.text
    assert "<b>" not in page.text
    assert page.text.count("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;") > 5
    assert f"{HOSTILE} {{{{ 7 * 7 }}}}" in "".join(page.words)
    assert "hostile <b> & 'x'.town" in "".join(page.words)


def test_equal_rehearsals_give_equal_bytes(folder: Path) -> None:
    for others in (["--jobs", "1", "--store", "runs.db"], ["--jobs", "2", "--store", "runs.db"]):
        townlet("rehearse", ".", "compiled.json", "--html", "again.html", *others)
        assert (folder / "again.html").read_bytes() == (folder / "out.html").read_bytes()


def test_no_order_of_a_set_shows(folder: Path, page: Page) -> None:
    process("rehearse", ".", "compiled.json", "--html", "other.html", cwd=folder, PYTHONHASHSEED="7")
    assert (folder / "other.html").read_text("utf-8") == page.text


def test_the_overview_says_how_it_ended_and_how_to_repeat_it(folder: Path) -> None:
    townlet("rehearse", "lucky.town", "--seeds", "1..4", "--vary", "dear=120%,200%", "--html", "one.html")
    words = re.sub(r"\s+", " ", " ".join(Page((folder / "one.html").read_text("utf-8")).words))
    assert "townlet rehearse lucky.town --seeds 1..4 --vary dear=120%,200%" in words
    assert "Exit status 1" in words
    assert "Too many runs broke a promise." in words
    assert "1 scenario, 8 runs" in words


def test_every_exit_status_has_its_words() -> None:
    assert making.MEANINGS.keys() == {*EXITS.values()}


def test_every_scenario_says_how_it_stands(page: Page) -> None:
    shown = "".join(page.words)
    for verdict, _ in report.SAID.values():
        assert verdict in shown or verdict in ("well", "not deterministic")
    assert "blocked, none judged" in shown
    assert "There is no personality called `gruf`" in shown
    assert "lonely.transcript" in shown


def test_each_line_has_the_causes_that_why_tells(folder: Path, page: Page) -> None:
    found = ready(folder / "lucky.town")
    run = kept(found.schedule, found.town)
    numbers = [number for number, beat in run.beats.items() if beat.kind == "line"] + [*run.judged]
    assert len(numbers) > 8
    for number in numbers:
        answer = why(found.schedule, found.town, found.schedule.seed, number, "lucky")
        assert not isinstance(answer, str | Diagnostic)
        shown = "".join(Page(f"<p {page.element(f'lucky/story/{number}')}</p>").words)
        for cause in answer.causes:
            assert cause in shown
        assert answer.rule in shown
        if answer.script is not None:
            lines = [answer.script.span, *(span for span, _ in answer.script.secondary)]
            for span in lines:
                assert f'href="#lucky/script/1/{span.line}"' in page.element(f"lucky/story/{number}")


def test_the_causes_come_from_one_performance(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    performances: list[Any] = []

    def counted(*asked: Any) -> Any:
        performances.append(asked)
        return kept(*asked)

    monkeypatch.setattr(chapters, "kept", counted)
    townlet("rehearse", "lucky.town", "--html", "one.html")
    assert len(performances) == 1


def test_coverage_is_what_the_gutter_says(folder: Path, page: Page) -> None:
    said = townlet("rehearse", "lucky.town", "--coverage").stdout
    gutter = re.findall(r"^ *(never|\d*) \| (.*)$", said.rpartition("\nlucky.town\n")[2], re.MULTILINE)
    assert len(gutter) > 40
    for number, (runs, text) in enumerate(gutter[:-1], 1):
        cells = re.findall(r"<td[^>]*>(.*?)</td>", page.element(f"lucky/script/1/{number}") + "</tr>", re.DOTALL)
        assert cells[0].removeprefix("✗ ") == runs
        assert "".join(Page(cells[1]).words).startswith(text)
    assert "All is lost." in "".join(text for runs, text in gutter if runs == "never")


def test_the_matrix_has_a_word_for_every_run(page: Page) -> None:
    table = page.element("lucky/matrix").partition("</table>")[0]
    cells = re.findall(r'<td class="heat-\w+">(.)<span class="vh">', table)
    assert len(cells) == 48
    assert {*cells} == {"✓", "✗"}


SEEDS: Final = range(1, 1001)


def _fates() -> Iterator[tuple[Cell, Any]]:
    for value in ("1", "2"):
        for seed in SEEDS:
            fate = "blocked" if seed % 100 == 0 else "failed" if value == "2" and seed <= 40 else "kept"
            yield Cell(seed, (("x", value),)), fate


def test_a_thousand_seeds_are_binned() -> None:
    found = matrix("name", (cell for cell, _ in _fates()), _fates)
    assert found.together == 20
    assert found.seeds[:2] == ("1–20", "21–40")
    assert len(found.seeds) == 50
    (_, one), (_, two) = found.rows
    assert sum(square.kept + square.failed + square.blocked for square in (*one, *two)) == 2_000
    assert [square.heat for square in two[:3]] == [4, 4, 0]
    assert one[4] == Square(19, 0, 1)
    assert found.failing[0] == "townlet run name --seed 1 --set x=2"


@pytest.mark.parametrize(
    ("kept", "failed", "heat"), [(20, 0, 0), (19, 1, 1), (15, 5, 1), (10, 10, 2), (9, 11, 3), (0, 20, 4), (0, 0, 0)]
)
def test_one_failure_among_many_is_seen(kept: int, failed: int, heat: int) -> None:
    assert Square(kept, failed).heat == heat


def test_more_choices_of_values_than_fit_are_told_of() -> None:
    def fates() -> Iterator[tuple[Cell, Any]]:
        for value in range(60):
            yield Cell(1, (("x", str(value)),)), "failed" if value == 59 else "kept"

    found = matrix("name", [Cell(1)], fates)
    assert (len(found.rows), found.left_out) == (48, 12)
    assert found.rows[-1][0] == "x = 59"


def test_drift_is_shown_word_for_word(page: Page) -> None:
    shown = page.element("plain/drift") + page.text[page.text.index('<ol class="diff">') :].partition("</ol>")[0]
    assert "<del>Morning</del>" in shown
    assert "<ins>Good morning</ins>" in shown
    assert "Something new." in shown
    assert "townlet accept plain.town" in "".join(page.words)


def test_a_drift_is_explained_down_to_the_line_that_was_edited(folder: Path, page: Page) -> None:
    said = page.text[page.text.index('<pre class="explanation">') :].partition("<ol")[0]
    assert "The script was edited" in said
    written = (folder / "plain.town").read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(written, 1) if "direct who to chat with Ben" in text)
    assert f'<a href="#plain/script/1/{line}">plain.town:{line}</a>' in said


def test_a_long_story_is_cut_with_a_word_about_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "MOST", 5)
    townlet("rehearse", "lucky.town", "--html", "cut.html")
    found = Page((folder / "cut.html").read_text("utf-8"))
    assert sum(id.startswith("lucky/story/") for id in found.ids) == 5
    assert re.search(r"\d+ lines more are not shown", "".join(found.words))
    assert {href.removeprefix("#") for href in found.attributes("href")} <= {*found.ids}


def test_names_make_ids_that_are_all_different() -> None:
    assert slugs(["a.town", "b/a.town", "a.json", "überall", "東京", "京都", "top"]) == [
        "a", "b-a", "a-2", "uberall", "scenario", "scenario-2", "top-2",
    ]  # fmt: skip


def test_every_colour_of_the_style_is_known_for_light_and_dark() -> None:
    used = {*re.findall(r"var\(--([\w-]+)\)", style())}
    light, _, rest = style().partition("@media (prefers-color-scheme: dark)")
    dark = rest[: rest.index("*, *::before")]
    assert used <= {*re.findall(r"--([\w-]+):", light)}
    assert {*COLOURS} <= {*re.findall(r"--([\w-]+):", dark)}


@pytest.mark.parametrize(
    ("place", "code"),
    [("nowhere/out.html", "TN014"), (".", "TN014"), ("short.transcript", "TN027"), ("short.town", "TN027")],
)
def test_a_report_that_cannot_be_written_costs_nothing(
    place: str, code: str, townlet: Townlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    Path("short.town").write_text(SHORT, "utf-8")
    townlet("rehearse", "short.town", "--update-new")
    before = {path: path.read_bytes() for path in Path().iterdir()}
    said = townlet("rehearse", "short.town", "--html", place)
    assert said.exit_code == 2
    assert code in said.stderr
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


def test_a_disk_that_fails_leaves_the_old_report(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    Path("short.town").write_text(LUCKY, "utf-8")
    Path("out.html").write_text("the one before", "utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    monkeypatch.setenv("CI", "1")  # Nothing else is to be written.
    said = townlet("rehearse", "short.town", "--html", "out.html")
    assert said.exit_code == 2
    assert "no space left" in said.stderr
    assert Path("out.html").read_text("utf-8") == "the one before"
    assert [path.name for path in Path().iterdir() if path.name.endswith(".new")] == []
