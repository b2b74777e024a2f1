"""A small sound town to damage, and the shipped ones."""

from pathlib import Path

from dsl.diagnostic import Diagnostic
from dsl.source import Source
from dsl.townfile import read_town_file
from townlet.townfile import TownFile

ROOT = Path(__file__).parents[2]
TOWNS = ROOT / "scenarios" / "towns"

SMALL = """\
town: hamlet
title: The Hamlet
grid: [12, 6]
rent: 1 coin
beginning: {hunger: 62%, hygiene: 70%, energy: 80%, wallet: 6 coins}
pace: {hunger: 8.4% an hour, hygiene: 3.6% an hour, energy: 4.2% an hour}
barriers:
  - title: the pond
    tiles: [9, 4, 2, 2]
places:
  cottage: {kind: home, tiles: [0, 0, 3, 3], door: [2, 2]}
  inn:
    kind: inn
    tiles: [5, 0, 4, 3]
    door: [5, 2]
    hours: 07:00-22:00
    sells:
      pie: {stock: 3}
objects:
  cot: {type: bed, place: cottage, tile: [0, 0]}
affordances:
  bed:
    rest: {lasts: 8 hours, effects: {energy: +96%}}
items:
  pie: {price: 2 coins, edible: yes, effects: {hunger: +50%}}
jobs:
  cook: {place: inn, shift: 07:00-15:00, wage: 8 coins}
names: [Amara, Tomas]
"""


def read(text: str) -> tuple[TownFile | None, tuple[Diagnostic, ...]]:
    return read_town_file(Source("hamlet.yaml", text))


def shipped(name: str) -> str:
    return (TOWNS / f"{name}.yaml").read_text("utf-8")


def sound(text: str) -> TownFile:
    """The town, of a text about which nothing is to be said, not even a warning."""
    town, said = read(text)
    assert said == ()
    assert town is not None
    return town


def damaged(old: str, new: str) -> str:
    assert SMALL.count(old) == 1, f"{old!r} must stand in the small town once"
    return SMALL.replace(old, new)
