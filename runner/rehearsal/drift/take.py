"""A run that can be held against others and performed again with one thing changed."""

from collections.abc import Callable, Mapping

import msgspec

from dsl.source import Source
from runner.recording.parting import Compared, Parting, Side, compared
from townlet.schedule import Schedule
from townlet.script.inputs import Joined
from townlet.townfile import TownFile


class Staged(msgspec.Struct, frozen=True):
    """All that a run stands on. `texts` are the files it was made of, by name: script first, then what that uses.

    `joined` is what operators said while it went on; `until` the tick in which it was ended (None: at its length).
    """

    schedule: Schedule
    town: TownFile
    seed: int
    texts: Mapping[str, Source]
    joined: tuple[Joined, ...] = ()
    until: int | None = None


class Take(msgspec.Struct, frozen=True):
    """A run: what it stands on, what it told of itself, its transcript (empty: not known), and its digests at the end.

    `luck` is what two sure draws come to in the engine that performed it, which is of version `engine`.
    """

    staged: Staged
    side: Side
    text: str
    state: str
    chain: str
    tick: int
    luck: tuple[int, int] = (0, 0)
    engine: str = ""


Again = Callable[[Staged], Take]
"""Performs something with this engine."""


def same(one: Take, other: Take) -> bool:
    """Whether two runs are one and the same: all that happened, and how the town stands in the end."""
    return (one.state, one.chain) == (other.state, other.chain)


def held(one: Take, other: Take, same_beginning: bool = False) -> Compared:
    """Where two runs part. Those with the same digests do not, however much more the one may tell than the other.

    `same_beginning`: both are of the same script, town and seed.
    """
    if same(one, other):
        return Compared(None)
    found = compared(one.side, other.side, same_beginning)
    return found if found.parting is not None else Compared(Parting(min(one.tick, other.tick), "hidden"))
