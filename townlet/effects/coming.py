"""Coming, going and walking: who is where."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet.body import rebase
from townlet.effects.lifecycle import stay, vacate
from townlet.state import Agent, Walk

if TYPE_CHECKING:
    from townlet.town import Town


def move(town: "Town", event: e.Coming) -> None:
    """Carry a coming or going into the state."""
    agent = town.agents[event.who]
    match event:
        case e.SetOff():
            _set_off(town, agent, event)
        case e.CameIn():
            come_in(town, agent, event.where)
        case e.Arrived() | e.Stopped():
            agent.walk, agent.tile = None, event.tile
            come_in(town, agent, event.where)
        case e.Entered() | e.Moved():
            agent.on_stage = True
            agent.visited[event.where] = event.tick
            agent.walk, agent.tile = None, event.tile
            rebase(town, agent)
            come_in(town, agent, event.where)
        case e.Exited():
            go_out(town, agent)
            agent.on_stage, agent.on_shift = False, -1
            rebase(town, agent)
            stay(town, agent)
            if event.because:
                vacate(town, agent)
        case _:
            assert_never(event)


def go_out(town: "Town", agent: Agent) -> None:
    """Be in no place."""
    if agent.place:
        town.places[agent.place].people.remove(agent.id)
        agent.place = ""


def come_in(town: "Town", agent: Agent, place: str) -> None:
    """Be in a place and in no other."""
    if agent.place != place:
        go_out(town, agent)
        agent.place = place
        if place:
            town.places[place].people.append(agent.id)


def _set_off(town: "Town", agent: Agent, event: e.SetOff) -> None:
    place = town.setting.places.get(event.to)
    inside = event.path.index(place.door) if place and place.door in event.path else len(event.path) - 1
    if agent.place != event.to:
        go_out(town, agent)
    agent.walk = Walk(event.path, event.tick, event.to if place else "", inside)
    if place:
        agent.visited[event.to] = event.tick
