"""Names, figures and values: the small parts of every line."""

from typing import Literal, TypeAlias

import msgspec

from dsl.source import Span


class Node(msgspec.Struct, frozen=True, gc=False, tag=True):
    """What all nodes have. Trees hold no cycles, so the collector may leave them alone."""

    span: Span


class Comment(Node, frozen=True, gc=False):
    """`# text`; `own_line` if nothing stands before it, `documents` for a `##` at the head of the file."""

    text: str
    own_line: bool
    documents: bool = False


class Name(Node, frozen=True, gc=False):
    """A name as written: `Kai`, `small-talk`, `yes`, `anyone's` alias, a parameter."""

    text: str


class Anyone(Node, frozen=True, gc=False):
    """`anyone`, `anyone as who`: one watch per agent."""

    alias: Name | None = None


class Everyone(Node, frozen=True, gc=False):
    """`everyone`, or `every townsperson` with its kind."""

    kind: Name | None = None


class Possessive(Node, frozen=True, gc=False):
    """`Kai's mood`, `cafe's prices`, `Avery's trust in Kai`, `cafe's stock of coffee`, `Kai's home`."""

    owner: "Subject"
    quality: Name
    preposition: Literal["in", "with", "of"] | None = None
    toward: "Subject | None" = None


class Text(Node, frozen=True, gc=False):
    """A quoted string, unquoted."""

    text: str


class Number(Node, frozen=True, gc=False):
    """`0.7`, `-0.3`, `3`. Exact: the figure in millionths."""

    millionths: int

    @property
    def whole(self) -> int | None:
        """The figure if it is a whole number."""
        whole, rest = divmod(self.millionths, 1_000_000)
        return None if rest else whole


class Share(Node, frozen=True, gc=False):
    """`155%`, `+10%`: millionths, so 100 % is 1,000,000. `signed` if a plus or minus was written."""

    millionths: int
    signed: bool = False


class Coins(Node, frozen=True, gc=False):
    """`2.5 coins`: thousandths."""

    thousandths: int


class Duration(Node, frozen=True, gc=False):
    """`35 minutes`, `2 hours`: ticks; `unit` as written, in the plural."""

    ticks: int
    unit: Literal["ticks", "minutes", "hours", "days"]


class Clock(Node, frozen=True, gc=False):
    """`07:30`: minutes since midnight, 0 to 1439."""

    minutes: int


class Goods(Node, frozen=True, gc=False):
    """`1 umbrella`: so many of an item."""

    count: int
    item: Name


class Figure(Node, frozen=True, gc=False):
    """A word with its figure, in a field: `chat 130%`, `extroversion -0.3`, `balanced 40%`."""

    name: Name
    value: "Number | Share"


class Option(Node, frozen=True, gc=False):
    """`quality = 80%`: in brackets after an activity, a trigger or a `play` (where a name is not needed)."""

    name: Name | None
    value: "Value"


class Phrase(Node, frozen=True, gc=False):
    """A preposition with what follows it: `to cafe`, `with Avery`, `about prices`, `about "old times"`."""

    word: "Preposition"
    target: "Target | Text | Anyone | Everyone"  # A crowd only behind `by`, in an event.


Preposition: TypeAlias = Literal["to", "at", "with", "about", "near", "from", "by", "of", "in"]
Subject: TypeAlias = Name | Anyone | Everyone
Target: TypeAlias = Name | Possessive
Value: TypeAlias = Name | Possessive | Text | Number | Share | Coins | Duration | Clock
Length: TypeAlias = Duration | Name
"""A duration, or a parameter that is one."""
