"""Kitchens: what can be cooked where somebody lives, and what it costs to try.

Worked out once from the town file, so that the idea of cooking is as cheap as a look into the larder.
"""

from typing import Final, NamedTuple

from townlet.actions import Buy, Cook
from townlet.townfile import A_MEAL, TownFile

COOK: Final = "cook"


class Dish(NamedTuple):
    """Something that can be cooked at home: the acts that lead to it, and what that costs at the lowest base prices."""

    item: str
    cook: Cook
    takes: dict[str, int]
    buy: dict[str, Buy]
    outlay: int  # Thousandths for all of them,
    saves: int  # and how many thousandths less a serving costs than the middle one of the meals that are sold.


def kitchens(file: TownFile) -> dict[str, tuple[Dish, ...]]:
    """By home, the dishes that its objects are good for and whose ingredients somebody sells."""
    filling = {item.id for item in file.items if item.filling >= A_MEAL}
    prices: dict[str, int] = {}
    for place in file.places:
        for goods in place.sells:
            prices[goods.item] = min(goods.price, prices.get(goods.item, goods.price))
    meals = sorted(price for item, price in prices.items() if item in filling)
    usual = meals[len(meals) // 2] if meals else 0
    dishes: dict[str, list[Dish]] = {}
    for each in file.affordances:
        if each.makes and each.takes.keys() <= prices.keys():
            outlay = sum(prices[item] * count for item, count in each.takes.items())
            buy = {item: Buy(item, count=count) for item, count in each.takes.items()}
            dish = Dish(each.makes, Cook(each.makes, "home"), each.takes, buy, outlay, usual - outlay // each.serves)
            dishes.setdefault(each.type, []).append(dish)
    homes = {place.id for place in file.places if place.kind == "home"}
    found: dict[str, dict[str, Dish]] = {}
    for thing in file.things:
        if thing.place in homes:
            for dish in dishes.get(thing.type, ()):
                found.setdefault(thing.place, {}).setdefault(dish.item, dish)
    return {home: tuple(by_item.values()) for home, by_item in found.items()}


def cooking(dish: str) -> str:
    """The activity of an affordance that makes a dish."""
    return f"{COOK} {dish}"
