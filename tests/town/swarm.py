"""The swarm: long made-up scripts, each performed under every law, by number so that any can be had again."""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from tests.dsl.shipped import compiled
from tests.town.invariants import Watcher, between_ticks, idle_for
from tests.town.scripts import scripts
from tests.town.support import raised
from townlet.clock import advance
from townlet.schedule import Schedule
from townlet.script.checks import finish
from townlet.snapshot import save

LENGTH = 10_000  # Ticks: a week.
EVERY = 10  # Ticks between two looks between ticks.
LARGEST = 400_000  # Bytes of a state of eight people, whatever has happened: a tenth of it is usual.

Verdict = tuple[str, list[str]]
"""A script, and what was wrong with its run."""


def watched(schedule: Schedule, seed: int, every: int = EVERY) -> list[str]:
    """All the laws that a run breaks; looked at after every event, and between every so many ticks."""
    watcher = Watcher()
    found = raised(schedule, seed, watcher.hear)
    for tick in [*range(0, schedule.length, every), schedule.length]:
        advance(found.town, tick)
        if len(watcher.wrong) < 3:
            watcher.wrong += [f"{law} (tick {tick})" for law in between_ticks(found.town)]
    finish(found.town)
    size = len(save(found.town))
    if size > LARGEST:
        watcher.wrong.append(f"the state has grown to {size} bytes")
    return watcher.wrong + idle_for(found.events)


def swarm(number: int, count: int, each: Callable[[], None] = lambda: None) -> list[Verdict]:
    """Perform so many scripts of the swarm of that number; those in which something was wrong. `each` hears of each."""
    wrong: list[Verdict] = []
    done = 0

    @seeded(number)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
    )
    @given(scripts(LENGTH, crowd=True))
    def perform(text: str) -> None:
        nonlocal done
        schedule = compiled(text).schedule
        if schedule is None:  # What the compiler will not have, no town has to bear.
            return
        done += 1
        try:
            found = watched(schedule, done)
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        if found:
            wrong.append((text, found))
        each()

    perform()
    if done < count * 3 // 4:
        wrong.append(("", [f"only {done} of {count} scripts could be performed"]))
    return wrong
