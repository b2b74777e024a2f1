"""A run in another language: other words on the page, and not a digest, a draw or a verdict that differs."""

import re
from pathlib import Path

import pytest

from runner.cli import main
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, ready
from tests.strings.support import SCRIPT as PLAIN

SCRIPT = PLAIN.replace(
    "    expect Ida is at cafe within 50",
    '    expect narration says "Good night" because "or the chair"\n'
    '    hope narration says "Gute Nacht"\n    expect Ida is at cafe within 50',
)
WORDS = {
    "Two at the Cafe": "Zwei im Café",
    "Good morning": "Guten Morgen",
    "The square wakes, and so does Per.": "میدان بیدار می\u200cشود",
    "Dim the lights.": "Licht aus.",
    "There you are.": "そこにいたんだ。",
    "An empty chair.": "Ein leerer Stuhl.",
    "A full cup.": "Eine volle Tasse.",
    "Good night.": "Gute Nacht.",
    "nobody sent her away": "niemand schickte sie fort",
    "or the chair": 'oder den "Stuhl"',
    "they must hear each other": "sie müssen sich hören",
    "Well, well.": "So, so.",
    "words help": "Worte helfen",
}


@pytest.fixture(autouse=True)
def _script(tmp_path: Path, townlet: Townlet) -> None:
    (tmp_path / "two.town").write_text(SCRIPT, "utf-8")
    assert townlet("strings", "extract", "two.town", "--lang", "de").exit_code == 0
    translate(Path("locale/de/two.po"), WORDS)


def translate(path: Path, words: dict[str, str]) -> None:
    """Fill in a file as a translator would."""
    text = path.read_text("utf-8")
    for source, word in words.items():
        escaped = word.replace('"', '\\"')
        text = text.replace(f'msgid "{source}"\nmsgstr ""', f'msgid "{source}"\nmsgstr "{escaped}"')
    path.write_text(text, "utf-8")


def told(text: str) -> str:
    return re.sub(r"\s+‹.*?›", "", text)


def story(text: str) -> list[str]:
    """The transcript without its origins; what is reported after it shows the lines of the script."""
    lines = told(text).split("\n")
    return lines[: next(n for n, line in enumerate(lines) if ", events " in line) + 1]


def test_the_file_is_complete(townlet: Townlet) -> None:
    said = townlet("strings", "check", "two.town")
    assert (said.exit_code, said.stdout) == (0, "de: complete, 14 texts\n"), said.stdout


def test_the_page_is_in_the_language_and_nothing_else_is(townlet: Townlet) -> None:
    plain = townlet("run", "two.town", "--events", "plain.events", "--digests", "plain.digests")
    other = townlet("run", "two.town", "--events", "de.events", "--digests", "de.digests", "--lang", "de")
    assert (plain.exit_code, other.exit_code) == (0, 0)
    assert Path("plain.events").read_bytes() == Path("de.events").read_bytes()
    assert Path("plain.digests").read_bytes() == Path("de.digests").read_bytes()
    before, after = (story(each.stdout) for each in (plain, other))
    assert len(before) == len(after)
    assert (before[-1], after[0], after[1]) == (after[-1], "# Zwei im Café", before[1] + ", in de")
    backwards = "\n".join(after)
    for source, word in WORDS.items():
        assert source not in backwards
        backwards = backwards.replace(word.replace('"', '\\"'), source)
    assert backwards.replace(", in de", "") == "\n".join(before)


def test_what_the_audience_and_the_operator_read(townlet: Townlet) -> None:
    said = townlet("run", "two.town", "--lang", "de")
    page = told(said.stdout)
    assert "== Guten Morgen ==" in page
    assert "09:00 *  میدان بیدار می\u200cشود" in page
    assert "09:09 !  Ida: “そこにいたんだ。”" in page
    assert ' because "niemand schickte sie fort"\n' in page
    assert "09:00 >  Licht aus." in said.stderr
    assert "TN822" not in said.stderr


def test_narration_says_what_the_script_wrote(townlet: Townlet) -> None:
    plain, other = (townlet("run", "two.town", *lang).stdout for lang in ((), ("--lang", "de")))
    verdicts = [re.findall(r"^(\S+) +\d\d:\d\d  (?:expect|hope) narration says", text, re.M) for text in (plain, other)]
    assert verdicts == [["met", "failed"], ["met", "failed"]]


def test_what_is_missing_is_told_as_written_and_counted(townlet: Townlet) -> None:
    path = Path("locale/de/two.po")
    text = path.read_text("utf-8").replace('msgstr "Guten Morgen"', 'msgstr ""')
    path.write_text(text.replace('msgctxt "scenario/title"', '#, fuzzy\nmsgctxt "scenario/title"'), "utf-8")
    said = townlet("run", "two.town", "--lang", "de")
    assert said.exit_code == 0
    assert "warning[TN822]: 2 of 14 texts have no translation yet and are told as written" in said.stderr
    assert "== Good morning ==" in said.stdout
    assert said.stdout.startswith("# Two at the Cafe\n")


def test_an_edited_script_is_told_as_it_is(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "two.town").write_text(SCRIPT.replace("Good morning", "Good day"), "utf-8")
    said = townlet("run", "two.town", "--lang", "de")
    assert "1 of 14 texts has no translation yet and is told as written" in said.stderr
    assert "== Good day ==" in said.stdout


def test_a_schedule_is_told_by_what_its_texts_say(townlet: Townlet) -> None:
    townlet("compile", "two.town", "-o", "two.schedule.json")
    text = townlet("run", "two.schedule.json", "--lang", "de").stdout
    assert text == townlet("run", "two.town", "--lang", "de").stdout


def test_a_run_that_goes_on_is_told_in_it_too(townlet: Townlet) -> None:
    whole = townlet("run", "two.town", "--lang", "de", "--save-at", "8", "--snapshot", "eight").stdout
    rest = townlet("run", "two.town", "--from", "eight", "--lang", "de").stdout
    after = rest[rest.index("-- From 09:08, tick 8 --\n") :].partition("\n")[2]
    assert after
    assert whole.endswith(after)


@pytest.mark.parametrize(("tag", "code"), [("fr", "TN821"), ("germn", "TN820"), ("", "TN820"), ("DE", None)])
def test_a_language_that_there_is_not(townlet: Townlet, tag: str, code: str | None) -> None:
    said = townlet("run", "two.town", "--lang", tag)
    assert (said.exit_code, said.stdout == "") == ((2, True) if code else (0, False))
    assert code is None or f"error[{code}]" in said.stderr


def test_a_file_that_cannot_be_read_is_no_end_of_words(townlet: Townlet) -> None:
    Path("locale/de/two.po").write_text('msgid "a\n', "utf-8")
    for command in (("run", "two.town", "--lang", "de"), ("strings", "extract", "two.town")):
        said = townlet(*command)
        assert (said.exit_code, said.stdout) == (2, "")
        assert "error[TN818]: I cannot read this file of translations" in said.stderr
        assert " --> locale/de/two.po:1:1" in said.stderr
    assert Path("locale/de/two.po").read_text("utf-8") == 'msgid "a\n'


def test_extracting_again_changes_nothing(townlet: Townlet) -> None:
    before = {path: path.read_bytes() for path in Path("locale").rglob("*.p*")}
    said = townlet("strings", "extract", "two.town")
    assert said.stdout == "locale/two.pot: 14 texts\nlocale/de/two.po: 14 texts\n"
    assert {path: path.read_bytes() for path in Path("locale").rglob("*.p*")} == before


def test_what_was_put_away_keeps_nothing_from_being_complete(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "two.town").write_text(SCRIPT.replace('        prompt "Dim the lights."\n', ""), "utf-8")
    assert townlet("strings", "extract", "two.town").stdout.endswith("13 texts, 1 put away\n")
    said = townlet("strings", "check", "two.town")
    assert said.exit_code == 0
    assert "note[TN812]: 1 translation here is of a text that is gone" in said.stdout
    assert said.stdout.endswith("de: complete, 13 texts\n")


def test_an_edit_is_followed_and_said(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "two.town").write_text(SCRIPT.replace("Good morning", "Good morning, all"), "utf-8")
    assert townlet("strings", "check", "two.town").exit_code == 1
    assert townlet("strings", "extract", "two.town").stdout.endswith("14 texts, 1 to look at again\n")
    said = townlet("strings", "check", "two.town", "--format", "concise")
    assert said.exit_code == 1
    assert re.fullmatch(r"locale/de/two.po:\d+:1: error\[TN811\]: This was edited .*“Good morning” .*\n", said.stdout)


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (("check", "two.town", "--lang", "fr"), 2, "TN821"),
        (("check", "none.town"), 2, "TN001"),
        (("check", "bad.town"), 2, "TN102"),
        (("check", "library.town"), 2, "TN245"),
        (("extract", "two.json"), 2, "TN245"),
        (("extract", "two.town", "--lang", "germn"), 2, "TN820"),
        (("extract", "two.town", "-o", "two.town"), 2, "TN014"),
    ],
)
def test_what_cannot_be_is_said(
    townlet: Townlet, tmp_path: Path, arguments: tuple[str, ...], status: int, code: str
) -> None:
    (tmp_path / "bad.town").write_text("Hello.\n", "utf-8")
    (tmp_path / "library.town").write_text("streams: luck\n", "utf-8")
    (tmp_path / "two.json").write_text("{}", "utf-8")
    said = townlet("strings", *arguments)
    assert said.exit_code == status
    assert f"[{code}]" in said.stderr + said.stdout


def test_a_file_that_cannot_be_read_is_shown_and_ends_alike(townlet: Townlet) -> None:
    file = Path("locale/de/two.po")
    file.write_text(file.read_text("utf-8") + "<<<<<<< HEAD\n", "utf-8")
    said = townlet("strings", "check", "two.town")
    assert (said.exit_code, "| <<<<<<< HEAD\n" in said.stdout) == (2, True)
    file.write_bytes(b"\xff\xfe\x00")
    said = townlet("strings", "check", "two.town")
    assert (said.exit_code, "error[TN004]" in said.stdout) == (2, True)


def test_a_slip_in_the_command_is_guessed_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["strings", "exract", "two.town"]) == 2
    assert "Did you mean `townlet strings extract`?" in capsys.readouterr().err


def test_elsewhere_is_another_folder(townlet: Townlet) -> None:
    said = townlet("strings", "extract", "two.town", "-o", "elsewhere", "--lang", "pt-br")
    assert said.stdout.startswith("elsewhere/locale/two.pot: 14 texts\nelsewhere/locale/pt_BR/two.po: 14 texts, 14 to")
    assert '"Language: pt_BR\\n"' in Path("elsewhere/locale/pt_BR/two.po").read_text("utf-8")


def test_what_ships_is_translated_whole(townlet: Townlet) -> None:
    assert townlet("strings", "check", "coffee-too-dear").stdout == "de: complete, 15 texts\n"
    said = townlet("run", "coffee-too-dear", "--lang", "de")
    golden = (ROOT / "scenarios" / "coffee-too-dear.transcript").read_text("utf-8")
    assert said.stdout.startswith("# Ein zu teurer Kaffee\n# seed 4242, newcomer = Blair, spike = 155%, in de\n")
    assert said.stdout.split("\n")[-2] == golden.split("\n")[-2]


def test_what_ships_is_up_to_date(townlet: Townlet, tmp_path: Path) -> None:
    """As `townlet strings extract coffee-too-dear -o scenarios` would leave it."""
    here = ROOT / "scenarios" / "locale"
    townlet("strings", "extract", "coffee-too-dear", "--lang", "de", "-o", "again")
    assert (tmp_path / "again/locale/coffee-too-dear.pot").read_text("utf-8") == (
        here / "coffee-too-dear.pot"
    ).read_text("utf-8")


def test_of_what_ships_a_translation_of_ones_own_comes_first(townlet: Townlet) -> None:
    assert townlet("strings", "extract", "coffee-too-dear").exit_code == 0
    path = Path("locale/de/coffee-too-dear.po")
    assert not path.exists()
    assert townlet("strings", "extract", "coffee-too-dear", "--lang", "de").exit_code == 0
    path.write_text(path.read_text("utf-8").replace("Ein neues Gesicht", "Jemand Neues"), "utf-8")
    assert "== Jemand Neues ==" in townlet("run", "coffee-too-dear", "--lang", "de").stdout


def test_without_a_language_nothing_is_said_of_one() -> None:
    assert ready("coffee-too-dear").schedule.title == "A Coffee Too Dear"
