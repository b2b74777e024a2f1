"""How two stand once something has happened between them: who is forgotten, who are friends or rivals now."""

from typing import TYPE_CHECKING

from townlet import events as e
from townlet.company import ties
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Town


def trim(town: "Town", *agents: Agent) -> None:
    """Nobody keeps more than six ties: the weakest gives way. Of two, it is news if they are friends or rivals now."""
    for agent in agents:
        if len(agent.ties) > ties.KEPT:
            whom = ties.weakest(agent, town.tick, town.who(agent))
            if whom is not None:
                town.tell(e.TieDropped(*town.by(agent), whom))
    if len(agents) == 2:
        _name(town, *agents)


def _name(town: "Town", agent: Agent, other: Agent) -> None:
    """Two have become friends, or rivals; told once, until it has faded by half."""
    one, two = agent.ties.get(other.id), other.ties.get(agent.id)
    if one is None or two is None:
        return
    bond = ties.bond(one, two)
    if not bond or (one.bond == bond and two.bond == bond):
        return
    if bond == "rivals" and _truly(town, agent, other, ties.hostile):
        town.tell(e.BecameRivals(*town.by(agent), other.id))
    elif bond == "friends" and _truly(town, agent, other, ties.friendly):
        town.tell(e.BecameFriends(*town.by(agent), other.id))


def _truly(town: "Town", agent: Agent, other: Agent, holds: ties.Judged) -> bool:
    """Whether that holds with what has faded since either side last moved."""
    return holds(
        ties.moved(agent.ties[other.id], ties.NOTHING, town.tick, town.who(agent)),
        ties.moved(other.ties[agent.id], ties.NOTHING, town.tick, town.who(other)),
    )
