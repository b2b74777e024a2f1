"""What stands still while a town runs, looked up by name: the town file, and what there is to go to round about.

A town of many districts is lived in a district at a time: what comes to mind of itself (a pleasant place, a shop, a
washstand) is what the district one is in has to offer, so that a choice costs the same in a large town. What a
script, a job or a home names is found anywhere.
"""

from typing import NamedTuple

from townlet.actions import Go
from townlet.goods.kitchens import kitchens
from townlet.ground import Ground
from townlet.townfile import Affordance, Chance, Item, Job, Place, Thing, TownFile

Offer = tuple[Thing, Affordance]


class Outing(NamedTuple):
    """Going somewhere pleasant, and all that the idea of it asks about the place; hours are minutes of the day."""

    place: str
    opens: int
    closes: int  # Equal to `opens` when it never closes.
    leisure: int
    outdoors: bool
    act: Go


class Surroundings(NamedTuple):
    """What a district has, each in the order of the town file; a town without districts is one."""

    pleasant: tuple[Place, ...]  # Places to spend time in,
    outings: tuple[Outing, ...]  # and going to each.
    sellers: tuple[Place, ...]
    offers: dict[str, tuple[Offer, ...]]  # What anybody can use, by activity: nothing in homes.
    jobs: tuple[Job, ...]  # Work that is done there.


class Setting:
    """What does not change while a town runs. Can be shared by many runs."""

    __slots__ = (
        "_around", "affordances", "chances", "file", "ground", "inside", "items", "jobs", "kitchens", "near_shops",
        "places", "sold_at", "things", "workplaces",
    )  # fmt: skip

    def __init__(self, file: TownFile, ground: Ground | None = None) -> None:
        self.file = file
        self.ground = ground or Ground(file)
        self.places: dict[str, Place] = {place.id: place for place in file.places}
        self.things: dict[str, Thing] = {thing.id: thing for thing in file.things}
        self.items: dict[str, Item] = {item.id: item for item in file.items}
        self.jobs: dict[str, Job] = {job.id: job for job in file.jobs}
        self.workplaces: dict[str, list[str]] = {}  # The jobs of a place.
        for job in file.jobs:
            self.workplaces.setdefault(job.place, []).append(job.id)
        self.affordances: dict[tuple[str, str], Affordance] = {
            (each.type, each.activity): each for each in file.affordances
        }
        self.chances: dict[str, Chance] = {chance.kind: chance for chance in file.chances}
        self.inside: dict[str, list[Offer]] = {}  # What can be used in a place.
        afforded: dict[str, list[Affordance]] = {}
        for affordance in file.affordances:
            afforded.setdefault(affordance.type, []).append(affordance)
        for thing in file.things:
            offers = [(thing, affordance) for affordance in afforded.get(thing.type, ())]
            self.inside.setdefault(thing.place, []).extend(offers)
        self._around = self._districts()
        self.kitchens = kitchens(file)
        self.sold_at: dict[str, dict[str, Place]] = {}  # By item, the places that sell it.
        for place in file.places:
            for goods in place.sells:
                self.sold_at.setdefault(goods.item, {})[place.id] = place
        self.near_shops: dict[str, tuple[tuple[int, Place], ...]] = {}  # By place, as they are asked for.

    def around(self, place: str) -> Surroundings:
        """What there is in the district that a place lies in."""
        return self._around[self.places[place].district]

    def _districts(self) -> dict[str, Surroundings]:
        found: dict[str, list[Place]] = {}
        work: dict[str, list[Job]] = {}
        for place in self.file.places:
            found.setdefault(place.district, []).append(place)
        for job in self.file.jobs:
            work.setdefault(self.places[job.place].district, []).append(job)
        return {district: self._surroundings(places, work.get(district, [])) for district, places in found.items()}

    def _surroundings(self, places: list[Place], jobs: list[Job]) -> Surroundings:
        offers: dict[str, list[Offer]] = {}
        for place in places:
            for offer in self.inside.get(place.id, ()) if place.kind != "home" else ():
                offers.setdefault(offer[1].activity, []).append(offer)
        return Surroundings(
            tuple(place for place in places if place.leisure),
            tuple(_outing(place) for place in places if place.leisure),
            tuple(place for place in places if place.sells),
            {activity: tuple(each) for activity, each in offers.items()},
            tuple(jobs),
        )


def _outing(place: Place) -> Outing:
    hours = place.hours
    return Outing(place.id, hours.opens, hours.closes, place.leisure, place.outdoors, Go(place.id))
