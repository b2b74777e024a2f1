"""Cues standing by: filed for the tick that is known of them, or watching for what sets them off.

Every cue of the scenario stands by under its own id from the beginning; those of a vignette do so for each play of it,
under the id of its frame, and only as long as that goes on. A play waits for all of its cues that are certain to come.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, assert_never

from townlet import schedule as s
from townlet.agenda import CUES
from townlet.conditions import Anyone, Condition
from townlet.script.binding import bound
from townlet.script.performance import CueState, Frame
from townlet.script.reading import about
from townlet.script.watching import Watch, arm
from townlet.units import DAY

if TYPE_CHECKING:
    from townlet.town import Town

FOR: Final = "@"
"""Stands between a cue and the person it is to play for, where it is for one at a time."""


def scenario(town: "Town") -> None:
    """The cues of the scenario itself."""
    for cue in town.schedule.cues:
        town.performance.cues[cue.id] = CueState()
    for cue in town.schedule.cues:
        stand_by(town, cue.id, cue, 0)


def vignette(town: "Town", frame: Frame) -> None:
    """The cues of a vignette that begins to play."""
    inside = town.plot.inside.get(frame.block, ())
    for cue in inside:
        name = f"{frame.id}/{cue.name}"
        town.performance.cues[name] = CueState(of=cue.id, play=frame.id)
        frame.cues.append(name)
        town.moved("cues", name)
    for cue, name in zip(inside, list(frame.cues), strict=True):
        stand_by(town, name, cue, frame.born)


def stand_by(town: "Town", name: str, cue: s.Cue, born: int) -> None:
    """File or watch a cue under the id it stands by; `born` is the tick from which it counts."""
    match cue.trigger:
        case s.AtTick(tick=tick, since=since):
            file(town, name, moment(town, tick, since, born, born))
        case s.Every() as trigger:
            first = moment(town, trigger.first, trigger.since, born, born)
            last = moment(town, trigger.last, trigger.last_since, born, first)
            town.performance.cues[name].until = town.schedule.length if trigger.endless else last
            repeat(town, name, trigger, first)
        case s.When(after=""):
            watch(town, name)
        case s.While():
            watch(town, name)
        case s.AfterCue() | s.When():
            pass  # What it comes after will see to it.
        case _:
            assert_never(cue.trigger)


def moment(town: "Town", at: int, since: s.Since, born: int, now: int) -> int:
    """The tick of a moment, told in a play that began at tick `born`; a clock time is the next one from `now` on."""
    match since:
        case "run":
            return at
        case "play":
            return born + at
        case "clock":
            return now + (at - town.opens - now) % DAY
        case _:
            assert_never(since)


def definition(town: "Town", name: str) -> s.Cue:
    """The cue of the schedule that one standing by is."""
    return town.plot.cues[town.performance.cues[name].of or name]


def order(town: "Town", name: str) -> int:
    """The place of a cue in its file, which orders what is due in one tick."""
    return town.plot.order[town.performance.cues[name].of or name]


def sibling(town: "Town", name: str, other: str) -> str:
    """Under what id another cue of the same scenario or vignette stands by."""
    state = town.performance.cues[name]
    return f"{state.play}/{town.plot.cues[other].name}" if state.play else other


def here(town: "Town", frame: Frame, cue: str) -> str:
    """Under what id a cue stands by that a line of this frame speaks of."""
    play = frame.id if frame.parent else town.performance.cues[frame.cue].play
    return f"{play}/{town.plot.cues[cue].name}" if play else cue


def born(town: "Town", frame: Frame) -> int:
    """The tick from which a line of this frame counts: that in which its vignette began; 0 outside of all."""
    if frame.parent:
        return frame.born
    play = town.performance.frames.get(town.performance.cues[frame.cue].play)
    return play.born if play is not None else 0


def names_around(town: "Town", name: str) -> Mapping[str, str]:
    """Who the stand-ins around a cue stand for: those of the play it belongs to."""
    play = town.performance.frames.get(town.performance.cues[name].play)
    return play.names if play is not None else {}


def file(town: "Town", name: str, tick: int, who: str = "") -> None:
    """File a cue for a tick, for which the play it belongs to waits; what is past comes no more."""
    if tick < town.tick:
        return
    if awaited(definition(town, name).trigger):
        expect(town, name, 1)
    if tick <= town.schedule.length:
        town.agenda.file(tick, CUES, "cue", called(name, who), 0, order(town, name))
        town.moved("pending")


def repeat(town: "Town", name: str, trigger: s.Every, tick: int) -> None:
    """File the next time of a repetition."""
    until = town.performance.cues[name].until
    if tick <= (trigger.last if until < 0 else until):
        file(town, name, tick)


def awaited(trigger: s.Trigger) -> bool:
    """Whether a play goes on until this has come: all but a repetition without an end, and a `while`."""
    return not isinstance(trigger, s.While) and not (isinstance(trigger, s.Every) and trigger.endless)


def expect(town: "Town", name: str, by: int) -> None:
    """One more (or less) of a cue is certain to come, which the play it belongs to waits for."""
    play = town.performance.frames.get(town.performance.cues[name].play)
    if play is not None:
        play.due += by


def called(name: str, who: str) -> str:
    """A cue, and whom it is to play for where that is one at a time, as a name on the agenda."""
    return f"{name}{FOR}{who}" if who else name


def watch(town: "Town", name: str) -> None:
    """Watch a cue's condition: `anyone` is a watch for each of the cast, with an edge of its own."""
    trigger = definition(town, name).trigger
    assert isinstance(trigger, s.When | s.While)
    condition: Condition = bound(trigger.condition, names_around(town, name), Condition)
    if _one_by_one(trigger, condition):
        for who in town.agents:
            _watch_one(town, name, condition, who)
    else:
        arm(town, Watch(f"cue:{name}", "cue", name, condition))


def _one_by_one(trigger: s.Trigger, condition: Condition) -> bool:
    if not isinstance(condition, Anyone):
        return False
    return isinstance(trigger, s.When) or (isinstance(trigger, s.While) and bool(trigger.binds))


def _watch_one(town: "Town", name: str, condition: Condition, who: str) -> None:
    if isinstance(condition, Anyone) and who not in condition.but:
        arm(town, Watch(f"cue:{name}{FOR}{who}", "cue", name, about(condition, who), about=who))


def joined(town: "Town", who: str) -> None:
    """Somebody new is in town: a cue that watches for anyone watches for them too."""
    for name in dict.fromkeys(each.owner for each in town.performance.watches.values() if each.purpose == "cue"):
        trigger = definition(town, name).trigger
        if isinstance(trigger, s.When | s.While) and _one_by_one(trigger, trigger.condition):
            _watch_one(town, name, bound(trigger.condition, names_around(town, name), Condition), who)
