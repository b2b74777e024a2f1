"""The clock beside the ticks: when each cue of a scenario begins, as far as that is settled before it is performed."""

from collections.abc import Iterator

import msgspec

from dsl import tree
from dsl.moments import clock_of, length_of, planned, tick_of
from dsl.script import Script
from townlet.units import DAY


class Begins(msgspec.Struct, frozen=True):
    """A cue with the tick it first begins at; None if that depends on how the story goes."""

    cue: tree.Cue
    key: str
    tick: int | None
    clock: str = ""
    """What the clock shows then, with the day from the second on."""

    @property
    def shown(self) -> str:
        """`tick 40, 08:10`; empty if it is not known."""
        return f"tick {self.tick}, {self.clock}" if self.tick is not None else ""


class Hint(msgspec.Struct, frozen=True):
    """Something to be shown in a text, behind the given column of a line."""

    line: int
    column: int
    text: str


def times(script: Script) -> tuple[Begins, ...]:
    """The cues of the scenario in file order."""
    scenario = script.scenario
    if scenario is None:
        return ()
    clock, length = clock_of(scenario), length_of(scenario)
    found = []
    for each in planned(scenario, script.values):
        tick = each.start
        if isinstance(each.cue.trigger, tree.Every):
            start = each.cue.trigger.start
            tick = max(0, tick_of(start, clock, length)) if start is not None else 0
        found.append(Begins(each.cue, each.key, tick, clock_text(clock + tick) if tick is not None else ""))
    return tuple(found)


def hints(script: Script, first: int, last: int) -> Iterator[Hint]:
    """What to show beside the cues between two lines, both included, and beside the length."""
    scenario = script.scenario
    if scenario is None or script.main.span.file != scenario.span.file:
        return
    if scenario.length is not None and first <= scenario.length.span.line <= last:
        span = scenario.length.span
        yield Hint(span.line, span.end_column, f"until {clock_text(clock_of(scenario) + scenario.length.ticks)}")
    for each in times(script):
        span = each.cue.trigger.span
        if each.tick is not None and first <= span.line <= last:
            yield Hint(span.line, span.end_column, _beside(each))


def _beside(each: Begins) -> str:
    """The clock where a line counts in ticks, ticks where it names a time of day, both where it counts from a cue."""
    match each.cue.trigger:
        case tree.AtMoment(moment=tree.ClockMoment()):
            return f"tick {each.tick}"
        case tree.AfterStart():
            return each.shown
    return each.clock


def clock_text(minutes: int) -> str:
    """`08:10`, or `day 2 08:10`."""
    day, rest = divmod(minutes, DAY)
    return (f"day {day + 1} " if day else "") + f"{rest // 60:02}:{rest % 60:02}"
