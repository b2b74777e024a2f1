"""How wide a tab was where a text was written: with which width its lines stand with their neighbours."""

from collections.abc import Sequence
from typing import Final

from dsl.lines import TAB
from dsl.words import CUES, HEADINGS

STEP: Final = 4
WIDTHS: Final = (TAB, 8, 2)
"""What editors are set to; of two that fit equally well, the first."""


def tab_width(lines: Sequence[str]) -> int:
    """The width, in columns, with which the fewest of a text's lines stand askew."""
    written = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not any("\t" in _blanks(line) for line in written):
        return TAB
    return min(WIDTHS, key=lambda width: _askew(written, width))


def _askew(lines: Sequence[str], width: int) -> int:
    """How many lines stand where they cannot: where a tab is so wide."""
    columns = [len(_blanks(line).expandtabs(width)) for line in lines]
    pairs = zip(lines, lines[1:], columns, columns[1:], strict=False)
    return sum(not _may_stand(above, line, one, other) for above, line, one, other in pairs)


def _may_stand(above: str, line: str, before: int, column: int) -> bool:
    """Whether a line can stand at `column` under one at `before`: a block is one step deeper, nothing else is."""
    if above.rstrip().endswith(":"):
        return column == before + STEP
    first = line.replace(":", " ").split()[0]
    if first in (*CUES, *HEADINGS):
        return column <= min(before, STEP)
    return column <= before


def _blanks(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]
