"""Cues: when they start, and what follows when they are complete.

A cue that runs is a frame (`townlet.script.frames`).
"""

from typing import TYPE_CHECKING, assert_never

from townlet import schedule as s
from townlet.agenda import CUES, LOOK
from townlet.causes import Cause
from townlet.conditions import Anyone
from townlet.events import Ignored
from townlet.script import checks, frames
from townlet.script.judge import truth
from townlet.script.performance import CueState, Frame
from townlet.script.reading import about
from townlet.script.watching import Watch, arm, disarm, look

if TYPE_CHECKING:
    from townlet.town import Town


def file_cues(town: "Town") -> None:
    """File what is known of every cue from the start; the others follow from what happens."""
    for order, cue in enumerate(town.schedule.cues):
        town.performance.cues[cue.id] = CueState()
        match cue.trigger:
            case s.AtTick():
                _file(town, cue.id, cue.trigger.tick, order)
            case s.Every():
                _file(town, cue.id, cue.trigger.first, order)
            case s.When():
                if not cue.trigger.after:
                    _watch(town, cue)
            case s.While():
                _watch(town, cue)
            case s.AfterCue():
                pass
            case _:
                assert_never(cue.trigger)


def play(town: "Town", name: str) -> None:
    """A cue's moment has come: start it, unless it is still running from before."""
    cue, state, order = town.plot.cues[name], town.performance.cues[name], town.plot.order[name]
    if isinstance(cue.trigger, s.Every) and town.tick + cue.trigger.ticks <= cue.trigger.last:
        _file(town, name, town.tick + cue.trigger.ticks, order)
    if state.running:
        stamp = town.stamp("", "", Cause(0, name), "*")
        town.tell(Ignored(*stamp, cue.name))
        return
    state.fired += 1
    state.started = town.tick
    for other in town.plot.after.get(name, ()):
        trigger = town.plot.cues[other].trigger
        if isinstance(trigger, s.AfterCue) and trigger.ticks is not None:
            _file(town, other, town.tick + trigger.ticks, town.plot.order[other])
    checks.cue_started(town, name)
    frame = Frame(f"{name}#{state.fired}", name, name, "")
    state.running = frame.id
    town.performance.frames[frame.id] = frame
    frames.run(town, frame)


def look_at_cue(town: "Town", watch: Watch) -> None:
    """A cue's condition was looked at: an edge plays the cue in the next tick, or after its dwell."""
    cue, state = town.plot.cues[watch.owner], town.performance.cues[watch.owner]
    before, now = look(town, watch)
    trigger = cue.trigger
    if isinstance(trigger, s.While):
        if now is True and before is not True:
            _file(town, cue.id, town.tick + 1, town.plot.order[cue.id])
        elif now is not True and before is True:
            town.agenda.file(town.tick + 1, CUES, "close", cue.id, 0, town.plot.order[cue.id])
        return
    assert isinstance(trigger, s.When)
    if now is not True:
        return
    if before is not True and trigger.sustained:
        town.agenda.file(town.tick + trigger.sustained, LOOK, "dwell", watch.id, watch.rose)
    elif before is not True:
        _fire(town, watch, trigger, state)


def dwelt(town: "Town", watch: Watch, rose: int) -> None:
    """A condition has been true for as long as its cue asks, unless it fell meanwhile."""
    if watch.rose == rose and truth(town, watch.condition, watch) is True:
        trigger = town.plot.cues[watch.owner].trigger
        assert isinstance(trigger, s.When)
        _fire(town, watch, trigger, town.performance.cues[watch.owner])


def _fire(town: "Town", watch: Watch, trigger: s.When, state: CueState) -> None:
    state.edges += 1
    _file(town, watch.owner, town.tick + 1, town.plot.order[watch.owner])
    if trigger.times is not None and state.edges >= trigger.times:
        for name in [name for name, each in town.performance.watches.items() if each.owner == watch.owner]:
            disarm(town, name)


def _watch(town: "Town", cue: s.Cue) -> None:
    """Watch a cue's condition: `anyone` is a watch for each of the cast, with an edge of its own."""
    assert isinstance(cue.trigger, s.When | s.While)
    condition = cue.trigger.condition
    if isinstance(condition, Anyone) and isinstance(cue.trigger, s.When):
        for name in town.agents:
            _watch_one(town, cue.id, condition, name)
    else:
        arm(town, Watch(f"cue:{cue.id}", "cue", cue.id, condition))


def _watch_one(town: "Town", cue: str, condition: Anyone, name: str) -> None:
    arm(town, Watch(f"cue:{cue}@{name}", "cue", cue, about(condition.condition, name)))


def joined(town: "Town", name: str) -> None:
    """Somebody new is in town: a cue that watches for anyone watches for them too."""
    for owner in dict.fromkeys(each.owner for each in town.performance.watches.values() if each.purpose == "cue"):
        trigger = town.plot.cues[owner].trigger
        if isinstance(trigger, s.When) and isinstance(trigger.condition, Anyone):
            _watch_one(town, owner, trigger.condition, name)


def _file(town: "Town", cue: str, tick: int, order: int) -> None:
    if tick <= town.schedule.length:
        town.agenda.file(tick, CUES, "cue", cue, 0, order)


def completed(town: "Town", name: str) -> None:
    """A cue's block is complete: what comes after it begins, or begins to watch."""
    state = town.performance.cues[name]
    state.running, state.completed = "", town.tick
    checks.cue_completed(town, name)
    for other in town.plot.after.get(name, ()):
        cue = town.plot.cues[other]
        if isinstance(cue.trigger, s.When):
            _watch(town, cue)
        elif isinstance(cue.trigger, s.AfterCue) and cue.trigger.ticks is None:
            _file(town, other, town.tick, town.plot.order[other])


def stop(town: "Town", name: str) -> None:
    """The condition of a `while` has fallen: whatever its block set going ends."""
    frame = town.performance.frames.get(town.performance.cues[name].running)
    if frame is not None:
        frames.close(town, frame)
