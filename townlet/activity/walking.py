"""Walking: a path begun at a tick, a tile a tick. Only its crossing of a border and its end are on the agenda."""

from typing import TYPE_CHECKING

from townlet import events as e
from townlet.activity.rule import Spot
from townlet.agenda import DUE
from townlet.circumstances import weather
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Stamp, Town


def set_off(town: "Town", agent: Agent, spot: Spot) -> bool:
    """Begin to walk, and file where the walk crosses the place's border and where it ends; False: no way."""
    path = town.ground.path(agent.tile, agent.place, spot.tile, spot.place)
    if path is None:
        return False
    crosses = agent.place != spot.place
    town.tell(e.SetOff(*town.by(agent), spot.place, path))
    assert agent.walk is not None
    if town.running:
        weather.find(town, agent)
    town.later(agent, len(path) - 1, "arrive")
    if crosses and spot.place:
        town.agenda.file(town.tick + agent.walk.inside, DUE, "come-in", agent.id, agent.turn, order=-1)
    return True


def halt(town: "Town", agent: Agent) -> None:
    """Stop walking, wherever that is."""
    if agent.walk is not None:
        agent.turn += 1
        tile = town.tile_of(agent)
        town.tell(e.Stopped(*on_foot(town, agent, town.ground.place_at(tile)), tile))


def on_foot(town: "Town", agent: Agent, where: str) -> "Stamp":
    """The head of an event on the way, which is of where the walk is at and not of where it began."""
    doing = agent.doing
    assert doing is not None
    return town.stamp(agent.id, where, doing.cause, doing.sign)
