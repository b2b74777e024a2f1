"""Food and drink: buying it, and eating what one carries or has just bought."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet import facility, ledger, society
from townlet.actions import Buy, Eat
from townlet.effects.feelings import this
from townlet.rule import Refusal, Rule, Spot
from townlet.state import Agent
from townlet.townfile import Item
from townlet.units import ONE, PERCENT
from townlet.whereabouts import spot_in

if TYPE_CHECKING:
    from townlet.town import Town

SERVED: Final = 2  # Ticks at the counter.
A_MEAL: Final = 20 * PERCENT  # What stills at least so much hunger is eaten when carried.


def _shop(town: "Town", agent: Agent, act: Buy) -> Spot | Refusal | None:
    place = act.place or seller(town, agent, act.item)
    if not place:
        return Refusal(f"nobody sells {town.items[act.item].title}")
    if place == agent.place and agent.walk is None:
        return None
    return spot_in(town, agent, place)


def _order(town: "Town", agent: Agent, act: Buy) -> int | Refusal:
    return _hindrance(town, agent, act.item) or SERVED


def _buy(town: "Town", agent: Agent, act: Buy) -> Refusal | None:
    """Pay and take it; prices may have risen, or the shelf emptied, while one stood at the counter."""
    hindrance = _hindrance(town, agent, act.item)
    if hindrance is None:
        pay(town, agent, act.item)
    return hindrance


def _table(town: "Town", agent: Agent, act: Eat) -> Spot | Refusal | None:
    item = act.item or meal(town, agent)
    if not item:
        return Refusal("there is nothing to eat that the purse allows")
    if ledger.balance(town.ledger, agent.id, item):
        return None
    return _shop(town, agent, Buy(item))


def _sit_down(town: "Town", agent: Agent, act: Eat) -> int | Refusal:
    """Eat what is carried, or buy it first."""
    item, doing = act.item or meal(town, agent), agent.doing
    assert doing is not None
    if not ledger.balance(town.ledger, agent.id, item):
        if refusal := _hindrance(town, agent, item):
            return refusal
        pay(town, agent, item)
    doing.thing, doing.stage = item, "busy"
    return facility.consume(town, agent, town.items[item], "eat")


def _ate(town: "Town", agent: Agent, act: Eat) -> None:
    assert agent.doing is not None
    item = agent.doing.thing
    facility.leave(town, agent, complete=True)
    town.tell(e.Ate(*town.by(agent), item))
    for other in town.company(agent):
        if other.doing is not None and isinstance(other.doing.act, Eat) and other.doing.stage == "busy":
            town.tell(e.SharedMeal(*town.by(agent), other.id))
            society.trim(town, agent, other)


def pay(town: "Town", agent: Agent, item: str) -> None:
    """Buy one, at what it costs now; paying more than one remembered is minded."""
    level = town.places[agent.place].level
    price = town.price(agent.place, item)
    assert price is not None
    bought = town.tell(e.Bought(*town.by(agent), item, price))
    society.learn(town, agent, agent.place, level, "paid", "", this(bought))


def seller(town: "Town", agent: Agent, item: str) -> str:
    """The nearest open place that has one; empty when there is none."""
    found = [
        (town.ground.distance(agent.tile, agent.place, place.id), place.id)
        for place in town.around(agent).sellers
        for goods in place.sells
        if goods.item == item and town.is_open(place.id) and _stock(town, place.id, item) and not town.lacks(goods)
    ]
    return min(found)[1] if found else ""


def meal(town: "Town", agent: Agent) -> str:
    """What to eat: something carried, else the most filling that the purse allows at remembered prices."""
    hunger = agent.hunger.at(town.tick)
    held = town.ledger.get(agent.id, {})
    for name in held:
        if name in town.items and town.items[name].edible and filling(town.items[name]) >= A_MEAL:
            return name
    best, best_worth = "", 0
    for place in town.around(agent).sellers:
        if not town.is_open(place.id):
            continue
        away = town.ground.distance(agent.tile, agent.place, place.id)
        for goods in place.sells:
            item = town.items[goods.item]
            price = goods.price * agent.remembers.get(place.id, ONE) // ONE
            in_stock = _stock(town, place.id, goods.item) and not (town.running and town.lacks(goods))
            if item.edible and price <= held.get("coins", 0) and in_stock:
                worth = min(filling(item), ONE - hunger) - away * 5_000 - price * 20
                if worth > best_worth or not best:
                    best, best_worth = goods.item, worth
    return best


def filling(item: Item) -> int:
    """How much of hunger an item stills, in millionths."""
    return item.effects.get("hunger", 0)


def _hindrance(town: "Town", agent: Agent, item: str) -> Refusal | None:
    """Why it cannot be bought here and now, if so; a price beyond the purse is news."""
    price = town.price(agent.place, item) if agent.place else None
    title = town.items[item].title
    if price is None:
        return Refusal(f"nobody sells {title} here")
    if not town.is_open(agent.place):
        return Refusal(f"{town.setting.places[agent.place].title} is closed")
    if not _stock(town, agent.place, item):
        return Refusal(f"{title} is sold out")
    for goods in town.setting.places[agent.place].sells if town.running else ():
        if goods.item == item and (lacking := town.lacks(goods)):
            return Refusal(f"there is no {lacking} to make {title}")
    if price > ledger.balance(town.ledger, agent.id, ledger.COINS):
        dear = town.tell(e.TooDear(*town.by(agent), item, price))
        society.see_board(town, agent, this(dear))
        return Refusal(f"{title} is too dear")
    return None


def _stock(town: "Town", place: str, item: str) -> int:
    return ledger.balance(town.ledger, ledger.shelf(place), item)


BUY: Final = Rule(_shop, _order, _buy)
EAT: Final = Rule(_table, _sit_down, _ate, breakable=False)
