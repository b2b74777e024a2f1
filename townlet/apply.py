"""The one place where events change the town. Each event does what it says, and nothing else does.

Reading a course never changes it; applying an event may re-base it. Consequences that are news themselves (a
greeting on coming in, a queue moving up) are told by the rules, as events of their own.
"""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet import ledger, mood, ties
from townlet.body import rebase
from townlet.causes import Cause
from townlet.state import Agent, Doing, Nudged, Order, Perturbation, Talk, Walk
from townlet.units import clamp, scaled

if TYPE_CHECKING:
    from townlet.town import Town


def apply(town: "Town", event: e.Event) -> None:
    """Carry an event into the state. Every kind has its case; the type checker sees to that."""
    match event:
        case e.Began():
            _begin(town, event)
        case e.Ended():
            agent = town.agents[event.who]
            agent.doing, agent.aside = agent.aside, None
        case e.SetOff():
            _set_off(town, event)
        case e.CameIn():
            _come_in(town, town.agents[event.who], event.where)
        case e.Arrived() | e.Stopped():
            agent = town.agents[event.who]
            agent.walk, agent.tile = None, event.tile
            _come_in(town, agent, event.where)
        case e.UseBegan():
            _use(town, event)
        case e.UseEnded():
            _stop_using(town, event)
        case e.NeedFell() | e.Rested() | e.Washed() | e.Used() | e.Refused() | e.Met() | e.Said() | e.Late():
            pass
        case e.Invited() | e.Absent() | e.RentOwed():
            pass
        case e.ChatBegan() | e.Chatted() | e.ChatFailed() | e.Greeted() | e.Argued() | e.Apologised():
            _social(town, event)
        case e.SharedMeal():
            _both(town, event.who, event.whom, event.id, ties.SHARED_MEAL, mood.SHARED_MEAL)
        case e.Gave():
            ledger.transfer(town.ledger, event.item, event.count, event.who, event.whom)
            _tie(town, event.whom, event.who, ties.GIVEN)
            _feel(town, event.whom, *mood.GIVEN, event.id)
            _feel(town, event.who, *mood.GAVE, event.id)
        case e.Bought():
            ledger.transfer(town.ledger, ledger.COINS, event.price, event.who, ledger.till(event.where))
            ledger.transfer(town.ledger, event.item, 1, ledger.shelf(event.where), event.who)
        case e.Paid():
            ledger.transfer(town.ledger, ledger.COINS, event.price, event.who, ledger.till(event.where))
        case e.TooDear():
            _feel(town, event.who, *mood.TOO_DEAR, event.id)
        case e.Ate():
            if not town.items[event.item].reusable:
                ledger.transfer(town.ledger, event.item, 1, event.who, ledger.CONSUMED)
        case e.Dropped():
            ledger.transfer(town.ledger, event.item, 1, event.who, ledger.floor(event.where))
        case e.PickedUp():
            ledger.transfer(town.ledger, event.item, 1, ledger.floor(event.where), event.who)
        case e.Queued():
            town.things[event.thing].queue.append(event.who)
        case e.Unqueued():
            town.things[event.thing].queue.remove(event.who)
            town.things[event.thing].misses = 0
        case e.PassedOver():
            thing = town.things[event.thing]
            thing.queue.append(thing.queue.pop(0))
            thing.misses = 0
        case e.Directed():
            order = Order(event.order, event.act, event.until, event.lasting, this(event))
            town.agents[event.who].orders.append(order)
        case e.OrderEnded():
            agent = town.agents[event.who]
            agent.orders = [order for order in agent.orders if order.id != event.order]
        case e.Nudged():
            nudge = Nudged(event.nudge, event.act, event.by, event.until, this(event))
            agent = town.agents[event.who]
            agent.nudges = [*(each for each in agent.nudges if each.act != event.act), nudge]
        case e.NudgeEnded():
            agent = town.agents[event.who]
            agent.nudges = [nudge for nudge in agent.nudges if nudge.id != event.nudge]
        case e.Held():
            town.agents[event.who].holds.append(event.hold)
        case e.Released():
            town.agents[event.who].holds.remove(event.hold)
        case e.ShiftStarted():
            town.agents[event.who].on_shift = event.tick
        case e.ShiftEnded():
            town.agents[event.who].on_shift = -1
            if event.wage:
                ledger.transfer(town.ledger, ledger.COINS, event.wage, ledger.OUTSIDE, event.who)
                _feel(town, event.who, *mood.PAID, event.id, town.who(town.agents[event.who]).reward("employment"))
        case e.RentPaid():
            ledger.transfer(town.ledger, ledger.COINS, event.amount, event.who, ledger.TOWN)
        case e.PricesChanged():
            town.places[event.where].level = event.level
        case e.PriceNoticed():
            agent = town.agents[event.who]
            agent.remembers[event.where] = event.level
            shock = mood.price_shock(event.how, event.before, event.level)
            _feel(town, event.who, shock, mood.PRICE_FADES, event.id)
        case e.PerturbationBegan():
            before = town.places[event.where].level if event.where else 0
            town.running[f"{event.perturbation}@{event.where}"] = Perturbation(
                event.perturbation, event.where, event.strength, event.until, this(event), before
            )
        case e.PerturbationEnded():
            del town.running[f"{event.perturbation}@{event.where}"]
        case e.TieDropped():
            del town.agents[event.who].ties[event.whom]
        case e.Entered() | e.Moved():
            agent = town.agents[event.who]
            agent.on_stage = True
            agent.walk, agent.tile = None, event.tile
            rebase(town, agent)
            _come_in(town, agent, event.where)
        case e.Exited():
            agent = town.agents[event.who]
            _go_out(town, agent)
            agent.on_stage = False
            rebase(town, agent)
        case e.NeedSet():
            agent = town.agents[event.who]
            rebase(town, agent, {event.need: event.value - getattr(agent, event.need).at(town.tick)})
        case e.WalletSet():
            change = event.value - ledger.balance(town.ledger, event.who, ledger.COINS)
            ledger.transfer(town.ledger, ledger.COINS, change, ledger.OUTSIDE, event.who)
        case e.TieSet():
            _set_tie(town, event)
        case e.CooldownSet():
            town.things[event.thing].cooldown = event.value
        case e.Received():
            ledger.transfer(town.ledger, event.item, event.count, ledger.OUTSIDE, event.who)
        case e.Lost():
            ledger.transfer(town.ledger, event.item, event.count, event.who, ledger.OUTSIDE)
        case _:
            assert_never(event)


def this(event: e.Event) -> Cause:
    """An event as the cause of another."""
    return Cause(event.id, event.root)


def _begin(town: "Town", event: e.Began) -> None:
    agent = town.agents[event.who]
    agent.aside = agent.doing
    agent.doing = Doing(
        event.act, "going", this(event), event.sign, event.order, event.utility, event.breakable, event.tick
    )


def _set_off(town: "Town", event: e.SetOff) -> None:
    agent = town.agents[event.who]
    target = event.to
    place = town.setting.places.get(target)
    inside = event.path.index(place.door) if place and place.door in event.path else len(event.path) - 1
    if agent.place != target:
        _go_out(town, agent)
    agent.walk = Walk(event.path, event.tick, target if place else "", inside)
    if place:
        agent.visited[target] = event.tick


def _go_out(town: "Town", agent: Agent) -> None:
    if agent.place:
        town.places[agent.place].people.remove(agent.id)
        agent.place = ""


def _come_in(town: "Town", agent: Agent, place: str) -> None:
    if agent.place != place:
        _go_out(town, agent)
        agent.place = place
        if place:
            town.places[place].people.append(agent.id)


def _use(town: "Town", event: e.UseBegan) -> None:
    agent = town.agents[event.who]
    agent.gains = event.gains
    rebase(town, agent)
    if event.thing in town.things:
        town.things[event.thing].users.append(event.who)


def _stop_using(town: "Town", event: e.UseEnded) -> None:
    agent = town.agents[event.who]
    agent.gains = {}
    rebase(town, agent)
    thing = town.things.get(event.thing)
    if thing:
        thing.users.remove(event.who)
        thing.ready = event.tick + thing.cooldown


def _social(
    town: "Town", event: e.ChatBegan | e.Chatted | e.ChatFailed | e.Greeted | e.Argued | e.Apologised
) -> None:
    one, other = town.agents[event.who], town.agents[event.whom]
    match event:
        case e.ChatBegan():
            one.talk = Talk(event.whom, event.about, event.until, this(event), lead=True)
            other.talk = Talk(event.who, event.about, event.until, this(event), lead=False)
        case e.Chatted():
            one.talk = other.talk = None
            one.talked[event.whom] = other.talked[event.who] = event.tick
            for agent, whom in ((one, other), (other, one)):
                who = town.who(agent)
                _tie(town, agent.id, whom.id, ties.chatted(event.quality, who.extroversion))
                size = scaled(scaled(mood.CHATTED[0], event.quality), who.reward("social"))
                _feel(town, agent.id, size, mood.CHATTED[1], event.id)
        case e.ChatFailed():
            one.talk = other.talk = None
            one.talked[event.whom] = other.talked[event.who] = event.tick
            _both(town, event.who, event.whom, event.id, ties.CHAT_FAILED, mood.CHAT_FAILED)
        case e.Greeted():
            one.greeted[event.whom] = other.greeted[event.who] = event.tick
            _both(town, event.who, event.whom, event.id, ties.GREETED, mood.GREETED)
        case e.Argued():
            one.quarrelled[event.whom] = other.quarrelled[event.who] = event.tick
            _both(town, event.who, event.whom, event.id, ties.ARGUED, mood.ARGUED)
        case e.Apologised():
            one.quarrelled.pop(event.whom, None)
            other.quarrelled.pop(event.who, None)
            _tie(town, event.whom, event.who, ties.APOLOGISED_TO)
            _feel(town, event.whom, *mood.APOLOGISED, event.id)


def _both(
    town: "Town", one: str, other: str, cause: int, change: ties.Change, feeling: mood.Feeling
) -> None:
    for who, whom in ((one, other), (other, one)):
        _tie(town, who, whom, change)
        _feel(town, who, *feeling, cause, town.who(town.agents[who]).reward("social"))


def _tie(town: "Town", who: str, whom: str, change: ties.Change) -> None:
    agent = town.agents[who]
    agent.ties[whom] = ties.moved(agent.ties.get(whom), change, town.tick, town.who(agent))


def _set_tie(town: "Town", event: e.TieSet) -> None:
    agent = town.agents[event.who]
    tie = ties.moved(agent.ties.get(event.whom), (0, 0, 0), event.tick, town.who(agent))
    setattr(tie, event.which, event.value)
    agent.ties[event.whom] = tie


def _feel(town: "Town", who: str, size: int, fades: int, cause: int, share: int = 1_000_000) -> None:
    size = clamp(scaled(size, share), -1_000_000, 1_000_000)
    if size:
        agent = town.agents[who]
        new = mood.impulse(size, fades, town.tick, cause)
        agent.impulses = mood.felt(agent, new, town.tick)
