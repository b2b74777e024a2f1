"""Verdicts that want a look, as diagnostics: what was to come true, what came of it, where it is written."""

from collections.abc import Iterable
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.values import quoted
from runner.formats import Case, Report, once
from runner.performing import Performed
from runner.places import around, span_of, texts, written
from runner.trouble import whole
from runner.workshop import Looked
from townlet.schedule import AfterCue, Cue, Schedule, When, While
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

NOT_BEGUN: Final = "This did not hold when the stage was set, so nothing was played"
"""What `blocked` means for an assumption of the whole run."""

NOT_JUDGED: Final = "This was not judged, because what is assumed before it did not hold"
"""What `blocked` means for a check that stands in such a block, or in such a run."""


def wanting(verdicts: Iterable[Verdict], schedule: Schedule) -> tuple[Diagnostic, ...]:
    """A diagnostic for each verdict that is not `met`: an error if it fails the run, else a warning."""
    return tuple(_diagnostic(verdict, schedule) for verdict in verdicts if verdict.outcome != "met")


def idle(run: Performed, schedule: Schedule) -> tuple[Diagnostic, ...]:
    """A note for each cue that never began, unless it comes after one of those, or a check in it says so already."""
    cues = {cue.id: cue for cue in schedule.cues}
    told = [verdict.check for verdict in run.verdicts if verdict.outcome == "untested"]
    first = [
        name for name in run.idle
        if _comes_after(cues[name]) not in run.idle and not any(check.startswith(f"{name}/") for check in told)
    ]  # fmt: skip
    return tuple(_never_began(cues[name], schedule) for name in first)


def _comes_after(cue: Cue) -> str:
    match cue.trigger:
        case AfterCue():
            return cue.trigger.cue
        case When():
            return cue.trigger.after
        case _:
            return ""


def _never_began(cue: Cue, schedule: Schedule) -> Diagnostic:
    conditional = isinstance(cue.trigger, When | While)
    label = "this was never so while it waited" if conditional else "its moment did not come in this run"
    message = f"`{cue.name}` never began" if cue.name.isidentifier() or "-" in cue.name else "This never began"
    place = written(cue.id, schedule)
    span = span_of(place) if place else whole(schedule.id)
    hint = "If that is as it should be, leave it; if not, look at what it waits for"
    return Diagnostic("TN697", message, span, label, "note", hint=hint)


def report(run: Performed, schedule: Schedule, ready: Looked) -> Report:
    """A run as a report: what is to be said of the script, and every check, whatever became of it."""
    script = Case(schedule.title, schedule.id, (*ready.diagnostics, *idle(run, schedule)))
    checks = (Case(each.text, _file(each, schedule), wanting([each], schedule)) for each in run.verdicts)
    return Report("run", once((script, *checks)), {**ready.sources, **texts(schedule, ready.sources)})


def _file(verdict: Verdict, schedule: Schedule) -> str:
    place = written(verdict.check, schedule)
    return place.file if place else schedule.id


def _diagnostic(verdict: Verdict, schedule: Schedule) -> Diagnostic:
    code, message, hint = MEANING[verdict.outcome]
    if verdict.outcome == "blocked" and verdict.severity != "assume":
        message = NOT_JUDGED
    elif verdict.outcome == "blocked" and any(each.id == verdict.check for each in schedule.assumes):
        message = NOT_BEGUN
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
        tuple((span_of(each), under(path)) for path, each in around(verdict.check, schedule)),
        hint or None,
    )


def under(path: str) -> str:
    """What the line that a check stands in has to do with it."""
    return "played from here" if path.rpartition("/")[2].startswith("play-") else "under this"
