"""Queues: who comes next, who loses patience, and what waiting does to people.

A queue is served in order of coming. Whoever heads it and cannot take the turn `MISSES` times is set back, by so
much that the next one goes first and by little more: time waited counts. Somebody impatient may step in front of
one who has not waited long, once a day. Nobody stands in a queue for ever: patience ends by what one is like and by
how badly one wants it, and then one does something else for a while. Only what people do of their own accord is
subject to all this: whoever was told to wait, waits.
"""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.activity.rule import WAITS, Refusal
from townlet.agenda import DUE
from townlet.company import quarrels, standing
from townlet.company.ties import value
from townlet.effects.company import CUTS_AGAIN
from townlet.effects.feelings import this
from townlet.state import Agent, Doing, ThingState
from townlet.units import ONE, PERCENT, scaled

if TYPE_CHECKING:
    from townlet.town import Town

MISSES: Final = 3
RETRY: Final = 2  # Ticks between two calls to a head that cannot come.
PATIENT: Final = 30  # Ticks most people wait; whoever is next waits twice as long.
OLD: Final = 8  # Ticks of waiting after which nobody steps in front of one any more.
CUTS: Final = 4 * PERCENT  # How likely most people are to step in front of somebody,
PUSHING: Final = 25 * PERCENT  # what ambition, a short temper and a grudge add, times their size,
DIRE: Final = 10 * PERCENT  # and what it adds to be in dire need of it.
LOW: Final = 20 * PERCENT


def taken(town: "Town", state: ThingState) -> bool:
    """Whether as many use an object as can."""
    return len(state.users) >= town.setting.things[state.id].capacity


def join(town: "Town", agent: Agent, state: ThingState) -> int | Refusal:
    """Line up, unless somebody one would rather not stand beside is there already."""
    doing = agent.doing
    assert doing is not None
    if agent.id in state.queue:
        return WAITS
    others = [*state.users, *state.queue]
    if _free_to_mind(doing) and agent.ties:
        rival = quarrels.rival_among(town, agent, others)
        if rival is not None and not quarrels.has_words(town, agent, rival, quarrels.IN_A_QUEUE, quarrels.TURN):
            town.tell(e.Avoided(*town.by(agent), rival.id, state.id))
            return Refusal(f"{rival.id} is there already")
    town.tell(e.Queued(*town.by(agent), state.id, len(others)))
    doing.stage = "queue"
    if _free_to_mind(doing):
        if len(state.queue) > 1:
            _push_in(town, agent, state)
        town.later(agent, patience(town, agent), "tire")
    if not taken(town, state):
        call(town, state)
    return WAITS


def take_turn(town: "Town", agent: Agent, state: ThingState) -> None:
    """Out of the queue and on with it; having waited like everybody else is to one's credit."""
    other = state.last if state.last != agent.id and not _pushed_in(town, agent) else ""
    town.tell(e.Unqueued(*town.by(agent), state.id, True, other))
    if other:
        standing.trim(town, agent, town.agents[other])


def quit(town: "Town", agent: Agent, state: ThingState) -> None:
    """Out of the queue, without a turn; the others move up."""
    town.tell(e.Unqueued(*town.by(agent), state.id, False))
    call(town, state)


def call(town: "Town", state: ThingState) -> None:
    """File the turn of whoever heads the queue, for when the object is ready again."""
    if state.queue:
        town.agenda.file(max(town.tick, state.ready), DUE, "turn", state.id)


def turn(town: "Town", state: ThingState) -> str | None:
    """Who may go on now; None when nobody waits or the head cannot come, which counts against them."""
    if not state.queue or taken(town, state) or state.ready > town.tick:
        return None
    head = town.agents[state.queue[0]]
    if head.talk is None and head.doing is not None and head.doing.thing == state.id:
        return head.id
    state.misses += 1
    if state.misses >= MISSES and len(state.queue) > 1:
        town.tell(e.PassedOver(*town.by(head), state.id))
    town.agenda.file(town.tick + RETRY, DUE, "turn", state.id)
    return None


def patience(town: "Town", agent: Agent) -> int:
    """How long somebody waits of their own accord, in ticks: by character, and half as long again in dire need."""
    ticks = scaled(PATIENT, town.who(agent).preference("queue-patience"))
    return max(1, ticks * 3 // 2 if _dire(town, agent) else ticks)


def tired(town: "Town", agent: Agent) -> bool:
    """Patience is at an end: whether that one gives up now, and minds whoever is in the way.

    Whoever is next, or in talk, or has been told to wait since, is looked at again later.
    """
    doing = agent.doing
    state = town.things.get(doing.thing) if doing else None
    if doing is None or state is None or agent.id not in state.queue or not _free_to_mind(doing):
        return False
    limit, waited = patience(town, agent), town.tick - state.waits[agent.id]
    if agent.talk is not None or (state.queue[0] == agent.id and waited < 2 * limit):
        town.later(agent, max(RETRY, limit // 2), "tire")
        return False
    in_the_way = state.users[0] if state.users else state.queue[0]
    if in_the_way != agent.id:
        town.tell(e.Blocked(*town.by(agent), in_the_way, state.id))
        standing.trim(town, agent, town.agents[in_the_way])
    return True


def _push_in(town: "Town", agent: Agent, state: ThingState) -> None:
    """Step in front of the last of those waiting, if one is like that; it is not taken well."""
    other = town.agents[state.queue[-2]]
    if town.tick < agent.cuts or town.tick - state.waits[other.id] >= OLD or not _pushes(town, agent, other):
        return
    event = town.tell(e.CutIn(*town.by(agent), other.id, state.id))
    standing.trim(town, other, agent)
    quarrels.has_words(town, other, agent, quarrels.PUSHED_ASIDE, quarrels.TURN, this(event))


def _pushes(town: "Town", agent: Agent, other: Agent) -> bool:
    """Whether somebody is so impatient, ambitious, unforgiving or ill-disposed as to step in front of another."""
    who, tie = town.who(agent), agent.ties.get(other.id)
    if tie is not None and tie.bond == "friends":
        return False
    pushing = who.ambition - who.forgiveness + (ONE - who.preference("queue-patience"))
    pushing += value(agent, other.id, "rivalry", town.tick, who)
    chance = CUTS + scaled(PUSHING, pushing) + (DIRE if _dire(town, agent) else 0)
    return town.lasting_luck("engine.queue", "cuts", agent.id, other.id) < chance


def _pushed_in(town: "Town", agent: Agent) -> bool:
    """Whether the place in the queue that somebody has was taken out of turn."""
    doing = agent.doing
    return doing is not None and agent.cuts - CUTS_AGAIN >= doing.since


def _dire(town: "Town", agent: Agent) -> bool:
    return agent.hygiene.at(town.tick) < LOW or agent.energy.at(town.tick) < LOW


def _free_to_mind(doing: Doing) -> bool:
    """Whether it is one's own idea to stand here; who was directed or nudged to it puts up with much."""
    return not doing.order and doing.sign == "·"
