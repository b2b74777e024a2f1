"""Where the time goes: a day and the demo under cProfile, the functions with most time of their own first."""

import cProfile
import pstats
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench import day
from bench.long_script import long_script
from bench.stage import COFFEE, Play, Reading, written

SHOWN: Final = 30
SUBJECTS: Final = ("day", "coffee", "text", "long")


def profile(subject: str) -> None:
    """Print the profile of the day, the coffee run, the coffee from its text, or the long script."""
    with TemporaryDirectory(prefix="townlet-bench-") as folder:
        step, times = _step(subject, Path(folder))
        step()
        profiler = cProfile.Profile()
        profiler.enable()
        for _ in range(times):
            step()
        profiler.disable()
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(SHOWN)


def _step(subject: str, kept: Path) -> tuple[Callable[[], object], int]:
    match subject:
        case "day":
            return Play(written(day.SCRIPT, kept / "ten.town"), kept).perform, 5
        case "coffee":
            return Play(COFFEE, kept).perform, 20
        case "text":
            return Play(COFFEE, kept).from_text, 10
        case _:
            return Reading(written(long_script(4_000), kept / "long.town"), kept).check, 1
