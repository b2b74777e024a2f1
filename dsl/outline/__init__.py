"""A script as a plan: every cue, when it can begin at the earliest, what it leads to, and whom it touches.

    schedule ─→ Outline ─→ a picture, a text, a table

Made of the compiled schedule alone, so that it says what the town will do and not what a line looks like.
"""

import re
from typing import Final

import msgspec

from dsl.outline.earliest import Times, times
from dsl.outline.steps import follows, steps_of
from dsl.outline.touched import ANYONE, People, people_of
from townlet import actions as a
from townlet import schedule as s

NAMED: Final = re.compile(r" as [\w-]+$")
HEAD: Final = re.compile(r"(?:(?<=\d):(?=\d)|[^:#])*")
"""What opens a cue: everything in front of its colon, which is not that of a clock. No text stands in it."""


class Outlined(msgspec.Struct, frozen=True):
    """One cue. `when` is what it opens with, as written; `after` the id of the cue that it waits for, if it does."""

    id: str
    name: str
    when: str
    times: Times
    people: People
    after: str = ""
    plays: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


class Outline(msgspec.Struct, frozen=True):
    """A whole script: who is touched by any cue, in the order of the cast, and the cues in that of their times."""

    title: str
    clock: int  # Minutes past midnight at tick 0.
    length: int  # Ticks.
    people: tuple[str, ...]
    cues: tuple[Outlined, ...]


def outline(schedule: s.Schedule) -> Outline:
    """The plan of a schedule."""
    known = times(schedule)
    cast = tuple(member.name for member in schedule.cast)
    found = [_outlined(cue, schedule, known[cue.id], cast) for cue in schedule.cues]
    met = {name for cue in found for name in (*cue.people.lead, *cue.people.met, *cue.people.watched)}
    people = tuple(name for name in (*cast, ANYONE) if name in met)
    return Outline(schedule.title, schedule.clock, schedule.length, people, tuple(_in_order(found)))


def _in_order(found: list[Outlined]) -> list[Outlined]:
    """By their times; of equal ones none stands before the one it follows, and else they stand as in the file."""
    after = {cue.id: cue.after for cue in found}
    steps: dict[str, int] = {}
    for name in after:
        chain = [name]
        while chain[-1] not in steps and after[chain[-1]]:
            chain.append(after[chain[-1]])
        for each in reversed(chain):
            steps.setdefault(each, steps.get(after[each], -1) + 1)
    return sorted(found, key=lambda cue: (cue.times.earliest, steps[cue.id]))


def _outlined(cue: s.Cue, schedule: s.Schedule, known: Times, cast: tuple[str, ...]) -> Outlined:
    steps = [*steps_of(cue.block)]
    return Outlined(
        id=cue.id,
        name=cue.name,
        when=_when(cue, schedule),
        times=known,
        people=people_of(cue, cast),
        after=follows(cue),
        plays=tuple(dict.fromkeys(step.vignette for step in steps if isinstance(step, s.Play))),
        marks=tuple(step.action.text for step in steps if isinstance(step, s.Ask) and isinstance(step.action, a.Mark)),
    )


def _when(cue: s.Cue, schedule: s.Schedule) -> str:
    """`20 ticks after arrival`; of a schedule that says nothing of its text, the name."""
    place = schedule.places.get(cue.id)
    head = HEAD.match(place.text) if place is not None else None
    return NAMED.sub("", " ".join(head[0].split())) if head is not None else cue.name
