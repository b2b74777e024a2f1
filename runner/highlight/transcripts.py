"""A transcript cut into coloured pieces, line by line; a line is of one of a few kinds."""

import re
from collections.abc import Iterator
from typing import Final

Piece = tuple[str, str | None]

SIGNS: Final = {"·": "emergent", "~": "nudged", "!": "directed", "*": "staged", ">": "aside"}
"""How hard the script leaned; `>` is a prompt, which only a terminal shows."""

OUTCOMES: Final = {
    "met": "met", "failed": "unmet", "unknown": "unmet",
    "untested": "unsure", "blocked": "unsure", "cut-short": "unsure",
}  # fmt: skip

ORIGIN: Final = r"(  +‹[^›]*›)?"

KINDS: Final[tuple[tuple[str, tuple[str | None, ...]], ...]] = (
    (r"(# .*|-- .*)", ("aside",)),
    (r"(== .*)", ("mark",)),
    *(
        (rf"(\d\d:\d\d)( )({re.escape(sign)})(  )(.*?){ORIGIN}", ("clock", None, group, None, "*", "origin"))
        for sign, group in SIGNS.items()
    ),
    *(
        (rf"({outcome})( +)((?:day \d+ )?\d\d:\d\d)(  )(.*?){ORIGIN}", (group, None, "clock", None, None, "origin"))
        for outcome, group in OUTCOMES.items()
    ),
)
"""A whole line of each kind, with the colours of its groups; in what has `*`, speech has a colour of its own."""

SPEECH: Final = r"(“[^”]*”)"


def pieces(text: str) -> Iterator[Piece]:
    """All of a text, in order: joined, the pieces are the text again."""
    for line in text.splitlines(keepends=True):
        body = line.rstrip("\r\n")
        yield from of_line(body)
        if len(body) < len(line):
            yield line[len(body) :], None


def of_line(line: str) -> Iterator[Piece]:
    """The pieces of a line without its end."""
    for expression, groups in KINDS:
        found = re.fullmatch(expression, line)
        if found is not None:
            for text, group in zip(found.groups(), groups, strict=True):
                yield from _prose(text) if group == "*" else [(text, group)] if text else []
            return
    if line:
        yield line, None


def _prose(text: str) -> Iterator[Piece]:
    for part in re.split(SPEECH, text):
        if part:
            yield part, "speech" if re.fullmatch(SPEECH, part) else None
