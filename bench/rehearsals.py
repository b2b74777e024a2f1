"""Rehearsals on all cores, from the plans to the results: runs, determinism guard, goldens, coverage."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from bench.clockwork import timed
from bench.figure import Figure, Wanted, seconds
from runner.cache import Cache
from runner.recording.file import Recording
from runner.recording.reading import decoded
from runner.rehearsal.drift.attributing import attributed
from runner.rehearsal.drift.performing import again, staged, taken
from runner.rehearsal.page.making import made
from runner.rehearsal.plan import Plan, planned, targets
from runner.rehearsal.plan import Wanted as Asked
from runner.rehearsal.records import recorded
from runner.rehearsal.rehearsing import Wishes, rehearsed
from runner.rehearsal.result import Result
from runner.rehearsal.stage import cores
from runner.rehearsal.store import Store
from runner.rehearsal.stores import begun
from runner.workshop import Workshop

SEEDS: Final = 1_000

CELLS: Final = Wanted("rehearse: the 126 cells of coffee-too-dear", "s", 1.5)
DAYS: Final = Wanted("rehearse: a-day-in-riverside, a thousand seeds", "s", 30)
ALL: Final = Wanted("rehearse: all that ships, against its goldens", "s", 5)
WHY: Final = Wanted("rehearse: a day that drifted in all ways at once, explained", "s", 5)
REPORT: Final = Wanted("rehearse --html: the report of all that ships", "s", 2)
ROWS: Final = (CELLS, DAYS, ALL, WHY, REPORT)


def measured(seeds: int, samples: int, warm_up: int, kept: Path) -> Iterator[Figure]:
    """The figures. Of fewer seeds than a thousand the time is taken times as many; that is for trying it out."""
    workshop = Workshop(Cache(kept))
    coffee, whole = _plans(["coffee-too-dear"], workshop), _plans([], workshop)
    day = _plans(["a-day-in-riverside"], workshop, Asked(tuple(range(1, seeds + 1)), {}))
    yield seconds(CELLS, timed(lambda: _rehearse(coffee)[1].close(), samples, warm_up))
    took = timed(lambda: _rehearse(day)[1].close(), 1, 0)
    yield seconds(DAYS, type(took)(tuple(each * SEEDS / seeds for each in took.raw), took.beside))
    yield seconds(ALL, timed(lambda: _rehearse(whole)[1].close(), samples, warm_up))
    yield seconds(WHY, timed(lambda: _explain(day[0]), samples, warm_up))
    results, store = _rehearse(whole)
    yield seconds(REPORT, timed(lambda: made(results, whole, [], store, "townlet rehearse"), samples, warm_up))
    store.close()


def _plans(names: Sequence[str], workshop: Workshop, asked: Asked | None = None) -> list[Plan]:
    found = targets(names)
    assert isinstance(found, list)
    plans = [planned(target, asked or Asked(), workshop) for target in found]
    return [plan for plan in plans if isinstance(plan, Plan)]


def _rehearse(plans: Sequence[Plan]) -> tuple[list[Result], Store]:
    store = Store()
    for plan in plans:
        begun(store, plan)
    results = rehearsed(plans, store, Wishes(cores()))
    assert [result.runs for result in results] == [len(plan.cells) for plan in plans]
    return results, store


def _explain(day: Plan) -> None:
    """The record of a town where goods were cheaper, of a longer script with another seed: all is performed again."""
    ready = day.ready[()]
    _, record = recorded(ready)
    found = decoded(record, "")
    assert isinstance(found, Recording)
    old = taken(found, "", {})
    assert old is not None
    places = tuple(
        replace(place, sells=tuple(replace(goods, price=goods.price + 100) for goods in place.sells))
        for place in ready.town.places
    )
    town, schedule = replace(ready.town, places=places), replace(ready.schedule, length=ready.schedule.length - 60)
    new = again(replace(staged(ready, old.staged.seed + 1), town=town, schedule=schedule))
    assert {cause.kind for cause in attributed(old, new, again)} >= {"town file", "seed"}
