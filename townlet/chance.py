"""Chance as a function: the same reason for asking gives the same answer, whatever else was asked.

A draw is keyed by the seed, the stream, the kind of question, who asks, about whom, and which of their
askings this is; never by tick, line or serial. So a new draw moves nobody else's luck.
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Final

from townlet.units import ONE

_SPAN: Final = 1 << 64


def draw(seed: int, stream: str, kind: str, who: str, whom: str, which: int) -> int:
    """A whole number in `0 .. ONE - 1`, evenly spread."""
    key = f"{seed}\0{stream}\0{kind}\0{who}\0{whom}\0{which}".encode()
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "big") * ONE // _SPAN


def pick(luck: int, weights: Sequence[int]) -> int:
    """The index that `luck` (`0 .. ONE - 1`) falls on when the weights share the span among them."""
    mark = luck * sum(weights) // ONE
    for index, weight in enumerate(weights):
        if mark < weight:
            return index
        mark -= weight
    return len(weights) - 1
