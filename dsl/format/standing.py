"""How deep lines and comments stand: four columns a block, and comments with the line they precede."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import msgspec

from dsl import tree
from dsl.format.wording import commented, worded
from dsl.layout import STEP
from dsl.lines import Line, columns
from dsl.parse import Parsed, Sound
from dsl.source import Source

WITHIN: Final = {"if", "otherwise", "choose", "narrate"}
"""The first words of blocks that are a part of what goes on around them. All others begin something new."""

Open = list[tuple[int, int | None]]
"""The lines that stand around a place, from the outside in: the columns each stood in, and its depth."""


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A line or a comment of its own in its new form; `depth` is None where it keeps the columns it was written in.

    It `opens` a block, or is the comment it `is_comment`; a block that begins something new stands `apart`.
    """

    text: str
    depth: int | None
    column: int
    after_blank: bool
    is_comment: bool = False
    opens: bool = False
    apart: bool = False

    @property
    def written(self) -> str:
        """With its indentation."""
        return " " * (STEP * (self.depth or 0)) + self.text


class _Text(msgspec.Struct, frozen=True):
    """A text by its lines, numbered from 1 in all that is kept of them."""

    lines: Sequence[str]
    comments: Mapping[int, tree.Comment]
    sound: Mapping[int, Sound]


def pieces(source: Source, parsed: Parsed) -> list[Piece]:
    """All lines and comments in their order; of blank lines only what follows one is kept."""
    text = _Text(source.lines, {each.span.line: each for each in parsed.reading.comments}, parsed.sound)
    placed: dict[int, Piece] = {}
    for part in _declarations(parsed.reading.lines):
        placed.update(_placed(part, text))
    return _together(text, placed)


def _declarations(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """From each line at the left edge to the next: what is damaged in one of them does not touch the others."""
    starts = [at for at, line in enumerate(lines) if line.indent == 0 or at == 0]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        yield lines[start:end]


def _placed(part: Sequence[Line], text: _Text) -> Iterator[tuple[int, Piece]]:
    """The lines of a declaration by number. If one of them is not sound, all stay where they are."""
    wordings = [_worded(line, text) for line in part]
    depths = [text.sound[line.end.line].depth if line.end.line in text.sound else None for line in part]
    whole = None not in wordings and None not in depths
    for line, wording, found in zip(part, wordings, depths, strict=True):
        number, depth = line.end.line, found if whole else None
        opens = whole and line.tokens[-1].type == "COLON"
        apart = opens and (depth == 0 or (depth == 1 and line.tokens[0].text not in WITHIN))
        written = text.lines[number - 1]
        if wording is not None:
            written = wording if whole else _blanks(written) + wording
        yield number, Piece(written, depth, line.indent, False, False, opens, apart)


def _worded(line: Line, text: _Text) -> str | None:
    """A line with the comment behind it; None if it cannot be read just as it stands."""
    number = line.end.line
    sound = text.sound.get(number)
    words = worded(line, sound.taken) if sound is not None else None
    comment = text.comments.get(number)
    if words is None or comment is None:
        return words
    return f"{words}  {commented(text.lines[number - 1][comment.span.column - 1 :])}"


def _together(text: _Text, placed: Mapping[int, Piece]) -> list[Piece]:
    """Lines and comments; a comment is settled when the line below it is known."""
    found: list[Piece] = []
    waiting: list[Piece] = []
    around: Open = []
    blank = False
    for number, written in enumerate(text.lines, 1):
        piece = placed.get(number)
        if piece is not None:
            found += _settled(waiting, around, piece)
            found.append(msgspec.structs.replace(piece, after_blank=blank))
            _stand(around, piece)
            waiting = []
        elif number in text.comments:
            waiting.append(_comment(written, text.comments[number].span.column - 1, blank))
        blank = piece is None and number not in text.comments
    return [*found, *_settled(waiting, around, None)]


def _comment(written: str, at: int, blank: bool) -> Piece:
    column = columns(written[:at])
    return Piece(written[:at] + commented(written[at:]), None, column, blank, is_comment=True)


def _settled(comments: Sequence[Piece], around: Open, following: Piece | None) -> Iterator[Piece]:
    """Comments as deep as they are meant; one never stands deeper than the one before it."""
    deepest: int | None = None
    for comment in comments:
        depth = _meant(comment.column, around, following)
        if depth is not None and deepest is not None:
            depth = min(depth, deepest)
        deepest = depth
        yield comment if depth is None else msgspec.structs.replace(comment, text=comment.text.lstrip(), depth=depth)


def _meant(column: int, around: Open, following: Piece | None) -> int | None:
    """A comment belongs to the line below, unless it stands deeper: then to the block above that it is still in."""
    edge = following.column if following is not None else 0
    deeper = [(indent, depth) for indent, depth in around if indent > edge]
    inside = [depth for indent, depth in deeper if indent <= column]
    if inside:
        return inside[-1]
    if following is None:
        return 0
    if following.depth is None and column > edge and deeper:  # What cannot be read is no line to stand with.
        return deeper[0][1]
    return following.depth


def _stand(around: Open, piece: Piece) -> None:
    while around and around[-1][0] >= piece.column:
        around.pop()
    around.append((piece.column, piece.depth))


def _blanks(written: str) -> str:
    return written[: len(written) - len(written.lstrip())]
