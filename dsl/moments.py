"""Moments as ticks: what a clock time, a day or `end` is when the clock stands at `clock` at tick 0."""

from collections.abc import Iterable, Mapping

import msgspec

from dsl import tree
from dsl.values import figure
from townlet.units import DAY

Values = Mapping[str, tree.Value]


def tick_of(moment: tree.Moment, clock: int, length: int, since: int = 0) -> int:
    """The tick of a moment; a bare clock time is its first occurrence at or after tick `since`."""
    match moment:
        case tree.TickMoment():
            return moment.tick
        case tree.Start():
            return 0
        case tree.End():
            return length
        case tree.ClockMoment(day=None):
            return since + (moment.minutes - clock - since) % DAY
        case tree.ClockMoment():
            return ((moment.day or 1) - 1) * DAY + moment.minutes - clock


def ticks(length: tree.Length | None, values: Values) -> int | None:
    """A length of time in ticks, through parameters; None if there is none or it cannot be known."""
    if isinstance(length, tree.Name):
        value = values.get(length.text)
        return value.ticks if isinstance(value, tree.Duration) else None
    return figure(length) if length is not None else None


class Planned(msgspec.Struct, frozen=True):
    """A cue of a scenario, its key (its name, or kind and number) and its first tick, if that is settled."""

    cue: tree.Cue
    key: str
    start: int | None


KINDS: Mapping[type, str] = {
    tree.AtMoment: "at",
    tree.AfterStart: "after",
    tree.AfterEnd: "after",
    tree.Every: "every",
    tree.When: "when",
    tree.Whenever: "whenever",
    tree.While: "while",
}


def planned(scenario: tree.Scenario, values: Values) -> tuple[Planned, ...]:
    """The cues of a scenario in file order; cues without a name are numbered by kind."""
    cues = keyed(scenario.body)
    clock, length = clock_of(scenario), length_of(scenario)
    by_name = {cue.name.text: cue for _, cue in reversed(cues) if cue.name is not None}
    starts: dict[str, int | None] = {}
    for key, cue in cues:
        _settle(key, cue, by_name, starts, (clock, length, values))
    first = dict(reversed(cues))  # Of two cues of one name, which is reported, the first counts.
    return tuple(Planned(cue, key, starts.get(key) if first[key] is cue else None) for key, cue in cues)


def keyed(body: Iterable[tree.Line]) -> list[tuple[str, tree.Cue]]:
    """The cues of a block, each with its name or its kind and number."""
    counts: dict[str, int] = {}
    found = []
    for line in body:
        if isinstance(line, tree.Cue):
            if line.name is not None:
                found.append((line.name.text, line))
            else:
                kind = KINDS[type(line.trigger)]
                counts[kind] = counts.get(kind, 0) + 1
                found.append((f"{kind}-{counts[kind]}", line))
    return found


def _settle(
    key: str,
    cue: tree.Cue,
    by_name: Mapping[str, tree.Cue],
    starts: dict[str, int | None],
    when: tuple[int, int, Values],
) -> None:
    """Follow `n ticks after …` back to a settled cue, then come forward again. Rings are never settled."""
    chain = [(key, cue)]
    seen = {key}
    while isinstance(cue.trigger, tree.AfterStart) and key not in starts:
        key = cue.trigger.cue.text
        if key in seen or key not in by_name:
            starts.setdefault(key, None)
            break
        seen.add(key)
        cue = by_name[key]
        chain.append((key, cue))
    for name, each in reversed(chain):
        if name not in starts:
            starts[name] = _start(each, starts, *when)


def _start(
    cue: tree.Cue, starts: Mapping[str, int | None], clock: int, length: int, values: Values
) -> int | None:
    match cue.trigger:
        case tree.AtMoment(moment=moment):
            return tick_of(moment, clock, length)
        case tree.AfterStart(delay=delay, cue=name):
            base, after = starts.get(name.text), ticks(delay, values)
            return base + after if base is not None and after is not None else None
    return None


DEFAULT_CLOCK = 8 * 60
DEFAULT_SEED = 1


def clock_of(scenario: tree.Scenario) -> int:
    """What the clock shows at tick 0, in minutes since midnight; 08:00 when the script does not say."""
    return scenario.clock.minutes if scenario.clock is not None else DEFAULT_CLOCK


def length_of(scenario: tree.Scenario) -> int:
    """The last tick; 0 when the script does not say, which has been reported."""
    return scenario.length.ticks if scenario.length is not None else 0
