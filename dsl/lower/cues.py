"""Triggers: when a cue is to play."""

from typing import assert_never

from dsl import tree
from dsl.lower.conditions import condition, one_by_one
from dsl.lower.here import Here
from dsl.moments import tick_of
from townlet import schedule


def trigger(cue: tree.Cue, stand_in: str, here: Here) -> schedule.Trigger:
    """The trigger of a cue; `stand_in` stands in its block for whoever it came true of."""
    sustained = here.ticks(cue.dwell, 0)
    match cue.trigger:
        case tree.AtMoment(moment=moment):
            return schedule.AtTick(*here.moment(moment))
        case tree.AfterStart(delay=delay, cue=name):
            return schedule.AfterCue(here.cues[name.text], here.ticks(delay, 0))
        case tree.AfterEnd(cue=name, condition=None):
            return schedule.AfterCue(here.cues[name.text])
        case tree.AfterEnd(cue=name, condition=when) if when is not None:
            asked = one_by_one(condition(when, here))
            return schedule.When(asked, sustained, 1, here.cues[name.text], stand_in)
        case tree.Every():
            return _every(cue.trigger, here)
        case tree.When(condition=when):
            return schedule.When(one_by_one(condition(when, here)), sustained, binds=stand_in)
        case tree.Whenever(condition=when):
            return schedule.When(one_by_one(condition(when, here)), sustained, cue.limit, binds=stand_in)
        case tree.While(condition=when):
            return schedule.While(condition(when, here), sustained, stand_in)
        case tree.AfterEnd():
            raise AssertionError("with a condition or without, both have been seen to")
        case _:
            assert_never(cue.trigger)


def _every(trigger: tree.Every, here: Here) -> schedule.Every:
    """From start until end, unless it says otherwise; a clock time in `until` comes after the first."""
    period = here.figure(trigger.period)
    first, since = here.moment(trigger.start if trigger.start is not None else tree.Start(trigger.span))
    if trigger.until is None:
        return schedule.Every(period, first, here.length, since, "run", here.vignette)
    if here.vignette:
        last, last_since = here.moment(trigger.until)
        return schedule.Every(period, first, last, since, last_since)
    last = tick_of(trigger.until, here.clock, here.length, since=max(first, 0))
    return schedule.Every(period, first, last)
