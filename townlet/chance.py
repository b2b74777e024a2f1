"""Chance as a function: the same reason for asking gives the same answer, whatever else was asked.

A draw is keyed by the seed, the stream, the kind of question, who asks, about whom, and which of their
askings this is; never by tick, line or serial. So a new draw moves nobody else's luck.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Final

from townlet.units import ONE

_SPAN: Final = 1 << 64
_GOLDEN: Final = 0x9E3779B97F4A7C15  # 2**64 over the golden ratio: Fibonacci hashing (Knuth, TAOCP 6.4).


def draw(seed: int, stream: str, kind: str, who: str, whom: str, which: int) -> int:
    """A whole number in `0 .. ONE - 1`, evenly spread."""
    key = f"{seed}\0{stream}\0{kind}\0{who}\0{whom}\0{which}".encode()
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "big") * ONE // _SPAN


def mood_of_the_moment(seed: int, stream: str, who: str, which: int) -> int:
    """One draw for a whole moment, 64 bits wide, from which `whim` takes each idea's share."""
    key = f"{seed}\0{stream}\0{who}\0{which}".encode()
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "big")


@cache
def salt(idea: str) -> int:
    """A number of an idea's own, by its name: no other idea, nor how many there are, has a part in it."""
    return int.from_bytes(blake2b(idea.encode(), digest_size=8).digest(), "big")


def whim(moment: int, idea: int) -> int:
    """What a moment makes of an idea (given by its salt), 0..255: a multiplicative hash, high bits kept."""
    return ((moment ^ idea) * _GOLDEN >> 56) & 255


def pick(luck: int, weights: Sequence[int]) -> int:
    """The index that `luck` (`0 .. ONE - 1`) falls on when the weights share the span among them."""
    mark = luck * sum(weights) // ONE
    for index, weight in enumerate(weights):
        if mark < weight:
            return index
        mark -= weight
    return len(weights) - 1
