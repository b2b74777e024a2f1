"""A run at a pace: when each tick is played, by a clock that a test moves."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.attending import Attendant, perform
from runner.pacing.pace import Key, Pace, Stand
from runner.pacing.room import pressed
from runner.pacing.speeds import LADDER, TICK, duration, faster, in_words, lasting, slower, speed
from tests.town.support import Performance, performed, raised, schedule_of, script
from townlet.town import Town

STORY = script(
    "at tick 5:\n    direct Ann to rest\nexpect Ann is at park at end\nexpect never event faint", length="40 ticks"
)


class Fake:
    """A clock that only a wait moves, and keys that are pressed at certain times."""

    def __init__(self, keys: Sequence[tuple[float, Key]] = (), slow: Callable[[int], float] = lambda tick: 0.0) -> None:
        self.time, self.keys, self.waits = 100.0, [(100.0 + at, key) for at, key in keys], 0
        self.slow = slow

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float | None) -> Sequence[Key]:
        self.waits += 1
        due = float("inf") if seconds is None else self.time + max(seconds, 0.0)
        if self.keys and self.keys[0][0] <= due:
            at, key = self.keys.pop(0)
            self.time = max(self.time, at)
            return [key]
        assert seconds is not None, "paused for ever, and nobody presses a key"
        self.time = due
        return []


class Clockwork(Attendant):
    """Notes when each tick is over, and takes as long for it as a slow town would."""

    def __init__(self, room: Fake) -> None:
        self.room, self.times = room, dict[int, float]()

    def next(self, town: Town, tick: int) -> int | None:
        return tick

    def look(self, town: Town) -> None:
        self.room.time += self.room.slow(town.tick)
        self.times[town.tick] = round(self.room.time - 100.0, 6)


def paced(value: float, room: Fake) -> tuple[dict[int, float], Pace, Performance, list[Stand]]:
    """When each tick was played, in seconds from the beginning."""
    run, shown = raised(schedule_of(STORY)), list[Stand]()
    watch, pace = Clockwork(room), Pace(value, room, lambda town: None, shown.append)
    perform(run.town, [watch, pace])
    return watch.times, pace, run, shown


@pytest.mark.parametrize("value", [0.5, 1.0, 2.5, 10.0, 100.0])
def test_each_tick_has_its_time(value: float) -> None:
    times, _, run, _ = paced(value, Fake())
    assert times == {tick: pytest.approx(tick * TICK / value) for tick in range(41)}
    assert run.trace() == performed(schedule_of(STORY)).trace()


def test_what_a_tick_takes_is_not_added_up() -> None:
    """Every tick takes a fifth of its time, and the last still comes when it should, counted from the first."""
    times, *_ = paced(1.0, Fake(slow=lambda tick: 0.05))
    assert times[40] - times[0] == pytest.approx(40 * TICK + 0.05)


def test_the_time_until_a_tick_is_due_can_be_spared() -> None:
    spared: list[float] = []
    run, room = raised(schedule_of(STORY)), Fake(slow=lambda tick: 0.05 if tick == 3 else 0.0)
    pace = Pace(1.0, room, lambda town: spared.append(pace.spare), lambda stand: None)
    assert pace.spare == 0.0
    perform(run.town, [Clockwork(room), pace])
    assert spared[0] == pytest.approx(TICK)
    assert min(each for each in spared if each) == pytest.approx(TICK - 0.05)
    assert pace.spare <= TICK


def test_a_short_delay_is_made_up_for() -> None:
    times, *_ = paced(1.0, Fake(slow=lambda tick: 0.6 if tick == 10 else 0.0))
    assert times[11] == times[12] == pytest.approx(10 * TICK + 0.6)
    assert times[20] == pytest.approx(20 * TICK)


def test_whoever_was_away_does_not_hurry() -> None:
    """A machine that slept for an hour, or a process that was stopped: the ticks go on one by one."""
    times, *_ = paced(1.0, Fake(slow=lambda tick: 3_600.0 if tick == 10 else 0.0))
    gaps = [times[tick + 1] - times[tick] for tick in range(10, 40)]
    assert gaps[1:] == [pytest.approx(TICK)] * 29


def test_a_pause_lasts_until_it_is_over_and_is_not_made_up_for() -> None:
    times, _, run, shown = paced(1.0, Fake([(2.6, "pause"), (60.0, "pause")]))
    assert times[10] == 2.5
    assert times[11] == 60.0 + TICK
    assert times[12] == 60.0 + 2 * TICK
    assert [each.state for each in shown if each.tick == 10] == ["going", "paused", "going"]
    assert run.trace() == performed(schedule_of(STORY)).trace()


def test_one_tick_at_a_time() -> None:
    keys: list[tuple[float, Key]] = [(1.1, "step"), (5.0, "step"), (9.0, "step"), (20.0, "pause")]
    times, *_ = paced(1.0, Fake(keys))
    assert [times[tick] for tick in range(4, 9)] == [1.0, 1.1, 5.0, 9.0, 20.0 + TICK]


def test_faster_and_slower() -> None:
    times, pace, *_ = paced(1.0, Fake([(1.0, "faster"), (2.0, "slower"), (3.0, "slower")]))
    assert pace.speed == 0.5
    assert times[40] > 10.0


@pytest.mark.parametrize("key", ["stop", "interrupt"])
def test_a_run_that_is_ended_is_cut_short(key: Key) -> None:
    times, pace, run, shown = paced(1.0, Fake([(2.6, key)]))
    assert max(times) == run.town.tick == 10
    assert run.outcomes() == ["cut-short", "cut-short"]
    assert pace.ends
    assert pace.interrupted == (key == "interrupt")
    assert shown[-1] == Stand(10, 1.0, "stopping")


def test_what_never_came_is_cut_short_too() -> None:
    story = script("at tick 30:\n    expect Ann is at park\n    wait 3 ticks\nhope event faint", length="40 ticks")
    run = raised(schedule_of(story))
    perform(run.town, [Pace(1.0, Fake([(2.6, "stop")]), lambda town: None, lambda stand: None)])
    assert run.outcomes() == ["cut-short", "cut-short"]


def test_news_is_seen_to_whenever_it_wakes() -> None:
    """A run that waits for its next tick, or for somebody to go on, still hears what comes in."""
    heard: list[int] = []
    run, room = raised(schedule_of(STORY)), Fake([(1.1, "pause"), (1.2, "slower"), (1.3, "pause"), (1.4, "stop")])
    perform(run.town, [Pace(1.0, room, lambda town: heard.append(town.tick), lambda stand: None)])
    assert heard.count(4) >= 4


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 20), st.sampled_from(("pause", "step", "faster", "slower"))), max_size=12))
def test_whatever_is_pressed_the_story_is_the_same(keys: list[tuple[float, Key]]) -> None:
    last = max((at for at, _ in keys), default=0.0)
    paused = False
    for _, key in sorted(keys):
        paused = key == "step" or (paused != (key == "pause"))
    ends: list[tuple[float, Key]] = [(last + 1, "pause")] if paused else []
    times, _, run, _ = paced(1.0, Fake([*sorted(keys), *ends]))
    assert [*times] == [*range(41)]
    assert [*times.values()] == sorted(times.values())
    assert run.trace() == performed(schedule_of(STORY)).trace()


@pytest.mark.parametrize(
    ("text", "value"),
    [("1x", 1.0), ("2.5x", 2.5), ("10", 10.0), (" 1000x ", 1000.0), ("0.01x", 0.01), ("0x", None), ("1001x", None),
     ("fast", None), ("-1x", None), ("1e3x", None), ("", None), ("xx", None), ("1,5x", None), ("٣x", None)],
)  # fmt: skip
def test_speeds(text: str, value: float | None) -> None:
    assert speed(text) == value


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("12m", 720), ("1h30m", 5400), ("1h 30m", 5400), ("2.5m", 150), ("12", None), ("0s", None),
     ("m", None), ("12m or so", None), ("8000h", None), ("", None)],
)  # fmt: skip
def test_durations(text: str, seconds: float | None) -> None:
    assert duration(text) == seconds


@given(st.floats(1, 100_000), st.integers(1, 100_000))
def test_a_run_lasts_as_long_as_was_asked(seconds: float, ticks: int) -> None:
    value = lasting(seconds, ticks)
    assert value is None or ticks * TICK / value == pytest.approx(seconds)


def test_the_ladder_of_speeds() -> None:
    assert [faster(value) for value in LADDER] == [*LADDER[1:], LADDER[-1]]
    assert [slower(value) for value in LADDER] == [LADDER[0], *LADDER[:-1]]
    assert (faster(3.3), slower(3.3)) == (5.0, 2.0)
    assert [in_words(value) for value in (1.0, 2.5, 0.01)] == ["1x", "2.5x", "0.01x"]


@pytest.mark.parametrize(
    ("data", "keys"),
    [(b" ", ["pause"]), (b".", ["step"]), (b"\x1b[C", ["step"]), (b"+-=", ["faster", "slower", "faster"]),
     (b"q", ["stop"]),
     (b"\x1b[A x", ["pause"]), (b"", []), (b"\x1b", []), (b"abc\xff .", ["pause", "step"])],
)  # fmt: skip
def test_keys(data: bytes, keys: list[Key]) -> None:
    assert pressed(data) == keys
