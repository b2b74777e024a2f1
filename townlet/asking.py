"""The door: what a script (or an operator) asks, one rule for each edit and each way to lean on somebody.

Whatever changes a town from outside comes through `ask`. What cannot be is refused, with a because; that is news
and not an error.
"""

from typing import TYPE_CHECKING, assert_never

from townlet import actions as a
from townlet import events as e
from townlet.activity import doing as deeds
from townlet.activity.whereabouts import place_of
from townlet.agenda import DUE
from townlet.causes import Cause
from townlet.circumstances import gathering, perturbations, weather
from townlet.company import society
from townlet.effects.feelings import this
from townlet.goods import ledger
from townlet.script.binding import housed
from townlet.state import Agent

if TYPE_CHECKING:
    from townlet.town import Stamp, Town


def ask(town: "Town", action: a.Edit | a.Steer, root: str, name: str = "") -> list[int]:
    """Carry out one line of a script, whose id is `root`; gives the numbers of the directives it made.

    A hold goes by `name`, or else by the line's id.
    """
    cause = Cause(0, root)
    if not isinstance(action, a.Say):
        action = housed(action, lambda who: town.agents[who].home)
    match action:
        case a.Direct():
            return [_direct(town, town.agents[who], action, cause) for who in action.who]
        case a.Nudge():
            for who in action.who:
                _nudge(town, town.agents[who], action, cause)
        case a.Hold():
            for who in action.who:
                hold(town, town.agents[who], name or root, cause)
        case a.Release():
            for who in action.who:
                release(town, town.agents[who], cause)
        case _:
            edit(town, action, cause)
    return []


def _direct(town: "Town", agent: Agent, action: a.Direct, cause: Cause) -> int:
    town.next_order += 1
    order, until = town.next_order, town.tick + action.within
    stamp = town.stamp(agent.id, agent.place, cause, "!")
    if not agent.on_stage:
        town.tell(e.Refused(*stamp, deeds.deed(action.to), f"{agent.id} is not in town"))
        return 0
    older = deeds.deed(agent.orders[-1].act) if agent.orders else ""
    if older and agent.orders[-1].given == town.tick and older != deeds.deed(action.to):
        town.tell(e.Overruled(*stamp, older, deeds.deed(action.to)))
        stamp = town.stamp(agent.id, agent.place, cause, "!")
    event = town.tell(e.Directed(*stamp, order, action.to, until, action.lasting))
    town.agenda.file(until, DUE, "order", agent.id, order, order=1)
    town.deciding(agent, cause=this(event))
    return order


def _nudge(town: "Town", agent: Agent, action: a.Nudge, cause: Cause) -> None:
    stamp = town.stamp(agent.id, agent.place, cause, "~")
    if not agent.on_stage:
        town.tell(e.Refused(*stamp, deeds.deed(action.to), f"{agent.id} is not in town"))
        return
    town.next_order += 1
    until = town.tick + action.lasting if action.lasting else -1
    event = town.tell(e.Nudged(*stamp, town.next_order, action.to, action.by, until))
    if until >= 0:
        town.agenda.file(until, DUE, "nudge", agent.id, town.next_order)
    town.deciding(agent, cause=this(event))


def hold(town: "Town", agent: Agent, name: str, cause: Cause) -> None:
    """Freeze an agent's own choice under the name of the line that holds."""
    if name not in agent.holds:
        town.tell(e.Held(*town.stamp(agent.id, agent.place, cause, "!"), name))
        town.deciding(agent)


def release(town: "Town", agent: Agent, cause: Cause) -> None:
    """End every hold and directive on an agent; nothing on somebody free."""
    if not agent.holds and not agent.orders:
        return
    for name in list(agent.holds):
        town.tell(e.Released(*town.stamp(agent.id, agent.place, cause, "!"), name))
    for order in list(agent.orders):
        drop_order(town, agent, order.id, "released", cause)
    town.deciding(agent)


def unhold(town: "Town", agent: Agent, name: str, cause: Cause) -> None:
    """End one hold, because its block is over."""
    town.tell(e.Released(*town.stamp(agent.id, agent.place, cause, "!"), name))
    town.deciding(agent)


def unnudge(town: "Town", agent: Agent, nudge: int, cause: Cause) -> None:
    """End one nudge: its time is up, its block is over, or it has been followed."""
    town.tell(e.NudgeEnded(*town.stamp(agent.id, agent.place, cause, "~"), nudge))


def drop_order(town: "Town", agent: Agent, order: int, how: e.How, cause: Cause) -> None:
    """End one directive early; what was begun for it is put down, except a chat, which is finished."""
    if agent.doing is not None and agent.doing.order == order:
        if agent.talk is not None and agent.talk.lead:
            agent.doing.order = 0
        else:
            deeds.break_off(town, agent, how)
    deeds.end_order(town, agent, order, how, cause)


def edit(town: "Town", action: a.Edit, cause: Cause) -> None:
    """Change the world at once."""
    match action:
        case a.SetNeed():
            town.tell(e.NeedSet(*_staged(town, action.who, cause), action.need, action.value))
            town.deciding(town.agents[action.who], cause=cause, about=action.need)
        case a.SetWallet():
            town.tell(e.WalletSet(*_staged(town, action.who, cause), action.value))
        case a.SetTie():
            stamp = _staged(town, action.who, cause)
            town.tell(e.TieSet(*stamp, action.whom, action.which, action.value))
            society.trim(town, town.agents[action.who])
        case a.SetPrices():
            perturbations.set_prices(town, action.place, action.value, cause, "*")
        case a.SetCooldown():
            town.tell(e.CooldownSet(*town.stamp("", "", cause, "*"), action.thing, action.value))
        case a.GiveItem():
            town.tell(e.Received(*_staged(town, action.whom, cause), action.item, action.count))
        case a.TakeItem():
            _take(town, action, cause)
        case a.Put() | a.Enter():
            _put(town, action, cause)
        case a.Exit():
            _exit(town, town.agents[action.who], cause)
        case a.Trigger():
            perturbations.trigger(town, action, cause)
        case a.Say():
            _say(town, town.agents[action.who], action.text, cause)
        case _:
            assert_never(action)


def _say(town: "Town", agent: Agent, text: str, cause: Cause) -> None:
    stamp = town.stamp(agent.id, agent.place, cause, "!")
    if agent.on_stage:
        town.tell(e.Said(*stamp, text))
    else:
        town.tell(e.Refused(*stamp, "say", f"{agent.id} is not in town"))


def _take(town: "Town", action: a.TakeItem, cause: Cause) -> None:
    held = ledger.balance(town.ledger, action.whom, action.item)
    if held < action.count:
        stamp = _staged(town, action.whom, cause)
        town.tell(e.Refused(*stamp, f"take {action.item}", f"{action.whom} has too little of it"))
    else:
        _take_away(town, town.agents[action.whom], action.item, held - action.count)
        stamp = _staged(town, action.whom, cause)
        town.tell(e.Lost(*stamp, action.item, action.count))


def _take_away(town: "Town", agent: Agent, item: str, left: int) -> None:
    """Nobody goes on eating or using what has just been taken from them."""
    if agent.doing is not None and agent.doing.thing == item and not left:
        deeds.break_off(town, agent, "broken-off", "it was taken away")


def _put(town: "Town", action: a.Put | a.Enter, cause: Cause) -> None:
    agent = town.agents[action.who]
    place = place_of(town, agent, action.place)
    if isinstance(action, a.Enter) and agent.on_stage:
        stamp = _staged(town, agent.id, cause)
        town.tell(e.Refused(*stamp, f"enter {place}", f"{agent.id} is in town already"))
        return
    _let_go(town, agent)
    stamp = town.stamp(agent.id, place, cause, "*")
    tile = town.ground.spot(place, agent.number)
    event = town.tell((e.Entered if isinstance(action, a.Enter) else e.Moved)(*stamp, tile))
    if town.running:
        weather.find(town, agent)
        gathering.join(town, agent)
    society.coming_in(town, agent, this(event))
    town.deciding(agent)


def _exit(town: "Town", agent: Agent, cause: Cause) -> None:
    if agent.on_stage:
        _let_go(town, agent)
        release(town, agent, cause)
        town.tell(e.Exited(*_staged(town, agent.id, cause)))


def _let_go(town: "Town", agent: Agent) -> None:
    """Leave nothing unfinished behind: neither a talk that another began nor what is in hand."""
    if agent.talk is not None and not agent.talk.lead:
        deeds.break_off(town, town.agents[agent.talk.whom], "broken-off", f"{agent.id} was gone")
    deeds.break_off(town, agent, "broken-off")


def _staged(town: "Town", who: str, cause: Cause) -> "Stamp":
    return town.stamp(who, town.agents[who].place, cause, "*")
