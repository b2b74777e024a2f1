"""`townlet why`: from a line of the transcript, cause by cause, down to the script's line or the town's rule.

The run is performed again with its events kept, so nothing has to be stored for the question to be answered.
"""

from collections.abc import Mapping
from typing import TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from runner.keeping import Kept, kept
from runner.places import around, span_of, texts, written
from runner.report import show
from runner.transcript import origin
from runner.trouble import trouble
from runner.words import SIGNS, Titles, told
from runner.workshop import Ready
from townlet.beat import Beat
from townlet.causes import RULES
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.townfile import TownFile
from townlet.units import clock_text


class Answer(msgspec.Struct, frozen=True):
    """The line asked about, its causes from the latest to the first, and what they all come from.

    `rule` is the sentence of a rule of the town; `script` points at a statement. One of them is set.
    """

    line: str
    sign: str
    causes: tuple[str, ...]
    rule: str = ""
    script: Diagnostic | None = None


def why(schedule: Schedule, town: TownFile, seed: int, number: int, target: str) -> Answer | Diagnostic:
    """Why line `number` of the transcript is there, counted from 1 as in the file."""
    found = kept(schedule, town, seed)
    beat = found.beats.get(number)
    if beat is None or beat.kind == "mark":
        return _no_beat(number, found, target)
    events = {event.id: event for event in found.events}
    return _answer(beat, found.lines[number - 1], events, schedule, Titles(town))


def chain(event: int, events: Mapping[int, Event]) -> list[Event]:
    """An event and its causes by their ids, the latest first."""
    found = []
    while event:
        found.append(events[event])
        event = found[-1].cause
    return found


def _answer(beat: Beat, line: str, events: Mapping[int, Event], schedule: Schedule, titles: Titles) -> Answer:
    causes = tuple(
        f"{clock_text(event.tick, schedule.clock)} {event.sign}  {told(event, titles)}"
        for event in chain(beat.event, events)
    )
    sign = f"{beat.sign}  {SIGNS[beat.sign]}" if beat.sign else ""
    rule = RULES.get(beat.root, "")
    return Answer(line, sign, causes, rule, None if rule else _script(beat, schedule))


def _script(beat: Beat, schedule: Schedule) -> Diagnostic | None:
    place = written(beat.root, schedule)
    if place is None:
        return None
    outer = tuple((span_of(each), label) for each, label in around(beat.root, schedule))
    message = f"The script says so: {origin(beat.root, schedule)}"
    return Diagnostic("TN699", message, span_of(place), "here", "note", outer)


def _no_beat(number: int, found: Kept, target: str) -> Diagnostic:
    """Why a line has no why."""
    lines, story = found.lines, sorted(n for n, beat in found.beats.items() if beat.kind == "line")
    near = min(story, key=lambda n: abs(n - number), default=0)
    hint = f"The nearest line of the story is {near}: {lines[near - 1][:60].rstrip()}" if near else None
    if not 1 <= number <= len(lines):
        what = f"The transcript has {len(lines)} lines, and {number} is none of them"
    elif number in found.beats:
        what = f"Line {number} is a heading; it stands in the script and has no other cause"
    elif near and number > max(found.beats) and lines[number - 1]:
        what = f"Line {number} comes after the story; `townlet run` shows where each check stands"
    else:
        what = f"Line {number} is not a line of the story"
    return trouble("TN016", target, what, hint or "The transcript is what `townlet run` prints")


def shown(answer: Answer, ready: Ready, stream: TextIO) -> None:
    """Write an answer: the line, what its sign means, its causes, and what they all come from."""
    sources = texts(ready.schedule, ready.sources)
    stream.write(f"{answer.line}\n{answer.sign}\n\n")
    for number, cause in enumerate(answer.causes):
        stream.write(f"  {'because ' if number else '':8}{cause}\n")
    if answer.causes:
        stream.write("\n")
    if answer.rule:
        stream.write(f"A rule of the town: {answer.rule}\n")
    if answer.script is not None:
        show([answer.script], sources, stream)
