"""Cues: their triggers and their ids."""

from typing import assert_never

from dsl import tree
from dsl.lower.blocks import block
from dsl.lower.conditions import condition
from dsl.lower.here import Here
from dsl.moments import Planned, tick_of
from townlet import schedule


def cue(planned: Planned, here: Here) -> schedule.Cue:
    """A cue with its block; `here.path` is the id of the scenario."""
    path = here.note(f"{here.path}/{planned.key}", planned.cue.span)
    inside = here.into(path)
    if planned.start is not None:
        inside = inside.starting(planned.start)
    return schedule.Cue(path, planned.key, _trigger(planned.cue, here), block(planned.cue.body, inside))


def _trigger(cue: tree.Cue, here: Here) -> schedule.Trigger:
    sustained = here.ticks(cue.dwell, 0)
    match cue.trigger:
        case tree.AtMoment(moment=moment):
            return schedule.AtTick(tick_of(moment, here.clock, here.length))
        case tree.AfterStart(delay=delay, cue=name):
            return schedule.AfterCue(here.cues[name.text], here.ticks(delay, 0))
        case tree.AfterEnd(cue=name, condition=None):
            return schedule.AfterCue(here.cues[name.text])
        case tree.AfterEnd(cue=name, condition=when) if when is not None:
            return schedule.When(condition(when, here), sustained, 1, here.cues[name.text])
        case tree.Every():
            return _every(cue.trigger, here)
        case tree.When(condition=when):
            return schedule.When(condition(when, here), sustained)
        case tree.Whenever(condition=when):
            return schedule.When(condition(when, here), sustained, cue.limit)
        case tree.While(condition=when):
            return schedule.While(condition(when, here))
        case tree.AfterEnd():
            raise AssertionError("with a condition or without, both have been seen to")
        case _:
            assert_never(cue.trigger)


def _every(trigger: tree.Every, here: Here) -> schedule.Every:
    """From start until end, unless it says otherwise; a clock time in `until` comes after the first."""
    first = tick_of(trigger.start, here.clock, here.length) if trigger.start is not None else 0
    last = here.length
    if trigger.until is not None:
        last = tick_of(trigger.until, here.clock, here.length, since=max(first, 0))
    return schedule.Every(here.figure(trigger.period), first, last)
