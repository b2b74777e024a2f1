"""Finding things and people: what a name in an activity stands for on the ground."""

from typing import TYPE_CHECKING

from townlet.activity.rule import Refusal, Spot
from townlet.conditions import THEIR_HOME
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Town

HOME = "home"


def place_of(town: "Town", agent: Agent, name: str) -> str:
    """A place's id, with `home` meaning the agent's own, and `Ida's home` where Ida lives now."""
    if name.endswith(THEIR_HOME):
        return town.agents[name.removesuffix(THEIR_HOME)].home
    return agent.home if name == HOME else name


def spot_in(town: "Town", agent: Agent, name: str) -> Spot | Refusal:
    """Where `agent` would stand in a place; a refusal when it is shut."""
    place = place_of(town, agent, name)
    if place != agent.place and not town.is_open(place) and not belongs(town, agent, place):
        return Refusal(f"{town.setting.places[place].title} is closed")
    return Spot(place, town.ground.spot(place, agent.number))


def spot_by(town: "Town", agent: Agent, name: str) -> Spot | Refusal | None:
    """Where to stand to be with somebody, at an object or in a place; None when already there."""
    if name in town.agents:
        return beside(town, agent, town.agents[name])
    if name in town.setting.things:
        thing = town.setting.things[name]
        return Spot(thing.place, thing.tile)
    return spot_in(town, agent, name)


def beside(town: "Town", agent: Agent, other: Agent) -> Spot | Refusal | None:
    """Where to go to be near `other`: where they are, or where they are walking to."""
    if not other.on_stage:
        return Refusal(f"{other.id} is not in town")
    if other is agent:
        return Refusal("that takes two")
    if town.near(agent, other):
        return None
    if other.walk is not None:
        return Spot(other.walk.place, other.walk.path[-1])
    if other.place:
        return Spot(other.place, town.ground.spot(other.place, agent.number))
    return Spot("", other.tile)


def belongs(town: "Town", agent: Agent, place: str) -> bool:
    """Whether an agent may be in a place at any hour: living or working there."""
    return place == agent.home or (bool(agent.job) and town.setting.jobs[agent.job].place == place)
