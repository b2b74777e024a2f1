"""Why something did not happen: how close a condition came to what was wanted, and when.

A cue that never began, and a check that did not come true, are watched tick by tick in a run of their own. What counts
is how much was lacking: of a figure, how far it was from its bound; of a fact, whether it was so; of several, how many.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from runner.attending import Attendant
from runner.performing import performed
from runner.rehearsal.cells import Cell, Values
from runner.rehearsal.plan import Plan
from runner.rehearsal.rates import Tally
from runner.transcript import moment
from townlet import conditions as c
from townlet import schedule as s
from townlet.script.judge import measure, truth, turns
from townlet.script.plot import Plot
from townlet.script.sighting import sighting
from townlet.town import Town
from townlet.townfile import TownFile

WATCHING: Final = (s.When, s.While)
NOTHING: Final = 0.0
FACT: Final = 1.0
"""What is lacking of something that is so or is not."""


class Approach(msgspec.Struct, frozen=True):
    """The closest that a condition came: what was lacking (0: it held), when, what was seen, and for how long it held.

    `held` is the longest stretch of ticks in which it was true without a break, `wanted` how long it should have been.
    """

    lacking: float
    tick: int
    seen: str
    held: int
    wanted: int = 0
    watched: bool = True

    @property
    def distance(self) -> tuple[float, int]:
        """For comparing: what was lacking, then how long it did not hold."""
        return self.lacking, -self.held


NEVER: Final = Approach(float("inf"), -1, "", 0, watched=False)
"""Of a condition that nothing ever watched: what it comes after did not happen."""


def approaches(schedule: s.Schedule, town: TownFile, seed: int, owners: Iterable[str]) -> dict[str, Approach]:
    """How close the conditions of some cues and checks (by id) came in one run."""
    found: list[Approaching] = []

    def attend(of: Town) -> list[Approaching]:
        found.append(Approaching(of, frozenset(owners)))
        return found

    performed(schedule, town, seed, attend=attend)
    dwells = {cue.id: getattr(cue.trigger, "sustained", 0) for cue in Plot(schedule).cues.values()}
    return {
        owner: msgspec.structs.replace(found[0].closest.get(owner, NEVER), wanted=dwells.get(owner, 0))
        for owner in owners
    }


class Miss(msgspec.Struct, frozen=True):
    """A cue that never began or a check that did not come true, by id and as written; where it came closest, how."""

    id: str
    what: str
    cell: Cell
    how: str


TRIED: Final = 8
"""Cells in which it is looked how close a cue came that no run came to."""


def misses(plan: Plan, idle: Iterable[str], tallies: Iterable[Tally]) -> tuple[Miss, ...]:
    """The closest approach of every cue that never began, and of every check in the first run in which it failed.

    A cell is performed once, however many cues and checks are watched in it.
    """
    cues = Plot(plan.schedule).cues
    waiting = [cue for cue in idle if isinstance(cues[cue].trigger, WATCHING)]
    failing = [*_awaited(plan, tallies)]
    watched: dict[Cell, list[str]] = {cell: [*waiting] for cell in (plan.cells[:TRIED] if waiting else ())}
    for tally, cell in failing:
        watched.setdefault(cell, []).append(tally.check)
    seen = {cell: _seen_in(plan, cell, owners) for cell, owners in watched.items()}
    checks = (_check(plan, tally, cell, seen[cell][tally.check]) for tally, cell in failing)
    return (*_never(plan.schedule, waiting, seen), *filter(None, checks))


def _awaited(plan: Plan, tallies: Iterable[Tally]) -> Iterator[tuple[Tally, Cell]]:
    """The checks that were to come true some time, and where they failed; of others the verdict says what was seen."""
    plots: dict[Values, Plot] = {}
    for tally in tallies:
        cell = tally.failing
        if cell is None or tally.severity != "expect":
            continue
        if cell.values not in plots:
            plots[cell.values] = Plot(plan.ready[cell.values].schedule)
        check = plots[cell.values].checks.get(tally.check)
        if check is not None and check.quantifier == "eventually":
            yield tally, cell


def _seen_in(plan: Plan, cell: Cell, owners: Iterable[str]) -> dict[str, Approach]:
    ready = plan.ready[cell.values]
    return approaches(ready.schedule, ready.town, cell.seed, owners)


def _never(schedule: s.Schedule, waiting: Iterable[str], seen: Mapping[Cell, Mapping[str, Approach]]) -> Iterator[Miss]:
    """Of each cue the run in which it came closest; of equal ones the first."""
    for cue in waiting:
        tried = [(found[cue], cell) for cell, found in seen.items() if cue in found]
        approach, cell = min(tried, key=lambda each: each[0].distance)
        yield Miss(cue, _written(cue, schedule), cell, in_words(approach, schedule))


def _check(plan: Plan, tally: Tally, cell: Cell, approach: Approach) -> Miss | None:
    if not approach.watched or not approach.lacking or not approach.seen:
        return None
    return Miss(tally.check, tally.text, cell, in_words(approach, plan.ready[cell.values].schedule))


def _written(cue: str, schedule: s.Schedule) -> str:
    place = schedule.places.get(cue)
    return place.text.rstrip(":") if place is not None else cue


def in_words(approach: Approach, schedule: s.Schedule) -> str:
    """`Kai's mood was 46 % at 08:58, tick 88`; how close it came, and when."""
    if not approach.watched:
        return "what it comes after did not happen, so nothing was waited for"
    when = f"{moment(approach.tick, schedule)}, tick {approach.tick}"
    if approach.lacking == NOTHING:
        return f"held for {approach.held} ticks until {when}; {approach.wanted} are wanted"
    return f"{approach.seen} at {when}" if approach.seen else f"never held; it was looked at last at {when}"


class Approaching(Attendant):
    """Looks at what is watched for some cues and checks at the end of every tick."""

    def __init__(self, town: Town, owners: frozenset[str]) -> None:
        self.owners = owners
        self.closest: dict[str, Approach] = {}
        self._since: dict[str, int] = {}  # By watch, since when its condition has held.

    def next(self, town: Town, tick: int) -> int:
        """See `Attendant`."""
        return tick

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        for watch in list(town.performance.watches.values()):
            owner = watch.owner.partition("#")[0]
            if owner in self.owners and watch.purpose != "wait":
                self._look(town, owner, watch.id, watch.condition)

    def _look(self, town: Town, owner: str, watch: str, condition: c.Condition) -> None:
        short = lacking(town, condition)
        if short > NOTHING:
            self._since.pop(watch, None)
        held = town.tick - self._since.setdefault(watch, town.tick) if short == NOTHING else 0
        best = self.closest.get(owner)
        if best is None or (short, -held) < best.distance:
            self.closest[owner] = Approach(short, town.tick, sighting(town, condition), held)


def lacking(town: Town, condition: c.Condition, each: c.Each = ()) -> float:
    """How much keeps a condition from holding now: 0 when it does, infinite when it cannot be told."""
    match condition:
        case c.Compare():
            value = measure(town, condition.quantity, each)
            return float("inf") if value is None else _gap(value, condition)
        case c.AllOf():
            return sum(lacking(town, part, each) for part in condition.conditions)
        case c.AnyOf():
            return min((lacking(town, part, each) for part in condition.conditions), default=FACT)
        case c.Anyone():
            return min((lacking(town, condition.condition, one) for one in turns(town, condition, each)), default=FACT)
        case c.Everyone():
            return sum(lacking(town, condition.condition, one) for one in turns(town, condition, each))
        case _:
            held = truth(town, condition, None, each)
            return float("inf") if held is None else NOTHING if held else FACT


def _gap(value: int, condition: c.Compare) -> float:
    """How far a value is from its bound, in shares of the bound. Below and above are strict: at it a bit lacks."""
    bound = condition.value
    over, under = value - bound, bound - value
    match condition.comparison:
        case "below":
            gap = over + 1
        case "above":
            gap = under + 1
        case "at-least":
            gap = under
        case "at-most":
            gap = over
        case "is":
            gap = abs(over)
    return max(0, gap) / max(1, abs(bound))
