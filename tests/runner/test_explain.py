"""`townlet explain`: a code however it is typed, lists, and where it is mentioned."""

import io
from pathlib import Path

import pytest

from dsl.page import read_page
from runner.cli import main
from runner.explaining import show_page
from runner.pages import index
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT

PAGE = """\
# TN221: A figure has another unit than is wanted here

Coins are no
share.

```town wrong cue
set Ida's hunger to 3 coins
```

```town file=a.town
mark "A"
```
"""


@pytest.mark.parametrize("typed", ["TN502", "tn502", "502", "error[TN502]:"])
def test_a_code_however_it_is_typed(typed: str, townlet: Townlet) -> None:
    said = townlet("explain", typed)
    assert said.exit_code == 0
    assert said.stdout.startswith("TN502: Shares do not come to 100 %\n\n")
    assert '\n  - |     40%: Per: "Have you heard?"\n' in said.stdout
    assert '\n  + |     10%: mark "A silence"\n' in said.stdout
    assert "```" not in said.stdout


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("TN599", "There is no code `TN599`\n --> townlet explain\n  = help: Did you mean `townlet explain TN504`?"),
        ("TN7", "Did you mean `townlet explain TN006`?"),
        ("xyzzy", "No code has to do with `xyzzy`"),
    ],
)
def test_a_code_that_there_is_not(typed: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", typed]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("typed", [["TN201", "TN101"], ["TN201,", "tn101."], ["TN201,TN101"], ["201", "101"]])
def test_several_codes_as_a_report_lists_them(typed: list[str], townlet: Townlet) -> None:
    said = townlet("explain", *typed)
    alone = [townlet("explain", code).stdout for code in ("TN201", "TN101")]
    assert (said.exit_code, said.stdout) == (0, "\n\n".join(alone))


def test_of_several_codes_one_that_there_is_not(townlet: Townlet) -> None:
    said = townlet("explain", "TN201", "TN599")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "There is no code `TN599`" in said.stderr


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("quotation marks", {"TN109", "TN816"}, {"TN107"}),  # Each of the words,
        ("all", {"TN988"}, {"TN037"}),  # where one begins: not in "installed",
        ("hunger", {"TN213", "TN980"}, {"TN101"}),  # and in the pages where no sentence has it.
    ],
)
def test_codes_that_have_to_do_with_words(typed: str, wanted: set[str], unwanted: set[str], townlet: Townlet) -> None:
    listed = {line[2:7] for line in townlet("explain", *typed.split()).stdout.splitlines() if line.startswith("  TN")}
    assert wanted <= listed
    assert not unwanted & listed


def test_lists(townlet: Townlet) -> None:
    whole, some = townlet("explain").stdout, townlet("explain", "Quotation").stdout
    assert "\nHow a line is written\n  TN101  A word, figure or sign stands where it does not fit.\n" in whole
    assert [line[:7] for line in some.splitlines() if line.startswith("  ")] == [
        "  TN108", "  TN109", "  TN804", "  TN816",
    ]  # fmt: skip


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_page_on_paper_and_on_a_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    paper, screen = io.StringIO(), Screen()
    show_page(read_page(PAGE), paper)
    assert paper.getvalue() == (
        "TN221: A figure has another unit than is wanted here\n\nCoins are no share.\n\n"
        "  - | set Ida's hunger to 3 coins\n\n    a.town:\n    | mark \"A\"\n"
    )
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    show_page(read_page(PAGE), screen)
    assert "\x1b[31m  - | set Ida's hunger to 3 coins\x1b[0m\n" in screen.getvalue()
    assert "\x1b[1mTN221\x1b[0m" in screen.getvalue()


def test_words_of_the_language_stand_on_the_terminals_own_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    screen = Screen()
    show_page(read_page(PAGE.replace("Coins", "`coins`")), screen)
    assert "\x1b[1;36mcoins\x1b[0m" in screen.getvalue()


@pytest.mark.parametrize(
    ("wrong", "last"),
    [
        ({"dierct who": "direct who"}, ""),
        ({"direct who": "dierct who"}, "`townlet explain TN102` says more."),
        ({"direct who": "dierct who", "at cafe,": "at caffe,"}, "`townlet explain CODE` says more: TN202, TN102."),
    ],
)
def test_a_report_says_where_there_is_more_to_read_and_says_it_once(
    wrong: dict[str, str], last: str, townlet: Townlet
) -> None:
    text = SHORT
    for old, new in wrong.items():
        text = text.replace(old, new)
    Path("short.town").write_text(text, "utf-8")
    said = townlet("check", "short.town").stdout
    assert said.count("says more") == bool(last)
    assert said.endswith(f"{last}\n")
    assert "says more" not in townlet("check", "short.town", "--format", "concise").stdout


def test_a_slip_on_the_command_line_is_said_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chekc"]) == 2
    assert "says more" not in capsys.readouterr().err


def test_the_index_of_all_codes_is_up_to_date() -> None:
    assert (ROOT / "docs" / "codes.md").read_text("utf-8") == index(), "type `make pages`"
