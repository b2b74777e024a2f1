"""Events of using things: queueing, washing, resting, buying, cooking, eating, and what spoils or runs out."""

from townlet.events.base import Base


class UseBegan(Base, frozen=True, tag="use-began"):
    """Began to use an object (or an item). `gains` are what each need gains a tick meanwhile."""

    thing: str
    activity: str
    until: int
    gains: dict[str, int]


class UseEnded(Base, frozen=True, tag="use-ended"):
    """Done with an object, or stopped half-way."""

    thing: str
    activity: str
    complete: bool


class Rested(Base, frozen=True, tag="rested"):
    """Got up from a rest."""

    thing: str
    ticks: int


class Washed(Base, frozen=True, tag="washed"):
    """Came out clean."""

    thing: str


class Used(Base, frozen=True, tag="used"):
    """Used an object or an item for what it is for."""

    thing: str


class Queued(Base, frozen=True, tag="queued"):
    """Joined the queue for an object."""

    thing: str
    ahead: int


class Unqueued(Base, frozen=True, tag="unqueued"):
    """Left a queue: for its turn, or giving up. `whom` is who was waited for, when that was done politely."""

    thing: str
    turn: bool
    whom: str = ""


class PassedOver(Base, frozen=True, tag="passed-over"):
    """First in a queue and not there to take the turn, too often."""

    thing: str


class Bought(Base, frozen=True, tag="bought"):
    """Paid `price` (thousandths) at `where` for so many of an item, one as a rule."""

    item: str
    price: int
    count: int = 1


class Paid(Base, frozen=True, tag="paid"):
    """Paid (thousandths) at `where` for the use of an object."""

    thing: str
    price: int


class TooDear(Base, frozen=True, tag="too-dear"):
    """Would have bought, but the price was more than the purse held."""

    item: str
    price: int


class SoldOut(Base, frozen=True, tag="sold-out"):
    """Would have bought, but the shelf at `where` was empty."""

    item: str


class Supplied(Base, frozen=True, tag="supplied"):
    """What using an object takes came off the shelf of `where`, and is used up."""

    thing: str
    item: str


class Cooked(Base, frozen=True, tag="cooked"):
    """Made `count` of an item on an object, out of what it takes."""

    item: str
    thing: str
    takes: dict[str, int]
    count: int


class Spoiled(Base, frozen=True, tag="spoiled"):
    """What somebody carried, or what lay about at `where`, is past eating."""

    item: str
    count: int


class Ate(Base, frozen=True, tag="ate"):
    """Finished eating or drinking something."""

    item: str


class SharedMeal(Base, frozen=True, tag="shared-meal"):
    """Ate beside somebody who was eating too."""

    whom: str


class LetDown(Base, frozen=True, tag="let-down"):
    """Tried an object in vain, or (`begun`) had to leave it half-way; minds it by `loss` (millionths, 0 or below)."""

    thing: str
    begun: bool
    loss: int
    because: str


Using = (
    UseBegan | UseEnded | Rested | Washed | Used | Queued | Unqueued | PassedOver | Bought | Paid |
    TooDear | SoldOut | Supplied | Cooked | Spoiled | Ate | SharedMeal | LetDown
)  # fmt: skip
