"""The towns that ship are what the scripts need: distances, homes, wages, a day that can be lived.

Walking is looked at anew here, without the reader's own idea of it: tile by tile, up, down, left or right,
into a place and out of it only through its door.
"""

from collections import deque

import pytest

from tests.town_file.support import shipped, sound
from townlet.townfile import Place, Tile, TownFile
from townlet.units import COIN, DAY, ONE, PERCENT

RIVERSIDE = sound(shipped("riverside"))
SHARED_HOUSE = sound(shipped("shared-house"))
CAST = {"Avery", "Kai", "Blair", "Cass", "Anna", "Ben", "Cara"}


def place(town: TownFile, name: str) -> Place:
    return next(place for place in town.places if place.id == name)


def tiles(place: Place) -> set[Tile]:
    return {(x, y) for x in range(place.left, place.left + place.width)
            for y in range(place.top, place.top + place.height)}  # fmt: skip


def distances(town: TownFile, start: Tile) -> dict[Tile, int]:
    """Steps from `start` to every tile that can be walked to."""
    owner = {tile: place for place in town.places for tile in tiles(place)}
    blocked = {(x, y) for b in town.barriers
               for x in range(b.left, b.left + b.width) for y in range(b.top, b.top + b.height)}  # fmt: skip
    found, ahead = {start: 0}, deque([start])
    while ahead:
        x, y = here = ahead.popleft()
        for there in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
            inside = 0 <= there[0] < town.width and 0 <= there[1] < town.height
            if not inside or there in blocked or there in found:
                continue
            one, other = owner.get(here), owner.get(there)
            passes = one is other or all(p is None or p.door in (here, there) for p in (one, other))
            if passes:
                found[there] = found[here] + 1
                ahead.append(there)
    return found


@pytest.mark.parametrize("town", [RIVERSIDE, SHARED_HOUSE], ids=lambda town: town.id)
def test_every_place_and_object_can_be_walked_to(town: TownFile) -> None:
    reached = distances(town, town.places[0].door)
    for spot in town.places:
        assert tiles(spot) <= reached.keys()
    for thing in town.things:
        assert thing.tile in reached


def test_the_station_is_within_fifteen_tiles_of_the_cafe() -> None:
    """Fifteen from the farthest corner of the one to the door of the other, either way round."""
    cafe, station = place(RIVERSIDE, "cafe"), place(RIVERSIDE, "station")
    for start, goal in ((cafe, station), (station, cafe)):
        from_door = distances(RIVERSIDE, goal.door)
        assert max(from_door[tile] for tile in tiles(start)) <= 15


def test_ten_homes_are_within_ten_tiles_of_the_cafe() -> None:
    """From their farthest corner to the cafe's door."""
    steps = distances(RIVERSIDE, place(RIVERSIDE, "cafe").door)
    homes = [spot for spot in RIVERSIDE.places if spot.kind == "home"]
    assert sum(max(steps[tile] for tile in tiles(home)) <= 10 for home in homes) >= 10


def test_the_river_is_crossed_by_the_bridge() -> None:
    bridge = {(20, 13), (21, 13), (20, 14), (21, 14)}
    reached = distances(RIVERSIDE, place(RIVERSIDE, "cafe").door)
    assert bridge <= reached.keys()
    assert {tile for tile in reached if tile[1] in (13, 14)} == bridge


@pytest.mark.parametrize("town", [RIVERSIDE, SHARED_HOUSE], ids=lambda town: town.id)
def test_every_home_has_a_bed(town: TownFile) -> None:
    beds = {thing.place for thing in town.things if thing.type == "bed"}
    assert beds >= {spot.id for spot in town.places if spot.kind == "home"}


def test_what_the_scripts_count_on_in_riverside() -> None:
    cafe = place(RIVERSIDE, "cafe")
    assert {goods.item: goods.price for goods in cafe.sells}["coffee"] == 2 * COIN
    assert cafe.hours.opens == 7 * 60
    assert place(RIVERSIDE, "park").outdoors
    jobs = {job.id: job for job in RIVERSIDE.jobs}
    assert jobs["barista"].place == "cafe"
    assert jobs["barista"].shift.opens <= 7 * 60 + 30
    assert jobs["grocer"].place == "market"
    assert sum(job.openings for job in RIVERSIDE.jobs) >= 8
    assert all(place(RIVERSIDE, job.place).hours.holds(job.shift.opens) for job in RIVERSIDE.jobs)


def test_what_the_script_counts_on_in_the_shared_house() -> None:
    (shower,) = (thing for thing in SHARED_HOUSE.things if thing.type == "shower")
    assert (shower.id, shower.place, shower.capacity, shower.cooldown) == ("shower", "hall", 1, 4)
    (wash,) = (one for one in SHARED_HOUSE.affordances if one.activity == "wash")
    assert (wash.type, wash.lasts, wash.effects) == ("shower", 8, {"hygiene": 60 * PERCENT})
    assert any(goods.item for spot in SHARED_HOUSE.places for goods in spot.sells)
    assert sum(spot.kind == "home" for spot in SHARED_HOUSE.places) >= 3


def test_a_wage_covers_a_day_with_ten_to_twenty_percent_left_over() -> None:
    """Rent, three meals and a shower at base prices, in coins: 3 + 3 × 3 + 1."""
    soup = next(item.price for item in RIVERSIDE.items if item.id == "soup")
    shower = next(one.coins for one in RIVERSIDE.affordances if one.type == "shower")
    day = RIVERSIDE.rent + 3 * soup + shower
    assert day == 13 * COIN
    for job in RIVERSIDE.jobs:
        assert 0.10 <= (job.wage - day) / job.wage <= 0.20, job.id


def test_the_pace_asks_for_three_meals_a_wash_and_a_night() -> None:
    """Counted with a night of eight hours in which hunger and hygiene fall at half their pace."""
    pace, awake = RIVERSIDE.pace, DAY - 480
    assert 2.5 <= pace.hunger * (awake + 240) / (60 * PERCENT) <= 3.5
    assert 0.8 <= pace.hygiene * (awake + 240) / (60 * PERCENT) <= 1.4
    (night,) = (one for one in RIVERSIDE.affordances if one.type == "bed")
    assert night.lasts == 480
    assert pace.energy * awake <= night.effects["energy"] <= ONE


def test_there_are_names_for_townsfolk_that_no_script_uses() -> None:
    assert len(set(RIVERSIDE.names)) >= 30
    assert not CAST & set(RIVERSIDE.names)
