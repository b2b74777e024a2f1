"""`townlet graph`: texts and pictures of a plan, whatever it is called and however long it is."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from syrupy.assertion import SnapshotAssertion

from bench.long_script import long_script
from dsl.outline import Outline, outline
from dsl.outline.mermaid import TEXT_LIMIT, escaped, flowchart, gantt
from runner.drawing import gantt as over_time
from runner.drawing import lanes as by_person
from runner.drawing.axis import step
from runner.drawing.canvas import width
from tests.dsl.shipped import compiled
from tests.runner.conftest import Townlet
from tests.runner.support import process

ODD = 'A "B" <c> & #d; [e] `f` 100%: \\"g\\"'
SHORT = f"""
scenario "{ODD.replace('"', chr(92) + '"').replace(chr(92) * 2, chr(92))}":
    town: riverside
    clock: 23:30
    length: 90 ticks

    cast:
        Ida: balanced, at cafe, 6 coins
        Żółć: balanced, at cafe, 6 coins

    after rain when Ida's mood below 100%:
        Żółć: "Hm."

    at tick 40 as rain:
        direct Ida to chat with Żółć
        wait 6 ticks

    every 20 ticks from tick 5 until tick 50 as beat:
        mark "x"
"""
SVG = "{http://www.w3.org/2000/svg}"


def plan(text: str) -> Outline:
    done = compiled(text)
    assert done.schedule is not None, [each.message for each in done.diagnostics]
    return outline(done.schedule)


def texts(picture: str) -> list[str]:
    return ["".join(each.itertext()) for each in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def test_the_flowchart(snapshot: SnapshotAssertion) -> None:
    assert flowchart(plan(SHORT)) == snapshot


def test_the_chart_of_time(snapshot: SnapshotAssertion) -> None:
    assert gantt(plan(SHORT)) == snapshot


def test_the_timeline(townlet: Townlet, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    (tmp_path / "short.town").write_text(SHORT, "utf-8")
    done = townlet("graph", "short.town")
    assert done.exit_code == 0
    assert done.stdout == snapshot
    assert max(map(len, done.stdout.splitlines())) <= 100


@pytest.mark.parametrize("sign", list('#;&<>"`\\{}[]()|:%'))
def test_no_sign_of_a_text_is_taken_for_one_of_mermaids(sign: str) -> None:
    assert escaped(f"a{sign}b") == f"a#{ord(sign)};b"


@pytest.mark.parametrize("draw", [over_time.gantt, by_person.lanes])
def test_a_picture_is_sound_and_says_what_it_is_of(draw: object) -> None:
    assert callable(draw)
    picture = draw(plan(SHORT))
    written = texts(picture)
    root = ElementTree.fromstring(picture)
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == plan(SHORT).title == written[0]
    assert "23:30 to day 2 01:00, 3 cues, 2 people touched by them" in written
    assert any("Żółć" in each for each in written)
    hints = [each.text for each in root.iter(f"{SVG}title")]
    assert "beat: every 20 ticks from tick 5 until tick 50. At 23:35." in hints
    assert "after-1: after rain when Ida's mood below 100%. Not before day 2 00:17." in hints


@pytest.mark.parametrize(
    ("cues", "words"),
    [
        ('    at tick 1:\n        mark "x"\n', "1 cue, nobody touched by it"),
        ('    at tick 1:\n        Ida: "x"\n', "1 cue, 1 person touched by it"),
        ('    whenever anyone\'s mood below 40%:\n        mark "x"\n', "1 cue, anyone touched by it"),
        (
            '    at tick 1:\n        Ida: "x"\n\n    whenever anyone\'s mood below 40%:\n        mark "x"\n',
            "2 cues, 1 person and anyone touched by them",
        ),
    ],
)
def test_what_a_picture_is_of_is_counted_in_words(cues: str, words: str) -> None:
    picture = over_time.gantt(plan(SHORT[: SHORT.index("    after rain")] + cues))
    assert any(each.endswith(f", {words}") for each in texts(picture)), texts(picture)


@pytest.mark.parametrize("draw", [over_time.gantt, by_person.lanes])
@pytest.mark.parametrize("words", [2, 9, 200])
def test_a_long_title_has_room_or_is_cropped(draw: Callable[[Outline], str], words: int) -> None:
    title = " ".join(["Saturday"] * words)
    picture = draw(plan(SHORT.replace(SHORT.splitlines()[1], f'scenario "{title}":')))
    shown, wide = texts(picture)[0], float(ElementTree.fromstring(picture).get("width") or 0)
    assert shown == title or shown.endswith("…")
    assert (shown == title) == (words < 200)
    assert width(shown, 19) <= wide - 55  # Both are rounded.


def test_signs_that_xml_cannot_hold_are_shown_as_missing() -> None:
    assert texts(over_time.gantt(plan(SHORT.replace("100%: ", "\ufffe\uffff"))))[0].count("\ufffd") == 2


def test_who_is_led_has_a_full_dot_and_who_is_met_a_ring() -> None:
    circles = list(ElementTree.fromstring(by_person.lanes(plan(SHORT))).iter(f"{SVG}circle"))
    dots = [each.get("fill") != "white" for each in circles if each.get("r") == "6.5"]
    assert sorted(dots[:-2]) == [False, True, True]  # Ida talks to Żółć, Żółć speaks; two are the legend's.


def test_three_hundred_cues_have_each_a_column_and_a_row_of_their_own() -> None:
    long = plan(long_script(2250))
    assert len(long.cues) > 295
    tall, wide = ElementTree.fromstring(over_time.gantt(long)), ElementTree.fromstring(by_person.lanes(long))
    names = {cue.name for cue in long.cues}
    rows = sorted(float(each.get("y") or 0) for each in tall.iter(f"{SVG}text") if each.text in names)
    turned = [each.get("transform") or "" for each in wide.iter(f"{SVG}text") if each.get("transform")]
    columns = sorted(float(found[1]) for each in turned if (found := re.search(r"translate\(([\d.]+)", each)))
    assert len(rows) == len(columns) == len(names)
    assert min(b - a for a, b in pairwise(rows)) >= 20
    assert min(b - a for a, b in pairwise(columns)) >= 40


def test_what_comes_again_and_again_does_not_fill_the_page() -> None:
    text = SHORT.replace("length: 90 ticks", "length: 20 days")
    often = plan(text.replace("every 20 ticks from tick 5 until tick 50", "every 1 tick"))
    assert len(often.cues[0].times.again) == 20 * 1440
    assert gantt(often).count("beat :") == 24
    assert "%% and 28777 times more" in gantt(often)
    assert len(over_time.gantt(often)) < 30_000


@pytest.mark.parametrize(
    ("length", "most", "expected"), [(60, 10, 10), (150, 10, 15), (1440, 10, 180), (1, 10, 1), (43200, 10, 10080)]
)
def test_an_axis_has_round_steps(length: int, most: int, expected: int) -> None:
    assert step(length, most) == expected


@pytest.mark.parametrize("kind", ["--mermaid", "--gantt"])
@pytest.mark.parametrize("ending", ["svg", "mmd", "SVG"])
def test_pictures_go_into_files(townlet: Townlet, tmp_path: Path, kind: str, ending: str) -> None:
    done = townlet("graph", "one-shower", kind, "-o", f"plan.{ending}")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    written = (tmp_path / f"plan.{ending}").read_text("utf-8")
    assert written.startswith(("<svg", "flowchart LR\n", "gantt\n"))
    assert "One Shower, Three Neighbours" in written


def test_a_script_is_never_drawn_over(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT, "utf-8")
    done = townlet("graph", "short.town", "-o", "short.town")
    assert (done.exit_code, "error[TN027]" in done.stderr) == (2, True)
    assert (tmp_path / "short.town").read_text("utf-8") == SHORT


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("one-shower", "-o", "plan.png"), "TN044"),
        (("one-shower", "-o", "nowhere/plan.svg"), "TN014"),
        (("no-such-script",), "TN001"),
    ],
)
def test_what_cannot_be_drawn(townlet: Townlet, tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:
    done = townlet("graph", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"error[{code}]" in done.stderr
    assert [*tmp_path.iterdir()] == []


def test_two_pictures_are_one_too_many(tmp_path: Path) -> None:
    done = process("graph", "one-shower", "--mermaid", "--gantt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "error[TN017]: `--mermaid` and `--gantt` are two pictures" in done.stderr


def test_a_chart_beyond_mermaid_says_so(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "long.town").write_text(long_script(2250))
    done = townlet("graph", "long.town", "--mermaid")
    assert done.exit_code == 0
    assert len(done.stdout) > TEXT_LIMIT
    assert "note[TN045]" in done.stderr


def test_a_script_without_cues_is_drawn_too(townlet: Townlet) -> None:
    done = townlet("graph", "an-ordinary-day")
    assert done.stdout == "An Ordinary Day\nThere is no cue in it: the town is left to itself.\n"
    for kind in ("--mermaid", "--gantt"):
        assert townlet("graph", "an-ordinary-day", kind, "-o", "plan.svg").exit_code == 0
