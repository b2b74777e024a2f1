"""The figures of a run: a line for the operator, and the same as data."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from dsl.diagnostic import Diagnostic
from runner.disk import replace_file
from runner.performing import Performed, share_of
from townlet.script.performance import Verdict

if TYPE_CHECKING:
    from runner.key_figures import KeyFigures
    from runner.telemetry.broadcast import TelemetryFigures


class Figures(msgspec.Struct, frozen=True, omit_defaults=True):
    """What `--stats` writes; `emergent_share` is a fraction of all lines with a sign. `telemetry` is only there when
    somebody was told, `kpis` in what is written."""

    ticks: int
    wall_s: float
    ticks_per_s: float
    events: int
    lines: int
    emergent_share: float
    verdicts: tuple[Verdict, ...]
    state_hash: str
    telemetry: "TelemetryFigures | None" = None
    kpis: "KeyFigures | None" = None


def figures(
    run: Performed, told: "TelemetryFigures | None" = None, kpis: "KeyFigures | None" = None
) -> Figures:
    """The figures of a run that is over."""
    per_second = run.ticks / run.wall if run.wall else 0.0
    return Figures(
        run.ticks, round(run.wall, 6), round(per_second, 1), run.events, run.lines, share_of(run),
        run.verdicts, run.state, told, kpis,
    )  # fmt: skip


def in_words(run: Performed, told: "TelemetryFigures | None" = None) -> str:
    """One line: ticks, time, speed, events, lines, how much of the story nobody wrote, and what was told of it."""
    found = figures(run)
    each = run.wall * 1e6 / run.events if run.events else 0.0
    ticks = "1 tick" if found.ticks == 1 else f"{found.ticks} ticks"
    return (
        f"{ticks} in {run.wall * 1000:.1f} ms ({found.ticks_per_s:,.0f} ticks/s), "
        f"{found.events} events at {each:.1f} µs, {found.lines} lines, {found.emergent_share:.0%} emergent"
        f"{_telemetry(told) if told is not None else ''}"
    )


def _telemetry(told: "TelemetryFigures") -> str:
    """How much arrived, at how many; and where something was left out or went wrong on the way, how much."""
    count, whole = len(told.sinks), sum(sink.alive for sink in told.sinks)
    where = "1 sink" if count == 1 else f"{count} sinks"
    how = f" told to {where}" if whole == count else f", told to the end to {whole or 'none'} of {where}"
    words = f", {told.messages:,} messages{how} ({told.bytes / 1000:,.0f} kB)"
    for name in ("composed", "dropped", "restarts"):
        count = sum(getattr(sink, name) for sink in told.sinks)
        words += f", {count:,} {WORDS[name]}" if count else ""
    return words


WORDS: Final = {"composed": "diffs composed", "dropped": "events dropped", "restarts": "restarts"}


def write(
    run: Performed, path: Path, told: "TelemetryFigures | None" = None, kpis: "KeyFigures | None" = None
) -> Diagnostic | None:
    """Write the figures as JSON; what goes wrong is given back."""
    return replace_file(path, msgspec.json.format(msgspec.json.encode(figures(run, told, kpis)), indent=2) + b"\n")
