"""When cues can begin at the earliest, as far as that is settled before a performance; and where it is exact."""

from collections.abc import Mapping
from typing import assert_never

import msgspec

from dsl.outline.steps import follows
from townlet import actions as a
from townlet import schedule as s


class Times(msgspec.Struct, frozen=True):
    """In ticks. A cue never begins before `earliest`; if `exact`, it begins then or not at all.

    Its block takes at least `least`. `again` is when it begins once more, where that is settled: `every 10 ticks`.
    """

    earliest: int
    exact: bool
    least: int
    again: tuple[int, ...] = ()


class _Length(msgspec.Struct, frozen=True):
    """How long something takes at least, and whether it takes just that long."""

    ticks: int
    exact: bool = True

    def then(self, other: "_Length") -> "_Length":
        return _Length(self.ticks + other.ticks, self.exact and other.exact)


def times(schedule: s.Schedule) -> Mapping[str, Times]:
    """By id, what is settled of each cue. Chains of `after` are followed to where they begin."""
    cues = {cue.id: cue for cue in schedule.cues}
    lengths = {cue.id: _length(cue.block) for cue in schedule.cues}
    known: dict[str, Times] = {}
    for cue in schedule.cues:
        chain = [cue]
        while (before := follows(chain[-1])) and before not in known:  # Rings have been refused.
            chain.append(cues[before])
        for each in reversed(chain):
            known[each.id] = _times(each, lengths, known)
    return known


def _times(cue: s.Cue, lengths: Mapping[str, _Length], known: Mapping[str, Times]) -> Times:
    start = _start(cue.trigger, lengths, known)
    return Times(start.ticks, start.exact, lengths[cue.id].ticks, _again(cue.trigger))


def _again(trigger: s.Trigger) -> tuple[int, ...]:
    if not isinstance(trigger, s.Every):
        return ()
    return tuple(range(trigger.first, trigger.last + 1, trigger.ticks))[1:]


def _start(trigger: s.Trigger, lengths: Mapping[str, _Length], known: Mapping[str, Times]) -> _Length:
    """When a cue begins, counted from tick 0."""
    match trigger:
        case s.AtTick():
            return _Length(trigger.tick)
        case s.Every():
            return _Length(trigger.first)
        case s.AfterCue():
            before = _Length(known[trigger.cue].earliest, known[trigger.cue].exact)
            return before.then(lengths[trigger.cue] if trigger.ticks is None else _Length(trigger.ticks))
        case s.When():
            armed = known[trigger.after].earliest + lengths[trigger.after].ticks if trigger.after else 0
            return _Length(armed + trigger.sustained + 1, exact=False)  # Seen in one tick, played in the next.
        case s.While():
            return _Length(trigger.sustained + 1, exact=False)
        case _:
            assert_never(trigger)


def _length(block: s.Block, played: bool = False) -> _Length:
    """How long a block takes. It is read from its end, for no jump ever leads back.

    One that is `played` may be over wherever it assumes something: whoever played it goes on. A cue that is blocked is
    never complete, and nothing comes after it.
    """
    rest = [_Length(0)] * (len(block) + 1)
    for at in reversed(range(len(block))):
        rest[at] = _rest(block[at], at, rest, played)
    return rest[0]


def _rest(step: s.Step, at: int, rest: list[_Length], played: bool) -> _Length:
    """How long it takes from a step to the end of its block."""
    match step:
        case s.Wait():
            return _Length(step.ticks).then(rest[at + 1])
        case s.WaitUntil():
            return _Length(1, exact=False).then(rest[at + 1])
        case s.Branch():
            return _shorter(rest[at + 1], rest[step.otherwise])
        case s.Choose():
            return _shorter(*(rest[to] for _, to in step.options))
        case s.Jump():
            return rest[step.to]
        case s.Play():
            own = _Length(0, exact=not step.cues)  # It waits for those of its cues that are sure to come.
            return own.then(_length(step.block, played=True)).then(rest[at + 1])
        case s.Ask(action=a.Direct()):
            return _Length(0, exact=False).then(rest[at + 1])
        case s.Assume():
            return _shorter(_Length(0), rest[at + 1]) if played else rest[at + 1]
        case s.Ask() | s.Judge():
            return rest[at + 1]
        case _:
            assert_never(step)


def _shorter(*lengths: _Length) -> _Length:
    """Whichever way is taken."""
    return _Length(min(each.ticks for each in lengths), len({*lengths}) == 1 and lengths[0].exact)
