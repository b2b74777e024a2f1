"""`townlet prompt-book`: what the operator needs on the day."""

from pathlib import Path

import pytest

from tests.runner.conftest import Townlet

SCRIPT = """\
scenario "The Bench" (who = Ida):
    town: riverside
    clock: 09:00
    length: 60 ticks
    seed: 3
    streams: luck

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: balanced, at cafe, 6 coins

    at tick 2 as morning:
        mark "Morning"
        prompt "Point at the bench."
        who: "Nice bench."

    at tick 6:
        choose from luck:
            50%: set Per's energy to 10%
            50%: set Per's energy to 90%

    when Per's energy below 20% as tired:
        Per: "I am tired."

    when Per has 400 coins as rich:
        Per: "I am rich."

    expect Per's energy above 50% at end

    rehearse:
        seeds: 1..12
"""


@pytest.fixture
def book(townlet: Townlet) -> str:
    Path("bench.town").write_text(SCRIPT, "utf-8")
    found = townlet("prompt-book", "bench.town")
    assert found.exit_code == 0
    return found.stdout


@pytest.mark.parametrize(
    "line",
    [
        "# Prompt book: The Bench",
        "On the day: seed 3, who = Ida. Rehearsed with 12 seeds.",
        "## Morning  (09:02, tick 2)",
        "- **09:02** `at tick 2 as morning`, tick 2",
        "    - 09:02 !  Ida: “Nice bench.”",
        "- **09:02** say or show: Point at the bench.",
        "- `when Per has 400 coins as rich` never began in rehearsal.",
    ],
)
def test_it_says_what_comes_when(line: str, book: str) -> None:
    assert line in book.splitlines()


def test_what_is_a_matter_of_luck_is_said_with_its_share(book: str) -> None:
    begins = "- `when Per's energy below 20% as tired` began"
    tired = next(line for line in book.splitlines() if line.startswith(begins))
    came = int(tired.split(" began in ")[1].split()[0])
    assert tired.endswith(f"began in {came} of 12 runs only.")
    assert 0 < came < 12
    broken = f"- `expect Per's energy above 50% at end` did not come true in {came} of 12 runs, first with seed"
    assert broken in book


def test_the_heading_stands_before_what_begins_under_it(book: str) -> None:
    lines = book.splitlines()
    assert lines.index("## Morning  (09:02, tick 2)") < lines.index("- **09:02** `at tick 2 as morning`, tick 2")


def test_where_nothing_goes_wrong_that_is_said(townlet: Townlet) -> None:
    calm = SCRIPT.split("    at tick 6:")[0] + "    expect Ida is near Per within 1 tick\n"
    Path("calm.town").write_text(calm, "utf-8")
    told = townlet("prompt-book", "calm.town", "--seeds", "1..5", "--set", "who=Per").stdout
    assert "who = Per" in told
    assert "Nothing that rehearsal has shown" in told


def test_it_goes_into_a_file_and_never_over_the_script(townlet: Townlet) -> None:
    Path("bench.town").write_text(SCRIPT, "utf-8")
    assert townlet("prompt-book", "bench.town", "-o", "book.md").stdout == ""
    assert Path("book.md").read_text("utf-8").startswith("# Prompt book: The Bench\n")
    assert townlet("prompt-book", "bench.town", "-o", "bench.town").exit_code == 2
    assert Path("bench.town").read_text("utf-8") == SCRIPT
