"""`townlet why`: from a line of the transcript, cause by cause, down to the script's line or the town's rule.

The run is performed again with its events kept, so nothing has to be stored for the question to be answered.
"""

from collections.abc import Iterable, Mapping
from typing import TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from runner.judged import account, met_by
from runner.keeping import Kept, kept
from runner.places import span_of, texts, written
from runner.reasons import reasons
from runner.report import paint_for, show
from runner.telling import coloured
from runner.transcript import origin
from runner.trouble import trouble
from runner.words import QUOTED, SIGNS, Titles, told
from runner.workshop import Ready
from townlet.beat import Beat
from townlet.causes import RULES
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.script.performance import Verdict
from townlet.townfile import TownFile
from townlet.units import clock_text


class Answer(msgspec.Struct, frozen=True):
    """The line asked about, what its sign or its outcome means, its causes from the latest to the first.

    `rule` is the sentence of a rule of the town, `script` points at a statement: one of them is set, and is what
    everything came from (of a check, where it is written).
    """

    line: str
    sign: str
    causes: tuple[str, ...]
    rule: str = ""
    script: Diagnostic | None = None


def why(schedule: Schedule, town: TownFile, seed: int, place: int | str, target: str) -> Answer | str | Diagnostic:
    """Why a line of the transcript is there.

    `place` is its number, counted from 1 as in the file, or what the clock shows; a clock time of several lines
    gives these lines with their numbers, to be asked about.
    """
    found = kept(schedule, town, seed)
    numbers = [place] if isinstance(place, int) else _lines_at(place, found, schedule)
    if not numbers:
        return trouble("TN016", target, f"Nothing is told at {place}", _nearest_clock(str(place), found, schedule))
    if len(numbers) > 1:
        return "".join(f"{number:4}  {found.lines[number - 1]}\n" for number in numbers)
    return about(numbers[0], found, schedule, Titles(town), target)


def answers(found: Kept, schedule: Schedule, town: TownFile) -> dict[int, Answer]:
    """Why each line of a performance is there, by its number: those of the story and the verdicts."""
    titles, events = Titles(town), by_id(found.events)
    story = {number: _told(found.lines[number - 1], beat, events, schedule, titles) for number, beat in _story(found)}
    return story | {
        number: _judged(verdict, found.lines[number - 1], events, schedule, titles)
        for number, verdict in found.judged.items()
    }


def by_id(events: Iterable[Event]) -> dict[int, Event]:
    """Events by their ids, so that causes can be looked up."""
    return {event.id: event for event in events}


def chain(event: int, events: Mapping[int, Event]) -> list[Event]:
    """An event and its causes by their ids, the latest first."""
    found = []
    while event:
        found.append(events[event])
        event = found[-1].cause
    return found


def about(number: int, found: Kept, schedule: Schedule, titles: Titles, target: str) -> Answer | Diagnostic:
    """Why a line of a performance is there, by its number."""
    beat, line = found.beats.get(number), found.lines[number - 1 : number]
    if number in found.judged:
        return _judged(found.judged[number], line[0], by_id(found.events), schedule, titles)
    if beat is None or beat.kind == "mark":
        return _no_beat(number, found, target)
    return _told(line[0], beat, by_id(found.events), schedule, titles)


def _told(line: str, beat: Beat, events: Mapping[int, Event], schedule: Schedule, titles: Titles) -> Answer:
    rule = RULES.get(beat.root, "")
    causes = _causes(beat.event, events, schedule, titles)
    meaning = QUOTED if beat.told == "narrate" else SIGNS[beat.sign] if beat.sign else ""
    sign = f"{beat.sign}  {meaning}" if beat.sign else ""
    return Answer(line, sign, causes, rule, None if rule else _script(beat, schedule))


def _judged(
    verdict: Verdict, line: str, events: Mapping[int, Event], schedule: Schedule, titles: Titles
) -> Answer:
    met = met_by(verdict, schedule, events.values())
    causes = _causes(met.id if met is not None else 0, events, schedule, titles)
    reached = verdict.severity == "assume" or verdict.outcome not in ("untested", "blocked")
    script = _pointer(verdict.check, "The script asks for it", schedule, reached)
    return Answer(line, account(verdict, schedule), causes, "", script)


def _causes(event: int, events: Mapping[int, Event], schedule: Schedule, titles: Titles) -> tuple[str, ...]:
    return tuple(
        f"{clock_text(each.tick, schedule.clock)} {each.sign}  {told(each, titles)}" for each in chain(event, events)
    )


def _script(beat: Beat, schedule: Schedule) -> Diagnostic | None:
    own = "It came about by itself, out of what the script had set going"
    return _pointer(beat.root, own if beat.sign == "·" else "The script says so", schedule)


def _pointer(statement: str, message: str, schedule: Schedule, reached: bool = True) -> Diagnostic | None:
    """A statement, and why it was reached if it was."""
    place = written(statement, schedule)
    if place is None:
        return None
    said = f"{message}: {origin(statement, schedule)}"
    above = tuple(reasons(statement, schedule)) if reached else ()
    return Diagnostic("TN699", said, span_of(place), "here", "note", above)


def _lines_at(clock: str, found: Kept, schedule: Schedule) -> list[int]:
    """The lines of the story at a clock time, on any day."""
    return [number for number, beat in _story(found) if clock_text(beat.tick, schedule.clock) == clock]


def _story(found: Kept) -> list[tuple[int, Beat]]:
    return [(number, beat) for number, beat in sorted(found.beats.items()) if beat.kind == "line"]


def _nearest_clock(clock: str, found: Kept, schedule: Schedule) -> str:
    """The lines of the story before and after a time at which nothing is told."""
    told_at = sorted({clock_text(beat.tick, schedule.clock) for _, beat in _story(found)})
    before = [each for each in told_at if each < clock][-1:]
    after = [each for each in told_at if each > clock][:1]
    near = " and ".join(before + after)
    return f"The nearest lines of the story are at {near}" if near else "The transcript is what `townlet run` prints"


def _no_beat(number: int, found: Kept, target: str) -> Diagnostic:
    """Why a line has no why."""
    lines, story = found.lines, [each for each, _ in _story(found)]
    near = min(story, key=lambda n: abs(n - number), default=0)
    hint = f"The nearest line of the story is {near}: {lines[near - 1][:60].rstrip()}" if near else None
    if not 1 <= number <= len(lines):
        what = f"The transcript has {len(lines)} lines, and {number} is none of them"
    elif number in found.beats:
        what = f"Line {number} is a heading; it stands in the script and has no other cause"
    elif near and number > max(found.beats) and lines[number - 1]:
        what = f"Line {number} comes after the story"
    else:
        what = f"Line {number} is not a line of the story"
    return trouble("TN016", target, what, hint or "The transcript is what `townlet run` prints")


def shown(answer: Answer, ready: Ready, stream: TextIO) -> None:
    """Write an answer: the line, what its sign means, its causes, and what they all come from."""
    sources = texts(ready.schedule, ready.sources)
    stream.write(f"{coloured(answer.line, paint_for(stream))}\n{answer.sign}\n\n")
    for number, cause in enumerate(answer.causes):
        stream.write(f"  {'because ' if number else '':8}{cause}\n")
    if answer.causes:
        stream.write("\n")
    if answer.rule:
        stream.write(f"A rule of the town: {answer.rule}\n")
    if answer.script is not None:
        show([answer.script], sources, stream)
