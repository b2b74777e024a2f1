"""Shops as somebody sees them: the nearest ones, and what of theirs can be eaten.

Worked out once for each place and kept, because every decision of somebody hungry asks. Ways are counted from the
door of the place one is in, or of one's home when one is out of doors; a few tiles make no difference to a meal.
"""

from collections.abc import Iterator
from heapq import nsmallest
from typing import TYPE_CHECKING, Final, NamedTuple

from townlet.actions import Eat
from townlet.chance import salt
from townlet.goods import ledger
from townlet.ground import steps
from townlet.state import Agent
from townlet.streets import NO_WAY
from townlet.townfile import A_MEAL, Goods, Place
from townlet.units import PERCENT

if TYPE_CHECKING:
    from townlet.setting import Setting
    from townlet.town import Town

NEAREST: Final = 12  # So many shops are thought of; nobody walks past a dozen to the thirteenth.
WAKES: Final = 5 * PERCENT
FAR: Final = 1_000  # What is taken for the way to any shop beyond those, in tiles.
CANDIDATES: Final = 3 * NEAREST  # As the crow flies, of which the nearest on foot are kept.


class Fare(NamedTuple):
    """Something to eat that a place sells, its price there, the hunger that one portion stills, and its number."""

    item: str
    price: int
    filling: int
    salt: int
    goods: Goods


class Treat(NamedTuple):
    """Something to have for the sake of it, and what it costs at base prices."""

    act: Eat
    price: int


def near(town: "Town", agent: Agent) -> tuple[tuple[int, Place], ...]:
    """The shops nearest to somebody in their district, with the way to each in tiles, the nearest first."""
    kept = town.setting.near_shops
    place = agent.place or agent.home
    if place not in kept:
        kept[place] = _near(town.setting, town.setting.places[place])
    return kept[place]


def _near(setting: "Setting", place: Place) -> tuple[tuple[int, Place], ...]:
    about = setting.around(place.id).sellers
    likely = nsmallest(CANDIDATES, about, key=lambda shop: (steps(place.door, shop.door), shop.id))
    ways = [(setting.ground.distance(place.door, place.id, shop.id), shop.id) for shop in likely]
    return tuple((away, setting.places[shop]) for away, shop in sorted(ways)[:NEAREST] if away < NO_WAY)


def fare(town: "Town", place: Place) -> tuple[Fare, ...]:
    """What a place sells that can be eaten, in the order of its board."""
    found = town.fare.get(place.id)
    if found is None:
        edible = ((goods, town.items[goods.item]) for goods in place.sells)
        found = town.fare[place.id] = tuple(
            Fare(item.id, goods.price, item.filling, salt(item.id), goods)
            for goods, item in edible if item.edible
        )
    return found


def treat(town: "Town", place: Place) -> Treat | None:
    """The first thing on a board that wakes one up and is no meal."""
    if place.id not in town.treats:
        found = (each for each in fare(town, place) if each.filling < A_MEAL)
        waking = (each for each in found if town.items[each.item].effects.get("energy", 0) >= WAKES)
        town.treats[place.id] = next((Treat(Eat(each.item), each.price) for each in waking), None)
    return town.treats[place.id]


def sellers(town: "Town", agent: Agent, item: str) -> Iterator[tuple[int, Place]]:
    """The places that sell an item and the way to each: those near somebody, the nearest foremost; then any."""
    selling, close = town.setting.sold_at.get(item, {}), near(town, agent)
    for away, place in close:
        if place.id in selling:
            yield away, place
    known = {place.id for _, place in close}
    yield from ((FAR, place) for name, place in selling.items() if name not in known)


def having(town: "Town", agent: Agent, item: str, anywhere: bool = True) -> tuple[str, int]:
    """The nearest open place that has an item left, and the way to it in tiles; none is an empty name.

    Whoever is bent on it looks `anywhere`; what comes to mind of itself is only what is to be had near by.
    """
    for away, place in sellers(town, agent, item):
        if away == FAR and not anywhere:
            break
        goods = next(each for each in place.sells if each.item == item)
        if town.is_open(place.id) and can_serve(town, place, goods):
            return place.id, away
    return "", FAR


def can_serve(town: "Town", place: Place, goods: Goods) -> bool:
    """Whether a place has something left, and what it takes to make it."""
    return bool(stock(town, place.id, goods.item)) and not (town.running and town.lacks(goods))


def stock(town: "Town", place: str, item: str) -> int:
    """How many of an item stand on a place's shelf."""
    return ledger.balance(town.ledger, ledger.shelf(place), item)
