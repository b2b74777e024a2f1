"""Time: crossings are those that a count tick by tick finds, and nothing depends on how a run is cut up."""

import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dsl.shipped import compiled, shipped
from tests.town.scripts import scripts
from tests.town.support import Performance, listen, performed, raised, schedule_of, script, setting
from townlet.body import BANDS
from townlet.clock import advance
from townlet.conditions import NEEDS
from townlet.events import CameIn, NeedFell, SetOff, Stopped
from townlet.opening import opened, raise_curtain
from townlet.schedule import Schedule, When
from townlet.script import judge
from townlet.script.checks import finish
from townlet.snapshot import digest, restored, save
from townlet.units import ONE

ROOT = Path(__file__).resolve().parents[2]

# Everything a script can set going, so that a run is cut up in the middle of each.
BUSY = script(
    """
    at tick 5 as first:
        hold Ann
        direct Ann to meet Cy at park within 40 ticks
        wait until Ann is near Cy within 30 ticks
        play talk(Ann, Cy)
        release Ann
    every 15 ticks from tick 10:
        choose from luck:
            50%: nudge Ben to eat by 40%
            50%: nudge Ben to leave by 40% for 20 ticks
        wait 20 ticks
    while Ben's mood below 60%:
        nudge Ben to rest by 20%
    whenever anyone's hunger below 55% for 4 ticks up to 5 times:
        mark "hungry"
    at tick 60:
        trigger price-spike at cafe (strength = 180%) for 50 ticks
        direct Cy to use shower-1
        direct Ann to use shower-1
        direct Ben to use shower-1
    at tick 75:
        exit Cy
        wait 20 ticks
        enter Cy at cafe
    after first when Ann is near Ben for 2 ticks as near:
        Ann: "You again."
    expect always Ann's hunger above 5%
    expect eventually Ann's familiarity with Cy above 2%
    expect at least 2 event greeted within 150 ticks
    expect narration says "You again"
    hope Ben's mood above 10% during first
    expect Ann's hunger above 1% at end
    """,
    cast="Ann: socialite, at cafe, works as barista\nBen: stoic, at cafe\nCy: industrious, at park",
    length="200 ticks",
    head="""
vignette talk(a, b):
    assume a is near b
    direct a to chat with b
    expect event chat between a and b within 9 ticks
""",
)  # fmt: skip
SCRIPTS = {
    "busy": BUSY,
    "coffee": shipped("coffee-too-dear.town").text,
    "shower": shipped("one-shower.town").text,
    "day": shipped("an-ordinary-day.town").text,
}


# Crossings.

WATCHED = (
    "Ann's hunger below 50%", "Ben's hygiene at most 63%", "Cy's energy above 75%", "Ann's mood below 55%",
    "Ben's mood at least 60%", "Cy's mood between 50% and 58%", "Ann's wallet below 4 coins",
    "Ann is near Ben", "Ben is near Cy", "Ann is not near Cy and Ann is at cafe", "Ben is at park", "Cy has umbrella",
    "Ann's trust in Ben above 3%", "Ben's familiarity with Ann above 2%", "Ann is friends with Ben",
    "Ben is rivals with Cy", "cafe's prices above 110%",
    "shower-1's users at least 1", "shower-1's queue at least 1", "Ann is at work", "everyone's hunger below 70%",
    "Ann's rivalry with Cy below 20% or Ann's hunger above 60%",
)  # fmt: skip


def watching(length: str = "1 day") -> Schedule:
    cues = "\n".join(f'whenever {each}:\n    mark "{each}"' for each in WATCHED)
    body = f"""
at tick 30:
    direct Ann, Ben, Cy to use shower-1
at tick 100:
    trigger price-spike at cafe (strength = 130%) for 90 ticks
at tick 300:
    exit Cy
    wait 50 ticks
    enter Cy at park
at tick 400:
    give 1 umbrella to Cy
    wait 30 ticks
    direct Cy to give umbrella to Ann
{cues}
"""
    return schedule_of(
        script(
            body,
            cast="""
                Ann: socialite, at cafe, works as barista
                Ben: stoic, at park
                Cy: balanced, at station, works as porter
            """,
            stage="""
                set Ann's trust in Ben to 25.3%
                set Ann's familiarity with Ben to 21%
                set Ben's trust in Ann to 26%
                set Ben's familiarity with Ann to 20.2%
                set Ben's rivalry with Cy to 36%
                set Ann's rivalry with Cy to 21%
            """,
            length=length,
            clock="07:00",
            head="item umbrella:\n    price: 3 coins\n    reusable",
        )
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_watches_see_every_edge_that_a_look_at_every_tick_sees(seed: int) -> None:
    schedule = watching()
    found = raised(schedule, seed)
    town = found.town
    conditions = {cue.id: cue.trigger.condition for cue in schedule.cues if isinstance(cue.trigger, When)}
    names = {cue.id: cue.block[0].action.text for cue in schedule.cues if cue.id in conditions}  # type: ignore[union-attr]
    seen: dict[str, list[int]] = {name: [] for name in WATCHED}
    last: dict[str, bool | None] = dict.fromkeys(conditions)
    for tick in range(schedule.length):
        advance(town, tick)
        for name, condition in conditions.items():
            held = judge.truth(town, condition)
            if held is True and last[name] is not True:
                seen[names[name]].append(tick)
            last[name] = held
    advance(town, schedule.length)  # What was seen in the last tick but one plays in the last.
    played = {name: [beat.tick - 1 for beat in found.beats if beat.text == name] for name in WATCHED}
    assert played == seen
    assert sum(bool(ticks) for ticks in seen.values()) > len(WATCHED) * 3 // 4  # Most of them do turn.


def test_a_need_is_noticed_in_the_tick_in_which_it_falls_below_60_40_and_20() -> None:
    schedule = schedule_of(
        script("", cast="Ann: balanced, at cafe\nBen: socialite", length="1 day", still="Ann", hold="1 day")
    )
    found = raised(schedule)
    seen: list[tuple[int, str, int]] = []
    last: dict[str, int] = {}
    for tick in range(schedule.length):
        advance(found.town, tick)
        for need in NEEDS:
            now = getattr(found.town.agents["Ann"], need).at(tick)
            seen += [(tick, need, band) for band in BANDS if now < band <= last.get(need, ONE)]
            last[need] = now
    noticed = [(each.tick, each.need, each.band) for each in found.of(NeedFell, "Ann")]
    assert sorted(noticed) == sorted(seen)
    assert len(seen) >= 6


def test_a_place_is_come_into_at_its_border_and_left_on_setting_off() -> None:
    found = performed(schedule_of(SCRIPTS["day"]))
    places, crossings = found.town.setting.places, 0
    for index, event in enumerate(found.events):
        if not isinstance(event, SetOff) or not event.to or event.where == event.to:
            continue
        after = [
            e for e in found.events[index + 1 :] if e.who == event.who and isinstance(e, SetOff | CameIn | Stopped)
        ]
        if after and isinstance(after[0], CameIn):
            crossings += 1
            assert (after[0].where, after[0].tick) == (event.to, event.tick + event.path.index(places[event.to].door))
        else:
            assert not after or isinstance(after[0], Stopped)
    assert crossings > 20


# Cutting up.


def whole(schedule: Schedule, seed: int | None = None) -> tuple[object, ...]:
    return performed(schedule, seed).trace()


@pytest.mark.parametrize("name", SCRIPTS)
def test_tick_by_tick_is_the_same_as_in_one_go(name: str) -> None:
    schedule = schedule_of(SCRIPTS[name])
    found = raised(schedule)
    for tick in range(schedule.length + 1):
        advance(found.town, tick)
    finish(found.town)
    assert found.trace() == whole(schedule)


def interrupted(schedule: Schedule, seed: int | None, every: int) -> tuple[object, ...]:
    """A run that is saved and restored every so many ticks, beginning with tick 0."""
    found = raised(schedule, seed)
    for tick in range(0, schedule.length, every):
        advance(found.town, tick)
        data = save(found.town)
        town = restored(data, setting(schedule.town), schedule)
        assert save(town) == data
        found = Performance(found.events, found.beats, town.performance.verdicts, town)
        listen(found, town)
    advance(found.town, schedule.length)
    finish(found.town)
    return found.trace()


@pytest.mark.parametrize(("name", "every"), [("busy", 1), ("coffee", 10), ("shower", 10), ("day", 97)])
@pytest.mark.parametrize("seed", [1, 7])
def test_saved_and_restored_is_the_same_as_uninterrupted(name: str, every: int, seed: int) -> None:
    schedule = schedule_of(SCRIPTS[name])
    assert interrupted(schedule, seed, every) == whole(schedule, seed)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(scripts(), st.integers(0, 3), st.integers(1, 9))
def test_any_script_can_be_saved_anywhere(text: str, seed: int, every: int) -> None:
    schedule = compiled(text).schedule
    if schedule is not None:
        assert interrupted(schedule, seed, every) == whole(schedule, seed)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_schedule_that_was_written_out_and_read_again_gives_the_same_run(name: str) -> None:
    schedule = schedule_of(SCRIPTS[name])
    read = msgspec.json.decode(msgspec.json.encode(schedule), type=Schedule)
    assert read == schedule
    assert whole(read) == whole(schedule)


def test_a_setting_remembers_nothing_of_the_runs_before() -> None:
    schedule = schedule_of(BUSY)
    before = whole(schedule)
    setting.cache_clear()
    assert whole(schedule) == before


def test_being_watched_changes_nothing() -> None:
    schedule = schedule_of(BUSY)
    town = opened(setting(schedule.town), schedule)
    raise_curtain(town)
    advance(town, schedule.length)
    finish(town)
    assert (town.chain.hex(), digest(town)) == whole(schedule)[:2]


def test_the_same_again_is_the_same_and_another_seed_is_not() -> None:
    schedule = schedule_of(BUSY)
    assert whole(schedule, 5) == whole(schedule, 5)
    assert whole(schedule, 5)[0] != whole(schedule, 6)[0]


def test_time_only_moves_forward() -> None:
    found = performed(schedule_of(BUSY))
    assert all(one.tick <= other.tick and one.id < other.id for one, other in pairwise(found.events))
    assert all(one.tick <= other.tick for one, other in pairwise(found.beats))


def fingerprints() -> dict[str, list[str]]:
    """What the subprocesses print: everything that must not depend on how sets of strings are ordered."""
    found = {}
    for name, text in SCRIPTS.items():
        chain, state, events, beats, verdicts = performed(schedule_of(text), 3).trace()
        found[name] = [chain, state, str(len(events)), repr(beats), repr(verdicts)]
    return found


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_seed_of_pythons_hash_does_not_matter(seed: str) -> None:
    program = "import json; from tests.town.test_time import fingerprints; print(json.dumps(fingerprints()))"
    environment = os.environ | {"PYTHONHASHSEED": seed}
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert json.loads(run.stdout) == fingerprints()


# What a run costs: entries, not ticks.


def test_the_agenda_stays_short_however_much_is_watched() -> None:
    schedule = watching("2 days")
    found, longest = raised(schedule), 0
    for tick in range(0, schedule.length, 10):
        advance(found.town, tick)
        longest = max(longest, len(found.town.agenda.heap))
    assert longest <= 40 + 20 * len(found.town.agents) + 2 * len(schedule.cues)
