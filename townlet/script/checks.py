"""Checks: arming them, and how each comes to a verdict.

A check is judged by looking, like everything else: an `eventually` is met at the first look that holds, an `always`
fails at the first that does not, and whatever is open at its deadline is settled there. While somebody it asks about
is off stage it sleeps; a check that could never be judged is unknown, which fails.
"""

from typing import TYPE_CHECKING

from townlet.agenda import LOOK
from townlet.conditions import Condition, Not
from townlet.schedule import Branch, Check, Choose, Judge, WaitUntil
from townlet.script.judge import truth
from townlet.script.performance import Armed, Frame, Outcome, Verdict
from townlet.script.reading import heeds_events
from townlet.script.sighting import sighting
from townlet.script.watching import Watch, arm, disarm, look

if TYPE_CHECKING:
    from townlet.town import Town


def arm_all(town: "Town") -> None:
    """Arm the checks of the scenario itself, at its start; those `during` a cue wait for that cue."""
    for check in town.schedule.checks:
        if not check.during:
            arm_check(town, check)


def cue_started(town: "Town", cue: str) -> None:
    """Checks `during` a cue open with it."""
    for name in town.plot.during.get(cue, ()):
        arm_check(town, town.plot.checks[name])


def cue_completed(town: "Town", cue: str) -> None:
    """Checks `during` a cue are judged when it is complete."""
    for armed in list(town.performance.armed.values()):
        if town.plot.checks[armed.check].during == cue:
            armed.deadline = town.tick
            town.agenda.file(town.tick, LOOK, "deadline", armed.id, 0, 1)


def cue_blocked(town: "Town", cue: str) -> None:
    """Checks `during` a cue that was blocked are blocked with it."""
    for armed in list(town.performance.armed.values()):
        if town.plot.checks[armed.check].during == cue:
            _settle(town, armed, "blocked")


def arm_check(town: "Town", check: Check) -> None:
    """The line of a check is reached: judge it now, or watch it until its deadline."""
    if check.quantifier == "now":
        held = truth(town, check.condition)
        _record(town, check, "unknown" if held is None else "met" if held else "failed")
        return
    end = town.schedule.length
    deadline = _deadline(town, check)
    count = sum(1 for name in town.performance.armed if name.startswith(f"{check.id}#"))
    name = f"{check.id}#{town.tick}.{count}"
    armed = Armed(name, check.id, min(deadline, end), cut=deadline > end)
    town.performance.armed[name] = armed
    watch = Watch(f"check:{name}", "check", name, watched(check))
    arm(town, watch, asleep=check.quantifier == "at-end" and not heeds_events(watch.condition))
    town.agenda.file(armed.deadline, LOOK, "deadline", name, 0, 1)


def watched(check: Check) -> Condition:
    """What is looked at for a check: `never` looks for the opposite of nothing, that is, for the thing itself."""
    return Not(check.condition) if check.quantifier == "never" else check.condition


def look_at_check(town: "Town", watch: Watch) -> None:
    """A check's condition was looked at: it may be settled before its deadline."""
    armed = town.performance.armed[watch.owner]
    check = town.plot.checks[armed.check]
    _, now = look(town, watch)
    if check.quantifier == "eventually" and now is True:
        _settle(town, armed, "met")
    elif check.quantifier in ("always", "never") and now is False:
        _settle(town, armed, "failed")


def deadline(town: "Town", armed: Armed) -> None:
    """A check's time is up: what is still open is settled now."""
    check = town.plot.checks[armed.check]
    watch = town.performance.watches[f"check:{armed.id}"]
    held = truth(town, watch.condition, watch)
    judged = watch.judged or held is not None
    if check.quantifier == "at-end":
        outcome: Outcome = "unknown" if held is None else "met" if held else "failed"
    elif not judged:
        outcome = "unknown"
    elif armed.cut:
        outcome = "cut-short"
    else:
        outcome = "failed" if check.quantifier == "eventually" else "met"
    _settle(town, armed, outcome)


def finish(town: "Town") -> None:
    """At the end of the run: open waits are cut short, and what was never reached is untested."""
    for watch in town.performance.watches.values():
        if watch.purpose == "wait":
            _cut_short(town, watch)
    for frame in town.performance.frames.values():
        not_reached(town, frame, "untested")
    seen = {verdict.check for verdict in town.performance.verdicts}
    for cue in town.schedule.cues:
        if not town.performance.cues[cue.id].fired:
            for name, check in town.plot.checks.items():
                if name.startswith(f"{cue.id}/") and name not in seen:
                    _record(town, check, "untested")
            for check in town.schedule.checks:
                if check.during == cue.id and check.id not in seen:
                    _record(town, check, "untested")


def not_reached(town: "Town", frame: Frame, outcome: Outcome) -> None:
    """The checks that a frame would have come to next, up to the first fork, get a verdict all the same."""
    for step in town.plot.blocks[frame.block][frame.line :]:
        if isinstance(step, Branch | Choose):
            return
        if isinstance(step, Judge):
            _record(town, step.check, outcome)


def _cut_short(town: "Town", watch: Watch) -> None:
    """A wait with a limit past the end of the run."""
    frame = town.performance.frames[watch.owner]
    step = town.plot.blocks[frame.block][frame.line - 1]
    if isinstance(step, WaitUntil):
        text = town.plot.text(step.id)
        verdict = Verdict(step.id, "hope", "cut-short", text, town.tick, "the run ended first")
        town.performance.verdicts.append(verdict)


def fails(verdict: Verdict) -> bool:
    """Whether a verdict fails the run: any `expect` that is not met, unless its window was cut short."""
    return verdict.severity == "expect" and verdict.outcome in ("failed", "unknown", "untested")


def _deadline(town: "Town", check: Check) -> int:
    if check.within is not None:
        return town.tick + check.within
    if check.until is not None:
        return check.until
    return town.schedule.length


def _settle(town: "Town", armed: Armed, outcome: Outcome) -> None:
    disarm(town, f"check:{armed.id}")
    del town.performance.armed[armed.id]
    _record(town, town.plot.checks[armed.check], outcome)


def _record(town: "Town", check: Check, outcome: Outcome) -> None:
    seen = sighting(town, check.condition) if outcome in ("failed", "cut-short") else ""
    town.performance.verdicts.append(
        Verdict(check.id, check.severity, outcome, check.text, town.tick, check.because, seen)
    )
