"""The transcript: a run as text that a person reads as a story and git compares by the line. Pure.

    # A Coffee Too Dear                          header: who and what, not compared
    # ...

    == A new face ==                             a mark
    08:10 *  Blair arrives in town.              ‹arrival/enter-1›

    -- Verdicts --
    met        09:55  expect ...                 ‹expect-1›

    -- 10:00, tick 150, state 77df..., events 1f2e... --

A line is one beat: clock, sign, sentence, and far to the right the statement or the rule of the town it comes
from. Never a line number: a comment in the script must not change its transcript. Prompts are the operator's
and are left out. A run that goes on from a snapshot begins with its header and `-- From 09:00, tick 60 --`; what
follows is to the letter what follows in the whole.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from dsl.render import cells
from dsl.values import quoted
from runner.moments import Timed
from runner.version import ENGINE, LANGUAGE
from townlet.beat import Beat
from townlet.identity import Identity
from townlet.schedule import Schedule
from townlet.script.performance import Verdict
from townlet.units import DAY, clock_text

if TYPE_CHECKING:
    from runner.translation.translated import Translated

MARGIN: Final = 96
"""The column the origins stand at, past most sentences; a longer one pushes its own to the right."""

OUTCOME: Final = 10
"""Columns for an outcome; the longest, `cut-short`, has nine letters."""

LINE_ENDS: Final = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
STEERING: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
"""What ends a line for some program or other, and what a terminal obeys."""

SHOWN: Final = 12
"""Digits of each hash in the header: enough to tell files apart, few enough to read out."""


class Transcript:
    """Turns beats into lines and counts them: a beat's line has the same number in every copy of the text.

    Of a run that goes on from a snapshot, the lines keep the numbers that they have in the whole.
    """

    def __init__(
        self, schedule: Schedule, since: Identity | None = None, told: "Translated | None" = None
    ) -> None:
        self.schedule = schedule
        self.since = since
        self.told = told
        """The language that it is told in, if that is not the script's own."""
        self.count = since.lines if since is not None else 0
        self._head = 0
        self.beats: dict[int, Beat] = {}
        """The beats by the number of their line, from 1."""
        self.judged: dict[int, Verdict] = {}
        """The verdicts by the number of theirs."""
        self.day = _day_of(schedule, since)
        """The day that the last line is of, from 0."""

    def header(self, seed: int) -> list[str]:
        """What was performed, and by whom; and from when on, if that is not the beginning."""
        lines = _identity(self.schedule, seed, self.schedule.parameters, self.told)
        self._head = len(lines)
        if self.since is None:
            return self._counted(lines)
        tick = self.since.tick
        return [*lines, "", f"-- From {moment(tick, self.schedule)}, tick {tick} --"]

    def in_words(self, beat: Beat) -> Beat:
        """A beat in the language that is told in."""
        return self.told.beat(beat) if self.told is not None else beat

    def beat(self, beat: Beat) -> list[str]:
        """The lines of a beat: none for a prompt, and a heading before the first line of another day."""
        if beat.kind == "prompt":
            return []
        beat = self.in_words(beat)
        lines = self._new_day(beat.tick)
        if beat.kind == "mark":
            lines += ["", f"== {_one_line(beat.text)} =="]
        else:
            lines += [] if lines or self.count > self._head else [""]
            clock = clock_text(beat.tick, self.schedule.clock)
            prose = f"{clock} {beat.sign}  {_one_line(beat.text)}"
            lines.append(_with_origin(prose, origin(beat.root, self.schedule)))
        self._counted(lines)
        self.beats[self.count] = beat
        return lines

    def verdicts(self, verdicts: Iterable[Verdict]) -> list[str]:
        """What became of every check, in the order in which it became clear; nothing if there were none."""
        found = list(verdicts)
        if not found:
            return []
        self._counted(["", "-- Verdicts --"])
        self.judged |= dict(enumerate(found, self.count + 1))
        return ["", "-- Verdicts --", *self._counted([self._verdict(verdict) for verdict in found])]

    def closing(self, tick: int, state: str, chain: bytes) -> list[str]:
        """The last line: the digests of how the town stands and of all that happened."""
        clock = clock_text(tick, self.schedule.clock)
        return self._counted(["", f"-- {clock}, tick {tick}, state {state}, events {chain.hex()} --"])

    def _verdict(self, verdict: Verdict) -> str:
        verdict = self.told.verdict(verdict) if self.told is not None else verdict
        text = f"{verdict.outcome:<{OUTCOME}} {moment(verdict.tick, self.schedule)}  {_one_line(verdict.text)}"
        if verdict.because and quoted(verdict.because) not in verdict.text:
            text += f" ({_one_line(verdict.because)})"
        return _with_origin(text, origin(verdict.check, self.schedule))

    def _new_day(self, tick: int) -> list[str]:
        day = (self.schedule.clock + tick) // DAY
        if day == self.day:
            return []
        self.day = day
        return ["", f"-- Day {day + 1} --"]

    def _counted(self, lines: list[str]) -> list[str]:
        self.count += len(lines)
        return lines


def compared(text: str) -> str:
    """The part of a transcript that another must equal: all but the header."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if not line.startswith("# ")), 0)
    return "\n".join(lines[first:])


def origin(root: str, schedule: Schedule) -> str:
    """A root without the name of its scenario, which is the same all over a transcript."""
    return root.removeprefix(f"{schedule.id}/")


def moment(tick: int, schedule: Timed) -> str:
    """What the clock shows at a tick, with the day from the second on: `day 2 09:15`."""
    day = (schedule.clock + tick) // DAY
    return (f"day {day + 1} " if day else "") + clock_text(tick, schedule.clock)


def _identity(schedule: Schedule, seed: int, values: Mapping[str, str], told: "Translated | None") -> list[str]:
    title, language = (told.title, [f"in {told.language}"]) if told is not None else (schedule.title, [])
    hashes = [f"{_kind(file, n)} {each[:SHOWN]}" for n, (file, each) in enumerate(schedule.sources.items())]
    chosen = ", ".join([f"seed {seed}", *(f"{name} = {value}" for name, value in values.items()), *language])
    lines = [f"# {_one_line(title)}", f"# {chosen}", f"# Townlet {ENGINE}, language {LANGUAGE}"]
    return [*lines, f"# {', '.join(hashes)}"] if hashes else lines


def _day_of(schedule: Schedule, since: Identity | None) -> int:
    """The day that the first line would be of, or that of the last line before a run goes on."""
    if since is None:
        return schedule.clock // DAY
    return since.day if since.day >= 0 else (schedule.clock + since.tick) // DAY


def _kind(file: str, number: int) -> str:
    return "town" if file.endswith(".yaml") else "library" if number else "script"


def _with_origin(text: str, where: str) -> str:
    said = text.rstrip()
    return f"{said}{' ' * (MARGIN - cells(said))}  ‹{where}›"


def _one_line(text: str) -> str:
    """A text as it was written, to the letter; only that it stays on its line and cannot steer a terminal."""
    return STEERING.sub("\ufffd", LINE_ENDS.sub(" ", text))
