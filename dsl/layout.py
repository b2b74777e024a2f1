"""Indentation: which lines stand under which, where that is wrong, and what was most likely meant."""

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from dsl.diagnostic import Diagnostic, Fix
from dsl.lines import Line, Token
from dsl.machine import Machine
from dsl.source import Span
from dsl.units import Say
from dsl.words import BELONGS, CUES, DECLARING, HEADINGS, STATEMENT, TOP

STEP = 4
"""Columns of one step of indentation."""

DEEPEST = 12
"""So many steps of indentation are understood: no script needs half of them, and later passes may recurse."""


_NOWHERE = Span("", 0, 0, 0, 0)
_HEADING = tuple(Token(*each, _NOWHERE) for each in (("NAME", "seed"), ("COLON", ":"), ("INT", "1")))
"""What only a scenario can hold."""


class Level(msgspec.Struct, frozen=True):
    """An open step of indentation.

    `block` is a real one; `stray` was deeper than it should be and opened nothing; `flat` is a block whose
    lines are not indented though they should be, and lasts until a blank line or a line that opens a cue.
    """

    indent: int
    kind: Literal["block", "stray", "flat"]


class OutsideError(Exception):
    """A line ends a block that all lines at hand stand in: what is above them would have to be known."""


class Layout:
    """Feeds the machine its indents and dedents."""

    def __init__(self, machine: Machine, say: Say, is_reported: Callable[[Line], bool]) -> None:
        self.machine = machine
        self.say = say
        self.is_reported = is_reported
        self.levels = [Level(0, "block")]
        self.least = 1  # so many of them stay open to the end
        self.opener: Line | None = None  # the line before, if it opened a block
        self.skipped: int | None = None  # lines deeper than this stand under a damaged line
        self.crooked: int | None = None  # an odd column that has been reported
        self.above: Line | None = None  # the line before the one at hand
        self.under_reported = False  # the line at hand is deeper than the one above, which has been reported
        self.strayed = False  # lines that stand under nothing have just ended
        self.column = 0  # where the line at hand is taken to stand

    @property
    def depth(self) -> int | None:
        """How many blocks are open; None where one of them is not indented as it should be."""
        return len(self.levels) - 1 if all(level.kind == "block" for level in self.levels) else None

    def begin(self, line: Line, following: int = 0) -> bool:
        """Settle where a line stands, before its tokens are fed; False if it is to be passed over.

        `following` is the indentation of the line after it, which shows whose indentation is odd.
        """
        if self.skipped is not None:
            if line.indent > self.skipped:
                return False
            self.skipped = None
        self.under_reported = self.is_under_reported(line)
        self.above = line
        self.column = line.indent
        headless, self.strayed = self.strayed, False
        if self.opener is not None and _is_same(self.opener, line):
            self._again(line)
            return False
        if self.opener is not None:
            opener, self.opener = self.opener, None
            if self._is_askew(opener, line, following):
                self.column = opener.indent + STEP
                self._misfit(line, self.column)
                self.levels.append(Level(opener.indent + STEP, "block"))
                self._feed("_INDENT", line)
                return True
            self._open(opener, line)
            if line.indent > opener.indent:
                return self.skipped is None
        if self._is_between(line, following):
            self._lost_between(line)
            return False
        self._settle(line, following)
        if line.tokens[0].text == "otherwise" and (headless or self.strayed):
            self.skip_under(line)  # The lines that stood under its `if` have been told of.
            return False
        return True

    def is_under_reported(self, line: Line) -> bool:
        """Whether a line is deeper than the one above it, which has been reported."""
        return self.above is not None and self.above.indent < line.indent and self.is_reported(self.above)

    def end(self, line: Line) -> None:
        """After a line has been fed with its end: if a block may follow, it must."""
        if self.machine.accepts(("_INDENT",)):
            self.opener = msgspec.structs.replace(line, indent=self.column)

    def skip_under(self, line: Line) -> None:
        """What is indented under this line means nothing without it."""
        self.skipped = line.indent

    def close_before(self, indent: int, inside: int, below: Sequence[Line] = ()) -> bool:
        """Close what a line with this indentation would close; False if the line may be taken to stand elsewhere.

        It is the first of `below`. The block whose lines have the indentation `inside` stays open all the same.
        """
        following = below[1].indent if len(below) > 1 else 0
        if self.skipped is not None and self.skipped < indent:
            return False
        if self.opener is not None:
            if self.opener.indent <= indent or (below and self._is_askew(self.opener, below[0], following)):
                return False
            self._empty(self.opener)
            self.opener = None
        if below and (self._is_between(below[0], following) or self._meant(below[0], following) is not None):
            return False
        while len(self.levels) > 1 and self.levels[-1].indent > max(indent, inside):
            self._close()
        return True

    def finish(self) -> None:
        """Close what is open at the end of the text."""
        if self.opener is not None:
            self._empty(self.opener)
            self.opener = None
        while len(self.levels) > 1:
            self._close()

    # ── opening ──────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, opener: Line, line: Line) -> None:
        if line.indent > self.levels[-1].indent and len(self.levels) > DEEPEST:
            self._too_deep(opener, line)
        elif line.indent > self.levels[-1].indent:
            self.levels.append(Level(line.indent, "block"))
            self._feed("_INDENT", line)
        elif self._is_flat(opener, line):
            self._missing_indent(opener, line)
            self.levels.append(Level(line.indent, "flat"))
            self._feed("_INDENT", line)
        else:
            self._empty(opener)

    def _is_flat(self, opener: Line, line: Line) -> bool:
        """Whether a line belongs into the block that was opened above, and is only not indented."""
        if line.indent != opener.indent or self._is_heading(line) or not self._could_begin(line):
            return False
        return not (self.is_reported(opener) and self._fits(line, line.indent, ("_INDENT", "_DEDENT")))

    def _is_askew(self, opener: Line, line: Line, following: int) -> bool:
        """Whether the first line of a block is out of line and not the second, which stands where it should."""
        step = opener.indent + STEP
        settled = opener.indent == self.levels[-1].indent and len(self.levels) <= DEEPEST
        opens = line.tokens[-1].type == "COLON"
        outer = [level.indent for level in self.levels[:-1]]
        astray = line.indent not in outer or not self._fits(line, line.indent, ("_INDENT", "_DEDENT"))
        shallow = line.indent > max(outer, default=-1) or astray
        shown = following == step or (astray and max(following, line.indent + 1) <= opener.indent)
        return settled and shallow and shown and step != line.indent and not opens and self._could_begin(line)

    def _misfit(self, line: Line, meant: int, sure: bool = True) -> None:
        span = line.tokens[0].span
        blank = Span(span.file, span.line, 1, span.line, span.column)
        self.say(
            Diagnostic(
                "TN106", "this indentation does not fit the lines around it", span,
                f"{line.indent} spaces; {meant} are needed", hint="each step is four spaces",
                fix=Fix(blank, " " * meant, sure=sure),
            )
        )  # fmt: skip

    def _too_deep(self, opener: Line, line: Line) -> None:
        span = line.tokens[0].span
        hint = f"no more than {DEEPEST} steps; put a part of it into a vignette and `play` it"
        self.say(
            Diagnostic("TN118", "this is nested too deep to follow", span, "one step too many", hint=hint)
        )
        self._feed("_INDENT", opener)
        self._feed("_DEDENT", opener)
        self.skip_under(opener)

    def _could_begin(self, line: Line) -> bool:
        """Whether the block that is to be opened holds lines like this one."""
        first = line.tokens[0]
        if first.text in BELONGS:
            return self.machine.reads(line.tokens[:3], after=("_INDENT",))
        keyword = self.machine.table.keywords.get(first.text, first.type)
        return self.machine.accepts(("_INDENT", keyword)) or self.machine.accepts(("_INDENT", first.type))

    def _empty(self, opener: Line) -> None:
        span = opener.tokens[0].span.to(opener.tokens[-1].span)
        hint = "write what belongs to it on the next lines, indented by four spaces; or leave it out"
        self.say(Diagnostic("TN104", "nothing stands under this line", span, "it opens a block", hint=hint))
        self._feed("_INDENT", opener)
        self._feed("_DEDENT", opener)

    def _again(self, line: Line) -> None:
        """A line that opens a block stands there twice; the block is under the second."""
        span = line.tokens[0].span.to(line.tokens[-1].span)
        whole = Span(span.file, span.line, 1, span.line + 1, 1)
        self.say(
            Diagnostic("TN113", "this line stands here twice", span, "like the line above", fix=Fix(whole, ""))
        )

    def _missing_indent(self, opener: Line, line: Line) -> None:
        if self.is_reported(opener):
            return
        head = opener.tokens[0].span.to(opener.tokens[-1].span)
        span = line.tokens[0].span
        start = Span(span.file, span.line, 1, span.line, 1)
        self.say(
            Diagnostic(
                "TN104", "this line should be indented", span, "it belongs to the line above",
                secondary=((head, "this opens a block"),),
                hint="indent all lines of the block by four spaces more", fix=Fix(start, "    "),
            )
        )  # fmt: skip

    # ── settling ─────────────────────────────────────────────────────────────────────────────────────────

    def _settle(self, line: Line, following: int) -> None:
        meant = self._meant(line, following)
        if meant is not None:
            self._misfit(line, meant, sure=not line.after_blank)
            self.column = meant
        elif line.indent > self.levels[-1].indent:
            self._deeper(line)
            return
        elif line.indent not in (known := [level.indent for level in self.levels]):
            fitting = [column for column in known if self._fits(line, column)] or known
            near = min(fitting, key=lambda column: (abs(column - line.indent), -column))
            below = following - STEP if line.tokens[-1].type == "COLON" else following
            self.column = below if below in fitting else near
            self._crooked(line, self.column)
        else:
            self.crooked = None
        while len(self.levels) > 1 and self._is_over(line, self.column):
            self._close()

    def _is_between(self, line: Line, following: int) -> bool:
        """Whether a line of another block stands in the middle of one that goes on below."""
        inner = self.levels[-1]
        if not line.indent < inner.indent == following or inner.kind != "block" or self._fits(line, inner.indent):
            return False
        over = ["_DEDENT"] * sum(level.indent > line.indent and level.kind != "stray" for level in self.levels)
        end, opening = Token("_NL", "", line.end), Token("_INDENT", "", line.end)
        whole = self.machine.reads((*line.tokens, end), after=over)
        return whole and not self.machine.reads((*line.tokens, end, opening), after=over)

    def _lost_between(self, line: Line) -> None:
        span = line.tokens[0].span.to(line.tokens[-1].span)
        word = line.tokens[0].text
        hint = f"it stands {BELONGS[word]}" if word in BELONGS else "the lines around it are deeper than it is"
        message = "this line stands in the middle of a block that it does not belong to"
        self.say(Diagnostic("TN111", message, span, "in the wrong place", hint=hint))

    def _meant(self, line: Line, following: int) -> int | None:
        """The column of an open block that a line slipped out of: where it stands it says nothing."""
        known = [level.indent for level in self.levels]
        head = line.tokens[-1].type == "COLON"
        slipped = line.indent < known[-1] or (head and following <= line.indent)
        if not slipped or any(level.kind == "flat" for level in self.levels):
            return None
        if line.indent in known and self._fits(line, line.indent):
            return None
        fitting = [column for column in known if column != line.indent and self._fits(line, column)]
        if head:
            return following - STEP if following - STEP in fitting else None
        return fitting[-1] if fitting and line.indent in known else None

    def _fits(self, line: Line, column: int, before: tuple[str, ...] = ()) -> bool:
        """Whether a line like this one can stand in the open block of that column."""
        closed = [level for level in self.levels if level.indent > column and level.kind != "stray"]
        over = (*before, *["_DEDENT"] * len(closed))
        first = line.tokens[0]
        if BELONGS.get(first.text) == STATEMENT and self.machine.reads(_HEADING, after=over):
            return False  # The grammar reads it there, for the sake of a better message: outside of every cue.
        if (first.text in CUES or first.type == "INT") and len(self.levels) > 2 and column > self.levels[1].indent:
            return False  # So it does with a cue in a cue.
        if first.text in DECLARING and not self.machine.accepts((*over, self.machine.table.keywords[first.text])):
            return False  # Nobody is called `stage`.
        end = () if len(line.tokens) > 3 else (Token("_NL", "", line.end),)
        return self.machine.reads((*line.tokens[:3], *end), after=over)

    def _is_over(self, line: Line, indent: int) -> bool:
        level = self.levels[-1]
        return indent < level.indent or (
            level.kind == "flat" and indent == level.indent and self._ends_flat(line)
        )

    def _ends_flat(self, line: Line) -> bool:
        """Whether a line that is not indented cannot have been meant to be."""
        first = line.tokens[0].text
        if line.indent == 0 and len(self.levels) <= 2:
            return first in TOP
        opens = line.tokens[-1].type == "COLON"
        return line.after_blank or (opens and (first in CUES or line.tokens[0].type == "INT"))

    def _is_heading(self, line: Line) -> bool:
        """Whether a line right under one that opens a block cannot have been meant for it."""
        keyword = self.machine.table.keywords.get(line.tokens[0].text, "")
        heading = line.tokens[0].text in HEADINGS and not self.machine.accepts(("_INDENT", keyword))
        return self._ends_flat(line) or heading

    def _close(self) -> None:
        if len(self.levels) <= self.least:
            raise OutsideError
        level = self.levels.pop()
        self.strayed = self.strayed or level.kind == "stray"
        if level.kind != "stray":
            self.machine.feed(Token("_DEDENT", "", _NOWHERE))

    def _feed(self, kind: str, line: Line) -> None:
        self.machine.feed(Token(kind, "", line.end))

    def _deeper(self, line: Line) -> None:
        self.levels.append(Level(line.indent, "stray"))
        if self.under_reported:
            return
        column = self.levels[-2].indent
        span = line.tokens[0].span
        blank = Span(span.file, span.line, 1, span.line, span.column)
        self.say(
            Diagnostic(
                "TN105", "this line is indented deeper than the one above, which opens no block", span,
                "nothing for it to stand under",
                hint="indent it like the line above, or end that line with a colon if it opens a block",
                fix=Fix(blank, " " * column),
            )
        )  # fmt: skip

    def _crooked(self, line: Line, meant: int) -> None:
        if self.crooked == line.indent:
            return
        self.crooked = line.indent
        span = line.tokens[0].span
        blank = Span(span.file, span.line, 1, span.line, span.column)
        label = f"{line.indent} spaces; the nearest step is {meant}"
        self.say(
            Diagnostic(
                "TN106", "this indentation lines up with nothing above", span, label,
                hint="each step is four spaces", fix=Fix(blank, " " * meant, sure=abs(line.indent - meant) == 1),
            )
        )  # fmt: skip


def _is_same(one: Line, other: Line) -> bool:
    """Whether two lines say the same at the same depth."""
    return one.indent == other.indent and [t.text for t in one.tokens] == [t.text for t in other.tokens]
