"""Food and drink: buying it, and eating what one carries or has just bought."""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.actions import Buy, Eat
from townlet.activity import facility
from townlet.activity.rule import Refusal, Rule, Spot
from townlet.activity.whereabouts import spot_in
from townlet.company import society
from townlet.effects.feelings import this
from townlet.goods import ledger, shops
from townlet.sentences.words import counted
from townlet.state import Agent
from townlet.townfile import A_MEAL
from townlet.units import DAY, ONE, PERCENT

if TYPE_CHECKING:
    from townlet.town import Town

SERVED: Final = 2  # Ticks at the counter.
A_TILE: Final = PERCENT // 2  # What a meal must still more to be worth another tile of the way,
NOTHING_TO_EAT: Final = "there is nothing to eat that the purse allows"
FANCIES: Final = 5  # So many degrees of fancying something; what one fancies changes with the day,
A_FANCY: Final = PERCENT  # and so much is each degree worth.
A_THOUSANDTH: Final = 20  # and another thousandth of a coin: 2 % a coin.


def _shop(town: "Town", agent: Agent, act: Buy) -> Spot | Refusal | None:
    place = act.place or shops.having(town, agent, act.item)[0]
    if not place:
        return Refusal(f"nobody sells {town.items[act.item].title}")
    if place == agent.place and agent.walk is None:
        return None
    return spot_in(town, agent, place)


def _order(town: "Town", agent: Agent, act: Buy) -> int | Refusal:
    return _hindrance(town, agent, act.item, act.count) or SERVED


def _buy(town: "Town", agent: Agent, act: Buy) -> Refusal | None:
    """Pay and take it; prices may have risen, or the shelf emptied, while one stood at the counter."""
    hindrance = _hindrance(town, agent, act.item, act.count)
    if hindrance is None:
        pay(town, agent, act.item, act.count)
    return hindrance


def _table(town: "Town", agent: Agent, act: Eat) -> Spot | Refusal | None:
    doing = agent.doing
    assert doing is not None
    item = doing.item = act.item or doing.item or meal(town, agent)
    if not item:
        return Refusal(NOTHING_TO_EAT)
    if ledger.balance(town.ledger, agent.id, item):
        return None
    return _shop(town, agent, Buy(item))


def _sit_down(town: "Town", agent: Agent, act: Eat) -> int | Refusal:
    """Eat what is carried, or buy it first."""
    doing = agent.doing
    assert doing is not None
    item = doing.item
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
    for other in society.at_table(town, agent):
        town.tell(e.SharedMeal(*town.by(agent), other.id))
        society.trim(town, agent, other)


def pay(town: "Town", agent: Agent, item: str, count: int = 1) -> None:
    """Buy so many, at what they cost now; paying more than one remembered is minded."""
    level = town.places[agent.place].level
    price = town.price(agent.place, item)
    assert price is not None
    bought = town.tell(e.Bought(*town.by(agent), item, price * count, count))
    society.learn(town, agent, agent.place, level, "paid", "", this(bought))


def meal(town: "Town", agent: Agent) -> str:
    """What to eat: something carried, else the most filling that the purse allows at remembered prices."""
    return in_hand(town, agent) or eating_out(town, agent)


def in_hand(town: "Town", agent: Agent) -> str:
    """Something carried that makes a meal; empty when there is nothing."""
    for name in town.ledger.get(agent.id, ()):
        if name in town.items and town.items[name].filling >= A_MEAL:
            return name
    return ""


def eating_out(town: "Town", agent: Agent) -> str:
    """What appeals most of all that is for sale near by, at remembered prices; of equals what is nearer.

    Worth is hunger stilled less the way and the price, and a little of what one fancies that day. The nearest shops are
    first, so that the search ends where no meal could make up for the way.
    """
    purse = town.ledger.get(agent.id, {}).get(ledger.COINS, 0)
    hungry, minute = ONE - agent.hunger.at(town.tick), town.minute()
    today = town.seed + 7 * agent.number + 3 * ((town.opens + town.tick) // DAY)
    best, best_worth = "", 0
    for away, place in shops.near(town, agent):
        if best and hungry + FANCIES * A_FANCY - away * A_TILE <= best_worth:
            break
        if not place.hours.holds(minute) or town.is_shut(place.id):
            continue
        level = agent.remembers.get(place.id, ONE)
        for item, base, stills, number, goods in shops.fare(town, place):
            price = base * level // ONE
            if stills >= A_MEAL and price <= purse and shops.can_serve(town, place, goods):
                fancy = (today + number) % FANCIES * A_FANCY
                worth = min(stills, hungry) + fancy - away * A_TILE - price * A_THOUSANDTH
                if worth > best_worth or not best:
                    best, best_worth = item, worth
    return best


def _hindrance(town: "Town", agent: Agent, item: str, count: int = 1) -> Refusal | None:
    """Why it cannot be bought here and now, if so; an empty shelf and a price beyond the purse are news."""
    price = town.price(agent.place, item) if agent.place else None
    title = town.items[item].title
    if price is None:
        return Refusal(f"nobody sells {title} here")
    if not town.is_open(agent.place):
        return Refusal(f"{town.setting.places[agent.place].title} is closed")
    left = shops.stock(town, agent.place, item)
    if not left:
        town.tell(e.SoldOut(*town.by(agent), item))
        return Refusal(f"{title} is sold out")
    if left < count:
        return Refusal(f"there is only {counted(title, left)} left")
    for goods in town.setting.places[agent.place].sells if town.running else ():
        if goods.item == item and (lacking := town.lacks(goods)):
            return Refusal(f"there is no {lacking} to make one")
    if price * count > ledger.balance(town.ledger, agent.id, ledger.COINS):
        dear = town.tell(e.TooDear(*town.by(agent), item, price))
        society.see_board(town, agent, this(dear))
        return Refusal(f"{counted(title, count)} {'is' if count == 1 else 'are'} too dear")
    return None


BUY: Final = Rule(_shop, _order, _buy)
EAT: Final = Rule(_table, _sit_down, _ate, breakable=False)
