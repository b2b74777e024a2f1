"""Using objects and items, queueing, buying, eating: what is taken, and what it does to needs and purses."""

from typing import TYPE_CHECKING, Final, assert_never

from townlet import events as e
from townlet import mood
from townlet.body import rebase
from townlet.company.ties import QUEUED_POLITELY, SHARED_MEAL
from townlet.effects.feelings import both, feel
from townlet.goods import ledger
from townlet.goods.portions import hand_over, use_up
from townlet.state import ThingState

if TYPE_CHECKING:
    from townlet.town import Town


def use(town: "Town", event: e.Using) -> None:
    """Carry a use into the state."""
    match event:
        case e.UseBegan():
            _take(town, event)
        case e.UseEnded():
            _leave(town, event)
        case e.Ate() | e.Used():
            _portion(town, event.who, event.item if isinstance(event, e.Ate) else event.thing)
        case e.Bought():
            ledger.transfer(town.ledger, ledger.COINS, event.price, event.who, ledger.till(event.where))
            hand_over(town, event.item, event.count, ledger.shelf(event.where), event.who)
        case e.Paid():
            ledger.transfer(town.ledger, ledger.COINS, event.price, event.who, ledger.till(event.where))
        case e.TooDear():
            feel(town, event.who, mood.TOO_DEAR, event.id)
        case e.SoldOut():
            feel(town, event.who, mood.SOLD_OUT, event.id)
        case e.Supplied():
            hand_over(town, event.item, 1, ledger.shelf(event.where), ledger.CONSUMED)
        case e.Cooked():
            for item, count in event.takes.items():
                hand_over(town, item, count, event.who, ledger.CONSUMED)
            hand_over(town, event.item, event.count, ledger.OUTSIDE, event.who)
        case e.Spoiled():
            account = event.who or ledger.floor(event.where)
            hand_over(town, event.item, event.count, account, ledger.CONSUMED)
        case e.Queued():
            town.things[event.thing].queue.append(event.who)
            town.things[event.thing].waits[event.who] = event.tick
        case e.Unqueued():
            thing = town.things[event.thing]
            thing.queue.remove(event.who)
            thing.waits.pop(event.who, None)
            thing.misses = 0
            if event.whom:
                both(town, event.who, event.whom, event.id, QUEUED_POLITELY, mood.QUEUED_POLITELY)
        case e.PassedOver():
            set_back(town.things[event.thing])
        case e.SharedMeal():
            both(town, event.who, event.whom, event.id, SHARED_MEAL, mood.SHARED_MEAL)
        case e.LetDown():
            town.agents[event.who].struck["let-down"] = event.tick
            feel(town, event.who, (event.loss, mood.LET_DOWN_FADES), event.id)
        case e.Rested() | e.Washed():
            pass
        case _:
            assert_never(event)


SET_BACK: Final = 12  # Ticks of waiting that being passed over costs.


def set_back(thing: ThingState) -> None:
    """The head of a queue lets the next one by, and whoever else has now waited longer; it starves nobody."""
    head, after = thing.queue[0], thing.queue[1]
    thing.waits[head] = max(thing.waits[head] + SET_BACK, thing.waits[after] + 1)
    thing.queue.sort(key=thing.waits.__getitem__)
    thing.misses = 0


def _take(town: "Town", event: e.UseBegan) -> None:
    agent = town.agents[event.who]
    agent.gains = event.gains
    rebase(town, agent)
    if event.thing in town.things:
        town.things[event.thing].users.append(event.who)


def _leave(town: "Town", event: e.UseEnded) -> None:
    agent = town.agents[event.who]
    agent.gains = {}
    rebase(town, agent)
    thing = town.things.get(event.thing)
    if thing:
        thing.users.remove(event.who)
        thing.last = event.who
        thing.ready = event.tick + thing.cooldown


def _portion(town: "Town", who: str, name: str) -> None:
    """One portion of an item is gone; with the last one, the item, unless it can be used again."""
    item = town.items.get(name)
    if item is None or item.reusable:
        return
    use_up(town, who, name)
