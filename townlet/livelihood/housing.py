"""Roofs over heads: which homes are free, and where somebody sits at night who has none."""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from townlet.townfile import Place

if TYPE_CHECKING:
    from townlet.town import Town

HOME: Final = "home"  # The kind of place that people live in.


def free_home(town: "Town") -> str:
    """A home where nobody lives, else one with a bed to spare, in the order of the town file; empty for none."""
    living = Counter(agent.home for agent in town.agents.values() if not agent.homeless)
    spare = [
        (living[place.id], number, place.id)
        for number, place in enumerate(town.file.places)
        if place.kind == HOME and living[place.id] < beds(town, place.id)
    ]
    return min(spare)[2] if spare else ""


def beds(town: "Town", place: str) -> int:
    """How many can sleep in a place at once."""
    return sum(
        thing.capacity
        for thing in town.file.things
        if thing.place == place and (thing.type, "rest") in town.setting.affordances
    )


def refuge(town: "Town") -> str:
    """Where somebody without a home may sit at night: a public seat that is never shut; empty where there is none."""
    return _first(town, lambda place: _never_shut(place) and bool(beds(town, place.id)))


def gate(town: "Town") -> str:
    """Where people come to town and leave it: rather where it is never shut; empty where all is private."""
    return _first(town, _never_shut) or _first(town, lambda place: True)


def _never_shut(place: Place) -> bool:
    return place.hours.opens == place.hours.closes


def _first(town: "Town", fits: Callable[[Place], bool]) -> str:
    """The first public place that fits, in the order of the town file; rather one with a roof."""
    found = [place for place in town.file.places if place.kind != HOME and fits(place)]
    return min(found, key=lambda place: place.outdoors).id if found else ""
