"""Meetings that are called: who is asked, who comes, and what it is to be there.

To be asked is to be nudged, by the script that called the meeting or, when nobody did, by the town.
"""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Chat, Go
from townlet.activity.whereabouts import belongs
from townlet.agenda import DUE
from townlet.causes import Cause
from townlet.effects.feelings import this
from townlet.ideas.option import Option
from townlet.state import Agent, Perturbation, key
from townlet.units import ONE, PERCENT
from townlet.verbs.meet import INVITATION

if TYPE_CHECKING:
    from townlet.town import Town

MEETING: Final = "arranged-meeting"
GUESTS: Final = 24  # At most so many are asked, so that a large town does not come to a standstill.
LINGER: Final = 15 * PERCENT  # What a meeting adds to the appeal of staying,
TALK: Final = 50 * PERCENT  # and to that of a chat.


def under_way(town: "Town", place: str) -> Perturbation | None:
    """The meeting at a place, while there is one."""
    return town.running.get(key(MEETING, place)) if town.running else None


def call(town: "Town", meeting: Perturbation, spares: int = 0) -> None:
    """Whoever is there is there for it; of the others, those who are free to come are asked.

    Nobody is asked who is at work or obeys somebody, is in another district, or was asked less than `spares`
    ticks ago.
    """
    for name in list(town.places[meeting.place].people):
        join(town, town.agents[name])
    asked = 0
    for agent in _round(town, meeting):
        if _can_come(town, agent, meeting) and town.tick - agent.struck.get(MEETING, town.tick - spares) >= spares:
            _ask(town, agent, meeting)
            asked += 1
            if asked == GUESTS:
                return


def _can_come(town: "Town", agent: Agent, meeting: Perturbation) -> bool:
    """Whether somebody is free to come, and not from too far away."""
    if not agent.on_stage or agent.place == meeting.place or agent.orders or agent.on_shift >= 0:
        return False
    places = town.setting.places
    return places[agent.place or agent.home].district == places[meeting.place].district


def _round(town: "Town", meeting: Perturbation) -> list[Agent]:
    """Everybody, beginning with somebody drawn where not all of them can be asked."""
    everybody = list(town.agents.values())
    if len(everybody) <= GUESTS:
        return everybody
    first = town.luck("engine.perturbation", "first-asked", meeting.place) * len(everybody) // ONE
    return everybody[first:] + everybody[:first]


def _ask(town: "Town", agent: Agent, meeting: Perturbation) -> None:
    """Lean on somebody to come, until they have or it is over."""
    sign: e.Sign = "~" if meeting.sign == "*" else "·"
    called = town.tell(e.Called(*town.stamp(agent.id, meeting.place, meeting.cause, sign)))
    town.next_order += 1
    stamp = town.stamp(agent.id, agent.place, this(called), sign)
    town.tell(e.Nudged(*stamp, town.next_order, Go(meeting.place), INVITATION, -1))
    town.agenda.file(meeting.until, DUE, "nudge", agent.id, town.next_order)
    town.deciding(agent, cause=this(called), about="meeting")


def join(town: "Town", agent: Agent) -> None:
    """Somebody is where a meeting is; those who are at work there are not there for it."""
    meeting = under_way(town, agent.place)
    if meeting is not None and agent.on_shift < 0 and agent.attended != meeting.cause.event:
        town.tell(e.Attended(*town.stamp(agent.id, agent.place, meeting.cause, "·")))


def talkative(found: list[Option]) -> None:
    """At a meeting, talk appeals more."""
    found[:] = [(appeal + TALK, act) if isinstance(act, Chat) else (appeal, act) for appeal, act in found]


def break_up(town: "Town", place: str, cause: Cause) -> None:
    """It is over: whoever came thinks of what else there is to do."""
    for name in town.places[place].people:
        agent = town.agents[name]
        if not belongs(town, agent, place):
            town.deciding(agent, cause=cause, about="meeting")
