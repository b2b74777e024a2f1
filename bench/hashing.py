"""The hash of a run: what chaining an event costs, and a digest of the whole state."""

from collections.abc import Iterator
from functools import reduce
from hashlib import blake2b
from typing import Final

import msgspec

from bench import day
from bench.clockwork import Timing, timed
from bench.figure import Figure, Wanted, derived
from bench.scale import schedule_of, town_of
from townlet.clock import perform
from townlet.events import Event
from townlet.opening import opened, raise_curtain
from townlet.setting import Setting
from townlet.snapshot import digest

CHAINED: Final = Wanted("hash: chaining an event", "µs", 2)
DIGEST: Final = Wanted("hash: digest of ten agents", "µs", 150)
ROWS: Final = (CHAINED, DIGEST)

_encode: Final = msgspec.msgpack.Encoder().encode


def measured(samples: int, warm_up: int) -> Iterator[Figure]:
    """Both figures, from the events and the end of a day in Riverside."""
    town = opened(Setting(town_of(day.PEOPLE)), schedule_of(day.PEOPLE))
    events: list[Event] = []
    town.listener = events.append
    raise_curtain(town)
    perform(town)
    if chained(events) != town.chain:
        raise AssertionError("this is not how the town chains its events; measure what it does")
    yield _microseconds(CHAINED, timed(lambda: chained(events), samples, warm_up), len(events))
    yield _microseconds(DIGEST, timed(lambda: digest(town), samples, warm_up, times=50), 1)


def chained(events: list[Event]) -> bytes:
    """The chain over events, as `Town.tell` makes it."""
    return reduce(lambda chain, event: blake2b(chain + _encode(event), digest_size=16).digest(), events, b"")


def _microseconds(wanted: Wanted, timing: Timing, times: int) -> Figure:
    return derived(wanted, timing, lambda each: each / times * 1e6)
