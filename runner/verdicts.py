"""Verdicts that want a look, as diagnostics: what was to come true, what came of it, and where the script says so."""

from collections.abc import Iterable
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.source import Span
from runner.places import around, span_of, written
from runner.trouble import whole
from townlet.checks import fails
from townlet.performance import Outcome, Verdict
from townlet.schedule import Schedule
from townlet.units import clock_text

MEANING: Final[dict[Outcome, tuple[str, str, str]]] = {
    "failed": ("TN690", "This did not come true", ""),
    "unknown": (
        "TN691",
        "This could never be judged",
        "Whoever it asks about was off stage all the time; ask while they are there",
    ),
    "untested": ("TN692", "This was never reached", "The cue it stands in never began; look at what it waits for"),
    "blocked": ("TN693", "This did not hold, so its block was not played", ""),
    "cut-short": ("TN694", "The run was over before this was", "Give the scenario a greater `length:`"),
}
"""By outcome, the code, the message and how to mend it; a check that was met has nothing to mend."""


def wanting(verdicts: Iterable[Verdict], schedule: Schedule) -> tuple[Diagnostic, ...]:
    """A diagnostic for each verdict that is not `met`: an error if it fails the run, else a warning."""
    return tuple(_diagnostic(verdict, schedule) for verdict in verdicts if verdict.outcome != "met")


def _diagnostic(verdict: Verdict, schedule: Schedule) -> Diagnostic:
    code, message, hint = MEANING[verdict.outcome]
    place = written(verdict.check, schedule)
    outer = tuple((span_of(each), "played from here") for each in around(verdict.check, schedule))
    if place is None:
        return _at(whole(schedule.id), verdict, f"{message}: {verdict.text}", code, schedule, hint)
    said = _at(span_of(place), verdict, message, code, schedule, hint)
    return said if not outer else _with(said, outer)


def _at(span: Span, verdict: Verdict, message: str, code: str, schedule: Schedule, hint: str) -> Diagnostic:
    clock = clock_text(verdict.tick, schedule.clock)
    label = f"{verdict.outcome} at {clock}"
    because = verdict.because if verdict.because not in verdict.text else ""
    return Diagnostic(
        code, message, span, f"{label}: {because}" if because else label,
        "error" if fails(verdict) else "warning", hint=hint or None,
    )  # fmt: skip


def _with(said: Diagnostic, outer: tuple[tuple[Span, str], ...]) -> Diagnostic:
    from msgspec.structs import replace

    return replace(said, secondary=outer)
