"""Names, figures and signs as people type them: what is the same, what is told of, and what the fix makes of it."""

import unicodedata

import pytest

from dsl import tree
from dsl.diagnostic import Diagnostic, has_errors
from dsl.letters import copy_of, is_turned, name_of
from dsl.render import cells, render
from dsl.source import Span
from dsl.values import read_value
from tests.dsl.shipped import checked, compiled

SCRIPT = """\
scenario "Two at the Cafe":
    town: riverside
    clock: 09:00
    length: 60 ticks

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: socialite, at cafe, 6 coins

    at tick 5 as hello:
        mark "One"
        set Ida's hunger to 50%
        direct Ida to greet Per
        expect event greeted by Ida within 9 ticks
"""


def said(old: str, new: str) -> tuple[Diagnostic, ...]:
    return checked(SCRIPT.replace(old, new)).diagnostics


NAMES = [
    "Zoë", "Nguyễn", "Straße", "Ida-Lou", "Ida2", "ИДА", "Мар\u02bcяна", "Ελένη", "שרה", "محمد", "نیک\u200cروز", "小明",
    "みどり", "ミドリ", "지수", "अनन्या", "क्षितिज", "தமிழ்", "ნინო", "Işıl", "İnci", "ሰላም", "สมชาย", "wait", "Cast",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_of_any_script_is_a_name(name: str, form: str) -> None:
    text = SCRIPT.replace("Ida", unicodedata.normalize(form, name))  # type: ignore[arg-type]
    found = compiled(text)
    assert not has_errors(found.diagnostics)
    assert found.schedule is not None
    assert [each.name for each in found.schedule.cast] == [name, "Per"]


def test_a_name_is_one_in_both_its_forms() -> None:
    text = SCRIPT.replace("Ida:", "Zoe\u0308:").replace("Ida", "Zo\u00eb")
    assert checked(text).diagnostics == ()


@pytest.mark.parametrize(
    ("written", "code", "fixed"),
    [
        ("Ida’s hunger", None, None),
        ("Ida ’s hunger", None, None),
        ("Idaʼs hunger", None, None),
        ("Ida´s hunger", "TN131", "Ida's hunger"),
        ("Ida`s hunger", "TN131", "Ida's hunger"),
        ("Ida′s hunger", "TN131", "Ida's hunger"),
        ("Ida＇s hunger", "TN131", "Ida's hunger"),
        ("Ida'nın hunger", "TN116", "Ida's hunger"),
        ("Ida’in hunger", "TN116", "Ida's hunger"),
        ("Ida hunger", "TN116", "Ida's hunger"),
        ("Idas hunger", "TN116", None),
        ("Ida\u200b's hunger", "TN130", "Ida's hunger"),
        ("I\u00adda's hunger", "TN130", "Ida's hunger"),
        ("Ida\u202e's hunger", "TN130", "Ida's hunger"),
        ("\u2068Ida\u2069's hunger", "TN130", "Ida's hunger"),
        ("IDA's hunger", "TN201", "Ida's hunger"),
        ("Íďa's hunger", "TN201", "Ida's hunger"),
    ],
)
def test_a_possessive(written: str, code: str | None, fixed: str | None) -> None:
    found = said("Ida's hunger", written)
    assert [each.code for each in found] == ([code] if code else [])
    if code:
        assert mended(SCRIPT.replace("Ida's hunger", written), found[0]) == (
            SCRIPT.replace("Ida's hunger", fixed) if fixed else None
        )


def mended(text: str, said: Diagnostic) -> str | None:
    if said.fix is None:
        return None
    lines = text.split("\n")
    span = said.fix.span
    line = lines[span.line - 1]
    lines[span.line - 1] = line[: span.column - 1] + said.fix.text + line[span.end_column - 1 :]
    return "\n".join(lines)


@pytest.mark.parametrize("owner", ["James", "Moritz", "Felix"])
def test_a_name_that_ends_in_s_may_do_with_the_apostrophe(owner: str) -> None:
    text = SCRIPT.replace("Ida's hunger", "Ida' hunger").replace("Ida", owner)
    assert checked(text).diagnostics == ()


@pytest.mark.parametrize(
    "quoted", ["“One”", "„One“", "«One»", "»One«", "「One」", "『One』", "‘One’", "‚One‘", "'One'", "`One`", "＂One＂"]
)
def test_quotation_marks_of_all_languages_are_mended(quoted: str) -> None:
    (found,) = said('"One"', quoted)
    assert found.code == "TN109"
    assert mended(SCRIPT.replace('"One"', quoted), found) == SCRIPT


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("50%", "50％"), ("50%", "50٪"), ("Ida: balanced", "Ida： balanced"), ("balanced, at", "balanced， at"),
        ("balanced, at", "balanced、 at"),
    ],
)  # fmt: skip
def test_a_sign_of_another_keyboard_is_read_as_ours(old: str, new: str) -> None:
    (found,) = said(old, new)
    assert found.code == "TN131"
    assert mended(SCRIPT.replace(old, new), found) == SCRIPT


@pytest.mark.parametrize("hyphen", "‐‑‒–—−")
def test_a_dash_in_a_name_is_a_hyphen(hyphen: str) -> None:
    text = SCRIPT.replace("Ida", "Ida-Lou").replace("set Ida-Lou's", f"set Ida{hyphen}Lou's")
    (found,) = checked(text).diagnostics
    assert found.code == "TN131"
    assert mended(text, found) == SCRIPT.replace("Ida", "Ida-Lou")


@pytest.mark.parametrize(("old", "new"), [("50%", "５０%"), ("50%", "٥٠%"), ("09:00", "०९:००"), ("50%", "50\u00a0%")])
def test_figures_of_all_scripts_count(old: str, new: str) -> None:
    assert said(old, new) == ()


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\u202f", "\u3000"])
def test_a_blank_is_a_blank(blank: str) -> None:
    assert said("direct Ida to greet Per", f"direct{blank}Ida to{blank}greet Per{blank}") == ()
    assert said("        direct Ida", blank * (4 if blank == "\u3000" else 8) + "direct Ida") == ()


@pytest.mark.parametrize("name", ["🦊", "Ida🦊", "👩\u200d🚀", "©Ida", "2Ida", "O'Neil", "J.R.", "Ida Berg"])
def test_what_is_no_name_is_told_of_once_however_often_it_comes(name: str) -> None:
    (found,) = said("Ida", name)
    assert found.span.line == 7
    assert "no name" in found.message


@pytest.mark.parametrize(("name", "severity"), [("wait", "warning"), ("at", "warning"), ("everyone", "error")])
def test_a_name_that_is_a_word_of_ours(name: str, severity: str) -> None:
    first, *_ = said("Ida", name)
    assert (first.code, first.severity, first.span.line) == ("TN249", severity, 7)
    assert said("Ida", name.capitalize()) == ()


def test_pictures_are_welcome_in_what_is_said() -> None:
    assert said('"One"', '"🦊 👩\u200d🚀 ✓ © — … “so”"') == ()


def test_a_text_that_is_turned_round_is_warned_of() -> None:
    (found,) = said('"One"', '"One \u202edlrow"')
    assert (found.code, found.severity) == ("TN132", "warning")
    assert said('"One"', '"\u2067שלום\u2069 \u200f!"') == ()


@pytest.mark.parametrize("odd", ["\x1b[31m", "\x07", "\u2028", "\x85"])
def test_no_text_steers_a_terminal_or_ends_a_line_in_secret(odd: str) -> None:
    (found,) = said('"One"', f'"O{odd}ne"')
    assert found.code == "TN130"
    assert odd not in render(found, {})


def test_carets_stand_under_wide_letters() -> None:
    text = SCRIPT.replace("Ida", "小明").replace("greet Per", "greet みどり")
    found = checked(text)
    (only,) = found.diagnostics
    shown = render(only, {source.name: source for source in found.sources}).split("\n")
    at = next(n for n, line in enumerate(shown) if "greet みどり" in line)
    line, carets = shown[at : at + 2]
    assert cells(line[: line.index("みどり")]) == carets.index("^")
    assert carets.count("^") == cells("みどり") == 6


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("é", 1), ("e\u0301", 1), ("小明", 4), ("ｱ", 1), ("🦊", 2), ("a\u200db", 2), ("❤\ufe0f", 1)],
)
def test_cells(text: str, columns: int) -> None:
    assert cells(text) == columns


def test_a_copy_is_as_long_as_its_line() -> None:
    for line in (SCRIPT, "‐ Ida–Lou ´s　x", "\x00\u202e\U0001f98a", "e\u0301\u200d"):
        assert len(copy_of(line).text) == len(line)


def test_letters() -> None:
    assert name_of("Zoe\u0308") == "Zoë"
    assert name_of("Ida‑Lou") == "Ida-Lou"
    assert name_of("نیک\u200cروز") == "نیک\u200cروز"
    assert not is_turned("plain")
    assert not is_turned("שלום")
    assert is_turned("\u2066 left open")


@pytest.mark.parametrize("name", ["José", "Nguyễn", "अनन्या"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_value_from_outside_is_the_name_it_is_in_the_script(name: str, form: str) -> None:
    text = SCRIPT.replace('Cafe":', 'Cafe" (née = Per):').replace("direct Ida to greet Per", "direct Ida to greet née")
    text = text.replace("Per:", "Per: socialite, at cafe, 6 coins\n        " + name + ":")
    given = {unicodedata.normalize(form, "née"): unicodedata.normalize(form, name)}
    found = compiled(text, **given)
    assert found.diagnostics == ()
    assert found.schedule is not None
    assert found.schedule.parameters == {"née": unicodedata.normalize("NFC", name)}


@pytest.mark.parametrize("name", ["José", "अनन्या"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_somebodys_home_may_come_from_outside(name: str, form: str) -> None:
    found = read_value(unicodedata.normalize(form, name) + "'s home", Span("", 1, 1, 1, 1))
    assert isinstance(found, tree.Possessive)
    assert isinstance(found.owner, tree.Name)
    assert (found.owner.text, found.quality.text) == (unicodedata.normalize("NFC", name), "home")
