"""Going somewhere: to a place, an object or somebody; out of where one is; or to wait nearby."""

from typing import TYPE_CHECKING, Final

from townlet.actions import Go, Leave, WaitNear
from townlet.activity.rule import Refusal, Rule, Spot, at_once, nothing
from townlet.activity.whereabouts import beside, spot_by, spot_in
from townlet.circumstances import weather
from townlet.state import Agent
from townlet.units import scaled

if TYPE_CHECKING:
    from townlet.town import Town

WAITS_FOR: Final = 10  # Ticks of waiting near something before thinking again.


def _to(town: "Town", agent: Agent, act: Go) -> Spot | Refusal | None:
    return spot_by(town, agent, act.to)


def _out(town: "Town", agent: Agent, act: Leave) -> Spot | Refusal | None:
    """Out of here: to the most inviting place elsewhere, or home when there is none."""
    doing = agent.doing
    if doing is not None and doing.tries:
        return None
    outside = weather.inviting(town, agent)
    inviting = [
        (
            -(scaled(place.leisure, outside) if place.outdoors else place.leisure),
            town.ground.distance(town.tile_of(agent), agent.place, place.id),
            place.id,
        )
        for place in town.around(agent).pleasant
        if place.id != agent.place and town.is_open(place.id)
    ]
    return spot_in(town, agent, min(inviting)[2] if inviting else agent.home)


def _nearby(town: "Town", agent: Agent, act: WaitNear) -> Spot | Refusal | None:
    """Near an object is in its place, out of the way of whoever uses it."""
    if act.what in town.agents:
        return beside(town, agent, town.agents[act.what])
    thing = town.setting.things.get(act.what)
    return spot_in(town, agent, thing.place if thing else act.what)


def _wait(town: "Town", agent: Agent, act: WaitNear) -> int:
    return WAITS_FOR


GO: Final = Rule(_to, at_once, nothing)
LEAVE: Final = Rule(_out, at_once, nothing)
WAIT_NEAR: Final = Rule(_nearby, _wait, nothing)
