"""Ideas of food: what is in hand, something bought, or something cooked at home for less."""

from typing import TYPE_CHECKING, Final

from townlet.actions import Activity, Eat
from townlet.goods import shops
from townlet.goods.kitchens import Dish
from townlet.goods.ledger import COINS
from townlet.ideas.option import Option
from townlet.personality import Personality
from townlet.state import Agent
from townlet.units import COIN, PERCENT
from townlet.verbs.table import A_TILE, in_hand, meal

if TYPE_CHECKING:
    from townlet.town import Town

SHOPPING: Final = 32 * PERCENT  # How much it appeals to whoever is in the shop anyway.
LARDER: Final = 15 * PERCENT  # What it adds to the idea of cooking that the ingredients are in the house.
DISHED_UP: Final = 40 * PERCENT  # More than cooking ever appeals beyond eating: the larder, and what is saved.
ERRAND: Final = 4 * PERCENT  # What it takes from it that they have to be fetched first, beside the way.
A_COIN: Final = 5 * PERCENT  # What a coin saved is worth,
POOR: Final = 6 * COIN  # and twice that to whoever has less than this.

TREAT: Final = 40 * PERCENT  # How much it appeals to have something at leisure that wakes one up,
WEARY: Final = 65 * PERCENT  # to those with less energy than this
FLUSH: Final = 10 * COIN  # and with this much to spare.

EAT: Final = Eat()


def food(town: "Town", agent: Agent, who: Personality, appeal: int, found: list[Option]) -> None:
    """Eat what is carried or can be bought, whichever it is; or cook, which takes time. Nobody leaves work to cook."""
    found.append((appeal, EAT))
    dishes = town.setting.kitchens.get(agent.home)
    if dishes and agent.on_shift < 0 and not in_hand(town, agent):
        for dish in dishes:
            _cook(town, agent, dish, appeal - who.extroversion // 10, found)


def can_be_had(town: "Town", agent: Agent, act: Activity) -> bool:
    """Whether what comes to mind can be done at all: eating wants something to eat."""
    return act is not EAT or bool(meal(town, agent))


def shopping(town: "Town", agent: Agent, who: Personality, found: list[Option]) -> None:
    """In a shop, and not hungry any more: what the larder at home lacks for a dish, one dish at a time."""
    dishes = town.setting.kitchens.get(agent.home, ())
    lacking = [dish for dish in dishes if _missing(town, agent, dish)]
    if len(lacking) < len(dishes):
        return
    purse = town.ledger.get(agent.id, {}).get(COINS, 0)
    for dish in lacking:
        missing = _missing(town, agent, dish)
        sold_here = agent.place in town.setting.sold_at[missing] and shops.stock(town, agent.place, missing)
        if sold_here and 2 * dish.outlay <= purse and town.is_open(agent.place):
            found.append((SHOPPING - who.extroversion // 10, dish.buy[missing]))


def treat(town: "Town", agent: Agent, found: list[Option]) -> None:
    """In a shop, with time and coins to spare, and not quite awake."""
    having = shops.treat(town, town.setting.places[agent.place])
    if having is None or agent.energy.at(town.tick) >= WEARY or not town.is_open(agent.place):
        return
    purse, stock = town.ledger.get(agent.id, {}).get(COINS, 0), shops.stock(town, agent.place, having.act.item)
    if purse >= FLUSH + having.price and stock:
        found.append((TREAT, having.act))


def _missing(town: "Town", agent: Agent, dish: Dish) -> str:
    """An ingredient that is not in hand; empty when all are."""
    held = town.ledger.get(agent.id, {})
    return next((item for item, count in dish.takes.items() if held.get(item, 0) < count), "")


def _cook(town: "Town", agent: Agent, dish: Dish, appeal: int, found: list[Option]) -> None:
    """With everything in the house, cook; else buy what is lacking, if that is cheaper than what meals cost in town."""
    missing = _missing(town, agent, dish)
    if not missing:
        found.append((appeal + LARDER, dish.cook))
        return
    purse = town.ledger.get(agent.id, {}).get(COINS, 0)
    if dish.saves >= 0 and dish.outlay <= purse:
        shop, away = shops.having(town, agent, missing, anywhere=False)
        if shop:
            saved = dish.saves * A_COIN // COIN * (2 if purse < POOR else 1)
            found.append((appeal + min(saved, DISHED_UP) - ERRAND - away * A_TILE, dish.buy[missing]))
