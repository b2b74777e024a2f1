"""Who plays."""

from typing import Literal, TypeAlias

from dsl.tree.lines import Damaged
from dsl.tree.parts import Coins, Figure, Goods, Name, Node, Share


class Member(Node, frozen=True, gc=False):
    """`Avery: sociable, at cafe, 12 coins`, or the same as a block of fields."""

    name: Name
    personality: Name | None = None
    starts: Name | None = None  # a place
    offstage: bool = False
    needs: tuple[Figure, ...] = ()
    wallet: Coins | None = None
    carries: tuple[Goods, ...] = ()
    job: Name | None = None
    home: Name | None = None
    ties: "tuple[Tie, ...]" = ()


class Group(Node, frozen=True, gc=False):
    """`townsfolk 8: balanced 40%, socialite 35%, industrious 25%`"""

    name: Name
    count: int
    personalities: tuple[Figure, ...] = ()  # Shares
    starts: Name | None = None
    offstage: bool = False
    wallet: Coins | None = None
    carries: tuple[Goods, ...] = ()
    job: Name | None = None


class Tie(Node, frozen=True, gc=False):
    """`trust in Kai 40%` in a `ties:` field."""

    quality: Name
    preposition: Literal["in", "with"]
    toward: Name
    value: Share


CastEntry: TypeAlias = Member | Group | Damaged
