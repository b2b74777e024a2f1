"""What can be asked of a town: conditions, and the quantities they compare.

Plain data, made by the compiler and part of the schedule. How a condition is judged, and when it is
worth another look, is in `townlet.script.judge`.
"""

from typing import Final, Literal, get_args

import msgspec

Need = Literal["hunger", "hygiene", "energy"]
NEEDS: Final[tuple[Need, ...]] = get_args(Need)
TieKind = Literal["trust", "familiarity", "rivalry"]
Comparison = Literal["below", "above", "at-least", "at-most", "is"]

Scenery = Literal["weather", "power", "water"]
State = Literal["clear", "rain", "on", "off"]
STATES: Final[dict[Scenery, tuple[State, State]]] = {
    "weather": ("rain", "clear"),
    "power": ("off", "on"),
    "water": ("off", "on"),
}
"""How each may stand; the first is a perturbation's doing."""

EACH: Final = "@"
"""Stands for each agent in turn inside `Anyone` and `Everyone`; one inside another has `@@`, and so on."""

Each = tuple[str, ...]
"""Who stands for `@`, `@@` and so on at the moment."""

THEIR_HOME: Final = "'s home"
"""`Ida's home` as a place: where Ida lives when it is asked."""


class _Node(msgspec.Struct, frozen=True, tag_field="is"):
    pass


class NeedOf(_Node, frozen=True, tag="need"):
    """`Ida's hunger`, in millionths."""

    who: str
    need: Need


class MoodOf(_Node, frozen=True, tag="mood"):
    """`Ida's mood`, in millionths."""

    who: str


class WalletOf(_Node, frozen=True, tag="wallet"):
    """`Ida's wallet`, in thousandths of a coin."""

    who: str


class TieOf(_Node, frozen=True, tag="tie"):
    """`Per's trust in Ida`, in millionths, -1,000,000 to 1,000,000."""

    who: str
    which: TieKind
    whom: str


class PricesOf(_Node, frozen=True, tag="prices"):
    """`cafe's prices`, as a share of its base prices, in millionths."""

    place: str


class StockOf(_Node, frozen=True, tag="stock"):
    """`cafe's stock of coffee`, a count."""

    place: str
    item: str


class QueueOf(_Node, frozen=True, tag="queue"):
    """`shower's queue`, how many wait."""

    thing: str


class UsersOf(_Node, frozen=True, tag="users"):
    """`shower's users`, how many use it now."""

    thing: str


Quantity = NeedOf | MoodOf | WalletOf | TieOf | PricesOf | StockOf | QueueOf | UsersOf


class Compare(_Node, frozen=True, tag="compare"):
    """`below` and `above` are strict, `at-least` and `at-most` include the value."""

    quantity: Quantity
    comparison: Comparison
    value: int


class Rises(_Node, frozen=True, tag="rises"):
    """The quantity stands `by` or more above (below, when `by` is negative) where it stood when armed."""

    quantity: Quantity
    by: int


class Near(_Node, frozen=True, tag="near"):
    """Both in one place, or within earshot of each other; near a place is in it, or three tiles from its door."""

    who: str
    whom: str  # An agent, a place or an object.


class IsAt(_Node, frozen=True, tag="at"):
    """`Ida is at cafe`: inside that place."""

    who: str
    place: str


class Has(_Node, frozen=True, tag="has"):
    """`Ida has flask`, `Ida has 2 flask`: carries at least so many."""

    who: str
    item: str
    count: int = 1


class Friends(_Node, frozen=True, tag="friends"):
    """Trust above 25 % and familiarity above 20 %, both ways."""

    who: str
    whom: str


class Rivals(_Node, frozen=True, tag="rivals"):
    """Rivalry above 35 %, either way."""

    who: str
    whom: str


class Working(_Node, frozen=True, tag="working"):
    """`Ida is at work`: the shift has begun and not ended."""

    who: str


class Employed(_Node, frozen=True, tag="employed"):
    """`Ida works as barista`; without a job, `Ida has no job`."""

    who: str
    job: str = ""


class TownIs(_Node, frozen=True, tag="town"):
    """`weather is rain`, `power is off`: how things stand in the whole town."""

    of: Scenery
    state: State


class Happens(_Node, frozen=True, tag="event"):
    """An event of that kind, after the condition was armed. An empty role fits anybody.

    `either` says that `who` and `whom` may change places (`event chat between Per and Ida`).
    """

    kind: str
    who: str = ""
    whom: str = ""
    either: bool = False


class Count(_Node, frozen=True, tag="count"):
    """`at most 3 event late`: how often it happened since the condition was armed."""

    event: Happens
    comparison: Comparison
    value: int


class Says(_Node, frozen=True, tag="says"):
    """`narration says "…"`: a line of the transcript holds that text, from when the check was armed."""

    text: str


class Always(_Node, frozen=True, tag="constant"):
    """Settled when the script was compiled, such as `if power-cut is yes`."""

    truth: bool


class Not(_Node, frozen=True, tag="not"):
    """The opposite."""

    condition: "Condition"


class AllOf(_Node, frozen=True, tag="all"):
    """`A and B`."""

    conditions: tuple["Condition", ...]


class AnyOf(_Node, frozen=True, tag="any"):
    """`A or B`."""

    conditions: tuple["Condition", ...]


class Anyone(_Node, frozen=True, tag="anyone"):
    """Holds when it holds for at least one agent on stage, for whom `stand_in` stands; those in `but` are left out."""

    condition: "Condition"
    stand_in: str = EACH
    but: tuple[str, ...] = ()


class Everyone(_Node, frozen=True, tag="everyone"):
    """Holds when it holds for all agents on stage, for each of whom `stand_in` stands; those in `but` are left out."""

    condition: "Condition"
    stand_in: str = EACH
    but: tuple[str, ...] = ()


Condition = (
    Compare | Rises | Near | IsAt | Has | Friends | Rivals | Working | Employed | TownIs | Happens | Count | Says
    | Always | Not | AllOf | AnyOf | Anyone | Everyone
)  # fmt: skip
