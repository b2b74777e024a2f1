"""How fast a run goes, as it is typed: `1x`, `2.5x`, `max`, or how long the whole of it is to take."""

import re
from typing import Final

TICK: Final = 0.25
"""Seconds that a tick lasts at `1x`."""

SLOWEST: Final = 0.01
FASTEST: Final = 1_000.0
LONGEST: Final = 7 * 24 * 3_600
"""Seconds."""

LADDER: Final = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1_000.0)
"""The speeds that keys go up and down by."""

_SPEED: Final = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)x?", re.ASCII)
_PART: Final = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)(h|m|s)", re.ASCII)
_SECONDS: Final = {"h": 3_600, "m": 60, "s": 1}


def speed(text: str) -> float | None:
    """A speed that was typed; None if it is none, or one that nobody could follow."""
    found = _SPEED.fullmatch(text.strip())
    value = float(found[1]) if found is not None else 0.0
    return value if SLOWEST <= value <= FASTEST else None


def duration(text: str) -> float | None:
    """Seconds, from `12m`, `90s` or `1h30m`; None if it is no duration of up to a week."""
    written = text.replace(" ", "")
    parts = _PART.findall(written)
    if not parts or "".join(figure + unit for figure, unit in parts) != written:
        return None
    value = sum(float(figure) * _SECONDS[unit] for figure, unit in parts)
    return value if 0 < value <= LONGEST else None


def lasting(seconds: float, ticks: int) -> float | None:
    """The speed at which so many ticks take so long; None if that is none that we have."""
    value = TICK * max(ticks, 1) / seconds
    return value if SLOWEST <= value <= FASTEST else None


def faster(value: float) -> float:
    """The next step up."""
    return next((step for step in LADDER if step > value), value)


def slower(value: float) -> float:
    """The next step down."""
    return next((step for step in reversed(LADDER) if step < value), value)


def in_words(value: float) -> str:
    """A speed as it is typed."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "x"
