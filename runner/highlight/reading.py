"""A script cut into coloured pieces, line by line. Nothing is parsed: a line that is wrong has its colours too.

The first word of a line decides what it is, and with it which words mean something there (`words.json`). A word is a
keyword where the grammar has a use for it, and a name right behind a word that wants one: so `work` is an activity
in `direct Kai to work`, and a topic in `… about work`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from runner.highlight.words import Shape, kept

PERSON: Final = r"[A-ZÀ-ÖØ-Þ]\w*(?:-\w+)*"
"""People are written with a capital, and everything else small; that is all that one line can know of a name."""

KINDS: Final[Mapping[str, str]] = {
    "TIME": "clock", "SHARE": "figure", "DECIMAL": "figure", "RANGE": "sign", "INT": "figure", "POSSESSIVE": "sign",
}  # fmt: skip
"""What is no word, by its name in the grammar, in the order in which it is tried."""

SIGNS: Final = ":,()=[]"

COMMENTS: Final[Mapping[str, str]] = {r"#+[ \t]*TODO:.*": "todo", r"##.*": "about", r"#.*": "remark"}

NAMED: Final[Mapping[str, str]] = {
    "personality": "defined", "extends": "defined", "item": "defined", "vignette": "defined", "play": "played",
    "after": "label", "during": "label", "event": "event", "trigger": "event", "POSSESSIVE": "quality",
}  # fmt: skip
"""What a name is by the word before it; any other is a person if it has a capital."""

LABELLED: Final = ("at", "at end", "after", "every", "when", "whenever", "while", "INT", "DECIMAL")
"""What opens a cue, where `as` gives it a name."""

OWN: Final = {"RANGE": r"\.\.", "STRING": r'"(?:[^"\\\n]|\\["\\])*"?'}
"""What has another form in the grammar: a text that is not closed yet is one all the same."""

LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end, as `dsl.source` has them: other programs see more of them."""

Piece = tuple[str, str | None]
"""A piece of text, and what it is: a key of `LOOKS`, None for blanks and whatever has no colour."""


def pieces(text: str) -> Iterator[Piece]:
    """All of a text, in order: joined, the pieces are the text again."""
    for line in LINE.findall(text):
        body = line.rstrip("\r\n")
        if body.lstrip().startswith(">"):
            yield body, "prose"
        else:
            yield from _Line().pieces(body)
        if len(body) < len(line):
            yield line[len(body) :], None


class _Line:
    """One line on its way from left to right."""

    def __init__(self) -> None:
        self.shape: Shape | None = None
        self.head = self.before = ""
        self.opening = True

    def pieces(self, line: str) -> Iterator[Piece]:
        for match in _scanner().finditer(_with_letters(line)):
            kind, text = match.lastgroup or "", line[match.start() : match.end()]
            if kind.startswith("COMMENT"):
                yield text, [*COMMENTS.values()][int(kind[-1])]
            elif kind in ("SPACE", "OTHER"):
                yield text, None
                self.before = self.before if kind == "SPACE" else "NAME"
            elif self.opening:
                yield text, self._opened(kind, text, line[match.end() :].lstrip())
            elif kind == "AT_END" and (self.shape is None or "at end" not in self.shape.words):
                yield from ((part, self._inside("NAME", part) if part.strip() else None) for part in _apart(text))
            else:
                yield text, self._inside(kind, text)

    def _opened(self, kind: str, text: str, rest: str) -> str | None:
        """The first word decides. Behind `60%:` and `otherwise` another line begins."""
        self.before = ""
        if kind == "SIGN":  # The colon of an arm, or what no line begins with.
            self.opening, self.head = self.head == "SHARE" and text == ":", ""
            return "sign"
        self.head = "at end" if kind == "AT_END" else text if kind == "NAME" else kind
        heads, colon = _heads(), rest.startswith(":")
        found = heads.get(f"{text}:" if kind == "NAME" and colon else self.head)
        if found is not None and not _opens(kind, found, rest):
            found = None
        if found is None and kind == "NAME" and re.match(r"(\d+[ \t]*)?:", rest):
            self.head, found = "NAME", heads["NAME"]
        self.shape, group = found or (None, "")
        self.opening = self.shape is not None and self.shape.opens
        if kind == "NAME":
            return group or ("person" if found or re.match(PERSON, text) else "name")
        return group or figures().get(kind, ("", "sign"))[1]

    def _inside(self, kind: str, text: str) -> str | None:
        """A word behind another: wanted here as a name, or known here, or a name all the same."""
        before, shape = self.before, self.shape
        if kind not in ("NAME", "AT_END"):
            self.before = text if kind == "SIGN" else kind
            return "sign" if kind == "SIGN" else figures()[kind][1]
        word = "at end" if kind == "AT_END" else text
        none = shape.names.get(before) if shape is not None else None
        known = shape.words.get(word) if shape is not None and (none is None or word in none) else None
        self.before = word if known else "NAME"
        return known or self._name(text, before if none is not None else "NAME")

    def _name(self, text: str, before: str) -> str:
        """What a name is, by the word that wanted it."""
        if before == "as" and self.head in LABELLED:
            return "label"
        return NAMED.get(before or self.head) or ("person" if re.match(PERSON, text) else "name")


def _with_letters(line: str) -> str:
    """The same line, with letters for the marks on letters: as editors have it, they are parts of words."""
    if line.isascii():
        return line
    return "".join("x" if unicodedata.category(each) in ("Mn", "Mc", "Me") else each for each in line)


def _apart(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)


def _opens(kind: str, found: tuple[Shape, str], rest: str) -> bool:
    """Whether what would open a line does so here, before the rest of it."""
    if kind == "SHARE":
        return rest.startswith(":")
    if kind in ("INT", "DECIMAL"):
        word = re.match(name(), rest)
        return word is not None and word.group() in found[0].words
    return kind != "NAME" or bool(found[1])  # A word may be spelled like a terminal.


@cache
def name() -> str:
    """How a name is written, as an expression without groups."""
    return kept().terminals["NAME"]


@cache
def figures() -> Mapping[str, tuple[str, str]]:
    """What is no word: by its name in the grammar the expression for it, without groups, and its group."""
    written = {**kept().terminals, **OWN}
    return {"STRING": (OWN["STRING"], "text"), **{kind: (written[kind], group) for kind, group in KINDS.items()}}


@cache
def _heads() -> Mapping[str, tuple[Shape, str]]:
    """By what opens a line, its shape and the group of that word."""
    return {head: (shape, group) for shape in kept().shapes for head, group in shape.heads.items()}


@cache
def _scanner() -> re.Pattern[str]:
    parts = [(f"COMMENT{number}", expression) for number, expression in enumerate(COMMENTS)]
    parts += [("SPACE", r"[ \t]+"), ("AT_END", r"at[ \t]+end(?!-?\w)")]
    parts += [(name, expression) for name, (expression, _) in figures().items()]
    parts += [("NAME", name()), ("SIGN", f"[{re.escape(SIGNS)}]"), ("OTHER", ".")]
    return re.compile("|".join(f"(?P<{name}>{expression})" for name, expression in parts))
