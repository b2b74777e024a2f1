"""What a town weighs: bytes an agent, and whether ten agents grow in a hundred days.

Each measurement is a process of its own (`python -m bench.memory …`), so that nothing measured before is counted.
"""

import gc
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from bench import day
from bench.figure import Figure, Wanted, counted
from bench.scale import schedule_of, town_of
from townlet import ground, streets
from townlet.clock import advance
from townlet.opening import opened, raise_curtain
from townlet.setting import Setting
from townlet.snapshot import save
from townlet.town import Town
from townlet.units import DAY

AGENT: Final = Wanted("memory: an agent, after a day", "kB", 12, 6)
WAYS: Final = Wanted("memory: of which ways kept to be walked again", "kB")
GROWTH: Final = Wanted("memory: growth from day 2 to day 100", "kB", 1_024)  # Less than an arena of CPython is none.
STATE: Final = Wanted("saved state: day 100 against day 2", "×")
ROWS: Final = (AGENT, WAYS, GROWTH, STATE)

ROOT: Final = Path(__file__).resolve().parents[1]
MAPS: Final = (ground.__file__, streets.__file__)


def measured(people: int, days: tuple[int, int]) -> Iterator[Figure]:
    """The figures, from two processes."""
    own, ways = _child("people", people)
    yield counted(AGENT, (own + ways) / people / 1_000)
    yield counted(WAYS, ways / people / 1_000)
    grown, times = _child("days", *days)
    yield counted(GROWTH, grown / 1_000)
    yield counted(STATE, times)


def weigh(people: int) -> tuple[int, int]:
    """Bytes that a town of so many people holds after a day: its own, and those of ways kept to walk them again."""
    setting, schedule = Setting(town_of(people)), schedule_of(people)
    gc.collect()
    tracemalloc.start()
    town = opened(setting, schedule)
    raise_curtain(town)
    advance(town, DAY)
    gc.collect()
    found = tracemalloc.take_snapshot()
    tracemalloc.stop()
    ways = found.filter_traces([tracemalloc.Filter(True, file) for file in MAPS])
    kept = sum(each.size for each in ways.statistics("filename"))
    return sum(each.size for each in found.statistics("filename")) - kept, kept


def grow(first: int, last: int) -> tuple[int, float]:
    """By how many bytes the process grows from the end of one day to that of another, at ten agents, and how many
    times as large the saved state is then.
    """
    schedule = replace(schedule_of(day.PEOPLE), length=last * DAY + 1)
    town = opened(Setting(town_of(day.PEOPLE)), schedule)
    raise_curtain(town)
    before = _state(town, first)
    resident = _resident()
    after = _state(town, last)
    return _resident() - resident, after / before


def _state(town: Town, days: int) -> int:
    """The size of the saved state at the end of a day."""
    advance(town, days * DAY)
    gc.collect()
    return len(save(town))


def _resident() -> int:
    """Bytes of memory that this process occupies; on systems without `/proc`, the most it ever did."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1_024


def _child(*what: object) -> tuple[float, float]:
    line = [sys.executable, "-m", "bench.memory", *map(str, what)]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True)
    one, other = json.loads(done.stdout)
    return float(one), float(other)


if __name__ == "__main__":
    kind, *sizes = sys.argv[1:]
    print(json.dumps(weigh(int(sizes[0])) if kind == "people" else grow(int(sizes[0]), int(sizes[1]))))
