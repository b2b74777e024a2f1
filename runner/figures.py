"""The figures of a run: a line for the operator, and the same as data."""

from pathlib import Path

import msgspec

from dsl.diagnostic import Diagnostic
from runner.disk import replace_file
from runner.performing import Performed, share_of
from townlet.script.performance import Verdict


class Figures(msgspec.Struct, frozen=True):
    """What `--stats` writes; `emergent_share` is a fraction of all lines with a sign."""

    ticks: int
    wall_s: float
    ticks_per_s: float
    events: int
    lines: int
    emergent_share: float
    verdicts: tuple[Verdict, ...]
    state_hash: str


def figures(run: Performed) -> Figures:
    """The figures of a run that is over."""
    per_second = run.ticks / run.wall if run.wall else 0.0
    return Figures(
        run.ticks, round(run.wall, 6), round(per_second, 1), run.events, run.lines, share_of(run),
        run.verdicts, run.state,
    )  # fmt: skip


def in_words(run: Performed) -> str:
    """One line: ticks, time, speed, events, lines, and how much of the story nobody wrote."""
    found = figures(run)
    each = run.wall * 1e6 / run.events if run.events else 0.0
    ticks = "1 tick" if found.ticks == 1 else f"{found.ticks} ticks"
    return (
        f"{ticks} in {run.wall * 1000:.1f} ms ({found.ticks_per_s:,.0f} ticks/s), "
        f"{found.events} events at {each:.1f} µs, {found.lines} lines, {found.emergent_share:.0%} emergent"
    )


def write(run: Performed, path: Path) -> Diagnostic | None:
    """Write the figures as JSON; what goes wrong is given back."""
    return replace_file(path, msgspec.json.format(msgspec.json.encode(figures(run)), indent=2) + b"\n")
