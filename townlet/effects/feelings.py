"""What events do to how people feel, and to how they stand to each other."""

from typing import TYPE_CHECKING

from townlet import mood
from townlet.causes import Cause
from townlet.company import ties
from townlet.events import Base
from townlet.units import ONE, clamp, scaled

if TYPE_CHECKING:
    from townlet.town import Town


def this(event: Base) -> Cause:
    """An event as the cause of another."""
    return Cause(event.id, event.root)


def feel(town: "Town", who: str, feeling: mood.Feeling, cause: int, share: int = ONE) -> None:
    """Give somebody a feeling of that size (times `share`) that fades."""
    size = clamp(scaled(feeling[0], share), -ONE, ONE)
    if size:
        agent = town.agents[who]
        agent.impulses = mood.felt(agent, mood.impulse(size, feeling[1], town.tick, cause), town.tick)


def stand(town: "Town", who: str, whom: str, change: ties.Change) -> None:
    """Move one agent's tie to another; a faint beginning leaves no trace in a heart that is full."""
    agent = town.agents[who]
    old, personality = agent.ties.get(whom), town.who(agent)
    new = ties.moved(old, change, town.tick, personality)
    if old is not None or not ties.faint(agent, new, town.tick, personality):
        agent.ties[whom] = new


def both(
    town: "Town", one: str, other: str, cause: int, change: ties.Change, feeling: mood.Feeling
) -> None:
    """The same feeling and the same change of ties on both sides; company counts more to some."""
    for who, whom in ((one, other), (other, one)):
        stand(town, who, whom, change)
        feel(town, who, feeling, cause, town.who(town.agents[who]).reward("social"))
