"""Words: greeting, chatting, arguing, apologising. All of it needs the other within earshot."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Apologise, Argue, Chat, Greet
from townlet.activity import walking
from townlet.activity.rule import WAITS, Refusal, Rule, Spot
from townlet.activity.whereabouts import beside
from townlet.company import gossip, society
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Town

Words = Greet | Chat | Argue | Apologise


def _beside(town: "Town", agent: Agent, act: Words) -> Spot | Refusal | None:
    return beside(town, agent, town.agents[act.whom])


def _chat(town: "Town", agent: Agent, act: Chat) -> int | Refusal:
    """Talk once the other can: somebody who talks already is waited for, a sleeper is left alone."""
    other = town.agents[act.whom]
    if other.gains.get("energy") and not _directed(agent):
        return Refusal(f"{other.id} is resting")
    if other.talk is not None:
        town.later(agent, max(1, other.talk.until - town.tick), "go-on")
        return WAITS
    walking.halt(town, other)
    return society.begin_chat(town, agent, other, act)


def _chatted(town: "Town", agent: Agent, act: Chat) -> None:
    society.end_chat(town, agent, act)


def _in_passing(town: "Town", agent: Agent, act: Words) -> int | Refusal:
    other = town.agents[act.whom]
    if other.gains.get("energy") and not _directed(agent):
        return Refusal(f"{other.id} is resting")
    return 0


def _greeted(town: "Town", agent: Agent, act: Greet) -> None:
    other = town.agents[act.whom]
    quality = act.quality if act.quality >= 0 else society.warmth(town, agent, other)
    town.tell(e.Greeted(*town.by(agent), act.whom, quality, act.whom not in agent.greeted))
    society.trim(town, agent, other)


def _argued(town: "Town", agent: Agent, act: Argue) -> None:
    other = town.agents[act.whom]
    town.tell(e.Argued(*town.by(agent), act.whom, act.about or gossip.topic(town, agent, other)))
    society.trim(town, agent, other)


def _apologised(town: "Town", agent: Agent, act: Apologise) -> None:
    town.tell(e.Apologised(*town.by(agent), act.whom))
    society.trim(town, agent, town.agents[act.whom])


def _directed(agent: Agent) -> bool:
    return agent.doing is not None and bool(agent.doing.order)


GREET: Final = Rule(_beside, _in_passing, _greeted, passing=True)
CHAT: Final = Rule(_beside, _chat, _chatted, breakable=False)
ARGUE: Final = Rule(_beside, _in_passing, _argued, passing=True)
APOLOGISE: Final = Rule(_beside, _in_passing, _apologised, passing=True)
