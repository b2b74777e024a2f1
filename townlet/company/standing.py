"""How two stand once something has happened between them: who is forgotten, who are friends or rivals now.

Also the luck of people with each other, which is of the hour and needs no counting.
"""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.chance import draw
from townlet.company import ties
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Town

A_WHILE: Final = 120  # Ticks for which the luck of two people with each other stays as it is.


def luck(town: "Town", stream: str, kind: str, agent: Agent, other: Agent, every: int = A_WHILE) -> int:
    """A draw, 0..ONE-1, of one towards another, the same for `every` ticks.

    It is keyed by which stretch of the run this is and not by how often it came up: a town then need not
    remember every pair that ever met, and one more meeting shifts nothing.
    """
    return draw(town.seed, stream, kind, agent.id, other.id, town.tick // every)


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
