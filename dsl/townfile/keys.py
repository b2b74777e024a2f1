"""Keys that are not known where they stand: which one was meant."""

from collections.abc import Collection, Iterable
from typing import Final

from dsl.guess import nearest

SAID: Final[dict[str, tuple[str, ...]]] = {
    "size": ("grid",), "map": ("grid",), "name": ("title", "town"), "label": ("title",), "description": ("about",),
    "purse": ("wallet",), "money": ("wallet",), "coins": ("wallet", "price"), "start": ("beginning",),
    "open": ("hours",), "opens": ("hours",), "opening-hours": ("hours",), "hours": ("shift",),
    "times": ("hours", "shift"),
    "things": ("objects",), "furniture": ("objects",), "buildings": ("places",), "locations": ("places",),
    "walls": ("barriers",), "goods": ("items",), "products": ("items",), "work": ("jobs",), "people": ("names",),
    "weather": ("chances",), "events": ("chances",), "salary": ("wage",), "pay": ("wage",), "cost": ("price",),
    "duration": ("lasts",), "time": ("lasts",), "sleep": ("rest",), "bathe": ("wash",), "eatable": ("edible",),
    "food": ("edible",), "shop": ("sells",), "quantity": ("stock",), "count": ("stock",), "amount": ("stock",),
    "probability": ("odds",), "chance": ("odds",), "storm": ("rain",), "power-cut": ("blackout",),
    "meeting": ("arranged-meeting",), "location": ("place",), "position": ("tile", "tiles"), "area": ("tiles",),
    "seats": ("capacity",), "ingredients": ("takes",), "makes": ("serves",),
}  # fmt: skip
"""What people say for a key that we call otherwise."""


def key_meant(key: str, known: Iterable[str], said: Collection[str], needed: Iterable[str]) -> str | None:
    """The key that was meant: first of those that are needed and missing, then of those that are not there yet."""
    free = [each for each in known if each not in said]
    missing = [each for each in needed if each in free]
    for choice in (missing, free):
        guess = nearest(key, choice) or next((each for each in SAID.get(key.casefold(), ()) if each in choice), None)
        if guess is not None:
            return guess
    return None
