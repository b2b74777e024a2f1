"""Quarrels: who has words with whom, of their own accord, and who rather keeps clear.

What speaks for it is the occasion, a grudge and a bad mood; what speaks against it is a forgiving heart and
a thick skin. The same two do not begin again before the day is over. Words are the ceiling.
"""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet import mood
from townlet.causes import Cause
from townlet.company import standing, ties
from townlet.state import Agent
from townlet.units import DAY, ONE, PERCENT, scaled

if TYPE_CHECKING:
    from townlet.town import Town

# What each occasion is worth, in millionths of a chance.
OVER_A_CHAT: Final = 25 * PERCENT  # They had begun to talk, and it went badly; and how badly comes on top.
OVER_A_FRIEND: Final = 40 * PERCENT  # A friend is spoken ill of.
IN_A_QUEUE: Final = 15 * PERCENT  # A rival stands there already.
PUSHED_ASIDE: Final = 60 * PERCENT  # Somebody stepped in front.
FACE_TO_FACE: Final = 5 * PERCENT  # A rival comes in.

TURN: Final = "whose turn it is"
FRESH: Final = 8 * 60  # Ticks for which hard words keep two apart who are no rivals.


def has_words(
    town: "Town", agent: Agent, other: Agent, occasion: int, about: str, cause: Cause | None = None
) -> bool:
    """Have words in passing, if that one is up to it; whether it came to that."""
    if not _up_to_it(town, agent, other):
        return False
    if town.lasting_luck("engine.quarrel", "words", agent.id, other.id) >= heat(town, agent, other, occasion):
        return False
    have_words(town, agent, other, about, cause)
    return True


def have_words(town: "Town", agent: Agent, other: Agent, about: str, cause: Cause | None = None) -> None:
    """The quarrel itself, and what it makes of two people."""
    town.tell(e.Argued(*town.by(agent, cause), other.id, about))
    standing.trim(town, agent, other)


def heat(town: "Town", agent: Agent, other: Agent, occasion: int) -> int:
    """How likely somebody is to have words with another just now, in millionths of a chance."""
    who = town.who(agent)
    rivalry = ties.value(agent, other.id, "rivalry", town.tick, who)
    trust = ties.value(agent, other.id, "trust", town.tick, who)
    found = occasion + (4 * rivalry - trust) // 6 + (60 * PERCENT - mood.mood(agent, town.tick)) // 2
    found -= scaled(found, who.forgiveness)
    tolerance = who.preference("conflict-tolerance")
    return found * ONE // max(tolerance, ONE // 10) - (tolerance - ONE) // 8


def rival_among(town: "Town", agent: Agent, names: list[str]) -> Agent | None:
    """The first of those named whom somebody would rather not meet."""
    for name in names:
        if name in agent.ties and estranged(town, agent, name):
            return town.agents[name]
    return None


def estranged(town: "Town", agent: Agent, whom: str) -> bool:
    """Whether one would rather not meet the other: a quarrel of today not made up, or a standing grudge."""
    since = agent.quarrelled.get(whom)
    if since is not None and town.tick - since < FRESH:
        return True
    tie = agent.ties.get(whom)
    return (
        tie is not None
        and tie.rivalry > ties.HOSTILE
        and ties.value(agent, whom, "rivalry", town.tick, town.who(agent)) > ties.HOSTILE
    )


def _up_to_it(town: "Town", agent: Agent, other: Agent) -> bool:
    """Both can speak and have not had words today, nor has that one with anybody just now."""
    if town.tick < agent.flares or town.tick - agent.argued.get(other.id, -DAY) < DAY:
        return False
    return other.on_stage and not agent.gains.get("energy") and not other.gains.get("energy")
