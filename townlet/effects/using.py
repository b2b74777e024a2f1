"""Using objects and items, queueing, buying, eating: what is taken, and what it does to needs and purses."""

from typing import TYPE_CHECKING, assert_never

from townlet import events as e
from townlet import ledger, mood
from townlet.body import rebase
from townlet.effects.feelings import both, feel
from townlet.portions import hand_over, use_up
from townlet.ties import SHARED_MEAL

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
        case e.Unqueued():
            town.things[event.thing].queue.remove(event.who)
            town.things[event.thing].misses = 0
        case e.PassedOver():
            thing = town.things[event.thing]
            thing.queue.append(thing.queue.pop(0))
            thing.misses = 0
        case e.SharedMeal():
            both(town, event.who, event.whom, event.id, SHARED_MEAL, mood.SHARED_MEAL)
        case e.LetDown():
            town.agents[event.who].struck["let-down"] = event.tick
            feel(town, event.who, (event.loss, mood.LET_DOWN_FADES), event.id)
        case e.Rested() | e.Washed():
            pass
        case _:
            assert_never(event)


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
        thing.ready = event.tick + thing.cooldown


def _portion(town: "Town", who: str, name: str) -> None:
    """One portion of an item is gone; with the last one, the item, unless it can be used again."""
    item = town.items.get(name)
    if item is None or item.reusable:
        return
    use_up(town, who, name)
