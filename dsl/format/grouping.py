"""The blank lines of a script: where a block begins something new there is one, elsewhere the writer's, never two."""

from collections.abc import Iterator, Sequence

from dsl.format.standing import Piece


def with_blanks(pieces: Sequence[Piece]) -> Iterator[str]:
    """The lines of the text."""
    wanted = _wanted(pieces)
    for at, piece in enumerate(pieces):
        if at and (at in wanted or (piece.after_blank and not _opened(pieces[at - 1], piece))):
            yield ""
        yield piece.written


def _opened(before: Piece, piece: Piece) -> bool:
    """Whether a piece is the first in a block."""
    return before.opens and before.depth is not None and piece.depth == before.depth + 1


def _wanted(pieces: Sequence[Piece]) -> set[int]:
    """Where a blank line is called for: in front of a block apart and behind one, and the comments that lead up to it.

    Where the writer set a comment off with a blank line, that one is enough.
    """
    wanted: set[int] = set()
    siblings: dict[int, Piece] = {}  # by depth, the line before on the way down to here
    first = 0  # of the comments that lead up to a line
    for at, piece in enumerate(pieces):
        if piece.is_comment:
            if at and piece.depth != pieces[at - 1].depth:
                first = at
            continue
        if pieces[first].depth != piece.depth:
            first = at
        if _calls(piece, siblings) and first and _free(pieces, first, at):
            wanted.add(first)
        _follow(siblings, piece)
        first = at + 1
    return wanted


def _calls(piece: Piece, siblings: dict[int, Piece]) -> bool:
    """Whether a line is to be set off from the one before it at its depth."""
    before = siblings.get(piece.depth) if piece.depth is not None else None
    return before is not None and (piece.apart or before.apart)


def _free(pieces: Sequence[Piece], first: int, at: int) -> bool:
    """Whether no blank line stands there yet, and what stands before can be read."""
    return pieces[first - 1].depth is not None and not any(each.after_blank for each in pieces[first : at + 1])


def _follow(siblings: dict[int, Piece], piece: Piece) -> None:
    """Take a line as the last at its depth; what stood deeper is over."""
    for depth in [each for each in siblings if piece.depth is None or each > piece.depth]:
        del siblings[depth]
    if piece.depth is not None:
        siblings[piece.depth] = piece
