"""Ideas of company: whom of those present to talk to, and how."""

from typing import TYPE_CHECKING, Final

from townlet import ties
from townlet.actions import Apologise, Argue, Chat
from townlet.ideas.option import Option
from townlet.mood import mood
from townlet.personality import Personality
from townlet.state import Agent
from townlet.units import DAY, PERCENT, clamp, scaled

if TYPE_CHECKING:
    from townlet.town import Town

TALKED_OUT: Final = 75  # Ticks after a chat before the same two want another.
COOLS: Final = 30  # Ticks after hard words before either comes back to them.
COMPANIONS: Final = 3  # How many of those present are considered for a chat.


def company(town: "Town", agent: Agent, who: Personality, found: list[Option]) -> None:
    """Words with whoever is free to have them: sorry, hard or idle ones."""
    present = _free_company(town, agent)
    if not present:
        return
    tick = town.tick
    for other in present:
        rivalry = ties.value(agent, other.id, "rivalry", tick, who)
        if tick - agent.quarrelled.get(other.id, -DAY) < COOLS:
            continue
        if other.id in agent.quarrelled:
            if mood(agent, tick) > 50 * PERCENT:
                found.append((25 * PERCENT + scaled(25 * PERCENT, who.forgiveness), Apologise(other.id)))
        elif rivalry > ties.HOSTILE and tick - agent.talked.get(other.id, -DAY) > COOLS:
            heat = (rivalry - ties.HOSTILE) + (50 * PERCENT - mood(agent, tick))
            heat -= who.preference("conflict-tolerance") // 10
            found.append((clamp(heat, 0, 60 * PERCENT), Argue(other.id)))
        elif tick - agent.talked.get(other.id, -DAY) > TALKED_OUT:
            known = ties.value(agent, other.id, "familiarity", tick, who)
            appeal = 22 * PERCENT + scaled(15 * PERCENT, who.extroversion) + known // 4 - rivalry // 2
            found.append((clamp(scaled(appeal, who.preference("chat")), 0, 70 * PERCENT), Chat(other.id)))


def _free_company(town: "Town", agent: Agent) -> list[Agent]:
    """The first few of those in the same place who neither talk nor sleep."""
    found: list[Agent] = []
    agents = town.agents
    for name in town.places[agent.place].people:
        other = agents[name]
        if other is not agent and other.talk is None and not other.gains.get("energy"):
            found.append(other)
            if len(found) == COMPANIONS:
                break
    return found
