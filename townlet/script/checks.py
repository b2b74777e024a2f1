"""Checks: arming them, and how each comes to a verdict.

A check is judged by looking, like everything else: an `eventually` is met at the first look that holds, an `always`
fails at the first that does not, and whatever is open at its deadline is settled there. While somebody it asks about
is off stage it sleeps; a check that could never be judged is unknown, which fails.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from townlet.agenda import LOOK
from townlet.conditions import Condition, Not
from townlet.schedule import Branch, Check, Choose, Judge, WaitUntil
from townlet.script import standby
from townlet.script.binding import bound, spoken
from townlet.script.judge import truth
from townlet.script.performance import Armed, Frame, Opening, Outcome, Verdict
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


def assume(town: "Town") -> bool:
    """Whether what the whole run assumes holds, now that the stage is set. If not, nothing is played or judged."""
    for each in town.schedule.assumes:
        if truth(town, each.condition) is not True:
            text, seen = town.plot.text(each.id), sighting(town, each.condition)
            verdict = Verdict(each.id, "assume", "blocked", text, town.tick, each.because, seen)
            town.performance.verdicts.append(verdict)
            town.performance.blocked = True
    if town.performance.blocked:
        town.agenda.heap.clear()
        for check in town.plot.checks.values():
            _record(town, check, "blocked")
    return not town.performance.blocked


def reach(town: "Town", frame: Frame, check: Check) -> None:
    """The line of a check is reached in a block; one that is judged `during` a cue opens with that cue."""
    if not check.during:
        arm_check(town, check, frame)
        return
    name = standby.here(town, frame, check.during)
    state = town.performance.cues[name]
    if not state.fired:
        state.opens.append(Opening(check.id, dict(frame.names)))
    elif state.running:
        arm_check(town, check, frame, name)
    else:
        outcome: Outcome = "blocked" if state.completed < 0 else "unknown"
        _record(town, check, outcome, frame.names, f"`{town.plot.cues[check.during].name}` was over by then")


def cue_started(town: "Town", name: str) -> None:
    """Checks `during` a cue open with it."""
    state = town.performance.cues[name]
    for each in town.plot.during.get(name, ()):
        arm_check(town, town.plot.checks[each], None, name)
    for opening in state.opens:
        _watch(town, town.plot.checks[opening.check], opening.names, town.schedule.length, name)
    state.opens.clear()


def cue_completed(town: "Town", name: str) -> None:
    """Checks `during` a cue are judged when it is complete."""
    for armed in _during(town, name):
        armed.deadline = town.tick
        town.agenda.file(town.tick, LOOK, "deadline", armed.id, 0, 1)


def cue_blocked(town: "Town", name: str) -> None:
    """Checks `during` a cue that was blocked are blocked with it."""
    for armed in _during(town, name):
        _settle(town, armed, "blocked")


def _during(town: "Town", name: str) -> list[Armed]:
    def of(armed: Armed) -> str:
        return armed.during or town.plot.checks[armed.check].during

    return [armed for armed in town.performance.armed.values() if of(armed) == name]


def arm_check(town: "Town", check: Check, frame: Frame | None = None, during: str = "") -> None:
    """The line of a check is reached: judge it now, or watch it until its deadline."""
    names = dict(frame.names) if frame is not None else {}
    if check.quantifier == "now":
        held = truth(town, bound(check.condition, names, Condition))
        _record(town, check, "unknown" if held is None else "met" if held else "failed", names)
        return
    until = _deadline(town, check, standby.born(town, frame) if frame is not None else 0)
    if until < town.tick:
        _record(town, check, "unknown", names, "its time was over before its line was reached")
    else:
        _watch(town, check, names, until, during)


def _watch(town: "Town", check: Check, names: dict[str, str], until: int, during: str) -> None:
    count = sum(1 for name in town.performance.armed if name.startswith(f"{check.id}#"))
    while f"{check.id}#{town.tick}.{count}" in town.performance.armed:
        count += 1
    name, end = f"{check.id}#{town.tick}.{count}", town.schedule.length
    armed = Armed(name, check.id, min(until, end), until > end, during, names)
    town.performance.armed[name] = armed
    watch = Watch(f"check:{name}", "check", name, bound(watched(check), names, Condition))
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
    """At the end of the run: open waits are cut short, and what was never reached is untested.

    In a run that was ended before its time, all of that was cut short, and so was what is still being judged.
    """
    if town.performance.blocked:
        return
    early = town.tick < town.schedule.length
    missed: Outcome = "cut-short" if early else "untested"
    for armed in list(town.performance.armed.values()) if early else ():
        _settle(town, armed, "cut-short")
    for watch in town.performance.watches.values():
        if watch.purpose == "wait":
            _cut_short(town, watch)
    for frame in town.performance.frames.values():
        not_reached(town, frame, missed)
        for name in frame.cues:
            never_began(town, name, missed)
    seen = {verdict.check for verdict in town.performance.verdicts}
    for cue in town.schedule.cues:
        if not town.performance.cues[cue.id].fired:
            for name, check in town.plot.checks.items():
                if name.startswith(f"{cue.id}/") and name not in seen:
                    _record(town, check, missed)
            for check in town.schedule.checks:
                if check.during == cue.id and check.id not in seen:
                    _record(town, check, missed)
            _never_opened(town, cue.id, missed)


def never_began(town: "Town", name: str, outcome: Outcome) -> None:
    """The checks of a vignette's cue that never played while the vignette did."""
    if town.performance.cues[name].fired:
        return
    names = standby.names_around(town, name)
    for step in town.plot.blocks[standby.definition(town, name).id]:
        if isinstance(step, Judge):
            _record(town, step.check, outcome, names)
    _never_opened(town, name, outcome)


def _never_opened(town: "Town", name: str, outcome: Outcome) -> None:
    for opening in town.performance.cues[name].opens:
        _record(town, town.plot.checks[opening.check], outcome, opening.names)


def not_reached(town: "Town", frame: Frame, outcome: Outcome) -> None:
    """The checks that a frame would have come to next, up to the first fork, get a verdict all the same."""
    for step in town.plot.blocks[frame.block][frame.line :]:
        if isinstance(step, Branch | Choose):
            return
        if isinstance(step, Judge):
            _record(town, step.check, outcome, frame.names)


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


def _deadline(town: "Town", check: Check, born: int) -> int:
    if check.within is not None:
        return town.tick + check.within
    if check.until is not None:
        return standby.moment(town, check.until, check.since, born, town.tick)
    return town.schedule.length


def _settle(town: "Town", armed: Armed, outcome: Outcome) -> None:
    disarm(town, f"check:{armed.id}")
    del town.performance.armed[armed.id]
    _record(town, town.plot.checks[armed.check], outcome, armed.names)


def _record(
    town: "Town", check: Check, outcome: Outcome, names: Mapping[str, str] | None = None, seen: str = ""
) -> None:
    who = names or {}
    if not seen and outcome in ("failed", "cut-short"):
        seen = sighting(town, bound(check.condition, who, Condition))
    text = spoken(check.text, who)
    town.performance.verdicts.append(
        Verdict(check.id, check.severity, outcome, text, town.tick, check.because, seen)
    )
