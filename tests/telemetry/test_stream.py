"""The stream tells the truth: snapshot and diffs, merged, are the town at the end of every tick."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dsl.shipped import compiled
from tests.telemetry.fields import filled, paths
from tests.telemetry.stories import MADE, SCENARIOS, story
from tests.telemetry.support import Consumer, Plain, encode, fresh, listen, merged, perform, plain
from tests.town.scripts import scripts
from tests.town.support import performed, setting
from tests.town.swarm import TOWNS, restless
from townlet import events as e
from townlet.actions import Trigger
from townlet.clock import advance
from townlet.opening import opened, raise_curtain
from townlet.schedule import Ask, AtTick, Cue
from townlet.script.checks import finish
from townlet.script.inputs import Input, Joined
from townlet.script.joining import join
from townlet.snapshot import digest, restored, save
from townlet.telemetry.memory import Memory
from townlet.telemetry.stream import Stream, Told, digest_of
from townlet.telemetry.touches import TOUCHES
from townlet.telemetry.wire import DIGEST_EVERY, Diff, Snapshot, State

ROOT = Path(__file__).resolve().parents[2]


# Merged, the messages are the truth.


@pytest.mark.parametrize("name", [*SCENARIOS, *MADE])
def test_what_was_told_merges_into_the_truth_at_every_message(name: str) -> None:
    schedule, where = story(name)
    consumer = Consumer()
    perform(schedule, consumer.take, where=where)
    assert consumer.seq >= 1
    assert consumer.wrong == []


@settings(max_examples=30)
@given(scripts(240, (0, 2)), TOWNS, st.integers(1, 1_000))
def test_it_does_so_for_any_script(text: str, odds: int, seed: int) -> None:
    schedule = compiled(text).schedule
    if schedule is not None:
        consumer = Consumer()
        perform(schedule, consumer.take, seed, restless(odds) if odds else None)
        assert consumer.wrong == []


@cache
def messages(name: str) -> list[Told]:
    found: list[Told] = []
    schedule, where = story(name)
    perform(schedule, lambda message, _: found.append(message), where=where)
    return found


def test_a_message_for_each_tick_in_which_something_happened_and_every_event_in_one() -> None:
    told, (schedule, _) = messages("a-day-in-riverside"), story("a-day-in-riverside")
    events = performed(schedule).events
    first, *diffs = told
    assert isinstance(first, Snapshot)
    assert all(isinstance(each, Diff) and each.base == each.seq - 1 for each in diffs)
    assert [each.seq for each in told] == list(range(1, len(told) + 1))
    ticks = [each.tick for each in told]
    assert ticks == sorted(set(ticks))
    assert {event.tick for event in events} <= set(ticks)
    assert [(each.id, message.tick) for message in told for each in message.events] == [
        (event.id, event.tick) for event in events
    ]


def test_a_digest_comes_with_every_fiftieth_message_and_with_the_last() -> None:
    told = messages("a-day-in-riverside")
    with_digest = [each.seq for each in told if each.digest]
    assert with_digest == sorted({*range(DIGEST_EVERY, len(told) + 1, DIGEST_EVERY), len(told)})


def test_the_last_message_has_every_verdict() -> None:
    schedule, _ = story("coffee-too-dear")
    state: Plain = {}
    for message in map(plain, messages("coffee-too-dear")):
        state = message["state"] if "state" in message else merged(state, message)
    verdicts = performed(schedule).verdicts
    told = [(each["outcome"], each["text"], each["tick"]) for each in state["script"]["verdicts"].values()]
    assert told == [(each.outcome, each.text, each.tick) for each in verdicts]
    assert len(told) > 2


def test_whoever_comes_late_gets_what_the_others_have_by_now() -> None:
    schedule, _ = story("one-shower")
    consumer = Consumer()
    late: list[tuple[Plain, Plain]] = []

    def take(message: Told, stream: Stream) -> None:
        consumer.take(message, stream)
        snapshot = plain(stream.snapshot())
        assert (snapshot["seq"], snapshot["tick"]) == (message.seq, message.tick)
        late.append((snapshot["state"], consumer.state))

    perform(schedule, take)
    assert len(late) > 10
    assert all(one == other for one, other in late)


# Nothing is left empty for want of wiring.

ANY_DAY = "a-day-in-riverside"
WORK = "/agents/*/work"
FILLED: dict[str, str] = {
    **{f"/town/{each}": ANY_DAY for each in ("name", "clock", "length", "prices/*", "stock/*/*", "weather")},
    "/town/utilities/*": "dry-taps",
    "/town/closed/*": "closed-until-further-notice",
    **{
        f"/town/{which}/*/{each}": "coffee-too-dear"
        for which in ("active", "pending") for each in ("kind", "place", "strength", "since", "until", "sign")
    },
    **{f"/agents/*/{each}": ANY_DAY for each in ("personality", "home", "wallet", "talks_to", "inventory/*")},
    **{f"/agents/*/{each}": "rent" for each in ("homeless", "debt")},
    **{f"/agents/*/position/{each}": ANY_DAY for each in ("on_stage", "place", "tile")},
    **{f"/agents/*/position/walk/{each}": ANY_DAY for each in ("path", "start", "place")},
    **{f"/agents/*/needs/*/{each}": ANY_DAY for each in ("level", "rate", "since")},
    "/agents/*/mood/weights/*": ANY_DAY,
    **{f"/agents/*/mood/feelings/*/{each}": ANY_DAY for each in ("level", "rate", "since", "min", "max")},
    **{
        f"/agents/*/doing/{each}": ANY_DAY
        for each in ("act", "stage", "since", "until", "sign", "cause", "root", "thing")
    },
    **{f"{WORK}/{each}": ANY_DAY for each in ("job", "on_shift")},
    **{f"{WORK}/{each}": "work" for each in ("late", "missed", "applied")},
    **{f"/agents/*/steered/orders/*/{each}": "coffee-too-dear" for each in ("act", "until", "cause")},
    **{f"/agents/*/steered/nudges/*/{each}": "one-shower" for each in ("act", "until", "cause", "sign")},
    "/agents/*/steered/holds/*": "coffee-too-dear",
    **{f"/objects/*/{each}": ANY_DAY for each in ("users", "queue", "ready", "in_service")},
    **{
        f"/ties/*/{which}/{each}": "work" if which == "familiarity" else ANY_DAY
        for which in ("trust", "familiarity", "rivalry") for each in ("level", "rate", "since", "min", "max")
    },
    "/ties/*/bond": ANY_DAY,
    "/employment/*/staff": ANY_DAY,
    "/employment/*/vacant": "an-ordinary-day",
    "/employment/*/applicants": "work",
    **{f"/conflicts/*/{each}": ANY_DAY for each in ("last", "times")},
    "/kpis/*": ANY_DAY,
    **{f"/narration/*/{each}": "coffee-too-dear" for each in ("tick", "text", "kind", "sign", "event", "root")},
    **{f"/script/cues/*/{each}": "coffee-too-dear" for each in ("fired", "started", "completed", "running")},
    **{
        f"/script/verdicts/*/{each}": "coffee-too-dear"
        for each in ("severity", "outcome", "text", "tick", "because")
    },
    "/script/blocked": "blocked",
}  # fmt: skip
"""Every field of the state, and a run in which it holds something."""

NEVER = {"/agents/*/needs/*/min", "/agents/*/needs/*/max", "/agents/*/steered/orders/*/sign"}
"""What the types allow and nobody needs: bounds other than the usual, and the sign of a directive."""


def test_the_table_has_every_field() -> None:
    assert set(FILLED) | NEVER == set(paths(State))


@pytest.mark.parametrize("name", sorted(set(FILLED.values())))
def test_every_field_holds_something_somewhere(name: str) -> None:
    found: set[str] = set()
    for message in map(plain, messages(name)):
        found.update(filled(State, message["state"] if "state" in message else message.get("changes")))
    assert {path for path, where in FILLED.items() if where == name} - found == set()
    assert not found & NEVER


def test_every_kind_of_event_says_what_it_touches() -> None:
    assert set(TOUCHES) == set(e.Event.__args__)


# Equal runs, equal streams.


def streams() -> str:
    """What the subprocesses print: the messages of three runs, as they are sent."""
    return "\n".join(encode(each).decode() for name in ("one-shower", "work", "blocked") for each in messages(name))


def test_equal_runs_have_streams_that_are_equal_byte_for_byte() -> None:
    """Also where sets of strings have another order."""
    program = "from tests.telemetry.test_stream import streams; print(streams())"
    environment = os.environ | {"PYTHONHASHSEED": "4242", "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert run.stdout.decode().rstrip("\n") == streams()


def test_a_run_has_a_name_that_comes_of_script_town_and_seed() -> None:
    schedule, where = story("one-shower")
    names = {Stream(opened(*each), lambda message: None).run for each in ((where, schedule, 1), (where, schedule, 2))}
    longer = msgspec.structs.replace(schedule, length=schedule.length + 1)
    names.add(Stream(opened(where, longer, 1), lambda message: None).run)
    assert len(names) == 3
    assert Stream(opened(where, schedule, 1), lambda message: None).run in names


# Going on from a saved run, and leaving it as it is.


@pytest.mark.parametrize("name", ["coffee-too-dear", "work"])
def test_a_stream_that_goes_on_from_a_saved_run_tells_the_same(name: str) -> None:
    schedule, where = story(name)
    whole: dict[int, tuple[Plain, bytes]] = {}

    def note(message: Told, stream: Stream) -> None:
        whole[message.tick] = fresh(stream), encode(message.events)

    perform(schedule, note, where=where)
    middle = schedule.length // 3
    town = opened(where, schedule)
    stream = listen(town, lambda message, stream: None)
    raise_curtain(town)
    advance(town, middle)
    stream.turning()
    saved, memory = save(town), msgspec.json.decode(msgspec.json.encode(stream.memory), type=Memory)
    again = restored(saved, where, schedule)
    consumer = Consumer()
    late: dict[int, tuple[Plain, bytes]] = {}

    def take(message: Told, stream: Stream) -> None:
        consumer.take(message, stream)
        late[message.tick] = consumer.state, encode(message.events)

    other = listen(again, take, memory)
    advance(again, schedule.length)
    finish(again)
    other.close()
    assert consumer.wrong == []
    assert len(late) > 5
    assert {tick: told for tick, told in late.items() if tick > middle} == {
        tick: told for tick, told in whole.items() if tick > middle
    }


@pytest.mark.parametrize("name", ["coffee-too-dear", "work"])
def test_listening_changes_nothing(name: str) -> None:
    schedule, where = story(name)
    town = perform(schedule, lambda message, stream: None, where=where)
    alone = opened(where, schedule)
    raise_curtain(alone)
    advance(alone, schedule.length)
    finish(alone)
    assert (town.chain, digest(town), save(town)) == (alone.chain, digest(alone), save(alone))


def test_a_run_that_is_held_up_now_and_then_tells_the_same() -> None:
    """Whoever looks on between ticks, to save or to take a digest, makes no message."""
    schedule, where = story("work")
    found: list[Told] = []
    town = opened(where, schedule)
    stream = listen(town, lambda message, _: found.append(message))
    raise_curtain(town)
    for tick in range(0, schedule.length, 7):
        advance(town, tick)
    advance(town, schedule.length)
    finish(town)
    stream.close()
    assert found == messages("work")


def test_whoever_looks_at_what_is_remembered_after_every_event_changes_nothing() -> None:
    """Samples do so between ticks. Whatever a stream puts off until a tick is over must not be lost by it."""
    schedule, where = story(ANY_DAY)
    found: list[Told] = []
    town = opened(where, schedule)
    stream = listen(town, lambda message, _: found.append(message))
    quarrels: list[int] = []

    def hear(event: e.Event) -> None:
        stream.hear(event)
        if isinstance(event, e.Argued):
            quarrels.append(event.tick)
        last = [last for last, _ in stream.memory.conflicts.values()]
        assert max(last, default=-1) == max(quarrels, default=-1)

    town.listener = hear
    raise_curtain(town)
    advance(town, schedule.length)
    finish(town)
    stream.close()
    assert quarrels
    assert [encode(each) for each in found] == [encode(each) for each in messages(ANY_DAY)]


def test_a_cue_that_joins_a_run_is_told_of() -> None:
    schedule, where = story("one-shower")
    consumer = Consumer()
    town = opened(where, schedule)
    stream = listen(town, consumer.take)
    raise_curtain(town)
    advance(town, 9)
    line = Ask("new/trigger-1", Trigger("rain", "", 500_000, 10))
    join(town, Joined(Input("1", 1, 9, 15, "trigger rain"), Cue("new", "new", AtTick(15), (line,))))
    advance(town, schedule.length)
    finish(town)
    stream.close()
    assert consumer.wrong == []
    assert consumer.state["script"]["cues"]["new"]["started"] == 15
    assert "rain@:15" in consumer.pending


# What a consumer proves its merge by.


def test_the_digest_is_of_the_state_as_json_with_its_keys_in_order() -> None:
    one, other = {"b": {"y": 1, "x": "ü"}, "a": [2, 1]}, {"a": [2, 1], "b": {"x": "ü", "y": 1}}
    assert digest_of(one) == digest_of(other) != digest_of({"a": [1, 2], "b": {"x": "ü", "y": 1}})


def test_feelings_have_a_name_each() -> None:
    """They are keyed by the event they came from, which gives nobody two."""
    schedule, _ = story("a-day-in-riverside")
    town = opened(setting("riverside"), schedule)
    raise_curtain(town)
    for tick in range(schedule.length):
        advance(town, tick)
        for agent in town.agents.values():
            assert len({each.cause for each in agent.impulses}) == len(agent.impulses)
