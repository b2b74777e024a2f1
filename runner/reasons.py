"""Why a statement was reached: what each line around it waited for, decided or drew."""

from collections.abc import Iterator
from typing import assert_never

from dsl.source import Span
from runner.places import around, span_of
from townlet import schedule as s
from townlet.script.plot import Plot
from townlet.units import share_text


def reasons(statement: str, schedule: s.Schedule) -> Iterator[tuple[Span, str]]:
    """The lines a statement stands in, from the inside out, each with its part in its being reached."""
    plot = Plot(schedule)
    steps = {
        step.id: step for block in plot.blocks.values() for step in block if not isinstance(step, s.Jump | s.Judge)
    }
    for path, place in around(statement, schedule):
        arm = statement.removeprefix(f"{path}/").partition("/")[0]
        if path in plot.cues:
            label = _of_cue(plot.cues[path].trigger)
        else:
            label = _of_step(steps.get(path), arm)
        yield span_of(place), label


def _of_cue(trigger: s.Trigger) -> str:
    match trigger:
        case s.AtTick():
            return "its time had come"
        case s.Every():
            return "its time had come again"
        case s.AfterCue():
            return "that was complete" if trigger.ticks is None else "that had begun so long before"
        case s.When():
            return "this had held for so long" if trigger.sustained else "this came true"
        case s.While():
            return "this held at the time"
        case _:
            assert_never(trigger)


def _of_step(step: s.Step | None, arm: str) -> str:
    match step:
        case s.Play():
            return "played from here"
        case s.Branch():
            return "this did not hold then" if arm == "otherwise" else "this held then"
        case s.Choose():
            return _drawn(step, int(arm.rpartition("-")[2]))
        case _:
            return "under this"


def _drawn(step: s.Choose, number: int) -> str:
    weight, _ = step.options[number - 1]
    return f"option {number} of {len(step.options)} was drawn, which had a chance of {share_text(weight)}"
