"""Figures with their units, as whole numbers of the town's own small units."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from dsl.diagnostic import Diagnostic
from dsl.lines import Token
from dsl.source import Span

Say: TypeAlias = Callable[[Diagnostic], None]
Unit: TypeAlias = Literal["ticks", "minutes", "hours", "days"]

TICKS: dict[Unit, int] = {"ticks": 1, "minutes": 1, "hours": 60, "days": 1_440}
LONGEST = 12
"""Digits before the point; more is a slip of the hand, and far beyond any run."""


def scaled(token: Token, written: str, places: int, say: Say) -> int:
    """A decimal figure times ten to the `places`, exactly; finer figures are reported and cut off."""
    sign = -1 if written.startswith("-") else 1
    before, _, behind = written.lstrip("+-").partition(".")
    if len(before) > LONGEST:
        say(_figure(token.span, "this figure is too large", f"more than {LONGEST} digits"))
        return 0
    if behind[places:].strip("0"):
        say(_figure(token.span, "this figure is too fine", f"at most {places} places after the point"))
    digits = before + behind[:places].ljust(places, "0")
    return sign * int(digits)


def whole(token: Token, say: Say, least: int = 0) -> int:
    """A count: a whole number of at least `least`."""
    value = scaled(token, token.text, 0, say)
    if value < least:
        say(_figure(token.span, f"this has to be at least {least}", f"{value} is below it"))
    return max(value, least)


def duration_ticks(amount: Token, unit: Token, say: Say) -> tuple[int, Unit]:
    """`1.5 hours` → (90, "hours"); what is not a whole number of ticks is reported and rounded up."""
    plural: Unit = unit.text if unit.text.endswith("s") else unit.text + "s"  # type: ignore[assignment]
    millionths = scaled(amount, amount.text, 6, say) * TICKS[plural]
    span = amount.span.to(unit.span)
    if millionths < 0:
        say(_figure(span, "a length of time cannot be negative", "leave the minus sign out"))
    elif millionths % 1_000_000:
        say(_figure(span, "time goes by in whole ticks", "not a whole number of ticks (minutes)"))
    return -(-abs(millionths) // 1_000_000), plural


def minutes_of(token: Token, say: Say) -> int:
    """`07:30` → 450 minutes after midnight; there are 24 hours of 60 minutes."""
    hours, _, minutes = token.text.partition(":")
    if int(hours) > 23 or int(minutes) > 59:
        hint = "the clock runs from 00:00 to 23:59; midnight is 00:00 of the next day"
        say(_figure(token.span, f"there is no such time as {token.text}", "not a time of day", hint))
    return min(int(hours), 23) * 60 + min(int(minutes), 59)


def _figure(span: Span, message: str, label: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic("TN114", message, span, label, hint=hint)
