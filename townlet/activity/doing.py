"""Doing something, from taking it up to putting it down: go there, begin, go on for a while, finish.

Each step files the next on the agenda; the rule of the activity (`townlet.verbs`) says where, how long, and what
comes of it.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from townlet import events as e
from townlet.actions import Activity
from townlet.activity import facility, walking
from townlet.activity.rule import WAITS, Refusal, Spot, lasting
from townlet.agenda import DUE
from townlet.causes import Cause
from townlet.circumstances import gathering
from townlet.company import society
from townlet.effects.feelings import this
from townlet.state import Agent, Order
from townlet.verbs import RULES

if TYPE_CHECKING:
    from townlet.town import Town

CHASES = 4  # How often somebody on the move is walked after before giving up.
VAIN = 45  # Ticks for which what was refused is not tried again of one's own accord.


def take_up(
    town: "Town", agent: Agent, act: Activity, sign: e.Sign, cause: Cause,
    order: int = 0, utility: int = 0, rival: str = "", margin: int = 0,
) -> None:  # fmt: skip
    """Begin an activity, of whatever authority; whatever was being done must have been put down."""
    stamp = town.stamp(agent.id, agent.place, cause, sign)
    breakable = RULES[type(act)].breakable and not order
    town.tell(e.Began(*stamp, act, order, utility, rival, margin, breakable))
    proceed(town, agent)


def proceed(town: "Town", agent: Agent) -> None:
    """Go on with what is being done: walk to where it is done, or begin it there."""
    doing = agent.doing
    assert doing is not None
    town.moved("doing", agent.id)
    rule = RULES[type(doing.act)]
    spot = rule.spot(town, agent, doing.act)
    if isinstance(spot, Refusal):
        refuse(town, agent, spot.because)
    elif spot is not None and not _there(town, agent, spot):
        doing.tries += 1
        if doing.tries > CHASES:
            refuse(town, agent, "there was no catching up")
        else:
            if not walking.set_off(town, agent, spot):
                refuse(town, agent, "there is no way to get there")
    else:
        _start(town, agent, rule.begin(town, agent, doing.act))


def carry_on(town: "Town", agent: Agent, order: Order) -> bool:
    """Told to do what is being done already, one carries on, and that is obeying: nothing is paid or begun twice."""
    doing = agent.doing
    if doing is None or doing.act != order.act or (order.lasting and doing.stage == "busy"):
        return False
    older = doing.order
    doing.order, doing.sign, doing.cause, doing.breakable = order.id, "!", order.cause, False
    town.moved("doing", agent.id)
    if older:
        end_order(town, agent, older, "done", order.cause)
    return True


def in_passing(town: "Town", agent: Agent, act: Activity) -> bool:
    """Whether an activity can be done here and now, without laying down what is in hand."""
    rule = RULES[type(act)]
    return rule.passing and agent.walk is None and rule.spot(town, agent, act) is None


def _start(town: "Town", agent: Agent, ticks: int | Refusal) -> None:
    """Stay at it for that long; a directive's `for` has the last word."""
    doing = agent.doing
    assert doing is not None
    if isinstance(ticks, Refusal):
        refuse(town, agent, ticks.because)
    elif ticks == WAITS:
        if doing.stage == "going":
            doing.stage = "waiting"
    else:
        timed = 0 if agent.aside else _timed(town, agent)
        doing.stage, ticks = "busy", timed or ticks
        doing.until = town.tick + ticks
        if ticks:
            town.later(agent, ticks, "end")
        else:
            finish(town, agent)


def _timed(town: "Town", agent: Agent) -> int:
    """How long a directive's `for` says this lasts, 0 if it does not; once begun, its time is up when that is."""
    ticks, mine = lasting(agent), agent.doing.order if agent.doing else 0
    if ticks:
        until = town.tick + ticks
        agent.orders = [
            replace(order, until=until, begun=True) if order.id == mine else order for order in agent.orders
        ]
        town.agenda.file(until, DUE, "order", agent.id, mine, order=1)
        town.moved("steered", agent.id)
    return ticks


def finish(town: "Town", agent: Agent) -> None:
    """It is done: what came of it, and on to the next thing."""
    doing = agent.doing
    assert doing is not None
    walking.halt(town, agent)
    vain = RULES[type(doing.act)].finish(town, agent, doing.act)
    if vain is not None:
        refuse(town, agent, vain.because)
        return
    put_down(town, agent, "done")
    _done_once(town, agent, doing.act)


def refuse(town: "Town", agent: Agent, because: str) -> None:
    """It cannot be done: say so, and do not try again for a while."""
    doing = agent.doing
    assert doing is not None
    _undo(town, agent)
    town.tell(e.Refused(*town.by(agent), deed(doing.act), because))
    agent.vain[deed(doing.act)] = town.tick + VAIN
    put_down(town, agent, "refused", because)


def break_off(town: "Town", agent: Agent, how: e.How, because: str = "") -> None:
    """Stop in the middle, leaving nothing reserved."""
    if agent.doing is not None:
        _undo(town, agent)
        put_down(town, agent, how, because)


def put_down(town: "Town", agent: Agent, how: e.How, because: str = "") -> None:
    """Have nothing to do any more; a directive that this was for is over."""
    doing = agent.doing
    assert doing is not None
    if agent.aside is None:
        agent.turn += 1
    ended = town.tell(e.Ended(*town.by(agent), doing.act, how, because))
    if doing.order and how in ("done", "refused", "out-of-time"):
        end_order(town, agent, doing.order, how, this(ended))
    wait = 1 if how == "refused" or (not doing.order and doing.since == town.tick) else 0
    if agent.orders or agent.talk is None:
        town.deciding(agent, town.tick + wait)


def end_order(town: "Town", agent: Agent, order: int, how: e.How, cause: Cause) -> None:
    """A directive is over, in whatever way."""
    for each in agent.orders:
        if each.id == order:
            stamp = town.stamp(agent.id, agent.place, cause, "!")
            town.tell(e.OrderEnded(*stamp, order, deed(each.act), how))


def deed(act: Activity) -> str:
    """An activity as a short name: the verb and what it is done to (`go park`)."""
    word, objects = _WORDS[type(act)]
    for name in objects:
        value = getattr(act, name)
        if value:
            word = f"{word} {value}"
    return word


_OBJECTS = frozenset({"to", "what", "whom", "place", "item", "job"})
_WORDS = {
    kind: (str(kind.__struct_config__.tag), tuple(name for name in kind.__struct_fields__ if name in _OBJECTS))
    for kind in RULES
}


def come_in(town: "Town", agent: Agent) -> None:
    """On the way, the border of the place is crossed."""
    if agent.walk and agent.walk.place:
        event = town.tell(e.CameIn(*walking.on_foot(town, agent, agent.walk.place)))
        enter = RULES[type(agent.doing.act)].enter if agent.doing else None
        if enter is not None and agent.doing is not None:
            enter(town, agent, agent.doing.act)
        if town.running:
            gathering.join(town, agent)
        society.coming_in(town, agent, this(event))


def arrive(town: "Town", agent: Agent) -> None:
    """The end of a walk."""
    assert agent.walk is not None
    town.tell(e.Arrived(*walking.on_foot(town, agent, agent.walk.place), agent.walk.path[-1]))
    proceed(town, agent)


def _there(town: "Town", agent: Agent, spot: Spot) -> bool:
    return agent.walk is None and agent.place == spot.place and agent.tile == spot.tile


def _undo(town: "Town", agent: Agent) -> None:
    """Let go of whatever the activity holds: the road, a talk, an object, a place in a queue."""
    walking.halt(town, agent)
    if agent.talk is not None and agent.talk.lead:
        society.fall_silent(town, agent, "was called away")
    facility.leave(town, agent, complete=False)


def _done_once(town: "Town", agent: Agent, act: Activity) -> None:
    """A nudge without a time of its own has done its work once what it leans towards is done."""
    for nudge in agent.nudges:
        if nudge.until < 0 and suits(act, nudge.act):
            stamp = town.stamp(agent.id, agent.place, nudge.cause, "~")
            town.tell(e.NudgeEnded(*stamp, nudge.id))


def suits(act: Activity, wish: Activity) -> bool:
    """Whether doing `act` is what `wish` asks for; what the wish leaves open fits anything."""
    if type(act) is not type(wish):
        return False
    return all(
        getattr(wish, name) in ("", -1, getattr(act, name)) for name in wish.__struct_fields__
    )
