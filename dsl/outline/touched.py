"""Whom a cue touches: who acts in it, whom they have to do with, and whom its condition watches."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from dsl.lower.here import STAND_IN
from dsl.outline.steps import steps_of
from townlet import actions as a
from townlet import schedule as s
from townlet.conditions import EACH

LEAD: Final = "who"
"""The field of an action that says who does it, or to whom the script does it."""

OTHERS: Final = ("whom", "to", "what")
"""The fields that may name somebody else it has to do with."""

ANYONE: Final = "anyone"
"""Whoever it comes true of: one of the cast, and only a performance tells which."""


class People(msgspec.Struct, frozen=True):
    """Names of the cast in its order, `anyone` behind them: who is led by the cue, who else is met in it, whom its
    condition watches."""

    lead: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()


def people_of(cue: s.Cue, cast: tuple[str, ...]) -> People:
    """Everybody whom a cue touches, each as what matters most."""
    lead: set[str] = set()
    met: set[str] = set()
    for step in steps_of(cue.block):
        match step:
            case s.Ask(action=a.GiveItem(whom=name) | a.TakeItem(whom=name)):
                lead.add(name)
            case s.Ask():
                lead |= {*_in(step.action, (LEAD,))}
                met |= {*_in(step.action, OTHERS)}
            case _:
                pass
    lead, met, watched = {*map(_named, lead)}, {*map(_named, met)}, {*map(_named, _words(cue.trigger))}
    known = (*cast, ANYONE)
    return People(
        tuple(name for name in known if name in lead),
        tuple(name for name in known if name in met - lead),
        tuple(name for name in known if name in watched - met - lead),
    )


def _named(name: str) -> str:
    """A name; for a stand-in, that of all whom it may stand for."""
    return ANYONE if name.startswith((EACH, STAND_IN)) else name


def _in(action: object, fields: Iterable[str]) -> Iterator[str]:
    """What stands in these fields of an action, and of the activity it asks for."""
    for name in fields:
        value = getattr(action, name, ())
        if isinstance(value, msgspec.Struct):  # `direct … to …`: what is asked for has fields of its own.
            yield from _in(value, fields)
        else:
            yield from (value,) if isinstance(value, str) else value


def _words(value: object) -> Iterator[str]:
    """All texts in a condition: whatever is the name of somebody in the cast is that."""
    match value:
        case str():
            yield value
        case tuple():
            for each in value:
                yield from _words(each)
        case msgspec.Struct():
            for name in value.__struct_fields__:
                yield from _words(getattr(value, name))
