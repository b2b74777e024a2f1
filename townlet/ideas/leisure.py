"""Ideas of leisure: somewhere pleasant to go, how pleasant it is to stay, and where to go when it rains."""

from typing import TYPE_CHECKING, Final

from townlet.actions import Go, Stay
from townlet.activity.whereabouts import belongs
from townlet.circumstances import gathering, weather
from townlet.ideas.option import Option
from townlet.personality import Personality
from townlet.state import Agent
from townlet.units import DAY, ONE, PERCENT, scaled

if TYPE_CHECKING:
    from townlet.town import Town

IDLE: Final = 12 * PERCENT
COMPANY: Final = 8 * PERCENT  # What not being alone adds to staying; extroversion multiplies it.
GO_ALONG: Final = 75 * PERCENT  # How much leaving a place appeals that has closed.
GET_IN: Final = 65 * PERCENT  # How much a roof appeals out in the rain.
SEEN_ENOUGH: Final = 180  # Ticks after a visit before the same place tempts again in full.

STAY: Final = Stay()


def pastime(town: "Town", agent: Agent, minute: int, found: list[Option]) -> None:
    """A walk to somewhere pleasant; what was seen lately tempts less. At night, home."""
    troubled = bool(town.running)
    outside = weather.inviting(town, agent) if troubled else ONE
    here, visited, tick = agent.place, agent.visited, town.tick
    for name, opens, closes, leisure, outdoors, act in town.around(agent).outings:
        inside = opens <= minute < closes if opens < closes else minute >= opens or minute < closes
        if name == here or not (inside or opens == closes) or (troubled and town.is_shut(name)):
            continue
        since = tick - visited.get(name, -DAY)
        fresh = since if since < SEEN_ENOUGH else SEEN_ENOUGH
        if troubled and outdoors:
            leisure = scaled(leisure, outside)
        found.append((leisure * fresh // SEEN_ENOUGH * 3 // 4, act))


def disturbed(town: "Town", agent: Agent, minute: int, found: list[Option]) -> None:
    """What rain and meetings put into people's heads."""
    if agent.place and gathering.under_way(town, agent.place):
        gathering.talkative(found)
    if agent.on_shift < 0 and weather.exposed(town, agent):  # Whoever works out of doors works on.
        _shelter(town, agent, minute, found)


def _shelter(town: "Town", agent: Agent, minute: int, found: list[Option]) -> None:
    """Out in the rain: the nearest roof that one may be under, home or somewhere pleasant."""
    tile = town.tile_of(agent)
    roofs = [(town.ground.distance(tile, agent.place, agent.home), agent.home)]
    for place in town.around(agent).pleasant:
        if not place.outdoors and place.hours.holds(minute) and not town.is_shut(place.id):
            roofs.append((town.ground.distance(tile, agent.place, place.id), place.id))
    found.append((GET_IN, Go(min(roofs)[1])))


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
    leisure = place.leisure
    if town.running:
        leisure = scaled(leisure, weather.inviting(town, agent)) if place.outdoors else leisure
        company += gathering.LINGER if gathering.under_way(town, agent.place) else 0
    return company + leisure * max(0, 60 - since) // 60
