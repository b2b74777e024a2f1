"""Verdicts that want a look, as diagnostics: what was to come true, what came of it, where it is written."""

from collections.abc import Iterable
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.values import quoted
from runner.places import around, span_of, written
from runner.trouble import whole
from townlet.schedule import Schedule
from townlet.script.checks import fails
from townlet.script.performance import Outcome, Verdict
from townlet.units import clock_text

MEANING: Final[dict[Outcome, tuple[str, str, str]]] = {
    "failed": ("TN690", "This did not come true", ""),
    "unknown": (
        "TN691",
        "This could never be judged",
        "Whoever it asks about was off stage all the time; ask while they are there",
    ),
    "untested": (
        "TN692",
        "This was never reached",
        "Its cue never began; look at what that waits for",
    ),
    "blocked": ("TN693", "This did not hold, so its block was not played", ""),
    "cut-short": ("TN694", "The run was over before this was", "Give the scenario a greater `length:`"),
}
"""By outcome, the code, the message and how to mend it; a check that was met has nothing to mend."""

NOT_JUDGED: Final = "This was not judged, because what its block assumes did not hold"
"""What `blocked` means for a check that stands in such a block."""


def wanting(verdicts: Iterable[Verdict], schedule: Schedule) -> tuple[Diagnostic, ...]:
    """A diagnostic for each verdict that is not `met`: an error if it fails the run, else a warning."""
    return tuple(_diagnostic(verdict, schedule) for verdict in verdicts if verdict.outcome != "met")


def _diagnostic(verdict: Verdict, schedule: Schedule) -> Diagnostic:
    code, message, hint = MEANING[verdict.outcome]
    if verdict.outcome == "blocked" and verdict.severity != "assume":
        message = NOT_JUDGED
    place = written(verdict.check, schedule)
    why = verdict.because if quoted(verdict.because) not in verdict.text else ""
    what = "; ".join(filter(None, (why, verdict.seen)))
    label = f"{verdict.outcome} at {clock_text(verdict.tick, schedule.clock)}{': ' if what else ''}{what}"
    return Diagnostic(
        code,
        message if place else f"{message}: {verdict.text}",
        span_of(place) if place else whole(schedule.id),
        label,
        "error" if fails(verdict) else "warning",
        tuple((span_of(each), _under(path)) for path, each in around(verdict.check, schedule)),
        hint or None,
    )


def _under(path: str) -> str:
    return "played from here" if path.rpartition("/")[2].startswith("play-") else "under this"
