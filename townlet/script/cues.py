"""Cues: when they start, and what follows when they are complete.

A cue that runs is a frame (`townlet.script.frames`).
"""

from typing import TYPE_CHECKING

from townlet import schedule as s
from townlet.agenda import CUES, LOOK
from townlet.causes import Cause
from townlet.events import Ignored
from townlet.script import checks, frames, standby
from townlet.script.judge import truth
from townlet.script.performance import CueState, Frame
from townlet.script.watching import Watch, disarm_all, look, rank

if TYPE_CHECKING:
    from townlet.town import Town


def play(town: "Town", called: str) -> None:
    """A cue's moment has come: start it, unless it is still running from before."""
    name, _, who = called.partition(standby.FOR)
    state = town.performance.cues.get(name)
    if state is None:
        return  # The vignette it belonged to is over.
    town.moved("pending")
    cue = standby.definition(town, name)
    if isinstance(cue.trigger, s.Every):
        standby.repeat(town, name, cue.trigger, town.tick + cue.trigger.ticks)
    if _running(state, who):
        town.tell(Ignored(*town.stamp("", "", Cause(0, cue.id), "*"), cue.name))
    else:
        _start(town, name, cue, state, who)
    if standby.awaited(cue.trigger):
        standby.expect(town, name, -1)
    frames.settle_play(town, name)


def _running(state: CueState, who: str) -> str:
    return state.each.get(who, "") if who else state.running


def _start(town: "Town", name: str, cue: s.Cue, state: CueState, who: str) -> None:
    state.fired += 1
    state.started = town.tick
    town.moved("cues", name)
    for other, each in _following(town, name, cue):
        if isinstance(each.trigger, s.AfterCue) and each.trigger.ticks is not None:
            standby.file(town, other, town.tick + each.trigger.ticks)
    checks.cue_started(town, name)
    names = {**standby.names_around(town, name)}
    if who and isinstance(cue.trigger, s.When | s.While):
        names[cue.trigger.binds] = who
    frame = Frame(f"{name}#{state.fired}", cue.id, name, "", born=town.tick, who=who, names=names)
    if who:
        state.each[who] = frame.id
    else:
        state.running = frame.id
    town.performance.frames[frame.id] = frame
    frames.run(town, frame)


def _following(town: "Town", name: str, cue: s.Cue) -> list[tuple[str, s.Cue]]:
    """What comes after a cue, each under the id it stands by."""
    return [(standby.sibling(town, name, each), town.plot.cues[each]) for each in town.plot.after.get(cue.id, ())]


def look_at_cue(town: "Town", watch: Watch) -> None:
    """A cue's condition was looked at: an edge plays the cue in the next tick, or after its dwell."""
    before, now = look(town, watch)
    trigger = standby.definition(town, watch.owner).trigger
    assert isinstance(trigger, s.When | s.While)
    if now is not True:
        if before is True and isinstance(trigger, s.While):
            name, order = standby.called(watch.owner, _whom(watch, trigger)), standby.order(town, watch.owner)
            town.agenda.file(town.tick + 1, CUES, "close", name, 0, order)
    elif before is not True and trigger.sustained:
        town.agenda.file(town.tick + trigger.sustained, LOOK, "dwell", watch.id, watch.rose, rank(town, watch))
    elif before is not True:
        _fire(town, watch, trigger)


def dwelt(town: "Town", watch: Watch, rose: int) -> None:
    """A condition has been true for as long as its cue asks, unless it fell meanwhile."""
    if watch.rose == rose and truth(town, watch.condition, watch) is True:
        trigger = standby.definition(town, watch.owner).trigger
        assert isinstance(trigger, s.When | s.While)
        _fire(town, watch, trigger)


def _fire(town: "Town", watch: Watch, trigger: s.When | s.While) -> None:
    state = town.performance.cues[watch.owner]
    if trigger.times is not None and state.edges >= trigger.times:
        return  # A `while` goes on watching, for what it has set going is to end when its condition falls.
    state.edges += 1
    standby.file(town, watch.owner, town.tick + 1, _whom(watch, trigger))
    if isinstance(trigger, s.When) and state.edges == trigger.times:
        disarm_all(town, watch.owner)


def _whom(watch: Watch, trigger: s.When | s.While) -> str:
    return watch.about if trigger.binds else ""


def completed(town: "Town", called: str) -> None:
    """A cue's block is complete: what comes after it begins, or begins to watch."""
    name, _, who = called.partition(standby.FOR)
    state = town.performance.cues.get(name)
    if state is None:
        return
    _over(state, who)
    state.completed = town.tick
    town.moved("cues", name)
    checks.cue_completed(town, name)
    for other, cue in _following(town, name, standby.definition(town, name)):
        if isinstance(cue.trigger, s.When):
            standby.watch(town, other)
        elif isinstance(cue.trigger, s.AfterCue) and cue.trigger.ticks is None:
            standby.file(town, other, town.tick)
    standby.expect(town, name, -1)
    frames.settle_play(town, name)


def _over(state: CueState, who: str) -> None:
    if who:
        state.each.pop(who, None)
    else:
        state.running = ""


def stop(town: "Town", called: str) -> None:
    """The condition of a `while` has fallen: whatever its block set going ends."""
    name, _, who = called.partition(standby.FOR)
    state = town.performance.cues.get(name)
    frame = town.performance.frames.get(_running(state, who)) if state is not None else None
    if frame is not None:
        frames.close(town, frame)
