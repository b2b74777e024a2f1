"""A figure, what is asked of it, and how a list of them is shown and kept."""

import statistics
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec

from bench.clockwork import Timing

HEAD: Final = ("", "median", "scaled", "min – max", "floor", "aim", "")


class Figure(msgspec.Struct, frozen=True):
    """A measured figure: the median and the range as they were, the median scaled to the reference machine.

    `floor` is what must be reached, `aim` what is hoped for; `more` says whether more is better. A figure
    without a floor is printed for information.
    """

    name: str
    value: float
    unit: str
    scaled: float
    low: float
    high: float
    floor: float | None = None
    aim: float | None = None
    more: bool = False
    note: str = ""  # What else must be known to read it.

    @property
    def ok(self) -> bool:
        """Whether the floor is reached, by the raw median: what somebody waited is what counts."""
        return self.floor is None or self._reaches(self.value, self.floor)

    @property
    def verdict(self) -> str:
        """In a word, for the last column."""
        if self.floor is None:
            return ""
        if not self.ok:
            busy = self._reaches(self.scaled, self.floor)
            return "missed, the machine was busy" if busy else "MISSED"
        return "aim" if self.aim is not None and self._reaches(self.value, self.aim) else "ok"

    @property
    def remark(self) -> str:
        """The verdict, and what must be known with it."""
        return ", ".join(filter(None, (self.verdict, self.note)))

    def _reaches(self, value: float, mark: float) -> bool:
        return value >= mark if self.more else value <= mark


class Kept(msgspec.Struct, frozen=True):
    """A figure in `last.json`."""

    name: str
    value: float
    unit: str
    target: float | None
    ok: bool


class Wanted(msgspec.Struct, frozen=True):
    """What a figure is called and what is asked of it."""

    name: str
    unit: str
    floor: float | None = None
    aim: float | None = None
    more: bool = False


def seconds(wanted: Wanted, timing: Timing) -> Figure:
    """A time in `s` or `ms`."""
    factor = {"s": 1.0, "ms": 1_000.0}[wanted.unit]
    return derived(wanted, timing, lambda each: each * factor)


def derived(wanted: Wanted, timing: Timing, of: Callable[[float], float]) -> Figure:
    """What follows from a time, such as a rate: `of` takes seconds."""
    raw = [of(each) for each in timing.raw]
    scaled = statistics.median(of(each) for each in timing.scaled)
    return _figure(wanted, statistics.median(raw), scaled, min(raw), max(raw))


def ratio(wanted: Wanted, more: Timing, less: Timing) -> Figure:
    """How many times as long one thing takes as another, each sample beside its own; medians by medians."""
    pairs = [one / other for one, other in zip(more.raw, less.raw, strict=True)]
    return _figure(wanted, *_times(more, less), min(pairs), max(pairs))


def apart(wanted: Wanted, more: Timing, less: Timing) -> Figure:
    """The same where the two were not measured in turn, so that only the scaled medians compare."""
    _, scaled = _times(more, less)
    return _figure(wanted, scaled, scaled, scaled, scaled)


def counted(wanted: Wanted, value: float, note: str = "") -> Figure:
    """A figure that is the same in every run."""
    return between(wanted, value, value, value, note)


def between(wanted: Wanted, value: float, low: float, high: float, note: str = "") -> Figure:
    """A figure that no clock has a part in, with the interval it is known to."""
    return msgspec.structs.replace(_figure(wanted, value, value, low, high), note=note)


def table(figures: Iterable[Figure]) -> str:
    """The figures as a person reads them."""
    rows = [HEAD, *(_row(figure) for figure in figures)]
    wide = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(_line(row, wide) for row in rows)


def write(figures: Iterable[Figure], path: Path) -> None:
    """Keep the figures as a JSON list of `Kept`; a target is the floor, null where there is none."""
    kept = [Kept(each.name, each.value, each.unit, each.floor, each.ok) for each in figures]
    path.write_bytes(msgspec.json.format(msgspec.json.encode(kept), indent=2) + b"\n")


def _times(more: Timing, less: Timing) -> tuple[float, float]:
    """Raw and scaled."""
    raw = statistics.median(more.raw) / statistics.median(less.raw)
    return raw, statistics.median(more.scaled) / statistics.median(less.scaled)


def _figure(wanted: Wanted, value: float, scaled: float, low: float, high: float) -> Figure:
    return Figure(
        wanted.name, _short(value), wanted.unit, _short(scaled), _short(low), _short(high),
        wanted.floor, wanted.aim, wanted.more,
    )  # fmt: skip


def _short(value: float) -> float:
    """Four digits that mean something are enough of a time."""
    return float(f"{value:.4g}")


def _row(figure: Figure) -> tuple[str, ...]:
    sign = "≥ " if figure.more else "≤ "
    floor, aim = (f"{sign}{mark:,.12g}" if mark is not None else "" for mark in (figure.floor, figure.aim))
    low, high = f"{figure.low:,.12g}", f"{figure.high:,.12g}"
    return (
        figure.name, f"{figure.value:,.12g} {figure.unit}", f"{figure.scaled:,.12g}",
        low if low == high else f"{low} – {high}", floor, aim, figure.remark,
    )  # fmt: skip


def _line(row: tuple[str, ...], wide: list[int]) -> str:
    first, *figures = (f"{text:>{width}}" for text, width in zip(row[:-1], wide, strict=False))
    return "   ".join([f"{first.strip():<{wide[0]}}", *figures, row[-1]]).rstrip()
