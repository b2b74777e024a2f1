"""`python -m bench`: measure, print, write `bench/last.json`; `--profile day` says where the time goes.

`--only PATTERN` measures some of it and leaves `last.json` as it is.
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Final

from bench import characters, living
from bench.clockwork import REFERENCE
from bench.figure import Figure, table, write
from bench.profiling import SUBJECTS, profile
from bench.rows import Effort, measured

LAST: Final = Path(__file__).with_name("last.json")

# What is printed below the figures, by the name that `--only` knows it by.
TABLES: Final[dict[str, Callable[[Effort], str]]] = {
    "key figures": lambda effort: living.table(effort.seeds),
    "personalities": lambda effort: characters.told(characters.characters(range(1, effort.seeds + 1))),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; with `--strict`, 1 when a floor is missed."""
    asked = _arguments().parse_args(arguments)
    if asked.profile:
        profile(asked.profile)
        return 0
    effort = Effort(samples=asked.samples)
    figures = list(_shown(measured(effort, asked.only)))
    if not asked.only:
        write(figures, LAST)
    if figures:
        print("\n" + table(figures))
    for name, tell in TABLES.items():
        if re.search(asked.only, name):
            print("\n" + tell(effort))
    print("\n" + _how(effort))
    return status(figures, asked.strict)


def status(figures: Iterable[Figure], strict: bool) -> int:
    """1 when it matters that a floor was missed and one was."""
    return int(strict and not all(figure.ok for figure in figures))


def _arguments() -> argparse.ArgumentParser:
    about = "Measure the figures Townlet is held to."
    parser = argparse.ArgumentParser(prog="python -m bench", description=about)
    parser.add_argument("--samples", type=int, default=Effort().samples, help="samples taken of each figure")
    parser.add_argument("--only", metavar="PATTERN", default="", help="measure what has such a name (an expression)")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a floor is missed")
    parser.add_argument("--profile", choices=SUBJECTS, help="say where the time goes, and measure nothing")
    return parser


def _shown(figures: Iterable[Figure]) -> Iterable[Figure]:
    """It takes minutes; say what has been done."""
    for figure in figures:
        print(f"measured {figure.name}", file=sys.stderr)
        yield figure


def _how(effort: Effort) -> str:
    return (
        f"Median of {effort.samples} after {effort.warm_up} to warm up; narration on, events as JSON lines.\n"
        "A fixed loop is timed beside each sample; `scaled` is the sample where that loop takes\n"
        f"{REFERENCE * 1_000:g} ms, so that figures of other machines and busy hours compare.\n"
        "Floors are judged unscaled."
    )


if __name__ == "__main__":
    sys.exit(main())
