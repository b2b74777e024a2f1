"""Meeting somebody at a place: going there and waiting; the other is asked to come, and may not."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Meet
from townlet.activity.rule import WAITS, Refusal, Rule, Spot
from townlet.activity.whereabouts import place_of, spot_in
from townlet.effects.feelings import this
from townlet.state import Agent
from townlet.units import PERCENT

if TYPE_CHECKING:
    from townlet.town import Town

INVITATION: Final = 45 * PERCENT  # What being asked adds to the appeal of going: most people do come.
JUST_NOW: Final = 15  # Ticks within which coming together again is no news.
PATIENT: Final = 20  # Ticks somebody waits who was only asked to come.
EXPECTED: Final = 60  # Ticks for which an invitation stands.


def _there(town: "Town", agent: Agent, act: Meet) -> Spot | Refusal | None:
    _invite(town, agent, act)
    if act.place and place_of(town, agent, act.place) == agent.place and agent.walk is None:
        return None
    return spot_in(town, agent, act.place)


def _wait(town: "Town", agent: Agent, act: Meet) -> int | Refusal:
    other = town.agents[act.whom]
    if other.place == agent.place and other.walk is None:
        return 0
    if other.place == agent.place:
        return 1
    if agent.id not in other.awaited:
        other.awaited.append(agent.id)
    directed = agent.doing is not None and agent.doing.order
    return WAITS if directed else PATIENT


def _met(town: "Town", agent: Agent, act: Meet) -> Refusal | None:
    """Both are there: that is one piece of news, and whoever was waiting is done as well."""
    other = town.agents[act.whom]
    if other.place != agent.place:
        return Refusal(f"{other.id} is not there")
    _find(town, agent, act)
    if other.doing is not None and isinstance(other.doing.act, Meet) and other.doing.act.whom == agent.id:
        town.later(other, 0, "end")
    for one, whom in ((agent, other), (other, agent)):
        _drop_invitations(town, one, whom)
    return None


def _find(town: "Town", agent: Agent, act: Meet) -> None:
    """They see each other, which is news once."""
    other = town.agents[act.whom]
    if other.place == agent.place and town.tick - agent.met.get(other.id, -JUST_NOW) >= JUST_NOW:
        town.tell(e.Met(*town.by(agent), act.whom))


def _drop_invitations(town: "Town", agent: Agent, other: Agent) -> None:
    """Whoever has come as asked is asked no more."""
    for nudge in agent.nudges:
        if isinstance(nudge.act, Meet) and nudge.act.whom == other.id:
            stamp = town.stamp(agent.id, agent.place, nudge.cause, "~")
            town.tell(e.NudgeEnded(*stamp, nudge.id))


def _invite(town: "Town", agent: Agent, act: Meet) -> None:
    """Ask the other to come, once, which leans on their choice and no more. Who comes as asked does not ask back."""
    other, doing = town.agents[act.whom], agent.doing
    assert doing is not None
    place = place_of(town, agent, act.place)
    if doing.tries or not doing.order or not other.on_stage or other.orders or other.place == place:
        return
    asked = town.tell(e.Invited(*town.stamp(other.id, place, doing.cause, doing.sign), agent.id))
    town.next_order += 1
    until = town.tick + EXPECTED
    stamp = town.stamp(other.id, other.place, this(asked), "~")
    town.tell(e.Nudged(*stamp, town.next_order, Meet(agent.id, place), INVITATION, until))
    town.deciding(other, cause=this(asked))


MEET: Final = Rule(_there, _wait, _met, _find)
