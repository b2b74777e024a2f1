"""`townlet pin` and `townlet shrink`: a cell as a script of its own, and the smallest script that still fails."""

from pathlib import Path

import pytest

from runner.catalogue import names
from runner.keeping import kept
from runner.rehearsal.concrete import Concrete, concrete
from runner.rehearsal.shrinking import shrunk
from runner.transcript import compared
from runner.typed import typed
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, ready, workshop

FAILING = (
    SHORT
    + """\
    expect never Ben is near Ada because "they quarrelled"
    hope Ben's energy above 10% at end

    rehearse:
        seeds: 1..3
        vary dear in [120%, 150%]
"""
)


@pytest.mark.parametrize("name", names())
def test_a_pinned_script_tells_the_very_same(name: str, townlet: Townlet) -> None:
    values = {each: options[-1] for each, options in ready(name).schedule.rehearse.vary.items()}
    settings = [word for each, value in values.items() for word in ("--set", f"{each}={value}")]
    done = townlet("pin", name, "--seed", "7", *settings, "-o", "pinned.town")
    told = " ".join(["pinned.town:", f"`{name}`", "with --seed 7", *map(typed, settings)])
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", told + "\n")
    assert townlet("check", "pinned.town").exit_code == 0
    pinned = ready(Path("pinned.town"))
    found = ready(name, **values)
    assert pinned.schedule.seed == 7
    assert pinned.schedule.rehearse.vary == {}
    assert compared(kept(pinned.schedule, pinned.town).text) == compared(kept(found.schedule, found.town, 7).text)


def test_pinning_leaves_every_other_line_alone(townlet: Townlet) -> None:
    Path("a.town").write_text(FAILING, "utf-8")
    text = townlet("pin", "a.town", "--seed", "9", "--set", "dear=200%").stdout
    expected = FAILING.replace("dear = 150%", "dear = 200%").replace("seed: 1\n", "seed: 9\n")
    assert text == expected[: expected.index("    rehearse:")].rstrip("\n") + "\n"


def test_a_script_without_a_seed_gets_one(townlet: Townlet) -> None:
    text = FAILING.replace("    seed: 1\n", "")
    for number, script in enumerate((text, text.replace("    ", "  "))):
        Path("a.town").write_text(script, "utf-8")
        pinned = Path(f"pinned-{number}.town")
        pinned.write_text(townlet("pin", "a.town", "--seed", "9").stdout, "utf-8")
        assert ready(pinned).schedule.seed == 9


def test_a_compiled_schedule_cannot_be_pinned(townlet: Townlet) -> None:
    Path("a.town").write_text(SHORT, "utf-8")
    townlet("compile", "a.town", "-o", "a.json")
    found = townlet("pin", "a.json")
    assert found.exit_code == 2
    assert "takes a script" in found.stderr


def test_the_script_is_not_written_over(townlet: Townlet) -> None:
    Path("a.town").write_text(FAILING, "utf-8")
    assert townlet("pin", "a.town", "-o", "a.town").exit_code == 2
    assert townlet("shrink", "a.town", "-o", "a.town").exit_code == 2
    assert Path("a.town").read_text("utf-8") == FAILING


def test_what_is_left_still_fails_and_nothing_in_it_can_be_spared(townlet: Townlet) -> None:
    Path("a.town").write_text(FAILING, "utf-8")
    found = townlet("shrink", "a.town")
    assert found.exit_code == 0
    assert found.stdout == (
        'use "library/people.town"\n\n'
        'scenario "A Short Stay" (who = Ada, dear = 150%):\n'
        "    town: riverside\n    length: 30 ticks\n\n"
        "    cast:\n        Ada: gruff, at cafe, 5 coins\n        Ben: sociable, at cafe, 5 coins\n\n"
        '    expect never Ben is near Ada because "they quarrelled"\n'
    )
    lines = found.stdout.splitlines(keepends=True)
    for n in range(len(lines)):
        Path("b.town").write_text("".join(lines[:n] + lines[n + 1 :]), "utf-8")
        if lines[n].strip():
            assert townlet("run", "b.town").exit_code != 1, f"line {n + 1} could be spared"


def test_one_of_several_failures_can_be_chosen(townlet: Townlet) -> None:
    text = FAILING.replace("hope Ben's energy above 10%", "expect Ben's energy below 1%")
    Path("a.town").write_text(text, "utf-8")
    found = townlet("shrink", "a.town", "--check", "energy")
    assert "expect Ben's energy below 1%" in found.stdout
    assert "near" not in found.stdout


def test_where_nothing_fails_there_is_nothing_to_shrink(townlet: Townlet) -> None:
    Path("a.town").write_text(SHORT, "utf-8")
    found = townlet("shrink", "a.town")
    assert (found.exit_code, found.stdout) == (1, "")
    assert "nothing to shrink" in found.stderr


def test_a_run_that_is_blocked_is_not_said_to_be_well(townlet: Townlet) -> None:
    Path("a.town").write_text(SHORT.replace("    cast:", "    assume Ada's hunger above 99%\n\n    cast:"), "utf-8")
    found = townlet("shrink", "a.town")
    assert found.exit_code == 1
    assert "something that is assumed did not hold" in found.stderr


def test_groups_are_dropped_at_once() -> None:
    """A hundred lines of which one matters take far fewer than a hundred trials."""
    text = "\n".join(f"line {number}" for number in range(100))
    found = shrunk(text, lambda script: "line 61" in script.split("\n"))
    assert found.text == "line 61\n"
    assert found.tried < 40


def test_two_lines_that_need_each_other_are_found() -> None:
    text = "a:\n    one\n    two\nb:\n    three\n    four\n"
    found = shrunk(text, lambda script: "two" in script and "four" in script)
    assert found.text == "a:\n    two\nb:\n    four\n"


def test_a_name_of_what_ships_is_known_by_its_path() -> None:
    found = concrete("coffee-too-dear", ready("coffee-too-dear"), 3, {}, workshop())
    assert isinstance(found, Concrete)
    assert "seed: 3\n" in found.text
