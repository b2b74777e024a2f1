"""The story of the golden cell, and behind each line why it is there, down to the line of the script.

All of it comes from one performance with its events kept; nothing is performed again for a line.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.source import Source, Span
from runner.highlight.lexer import TranscriptLexer
from runner.judged import met_by
from runner.keeping import Kept
from runner.rehearsal.page.anchors import Anchors
from runner.rehearsal.page.contents import Cause, Passage, Pointer, Story, StoryLine
from runner.why import Answer, answers, by_id, chain
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.townfile import TownFile

MOST: Final = 600
"""Lines of a transcript that are shown."""
MOST_CAUSES: Final = 40
"""Causes of a line that are shown; chains are a few events long, unless somebody has planned otherwise."""


def story(
    found: Kept, schedule: Schedule, town: TownFile, sources: Mapping[str, Source], anchors: Anchors
) -> Story:
    """The transcript by its marks, each line with its causes."""
    return _Telling(found, schedule, answers(found, schedule, town), sources, anchors).story()


class _Telling:
    def __init__(
        self, found: Kept, schedule: Schedule, why: Mapping[int, Answer], sources: Mapping[str, Source],
        anchors: Anchors,
    ) -> None:  # fmt: skip
        self.found, self.schedule, self.why = found, schedule, why
        self.sources, self.anchors = sources, anchors
        self.events = by_id(found.events)
        self.shown = frozenset(sorted(why)[:MOST])
        self.told = {found.beats[n].event: n for n in sorted(self.shown, reverse=True) if n in found.beats}
        """By event, the first line that tells it."""

    def story(self) -> Story:
        lines = self.found.lines
        header = tuple(line.removeprefix("# ") for line in lines if line.startswith("# "))
        return Story(header, tuple(self._passages()), lines[-1].strip("- "), len(self.why) - len(self.shown))

    def _passages(self) -> Iterator[Passage]:
        heading, gathered = "", list[StoryLine]()
        for number, line in enumerate(self.found.lines, 1):
            if number in self.shown:
                gathered.append(self._line(number, line))
            elif self._is_heading(number, line):
                if gathered:
                    yield Passage(heading, tuple(gathered))
                heading, gathered = line.strip("=- "), []
        if gathered:
            yield Passage(heading, tuple(gathered))

    def _is_heading(self, number: int, line: str) -> bool:
        """A mark, another day, or the verdicts."""
        beat = self.found.beats.get(number)
        if beat is not None:
            return beat.kind == "mark"
        return number not in self.why and line.startswith("-- ") and number < len(self.found.lines)

    def _line(self, number: int, line: str) -> StoryLine:
        answer = self.why[number]
        pieces = [(text, group or "") for text, group in TranscriptLexer.pieces(line)]
        clock, sign, prose = _apart(pieces)
        meaning = answer.sign.removeprefix(sign[0]).lstrip(" :")
        script = answer.script
        return StoryLine(
            self.anchors.story(number), clock, *sign, tuple(prose), meaning, tuple(self._causes(number, answer)),
            f"A rule of the town: {answer.rule}" if answer.rule else script.message if script is not None else "",
            tuple(self._pointers(script)) if script is not None else (),
        )  # fmt: skip

    def _causes(self, number: int, answer: Answer) -> Iterator[Cause]:
        """Each event of the chain, with a link to the line that tells it, if that is another one."""
        for event, said in zip(self._chain(number), answer.causes[:MOST_CAUSES], strict=False):
            line = self.told.get(event.id, number)
            yield Cause(said, self.anchors.story(line) if line != number else "")
        if len(answer.causes) > MOST_CAUSES:
            yield Cause(f"and so on, through {len(answer.causes) - MOST_CAUSES} more", "")

    def _chain(self, number: int) -> Sequence[Event]:
        beat = self.found.beats.get(number)
        if beat is not None:
            return chain(beat.event, self.events)
        met = met_by(self.found.judged[number], self.schedule, self.found.events)
        return chain(met.id if met is not None else 0, self.events)

    def _pointers(self, script: Diagnostic) -> Iterator[Pointer]:
        for span, label in ((script.span, ""), *script.secondary):
            yield pointer(span, label, self.sources, self.anchors)


def pointer(span: Span, label: str, sources: Mapping[str, Source], anchors: Anchors) -> Pointer:
    """A line of a script, quoted."""
    lines = sources[span.file].lines if span.file in sources else []
    quoted = lines[span.line - 1].strip() if 1 <= span.line <= len(lines) else ""
    return Pointer(f"{span.file}:{span.line}", anchors.script(span.file, span.line), quoted, label)


Pieces = list[tuple[str, str]]


def _apart(pieces: Pieces) -> tuple[str, tuple[str, str], Pieces]:
    """The clock, the sign or outcome with its group, and the rest without where it comes from."""
    body = pieces[:-1] if pieces[-1][1] == "origin" else pieces
    clock = next((number for number, (_, group) in enumerate(body) if group == "clock"), None)
    if clock is None:  # No line of a story has any other form; if one had, it would be shown as it is.
        return "", ("", ""), body
    sign = 0 if clock else min(2, len(body) - 1)
    return body[clock][0], body[sign], body[max(clock, sign) + 2 :]
