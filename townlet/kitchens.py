"""Kitchens: what can be cooked where somebody lives, and what it costs to try.

Worked out once from the town file, so that the idea of cooking is as cheap as a look into the larder.
"""

from typing import NamedTuple

from townlet.actions import Buy, Cook
from townlet.townfile import TownFile

COOK = "cook"


class Dish(NamedTuple):
    """Something that can be cooked at home: the acts that lead to it, and what that costs at the lowest base prices."""

    item: str
    cook: Cook
    takes: dict[str, int]
    buy: dict[str, Buy]
    outlay: int  # Thousandths for all of them,
    cost: int  # and for a serving.


def kitchens(file: TownFile) -> dict[str, tuple[Dish, ...]]:
    """By home, the dishes that its objects are good for and whose ingredients somebody sells."""
    prices: dict[str, int] = {}
    for place in file.places:
        for goods in place.sells:
            prices[goods.item] = min(goods.price, prices.get(goods.item, goods.price))
    dishes: dict[str, list[Dish]] = {}
    for each in file.affordances:
        if each.makes and each.takes.keys() <= prices.keys():
            outlay = sum(prices[item] * count for item, count in each.takes.items())
            buy = {item: Buy(item, count=count) for item, count in each.takes.items()}
            dish = Dish(each.makes, Cook(each.makes, "home"), each.takes, buy, outlay, outlay // each.serves)
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
