"""The swarm: long made-up scripts, each performed under every law, by number so that any can be had again.

Half of the towns are restless: what comes of itself comes far more often than in any that ships.
"""

from collections.abc import Callable
from typing import Final

import msgspec
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from tests.dsl.shipped import compiled
from tests.town.invariants import Watcher, between_ticks, idle_for
from tests.town.scripts import scripts
from tests.town.support import raised, setting
from townlet.clock import advance
from townlet.schedule import Schedule
from townlet.script.checks import finish
from townlet.setting import Setting
from townlet.snapshot import save
from townlet.units import DAY, PERCENT

LENGTH = 10_000  # Ticks: a week.
EVERY = 10  # Ticks between two looks between ticks.
LARGEST = 50_000  # Bytes of a state for each of its people, whatever has happened: a tenth of it is usual.
FEW, MANY = (0, 4), (30, 30)  # Townsfolk; riverside has twelve homes and ten jobs.

Verdict = tuple[str, list[str]]
"""A script, and what was wrong with its run."""


def restless(odds: int) -> Setting:
    """Riverside where every kind of perturbation comes with these odds a day, and soon again."""
    town = setting("riverside").file
    chances = tuple(msgspec.structs.replace(each, odds=odds, cooldown=each.cooldown // 8) for each in town.chances)
    return Setting(msgspec.structs.replace(town, chances=chances), setting("riverside").ground)


TOWNS: Final = st.sampled_from((0, 0, 20 * PERCENT, 90 * PERCENT))
"""How restless a town is; 0 for riverside as it is."""


def watched(schedule: Schedule, seed: int, every: int = EVERY, where: Setting | None = None) -> list[str]:
    """All the laws that a run breaks; looked at after every event, and between every so many ticks."""
    watcher = Watcher()
    found = raised(schedule, seed, watcher.hear, where)
    for tick in [*range(0, schedule.length, every), schedule.length]:
        advance(found.town, tick)
        if len(watcher.wrong) < 3:
            watcher.wrong += [f"{law} (tick {tick})" for law in between_ticks(found.town)]
    finish(found.town)
    size = len(save(found.town))
    if size > LARGEST * len(found.town.agents):
        watcher.wrong.append(f"the state has grown to {size} bytes")
    return watcher.wrong + idle_for(found.events)


def throng(number: int, count: int) -> list[Verdict]:
    """The same with thirty townsfolk for three days: more people than homes and jobs."""
    return swarm(number, count, length=3 * DAY, crowd=MANY)


def swarm(
    number: int, count: int, each: Callable[[], None] = lambda: None, length: int = LENGTH, crowd: tuple[int, int] = FEW
) -> list[Verdict]:
    """Perform so many scripts of the swarm of that number; those in which something was wrong. `each` hears of each."""
    wrong: list[Verdict] = []
    done = 0

    @seeded(number)
    @settings(
        max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
    )
    @given(scripts(length, crowd), TOWNS)
    def perform(text: str, odds: int) -> None:
        nonlocal done
        schedule = compiled(text).schedule
        if schedule is None:  # What the compiler will not have, no town has to bear.
            return
        done += 1
        try:
            found = watched(schedule, done, where=restless(odds) if odds else None)
        except Exception as error:
            found = [f"{type(error).__name__}: {error}"]
        if found:
            wrong.append((f"{text}\n# odds {odds}, seed {done}", found))
        each()

    perform()
    if done < count * 3 // 4:
        wrong.append(("", [f"only {done} of {count} scripts could be performed"]))
    return wrong
