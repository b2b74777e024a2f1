"""What may be true of a town."""

from typing import Literal, TypeAlias

from dsl.tree.parts import Anyone, Coins, Everyone, Goods, Name, Node, Phrase, Subject, Target, Text, Value


class And(Node, frozen=True, gc=False):
    """`A and B and C`"""

    parts: "tuple[Condition, ...]"


class Or(Node, frozen=True, gc=False):
    """`A or B`"""

    parts: "tuple[Condition, ...]"


class Not(Node, frozen=True, gc=False):
    """`not A`; also `A is not near B`."""

    part: "Condition"


class Compare(Node, frozen=True, gc=False):
    """`Kai's mood below 45%`, `power-cut is yes`, `weather is rain`, `shower's queue at least 2`.

    Below and above are strict, at least and at most inclusive.
    """

    subject: Target | Anyone | Everyone
    operator: Literal["below", "above", "at least", "at most", "is"]
    value: Value


class Between(Node, frozen=True, gc=False):
    """`Kai's mood between 30% and 45%`: inclusive at both ends."""

    subject: Target
    low: Value
    high: Value


class Near(Node, frozen=True, gc=False):
    """`newcomer is near Avery`, `anyone is near anyone`"""

    who: Subject
    target: Target | Anyone | Everyone


class At(Node, frozen=True, gc=False):
    """`Kai is at cafe`"""

    who: Subject
    place: Target


class Has(Node, frozen=True, gc=False):
    """`taker has umbrella`, `Kai carries 2 thermos`, `Kai has 3 coins`"""

    who: Subject
    what: Name | Goods | Coins


class Employed(Node, frozen=True, gc=False):
    """`Kai works as barista`; no job in `Kai has no job`"""

    who: Subject
    job: Name | None = None


class Friends(Node, frozen=True, gc=False):
    """`Avery is friends with Kai`"""

    who: Subject
    whom: Subject


class Rivals(Node, frozen=True, gc=False):
    """`Avery is rivals with Kai`"""

    who: Subject
    whom: Subject


class Event(Node, frozen=True, gc=False):
    """`event chat between A and B` (pair), `event shift-started by Kai`, `event faint`."""

    kind: Name
    pair: tuple[Subject, Subject] | None = None
    phrases: tuple[Phrase, ...] = ()


class Count(Node, frozen=True, gc=False):
    """`at most 3 event late`"""

    bound: Literal["at least", "at most"]
    count: int
    event: Event


class Says(Node, frozen=True, gc=False):
    """`narration says "…"`"""

    text: Text


class Changes(Node, frozen=True, gc=False):
    """`a's trust in b rises by 2%`: in points, from the level when the line is reached."""

    subject: Target
    direction: Literal["rises", "falls"]
    by: Value


Condition: TypeAlias = (
    And | Or | Not | Compare | Between | Near | At | Has | Employed | Friends | Rivals | Event | Count | Says
    | Changes
)
