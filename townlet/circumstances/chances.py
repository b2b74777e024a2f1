"""What comes of itself: perturbations drawn by the odds in the town file.

At midnight each kind is drawn for the day that begins, and with it the minute; so the opening day of a run is its
script's own. A draw that comes while too much is under way, or too soon after the last of its kind, comes to nothing.
"""

from typing import TYPE_CHECKING, Final

from townlet.actions import Trigger
from townlet.agenda import DUE, Entry
from townlet.causes import Cause
from townlet.circumstances import perturbations
from townlet.townfile import Chance
from townlet.units import DAY, ONE

if TYPE_CHECKING:
    from townlet.town import Town

CHANCE: Final = Cause(0, "town/chance")
STREAM: Final = "engine.perturbation"


def file_first(town: "Town") -> None:
    """The first midnight at which something is drawn, in a town where anything comes of itself."""
    if town.file.chances:
        town.agenda.file((-town.opens) % DAY or DAY, DUE, "chances", "")


def draw(town: "Town", entry: Entry) -> None:
    """Midnight: what is to come today, and when."""
    town.agenda.file(town.tick + DAY, DUE, "chances", "")
    for chance in town.file.chances:
        if town.luck(STREAM, "comes", chance.kind) < chance.odds:
            minute = chance.hours.opens + town.luck(STREAM, "minute", chance.kind) * chance.hours.length() // ONE
            town.agenda.file(town.tick + minute, DUE, "chance", chance.kind)
            town.moved("pending")


def come(town: "Town", entry: Entry) -> None:
    """Its minute has come: where, how hard and how long is drawn, and it begins if it may."""
    town.moved("pending")
    chance = town.setting.chances[entry.who]
    where = town.luck(STREAM, "place", chance.kind) * len(chance.places) // ONE
    place = chance.places[where] if chance.places else ""
    strength, lasts = _between(town, chance.strength, "strength", chance), _between(town, chance.lasts, "lasts", chance)
    action = Trigger(chance.kind, place, strength, lasts)
    if not _rests(town, chance) and not perturbations.hindrance(town, action):
        perturbations.begin(town, action, CHANCE, "·", chance.spares)


def _between(town: "Town", bounds: tuple[int, int], what: str, chance: Chance) -> int:
    """A figure between two bounds, both included."""
    least, most = bounds
    return least + town.luck(STREAM, what, chance.kind) * (most - least + 1) // ONE


def _rests(town: "Town", chance: Chance) -> bool:
    """Whether one of its kind is under way, or was too short a while ago."""
    if any(each.kind == chance.kind for each in town.running.values()):
        return True
    return town.tick - town.quiet.get(chance.kind, -chance.cooldown) < chance.cooldown
