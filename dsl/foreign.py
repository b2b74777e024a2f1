"""Files that are no scripts, and what surrounds a script that was copied: one message, before any line is read."""

import re
from collections.abc import Sequence
from typing import Final

from dsl.diagnostic import Diagnostic, Fix
from dsl.source import Source, Span

MOST_LINES: Final = 50_000
"""A script of 4,000 lines is long already."""

LONGEST_LINE: Final = 10_000
"""Characters; a page of a book has two thousand."""

FENCES: Final = ("```", "~~~", '"""', "'''")
OURS, BASE, THEIRS, END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"

KINDS: Final[tuple[tuple[re.Pattern[str], str, str], ...]] = (
    (re.compile(r'\s*\{\s*"townlet":\s*"schedule"|\s*\{\s*"language":'), "a compiled schedule",
     "give it a name that ends in `.schedule.json`"),
    (re.compile(r"\s*\{\\rtf|PK\x03\x04"), "a document of a word processor",
     "save it from there as plain text, in UTF-8"),
    (re.compile(r"%PDF-"), "a document for printing", "save its text as plain text, in UTF-8"),
    (re.compile(r"\s*[{\[][\s\"\[{}\]]"), "JSON", "a script is plain lines, without brackets around them"),
    (re.compile(r"\s*<(!doctype|html|\?xml|svg|head|body)\b", re.IGNORECASE), "a page of the web",
     "save what it shows as plain text"),
    (re.compile(r"(diff --git |--- .*\n\+\+\+ )"), "a list of changes", "apply it to the script it is about"),
    (re.compile(r"# .*\n# seed .*\n# Townlet "), "a transcript",
     "it is what `townlet run` writes; the script is the file that ends in `.town`"),
    (re.compile(r"(?:.*\n)*?(?:grid|places|affordances):", re.MULTILINE), "a town file",
     "give it a name that ends in `.yaml`, in `towns` beside the script"),
)  # fmt: skip
"""What a file begins with, what it is, and what to do with it. The last is asked of files without a scenario only."""


def another_kind(source: Source) -> Diagnostic | None:
    """What is wrong with a file that is no script at all."""
    text = source.text
    here = Span(source.name, 1, 1, 1, 1)
    if "\0" in text:
        hint = "is it the file you meant? If so, save it as plain text, in UTF-8"
        return Diagnostic("TN134", "this is no text: there are characters in it that no text has", here, hint=hint)
    if text.count("\n") > MOST_LINES or text.count("\r") > MOST_LINES:
        message = f"this file has more than {MOST_LINES:,} lines, which is more than I read"
        hint = "divide it into scenarios of their own; what they share goes into a library that they `use`"
        return Diagnostic("TN133", message, here, hint=hint)
    scripted = re.search(r"^scenario ", text, re.MULTILINE) is not None
    for pattern, kind, hint in KINDS[: -1 if scripted else None]:
        if pattern.match(text.removeprefix("\ufeff")[:LONGEST_LINE]):
            return Diagnostic("TN134", f"this is {kind}, and not a script", here, "another kind of file", hint=hint)
    if text.startswith('"scenario'):
        hint = "take the first and the last quotation mark away, and the `\\` before those within"
        return Diagnostic("TN134", "the whole script stands within quotation marks", here, "it begins here", hint=hint)
    return None


def too_long(file: str, number: int, text: str) -> Diagnostic:
    """A line that is longer than anybody reads; it is passed over."""
    span = Span(file, number, LONGEST_LINE + 1, number, len(text) + 1)
    message = f"this line has {len(text):,} characters, and I read lines of up to {LONGEST_LINE:,}"
    return Diagnostic("TN133", message, span, "too long", hint="begin a new line; long prose goes under `narrate:`")


def foreign_comment(file: str, number: int, bare: str, column: int) -> Diagnostic:
    """`// later`: a comment as other languages write it; the line is passed over."""
    signs = Span(file, number, column, number, column + 2)
    gap = "" if bare[2:3] in ("", " ") else " "
    return Diagnostic("TN101", "a comment begins with `#`", signs, "not our sign", fix=Fix(signs, "#" + gap, sure=True))


class Wrapping:
    """Which lines of a text are the script: not the fences around it, nor the other version of a merge."""

    def __init__(self, file: str, lines: Sequence[str]) -> None:
        self.file = file
        self.said: list[Diagnostic] = []
        self.passed: frozenset[int] = frozenset()
        """The numbers of the lines that are passed over."""
        passed = self._outside_fences(lines) | self._of_other_versions(lines)
        self.passed = frozenset(passed)

    def _outside_fences(self, lines: Sequence[str]) -> set[int]:
        fences = [number for number, line in enumerate(lines, 1) if line.startswith(FENCES)]
        if not fences:
            return set()
        first = Span(self.file, fences[0], 1, fences[0], len(lines[fences[0] - 1]) + 1)
        hint = "leave the marks out, and whatever stands around them"
        message = "a script stands by itself, without marks around it"
        self.said.append(Diagnostic("TN136", message, first, "here it was copied from something else", hint=hint))
        inside = {n for one, other in zip(fences[::2], fences[1::2], strict=False) for n in range(one + 1, other)}
        if len(fences) % 2:
            inside |= {*range(fences[-1] + 1, len(lines) + 1)}
        return {*range(1, len(lines) + 1)} - inside

    def _of_other_versions(self, lines: Sequence[str]) -> set[int]:
        passed: set[int] = set()
        began = 0  # where the version that is read begins
        other = False
        for number, line in enumerate(lines, 1):
            if line.startswith(OURS):
                self.said.append(self._unfinished(number, line))
                began, other = number, False
                passed.add(number)
            elif began and line.startswith((BASE, THEIRS)):
                other = True
            if began and other:
                passed.add(number)
            if began and line.startswith(END):
                began, other = 0, False
        return passed

    def _unfinished(self, number: int, line: str) -> Diagnostic:
        span = Span(self.file, number, 1, number, len(line) + 1)
        hint = f"keep one of the two, and take the lines with `{OURS}`, `{THEIRS}` and `{END}` out"
        message = "two versions stand here, of a merge that was not finished"
        return Diagnostic("TN135", message, span, "I read the first of them", hint=hint)
