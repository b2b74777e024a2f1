"""How the town was doing: the table at the end of a run, the same in `--stats`, and both as the telemetry tells it."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from runner.key_figures import LINES, NOTHING, heading
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, ready
from townlet.kpis import Reading
from townlet.telemetry.memory import SHARES

ALONE = """\
scenario "Alone":
    town: riverside
    clock: 08:00
    length: 30 ticks
    seed: 1

    cast:
        Ada: balanced, at park
"""


def stats(name: str) -> Any:
    return msgspec.json.decode(Path(name).read_bytes())["kpis"]


def table(said: str) -> dict[str, str]:
    """What stands under each key figure of the table, its columns a blank apart."""
    lines = said.partition("key figure")[2].splitlines()[1:]
    return {name: " ".join(rest) for name, *rest in (re.split(r"\s{2,}", line.strip()) for line in lines if line)}


def test_the_table_stands_under_the_figures_and_leaves_the_story_alone(townlet: Townlet) -> None:
    plain, said = townlet("run", "coffee-too-dear"), townlet("run", "coffee-too-dear", "--kpis")
    assert said.stdout == plain.stdout
    assert "key figure" not in plain.stderr
    above, below = said.stderr.split("\nHow the town was doing: 07:30 to 10:00\n")
    assert above.rstrip().endswith("30% emergent")
    found = table(below)
    assert list(found) == [line.name for line in LINES]
    assert found["self-sufficiency"].startswith("100% 6 looks whose hunger")
    assert found["chats that went well"].startswith("100% 4 chats")
    assert found["wages to living"].startswith("0% 5.4 coins spent, 0 coins earned")
    assert found["emergent"].startswith("30% 27 lines")


def test_where_nothing_was_counted_it_says_so(townlet: Townlet) -> None:
    Path("alone.town").write_text(ALONE, "utf-8")
    said = townlet("run", "alone.town", "--kpis")
    found = table(said.stderr)
    unheard = ("attendance", "lateness", "late by", "chats that went well", "quarrels that repeat", "queue wait",
               "wages to living")  # fmt: skip
    assert {name for name, words in found.items() if words.startswith(NOTHING)} >= {*unheard}
    assert "None" not in said.stderr
    assert found["the same, now"].startswith("1 1 person")


def test_every_share_that_is_told_stands_in_the_table() -> None:
    """By what each line reads of a reading in which every figure is another."""
    shown = set()
    for share in SHARES:
        for line in LINES:
            before, after = _reading(share, 1), _reading(share, 2)
            if line.value(before) != line.value(after):
                shown.add(share)
    assert shown == {*SHARES}


PARTS = {
    "self_sufficiency": "well", "attendance": "started", "lateness": "late", "chat_success": "chats_failed",
    "repeated_conflicts": "repeats", "tied_share": "tied", "wages_to_cost": "wages", "emergent_share": "emergent",
}  # fmt: skip


def _reading(share: str, part: int) -> Reading:
    figures = dict.fromkeys(Reading.__struct_fields__, 4)
    return Reading(**(figures | {PARTS[share]: part}))


@pytest.mark.parametrize(("began", "since", "tick", "said"), [
    (0, 0, 150, "How the town was doing: 07:30 to 10:00"),
    (0, 0, 1_439, "How the town was doing: 07:30 to day 2 07:29"),
    (0, 60, 1_440, "How the town was doing over the last day, by whole hours: 08:30 to day 2 07:30"),
    (45, 45, 150, "How the town was doing since it went on, and not before: 08:15 to 10:00"),
    (45, 60, 1_441, "How the town was doing over the last day, by whole hours: 08:30 to day 2 07:31"),
])  # fmt: skip
def test_it_says_what_is_covered(began: int, since: int, tick: int, said: str) -> None:
    schedule = ready("coffee-too-dear").schedule
    reading = msgspec.structs.replace(_reading("lateness", 1), since=since, tick=tick)
    assert heading(reading, began, schedule) == said


@pytest.mark.parametrize("name", ["coffee-too-dear", "an-ordinary-day"])
def test_stats_and_telemetry_say_the_same(name: str, townlet: Townlet) -> None:
    said = townlet("run", name, "--stats", "stats.json", "--telemetry-path", "told.jsonl")
    assert said.exit_code == 0
    figures: dict[str, int | None] = {}
    for line in Path("told.jsonl").read_bytes().splitlines():
        message = msgspec.json.decode(line)
        figures |= message.get("state", message.get("changes", {})).get("kpis", {})
    assert stats("stats.json")["figures"] == figures
    assert figures["lines"]


def test_a_run_that_goes_on_counts_what_happens_from_there(townlet: Townlet) -> None:
    """Neither the lines nor the price spike of before: it ends later, and began when nobody counted."""
    Path("short.town").write_text(SHORT, "utf-8")
    townlet("run", "short.town", "--save-at", "10", "--snapshot", "ten.snapshot", "--stats", "whole.json")
    said = townlet(
        "run", "--from", "ten.snapshot", "--kpis", "--stats", "rest.json", "--telemetry-path", "rest.jsonl"
    )  # fmt: skip
    assert "How the town was doing since it went on, and not before: 08:10 to 08:30" in said.stderr
    whole, rest = stats("whole.json"), stats("rest.json")
    assert (whole["since"], rest["since"], rest["until"]) == (0, 10, 30)
    lines = msgspec.json.decode(Path("rest.json").read_bytes())["lines"]
    assert 0 < lines < whole["figures"]["lines"]
    assert rest["figures"]["lines"] == lines
    told = [msgspec.json.decode(line) for line in Path("rest.jsonl").read_bytes().splitlines()]
    assert told[0]["state"]["kpis"]["lines"] == 0
    assert told[-1]["changes"]["kpis"].get("lines", 0) == lines
