"""Why something did not happen: how close a condition came to what was wanted, and when.

A cue that never began, and a check that did not come true, are watched tick by tick in a run of their own. What counts
is how much was lacking: of a figure, how far it was from its bound; of a fact, whether it was so; of several, how many.
"""

from collections.abc import Iterable
from typing import Final

import msgspec

from runner.attending import Attendant
from runner.performing import performed
from runner.rehearsal.cells import Cell
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
    """The closest approach of every cue that never began, and of every check in the first run in which it failed."""
    schedule = plan.schedule
    cues = Plot(schedule).cues
    waiting = [cue for cue in idle if isinstance(cues[cue].trigger, WATCHING)]
    closest: dict[str, tuple[Approach, Cell]] = {}
    for cell in plan.cells[:TRIED] if waiting else ():
        ready = plan.ready[cell.values]
        for cue, approach in approaches(ready.schedule, ready.town, cell.seed, waiting).items():
            if cue not in closest or approach.distance < closest[cue][0].distance:
                closest[cue] = approach, cell
    never = [
        Miss(cue, _written(cue, schedule), cell, in_words(approach, schedule))
        for cue, (approach, cell) in closest.items()
    ]
    checks = [_check(plan, tally) for tally in tallies if tally.failing is not None and tally.severity == "expect"]
    return (*never, *filter(None, checks))


def _check(plan: Plan, tally: Tally) -> Miss | None:
    """Of a check that was to come true some time; of others the verdict says what was seen."""
    cell = tally.failing
    assert cell is not None
    ready = plan.ready[cell.values]
    check = Plot(ready.schedule).checks.get(tally.check)
    if check is None or check.quantifier != "eventually":
        return None
    approach = approaches(ready.schedule, ready.town, cell.seed, [tally.check])[tally.check]
    if not approach.watched or not approach.lacking or not approach.seen:
        return None
    return Miss(tally.check, tally.text, cell, in_words(approach, ready.schedule))


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
