"""What the report shows, as values. An `anchor` is the id of an element, and what a link leads to; empty is none."""

from typing import Literal

import msgspec
from markupsafe import Markup

from runner.rehearsal.rates import Rate
from runner.rehearsal.result import Result
from runner.rehearsal.store import Fate

Tone = Literal["good", "bad", "warn", "quiet"]
"""How something stands. It is never shown by colour alone: a sign or a word says the same."""
Piece = tuple[str, str]
"""A stretch of text with its role: a group of `runner.highlight`, or one of the roles of `runner.report`."""


class Pointer(msgspec.Struct, frozen=True):
    """A line of a script: where it stands, what it says, and what it has to do with the matter."""

    place: str
    anchor: str
    quoted: str
    why: str = ""


# The script.


class Way(msgspec.Struct, frozen=True):
    """One way of a fork that stands on a line, and how many runs took it; it `lacks` if one should have."""

    label: str
    runs: int
    lacks: bool


class ScriptLine(msgspec.Struct, frozen=True):
    """A line with the number of runs that came to it; None of a line that nobody comes to, like a comment."""

    number: int
    anchor: str
    pieces: tuple[Piece, ...]
    runs: int | None
    ways: tuple[Way, ...]


class ScriptText(msgspec.Struct, frozen=True):
    """One file. `never` counts lines and ways that no run came to, `left_out` the lines that are not shown."""

    name: str
    lines: tuple[ScriptLine, ...]
    never: int
    left_out: int


# The story.


class Cause(msgspec.Struct, frozen=True):
    """One event of a chain: `08:41 !  Kai fell into talk with Avery`, and the line of the story that tells it."""

    said: str
    anchor: str


class StoryLine(msgspec.Struct, frozen=True):
    """A line of the transcript with why it is there. `sign` is that of a beat, or the outcome of a check."""

    anchor: str
    clock: str
    sign: str
    group: str
    pieces: tuple[Piece, ...]
    meaning: str
    causes: tuple[Cause, ...]
    from_causes: str
    """What the causes end in, as a sentence: a rule of the town, or what the script has to do with it."""
    pointers: tuple[Pointer, ...]


class Passage(msgspec.Struct, frozen=True):
    """What stands under one mark; before the first there is no heading."""

    heading: str
    lines: tuple[StoryLine, ...]


class Story(msgspec.Struct, frozen=True):
    """The transcript of the golden cell; `left_out` counts the lines that are not shown."""

    header: tuple[str, ...]
    passages: tuple[Passage, ...]
    closing: str
    left_out: int


# What became of the runs.


class Check(msgspec.Struct, frozen=True):
    """A check over all runs. `rate` is None of a wait, which only tells when it ran out of time."""

    text: str
    severity: str
    pointer: Pointer | None
    outcomes: tuple[tuple[str, int], ...]
    rate: Rate | None
    verdict: str
    tone: Tone
    command: str
    closest: str


class Square(msgspec.Struct, frozen=True):
    """What became of the runs with some seeds and one choice of values."""

    kept: int = 0
    failed: int = 0
    blocked: int = 0

    @property
    def fate(self) -> Fate:
        """The one that is shown: what failed, before all else."""
        return "failed" if self.failed else "kept" if self.kept else "blocked"

    @property
    def heat(self) -> int:
        """From 0 (all kept) to 4 (all failed), of the runs that were judged."""
        judged = self.kept + self.failed
        return -(-4 * self.failed // judged) if judged else 0


class Matrix(msgspec.Struct, frozen=True):
    """Choices of values, each with a square for every seed or bin of `together` seeds."""

    seeds: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Square, ...]], ...]
    together: int
    left_out: int
    failing: tuple[str, ...]
    """The commands of the first runs that failed."""


class ByValue(msgspec.Struct, frozen=True):
    """A choice of values, and how many of its runs kept their promises."""

    values: str
    rate: Rate


class CoverClause(msgspec.Struct, frozen=True):
    """A `cover` clause, and what of it too few runs came to."""

    text: str
    wanted: int
    missing: tuple[tuple[str, int], ...]


class Never(msgspec.Struct, frozen=True):
    """A cue that never began: where it stands and how close it came, if it waited for anything that can be measured."""

    text: str
    anchor: str
    how: str
    command: str


class Covering(msgspec.Struct, frozen=True):
    """What the runs came to together. `fewest` are the commands of the few that come to all of it."""

    came: int
    of: int
    clauses: tuple[CoverClause, ...]
    never: tuple[Never, ...]
    fewest: tuple[str, ...]


# The golden.


class Change(msgspec.Struct, frozen=True):
    """Rows of a comparison: some that differ with a few around them, after `skipped` that are the same."""

    skipped: int
    rows: tuple["Compared", ...]


class Compared(msgspec.Struct, frozen=True):
    """A line of the golden beside what stands there now; stretches with whether they differ, None for no line."""

    same: bool
    was: tuple[tuple[str, bool], ...] | None
    now: tuple[tuple[str, bool], ...] | None


class Drift(msgspec.Struct, frozen=True):
    """How a story differs from its golden, why, the lines that were edited, and how to decide."""

    changes: tuple[Change, ...]
    left_out: int
    explanation: tuple[Piece, ...]
    edited: tuple[Pointer, ...]
    commands: tuple[str, ...]


# Over time.


class Over(msgspec.Struct, frozen=True):
    """Something over the time of the golden cell's run: what it is, how it went, and the same in figures."""

    name: str
    sign: str
    drawn: Markup
    figures: tuple[str, ...]


class Day(msgspec.Struct, frozen=True):
    """The run from its first to its last moment: lines by sign, and moods, looked at `every` so many ticks."""

    begins: str
    ends: str
    signs: tuple[Over, ...]
    moods: tuple[Over, ...]
    every: int
    left_out: int


# The whole.


class Chapter(msgspec.Struct, frozen=True):
    """One scenario. One that needs mending has nothing but what is `said` about it."""

    slug: str
    name: str
    title: str
    about: str
    result: Result
    verdict: str
    tone: Tone
    said: tuple[tuple[Piece, ...], ...] = ()
    unsteady: str = ""
    golden: str = ""
    drift: Drift | None = None
    checks: tuple[Check, ...] = ()
    matrix: Matrix | None = None
    by_value: tuple[ByValue, ...] = ()
    covering: Covering | None = None
    texts: tuple[ScriptText, ...] = ()
    story: Story | None = None
    day: Day | None = None


class Contents(msgspec.Struct, frozen=True):
    """The report: what was asked, how it ended, the scenarios, and goldens that belong to nothing."""

    command: str
    status: int
    meaning: str
    tone: Tone
    engine: str
    language: str
    runs: int
    chapters: tuple[Chapter, ...]
    orphans: tuple[str, ...]
