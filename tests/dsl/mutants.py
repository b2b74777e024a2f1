"""Mutants: scripts that ship, with a mistake or several. The same numbers give the same mutants, always.

    mutant(7)             # one mistake
    mutant(7, mistakes=3)

A mistake is what a hand does to a line: it deletes, doubles, moves, indents; loses, swaps or misspells a word; strews
or loses a sign. `touched` says how many statements were damaged, which is how many messages there may be.
"""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

import msgspec

from dsl.codes import CODES
from dsl.compiler import Checked
from dsl.diagnostic import Diagnostic
from dsl.render import render, sentence
from dsl.source import Source, Span
from tests.dsl.shipped import SCRIPTS, checked, shipped


class Mutant(msgspec.Struct, frozen=True):
    """A damaged text, what it was, and by which mistakes."""

    name: str
    text: str
    kinds: tuple[str, ...]
    touched: int


Lines = list[str]
Mistake = Callable[[random.Random, Lines, int], int]
"""Damages a list of lines at a line that says something; how many statements it touched, 0 if it could not."""

SIGNS: Final = "\"'()[]:,%#>=“”"
LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def deleted(chance: random.Random, lines: Lines, at: int) -> int:
    """A line is gone."""
    del lines[at]
    return 1


def doubled(chance: random.Random, lines: Lines, at: int) -> int:
    """A line stands there twice."""
    lines.insert(at, lines[at])
    return 1


def swapped(chance: random.Random, lines: Lines, at: int) -> int:
    """A line has changed places with the next."""
    others = [other for other in speaking(lines) if other > at]
    if not others or lines[at] == lines[others[0]]:
        return 0
    lines[at], lines[others[0]] = lines[others[0]], lines[at]
    return 2


def moved(chance: random.Random, lines: Lines, at: int) -> int:
    """Two lines have changed places, however far apart."""
    other = chance.choice(speaking(lines))
    if lines[at] == lines[other]:
        return 0
    lines[at], lines[other] = lines[other], lines[at]
    return 2


def indented(chance: random.Random, lines: Lines, at: int) -> int:
    """A line begins further left or right."""
    body = lines[at].lstrip()
    was = len(lines[at]) - len(body)
    lines[at] = " " * chance.choice([column for column in range(13) if column != was]) + body
    return 1


def lost_word(chance: random.Random, lines: Lines, at: int) -> int:
    """A word is gone."""
    words = list(re.finditer(r"\S+", lines[at]))
    gone = chance.choice(words)
    if len(words) == 1:
        return 0
    start = gone.start() if gone is words[0] else gone.start() - 1
    stop = gone.end() + 1 if gone is words[0] else gone.end()
    lines[at] = lines[at][:start] + lines[at][stop:]
    return 1


def swapped_words(chance: random.Random, lines: Lines, at: int) -> int:
    """Two words have changed places."""
    words = lines[at].split()
    if len(words) < 2:
        return 0
    one, other = chance.sample(range(len(words)), 2)
    words[one], words[other] = words[other], words[one]
    blank = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    was, lines[at] = lines[at], blank + " ".join(words)
    return int(lines[at] != was)


def misspelt(chance: random.Random, lines: Lines, at: int) -> int:
    """A letter of a word is gone, doubled, another, or has changed places with the next."""
    words = list(re.finditer(r"[^\W\d_]{3,}", lines[at]))
    if not words:
        return 0
    word = chance.choice(words)
    n = chance.randrange(len(word[0]) - 1)
    before, letter, behind = word[0][:n], word[0][n], word[0][n + 1 :]
    becomes = chance.choice(
        [before + behind, before + letter * 2 + behind, before + chance.choice(LETTERS) + behind,
         before + behind[0] + letter + behind[1:]]
    )  # fmt: skip
    lines[at] = lines[at][: word.start()] + becomes + lines[at][word.end() :]
    return int(becomes != word[0])


def strewn(chance: random.Random, lines: Lines, at: int) -> int:
    """A sign too many."""
    blank = len(lines[at]) - len(lines[at].lstrip())
    column = chance.randrange(blank, len(lines[at]) + 1)
    lines[at] = lines[at][:column] + chance.choice(SIGNS) + lines[at][column:]
    return 1


def lost_sign(chance: random.Random, lines: Lines, at: int) -> int:
    """A sign too few."""
    signs = [n for n, letter in enumerate(lines[at]) if letter in SIGNS]
    if not signs:
        return 0
    gone = chance.choice(signs)
    lines[at] = lines[at][:gone] + lines[at][gone + 1 :]
    return 1


MISTAKES: Final[tuple[Mistake, ...]] = (
    deleted, doubled, swapped, moved, indented, lost_word, swapped_words, misspelt, strewn, lost_sign,
)  # fmt: skip


def speaking(lines: Lines) -> list[int]:
    """The lines that say something: neither blank nor a comment."""
    return [at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")]


def mutant(number: int, mistakes: int = 1) -> Mutant:
    """The mutant of that number."""
    chance = random.Random(number)
    name = chance.choice(SCRIPTS)
    lines = shipped(name).text.split("\n")
    kinds: list[str] = []
    touched = 0
    while len(kinds) < mistakes:
        mistake = MISTAKES[(number + len(kinds)) % len(MISTAKES)]
        damaged = mistake(chance, lines, chance.choice(speaking(lines)))
        if damaged:
            kinds.append(mistake.__name__)
            touched += damaged
    return Mutant(name, "\n".join(lines), tuple(kinds), touched)


class Told(msgspec.Struct, frozen=True):
    """A mutant, and what came of checking it."""

    mutant: Mutant
    caused: tuple[Diagnostic, ...]
    faults: tuple[str, ...]
    seconds: float  # of processor time

    @property
    def is_calm(self) -> bool:
        """No more than one message for each statement that was damaged."""
        return len(self.caused) <= self.mutant.touched


def told(number: int, mistakes: int = 1) -> Told:
    """Check the mutant of that number. What the compiler raises is not caught: it must raise nothing."""
    subject = mutant(number, mistakes)
    began = time.process_time()
    found = checked(subject.text, subject.name)
    seconds = time.process_time() - began
    return Told(subject, tuple(caused(found.diagnostics, before(subject.name))), tuple(faults(found)), seconds)


@cache
def before(name: str) -> tuple[Diagnostic, ...]:
    """What is said of a script that ships."""
    return checked(shipped(name).text, name).diagnostics


def faults(found: Checked) -> Iterator[str]:
    """What is wrong with the messages themselves: a code, a place or a fix that is none, or they cannot be shown."""
    sources = {source.name: source for source in found.sources}
    for each in found.diagnostics:
        places = [each.span, *(span for span, _ in each.secondary), *([each.fix.span] if each.fix else [])]
        if each.code not in CODES or not each.message or each.message.endswith("."):
            yield f"{each.code}: {each.message!r}"
        if not all(is_place(span, sources[span.file]) for span in places if span.file in sources):
            yield f"{each.code} is outside of the text: {places}"
        if sentence(each.message) not in render(each, sources):
            yield f"{each.code} cannot be shown"


def is_place(span: Span, source: Source) -> bool:
    """Whether a span lies within a text; the end of the last line counts, and the beginning of the one after it."""
    lines = [*source.lines, ""]
    if not 1 <= span.line <= span.end_line <= len(lines):
        return False
    start, stop = len(lines[span.line - 1]) + 1, len(lines[span.end_line - 1]) + 1
    ordered = (span.line, span.column) <= (span.end_line, span.end_column)
    return ordered and 1 <= span.column <= start and 1 <= span.end_column <= stop


def shares(all_told: Iterable[Told]) -> dict[str, tuple[int, int]]:
    """By kind of mistake: how many mutants of one mistake are calm, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for each in all_told:
        calm, count = found.get(each.mutant.kinds[0], (0, 0))
        found[each.mutant.kinds[0]] = calm + each.is_calm, count + 1
    return found


def caused(said: Iterable[Diagnostic], before: Iterable[Diagnostic]) -> list[Diagnostic]:
    """What is said of a mutant and was not said of the script it came of, wherever that stood.

    Nothing is forgiven: a name that is missed because its definition was deleted counts, once for each message. That
    makes it the reader's count: so many things would be on the screen that were not there before the slip.
    """
    known = Counter((each.code, each.message) for each in before)
    new = []
    for each in said:
        if known[each.code, each.message]:
            known[each.code, each.message] -= 1
        else:
            new.append(each)
    return new
