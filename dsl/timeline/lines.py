"""Lines of a script, as the older entries come out in them."""

from typing import Final

from dsl import tree
from dsl.source import Span
from dsl.timeline.acts import Entry
from dsl.values import quoted, spoken

NOWHERE: Final = Span("", 1, 1, 1, 1)
TOLD: Final = "> "
"""What a narration begins with until it is written out, short or long."""


def share(millionths: int) -> str:
    """`68%`"""
    return spoken(tree.Share(NOWHERE, millionths))


def coins(thousandths: int) -> str:
    """`2.5 coins`"""
    return spoken(tree.Coins(NOWHERE, thousandths))


def never(entry: Entry, *lines: str) -> list[str]:
    """The comments in place of lines that never did anything."""
    plain = (f"narrate {quoted(line.removeprefix(TOLD))}" if line.startswith(TOLD) else line for line in lines)
    return [f"# Never worked (line {entry.span.line}): {line}" for line in plain]


def left_out(entry: Entry, why: str) -> str:
    """The comment in place of what a script cannot say."""
    return f"# Left out (line {entry.span.line}): {why}."
