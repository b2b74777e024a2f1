"""Two versions of a passage as rows: what is the same, what went, what came, and which words of a line changed."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, Literal

import msgspec

Stretch = tuple[str, bool]
"""Words of a line, and whether they are changed."""

MARGIN: Final = re.compile(r" {2,}‹")
WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Row(msgspec.Struct, frozen=True):
    """A line of the golden beside the line of the new story that stands in its place; None where there is none."""

    kind: Literal["same", "changed"]
    was: tuple[Stretch, ...] | None
    now: tuple[Stretch, ...] | None


def rows(was: Sequence[str], now: Sequence[str]) -> list[Row]:
    """Every line of both, side by side. Where a line comes from stands close behind it, not far to the right."""
    was, now = _drawn_in(was), _drawn_in(now)
    found: list[Row] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Row("same", ((line, False),), ((line, False),)) for line in was[i:i_end]]
        else:
            found += [_changed(*pair) for pair in zip_longest(was[i:i_end], now[j:j_end])]
    return found


def _drawn_in(lines: Sequence[str]) -> list[str]:
    return [MARGIN.sub("  ‹", line) for line in lines]


def _changed(was: str | None, now: str | None) -> Row:
    if was is None or now is None:
        return Row("changed", None if was is None else ((was, True),), None if now is None else ((now, True),))
    left, right = WORDS.findall(was), WORDS.findall(now)
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    if matcher.ratio() < 0.4:  # Two sentences that have nothing to do with each other.
        return Row("changed", ((was, True),), ((now, True),))
    codes = matcher.get_opcodes()
    return Row(
        "changed",
        tuple(_stretches(left, [(tag != "equal", i, i_end) for tag, i, i_end, _, _ in codes])),
        tuple(_stretches(right, [(tag != "equal", j, j_end) for tag, _, _, j, j_end in codes])),
    )


def _stretches(words: Sequence[str], parts: Sequence[tuple[bool, int, int]]) -> Iterator[Stretch]:
    return (("".join(words[first:end]), changed) for changed, first, end in parts if end > first)
