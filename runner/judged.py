"""What became of a check, as a sentence: what it asked, when that was clear, and what was seen."""

from collections.abc import Iterable, Mapping
from typing import Final

from runner.transcript import moment
from townlet.conditions import Happens
from townlet.events import Event
from townlet.schedule import Check, Schedule
from townlet.script.judge import fits
from townlet.script.performance import Outcome, Verdict
from townlet.script.plot import Plot

HOW: Final[Mapping[tuple[str, Outcome], str]] = {
    ("now", "met"): "it held when its line was reached, at {at}",
    ("now", "failed"): "it did not hold when its line was reached, at {at}",
    ("eventually", "met"): "it came true at {at}",
    ("eventually", "failed"): "it had not come true by {at}",
    ("always", "met"): "it held all the while, to {at}",
    ("always", "failed"): "it did not hold at {at}",
    ("never", "met"): "it did not come true all the while, to {at}",
    ("never", "failed"): "it came true at {at}",
    ("at-end", "met"): "it held at the end of its time, at {at}",
    ("at-end", "failed"): "it did not hold at the end of its time, at {at}",
}
"""By what a check asks (`Check.quantifier`) and what came of it."""

WHOLE: Final = "it did not hold when the stage was set, at {at}, so nothing was played"
"""Of an assumption of the whole run, which is only told of when it fails."""

OPEN: Final[Mapping[Outcome, str]] = {
    "met": "it came true at {at}",
    "failed": "it had not come true by {at}",
    "unknown": "nobody could tell by {at}: whoever it asks about was off stage all the time",
    "untested": "its line was never reached by {at}",
    "blocked": "its block was given up at {at}, because what that assumes did not hold",
    "cut-short": "the run was over at {at}, before its time was",
}
"""By outcome, for whatever asks nothing of the kind above, and for what could not be judged."""


def account(verdict: Verdict, schedule: Schedule) -> str:
    """How a verdict came about: `failed: it had not come true by 09:40; Kai's hunger was 12 %`."""
    check = Plot(schedule).checks.get(verdict.check)
    how = HOW.get((check.quantifier, verdict.outcome)) if check is not None else None
    if any(each.id == verdict.check for each in schedule.assumes):
        how = WHOLE
    said = (how or OPEN[verdict.outcome]).format(at=moment(verdict.tick, schedule))
    seen = f"; {verdict.seen}" if verdict.seen else ""
    return f"{verdict.outcome}: {said}{seen}"


def met_by(verdict: Verdict, schedule: Schedule, events: Iterable[Event]) -> Event | None:
    """The event that a check waited for; None if it asks no plain event, or none came."""
    check = Plot(schedule).checks.get(verdict.check)
    if verdict.outcome != "met" or check is None or not isinstance(check.condition, Happens):
        return None
    return _last(check, check.condition, verdict.tick, events)


def _last(check: Check, wanted: Happens, tick: int, events: Iterable[Event]) -> Event | None:
    if check.quantifier != "eventually":
        return None
    return next((event for event in reversed([*events]) if event.tick == tick and fits(event, wanted)), None)
