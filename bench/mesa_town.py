"""Riverside simplified, as one would write it in Mesa: needs, walking, queues and chats, a step a minute.

Only `make compare` needs Mesa; nothing else imports this file. What it leaves out, and it is nearly everything, is
listed in docs/benchmark.md: what remains is less work than Townlet does, so a comparison favours Mesa.
"""

import math
from typing import Any, Final

from mesa import Model
from mesa.discrete_space import CellAgent, FixedAgent, OrthogonalVonNeumannGrid

from townlet.townfile import TownFile
from townlet.units import DAY, HOUR, ONE

THRESHOLD: Final = 0.5  # Below this, a need is seen to.
NEAR: Final = 3  # Cells within which others are noticed, as in Townlet.
CHATS: Final = 0.03  # The chance a minute of falling into talk with somebody near.


class Facility(FixedAgent):  # type: ignore[misc]
    """Something that serves a few at a time, in order of coming."""

    def __init__(self, model: Model, cell: Any, need: str, lasts: int, gain: float, capacity: int) -> None:
        super().__init__(model)
        self.cell, self.need, self.lasts, self.gain, self.capacity = cell, need, lasts, gain, capacity
        self.users: list[Person] = []
        self.queue: list[Person] = []

    def step(self) -> None:
        """Let the next of the queue in, as far as there is room."""
        while self.queue and len(self.users) < self.capacity:
            person = self.queue.pop(0)
            self.users.append(person)
            person.until = self.model.steps + self.lasts


class Person(CellAgent):  # type: ignore[misc]
    """Somebody with three needs, a home, and perhaps a place of work."""

    def __init__(self, model: Model, home: Any, near: dict[str, list[Facility]], work: Any, shift: Any) -> None:
        super().__init__(model)
        self.cell, self.home, self.near, self.work, self.shift = home, home, near, work, shift
        self.needs = {"hunger": 0.62, "hygiene": 0.7, "energy": 0.8}
        self.goal: Any = None
        self.using: Facility | None = None
        self.until = -1
        self.talking = -1
        self.known: dict[int, float] = {}

    def step(self) -> None:
        """A minute: needs fall, and one talks, uses, walks, or thinks of something to do."""
        model = self.model
        for need, pace in model.pace.items():
            self.needs[need] = max(0.0, self.needs[need] - pace)
        if self.talking >= model.steps:
            return
        if self.using is not None:
            self._use(self.using)
        elif self.goal is not None and self.cell is not self.goal:
            self._walk()
        else:
            self._think()
        self._meet()

    @property
    def asleep(self) -> bool:
        """In a bed."""
        return self.using is not None and self.using.need == "energy" and self in self.using.users

    def _use(self, facility: Facility) -> None:
        """Wait for one's turn, then be served to the end."""
        if self in facility.users and self.model.steps >= self.until:
            facility.users.remove(self)
            self.needs[facility.need] = min(1.0, self.needs[facility.need] + facility.gain)
            self.using, self.goal = None, None

    def _walk(self) -> None:
        """A cell nearer: across, then along; walls are not in the way."""
        (x, y), (to_x, to_y) = self.cell.coordinate, self.goal.coordinate
        step = ((to_x > x) - (to_x < x), 0) if x != to_x else (0, (to_y > y) - (to_y < y))
        self.cell = self.model.grid[x + step[0], y + step[1]]

    def _think(self) -> None:
        """The lowest need first, then work, then home."""
        need = min(self.needs, key=self.needs.__getitem__)
        if self.needs[need] < THRESHOLD:
            best = min(self.near[need], key=lambda each: (len(each.queue) + len(each.users), self._far(each.cell)))
            if self.cell is best.cell:
                self.using = best
                best.queue.append(self)
            else:
                self.goal = best.cell
        elif self.work is not None and self.shift.holds(self.model.steps % DAY):
            self.goal = self.work
        else:
            self.goal = self.home

    def _far(self, cell: Any) -> float:
        return math.dist(self.cell.coordinate, cell.coordinate)

    def _meet(self) -> None:
        """Whoever is awake looks about, and may fall into talk; both stand still for it and know each other better."""
        if self.asleep:
            return
        around = self.cell.get_neighborhood(NEAR, include_center=True).agents
        others = [each for each in around if isinstance(each, Person) and each is not self and not each.asleep]
        if others and self.random.random() < CHATS:
            other = self.random.choice(others)
            self.talking = other.talking = self.model.steps + 3 + self.random.randrange(3)
            for one, two in ((self, other), (other, self)):
                one.known[two.unique_id] = min(1.0, one.known.get(two.unique_id, 0.0) + 0.1)
            self.model.chats += 1


class MesaTown(Model):  # type: ignore[misc]
    """The same places, objects, homes and jobs as the town file, and the same people in them."""

    def __init__(self, town: TownFile, people: list[tuple[str, str]], opens: int, seed: int = 1) -> None:
        super().__init__(seed=seed)
        self.steps, self.chats = opens, 0
        self.grid = OrthogonalVonNeumannGrid((town.width, town.height), capacity=None, random=self.random)
        pace = town.pace
        self.pace = {name: getattr(pace, name) / ONE for name in ("hunger", "hygiene", "energy")}
        self.facilities: list[Facility] = []
        near = self._furnished(town)
        places = {place.id: place for place in town.places}
        jobs = {job.id: job for job in town.jobs}
        for home, job in people:
            where = jobs[job].place if job else ""
            Person(
                self,
                self.grid[places[home].door],
                near[places[home].district],
                self.grid[places[where].door] if where else None,
                jobs[job].shift if job else None,
            )
        self.folk = self.agents_by_type[Person]

    def step(self) -> None:
        """A minute: everybody in random order, then the queues move up."""
        self.folk.shuffle_do("step")
        for facility in self.facilities:
            if facility.queue:
                facility.step()

    def _furnished(self, town: TownFile) -> dict[str, dict[str, list[Facility]]]:
        """The facilities of each district by the need they serve: a table feeds, a shower washes, a bed rests."""
        places = {place.id: place for place in town.places}
        found: dict[str, dict[str, list[Facility]]] = {
            place.district: {"hunger": [], "hygiene": [], "energy": []} for place in town.places
        }
        for thing in town.things:
            served = SERVES.get(thing.type)
            if served is not None:
                need, lasts, gain = served
                facility = Facility(self, self.grid[thing.tile], need, lasts, gain, thing.capacity)
                found[places[thing.place].district][need].append(facility)
                self.facilities.append(facility)
        return found


SERVES: Final = {  # By type of object: the need, the minutes, and what is gained, as in the shipped town.
    "table": ("hunger", 20, 0.58),
    "shower": ("hygiene", 12, 0.6),
    "bath": ("hygiene", 30, 0.75),
    "bed": ("energy", 8 * HOUR, 0.96),
}
