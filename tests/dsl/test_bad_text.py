"""All the bad text there is: each kind is one message, with its place and a remedy, and in time that grows with it."""

import re
import time
from collections.abc import Callable

import pytest

from dsl.codes import CODES
from dsl.diagnostic import Diagnostic
from dsl.foreign import LONGEST_LINE, MOST_LINES
from dsl.render import render
from dsl.source import Source
from tests.dsl.shipped import SCENARIOS, checked, shipped

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
"""
TOWN = (SCENARIOS / "towns" / "riverside.yaml").read_text("utf-8")
MARK = '        mark "One"\n'


def said(text: str) -> tuple[Diagnostic, ...]:
    found = checked(text).diagnostics
    for each in found:
        assert each.code in CODES
        shown = render(each, {"test.town": Source("test.town", text)})
        assert len(shown) < 3_000
        assert max(map(len, shown.split("\n"))) < 700
    return found


def with_line(line: str) -> str:
    return SCRIPT.replace(MARK, f"        {line}\n")


# What is no mistake: how lines end, what is blank, how deep a step is.
HARMLESS = {
    "CRLF": SCRIPT.replace("\n", "\r\n"),
    "lone CR": SCRIPT.replace("\n", "\r"),
    "a byte order mark": "\ufeff" + SCRIPT,
    "no end of line": SCRIPT.rstrip(),
    "form feeds on lines of their own": SCRIPT.replace("    at tick", "\f\n    at tick"),
    "blanks at the ends of lines": SCRIPT.replace("\n", "  \t\n"),
    "two spaces a step": SCRIPT.replace("    ", "  "),
    "three spaces a step": SCRIPT.replace("    ", "   "),
    "eight spaces a step": SCRIPT.replace("    ", " " * 8),
    "nothing": "",
    "only comments": "# one\n    # two\n",
    "only blanks": " \n\t\n\f\n",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS)
def test_what_is_no_mistake(text: str) -> None:
    assert said(text) == ()


# The text; the code of the only message, the line it is about, and words of it or of its hint.
ONE_MESSAGE = {
    "line separators": (SCRIPT.replace("\n", "\u2028"), "TN130", 1, "a line does not end here"),
    "next lines": (SCRIPT.replace("\n", "\x85"), "TN130", 1, "a line does not end here"),
    "tabs": (SCRIPT.replace("    ", "\t"), "TN107", 2, "four spaces"),
    "a second byte order mark": ("\ufeff\ufeff" + SCRIPT, "TN130", 1, "nobody can see"),
    "a byte order mark on the way": (SCRIPT.replace("    at", "\ufeff    at"), "TN130", 10, "nobody can see"),
    "a NUL": (SCRIPT.replace("cafe", "ca\0fe"), "TN134", 1, "no text"),
    "binary": ("".join(chr(n % 256) for n in range(5_000)), "TN134", 1, "no text"),
    "JSON": ('{"a": 1, "b": [1, 2, 3]}', "TN134", 1, "JSON"),
    "a list of JSON": ('[\n  {"tick": 1}\n]\n', "TN134", 1, "JSON"),
    "a compiled schedule": ('{"townlet":"schedule","version":1}', "TN134", 1, ".schedule.json"),
    "a town file": (TOWN, "TN134", 1, "town file"),
    "a transcript": (shipped("coffee-too-dear.transcript").text, "TN134", 1, "transcript"),
    "a page of the web": ("<!DOCTYPE html>\n<html><body>Hi</body></html>\n", "TN134", 1, "page of the web"),
    "a word processor": ("{\\rtf1\\ansi Hello\\par}\n", "TN134", 1, "word processor"),
    "changes": ("--- a/x.town\n+++ b/x.town\n@@ -1 +1 @@\n-x\n+y\n", "TN134", 1, "list of changes"),
    "a letter, quoted": ("".join(f"> {line}\n" for line in SCRIPT.split("\n")), "TN102", 1, "not look like a script"),
    "numbered lines": (
        "".join(f"{n:3} {line}\n" for n, line in enumerate(SCRIPT.split("\n"), 1)), "TN102", 1, "not look like",
    ),
    "all in quotes": ('"' + SCRIPT.replace('"', '\\"') + '"', "TN134", 1, "quotation marks"),
    "fences": (f"```town\n{SCRIPT}```\n", "TN136", 1, "by itself"),
    "a page of Markdown": (f"# Mine\n\nHere:\n\n```town\n{SCRIPT}```\nThe end.\n", "TN136", 5, "by itself"),
    "a string of a program": (f'"""\n{SCRIPT}"""\n', "TN136", 1, "by itself"),
    "a merge": (
        SCRIPT.replace(MARK, f"<<<<<<< a\n{MARK}=======\n{MARK}>>>>>>> b\n"), "TN135", 11, "two versions",
    ),
    "a merge with its base": (
        SCRIPT.replace(MARK, f"<<<<<<< a\n{MARK}||||||| o\n=======\n  x\n>>>>>>> b\n"), "TN135", 11, "keep one",
    ),
    "a merge cut short": (SCRIPT.replace(MARK, f"<<<<<<< a\n{MARK}"), "TN135", 11, "two versions"),
    "two scenarios": (SCRIPT + SCRIPT.replace("Two at", "Three at"), "TN244", 14, "a file of its own"),
    "all indented": ("".join(f"    {line}\n" for line in SCRIPT.split("\n")), "TN105", 1, "deeper"),
    "a line of text without end": (with_line(f'mark "{"x" * 20_000}"'), "TN133", 11, "new line"),
    "a name without end": (with_line("hold " + "x" * 9_000), "TN201", 11, "nobody called"),
    "brackets without end": (with_line("play x" + "(" * 9_000), "TN118", 11, "split it up"),
    "nots without end": (with_line("expect " + "not " * 2_000 + "Ida is near Per"), "TN118", 11, "split it up"),
    "signs without end": (with_line("mark " + "=<>" * 3_000), "TN101", 11, "did not expect"),
    "quotes without end": (with_line("mark " + "'" * 9_000), "TN109", 11, "quotation marks"),
    "blanks without end": (with_line(" " * 9_000 + "hold Ida"), "TN106", 11, "8 are needed"),
    "all on one line": (SCRIPT.replace("\n", " "), "TN104", 1, "on the next one"),
    "too many lines": (SCRIPT + MARK * MOST_LINES, "TN133", 1, "more than 50,000 lines"),
    "too deep": (
        SCRIPT + "".join("    " * (n + 2) + "if Ida is near Per:\n" for n in range(500)), "TN118", 25, "too deep",
    ),
    "a vignette in itself": (f"vignette a:\n    play a\n{SCRIPT}        play a\n", "TN234", 2, "play"),
    "two vignettes in each other": (
        f"vignette a:\n    play b\nvignette b:\n    play a\n{SCRIPT}        play a\n", "TN234", 2, "play",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line", "words"), ONE_MESSAGE.values(), ids=ONE_MESSAGE)
def test_bad_text_is_one_message(text: str, code: str, line: int, words: str) -> None:
    found = said(text)
    assert [(each.code, each.span.line) for each in found] == [(code, line)]
    assert words in f"{found[0].message} {found[0].label} {found[0].hint}"


def test_a_script_without_any_indentation_is_a_message_for_each_block() -> None:
    flat = "\n".join(line.strip() for line in SCRIPT.split("\n"))
    assert [each.code for each in said(flat)] == ["TN104"] * 3


def test_a_long_line_is_shown_through_a_window() -> None:
    text = with_line("mark " + '"x" ' * 1_000 + "hold Ida")
    (found,) = said(text)
    shown = render(found, {"test.town": Source("test.town", text)})
    line, carets = (row for row in shown.split("\n") if re.match(r" *(11)? \|.*[x^]", row))
    assert len(line) < 200
    assert line[carets.index("^") : carets.rindex("^") + 1] == '"x"'


GROWING: dict[str, Callable[[int], str]] = {
    "mistakes": lambda n: SCRIPT + "        hodl Ida\n" * n,
    "names missed": lambda n: SCRIPT + "        hold Kia\n" * n,
    "names misspelt": lambda n: SCRIPT + "        hold Iad\n" * n,
    "different names": lambda n: SCRIPT + "".join(f"        hold Name{at}\n" for at in range(n)),
    "lines that are lost": lambda n: SCRIPT + "        seed: 4\n" * n,
    "merges": lambda n: SCRIPT + "<<<<<<< a\n=======\n>>>>>>> b\n" * (n // 3),
    "odd signs": lambda n: SCRIPT + "        hold Ida\u200b\n" * n,
    "a line of text": lambda n: with_line('mark "' + "é" * (n * 100) + '"'),
    "a line of signs": lambda n: with_line("mark " + "´é" * (n * 100)),
}


@pytest.mark.parametrize("grown", GROWING.values(), ids=GROWING)
def test_time_grows_with_the_text(grown: Callable[[int], str]) -> None:
    """Four times the text within eight times the time (squared would be sixteen)."""

    def taken(n: int) -> float:
        text, times = grown(n), []
        for _ in range(2):
            began = time.process_time()
            checked(text)
            times.append(time.process_time() - began)
        return min(times)

    assert taken(1_600) < 8 * max(taken(400), 0.01)


def test_limits_are_far_beyond_what_ships() -> None:
    longest = max(len(line) for path in SCENARIOS.rglob("*.town") for line in path.read_text("utf-8").split("\n"))
    assert 50 * longest < LONGEST_LINE
