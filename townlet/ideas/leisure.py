"""Ideas of leisure: somewhere pleasant to go, and how pleasant it is to stay."""

from typing import TYPE_CHECKING, Final

from townlet.actions import Go, Stay
from townlet.ideas.option import Option
from townlet.personality import Personality
from townlet.state import Agent
from townlet.units import DAY, ONE, PERCENT, scaled
from townlet.whereabouts import belongs

if TYPE_CHECKING:
    from townlet.town import Town

IDLE: Final = 12 * PERCENT
COMPANY: Final = 8 * PERCENT  # What not being alone adds to staying; extroversion multiplies it.
GO_ALONG: Final = 75 * PERCENT  # How much leaving a place appeals that has closed.
SEEN_ENOUGH: Final = 180  # Ticks after a visit before the same place tempts again in full.

STAY: Final = Stay()


def pastime(town: "Town", agent: Agent, minute: int, found: list[Option]) -> None:
    """A walk to somewhere pleasant; what was seen lately tempts less. At night, home."""
    for place in town.around(agent).pleasant:
        name = place.id
        if name != agent.place and place.hours.holds(minute) and not town.is_shut(name):
            since = town.tick - agent.visited.get(name, -DAY)
            fresh = since if since < SEEN_ENOUGH else SEEN_ENOUGH
            found.append((place.leisure * fresh // SEEN_ENOUGH * 3 // 4, Go(name)))


def welcome(town: "Town", agent: Agent, minute: int) -> bool:
    """Whether one may be where one is: while it is open, or by right."""
    is_open = town.setting.places[agent.place].hours.holds(minute) and not town.is_shut(agent.place)
    return is_open or belongs(town, agent, agent.place)


def comfort(town: "Town", agent: Agent, who: Personality, minute: int) -> int:
    """How pleasant it is to stay: most where one has just come for pleasure, and in company for those who like it."""
    place = town.setting.places.get(agent.place)
    if place is None or not place.hours.holds(minute):
        return 0
    company = scaled(COMPANY, ONE + who.extroversion) if len(town.places[agent.place].people) > 1 else 0
    since = town.tick - agent.visited.get(agent.place, -DAY)
    return company + place.leisure * max(0, 60 - since) // 60
