"""What can happen in a town. Events tell; each is a small frozen value with the cause it came from.

`townlet.apply` is the one place that carries an event into the town's state, `townlet.sentences` holds one
sentence for each that is worth telling. The tag of each is its name in scripts (`event chat between A
and B`), in recordings and in the documentation.
"""

from typing import Final, Literal

import msgspec

from townlet.actions import Activity
from townlet.conditions import Need, TieKind
from townlet.townfile import Tile

Sign = Literal["·", "~", "!", "*"]
Learnt = Literal["saw", "paid", "heard"]
How = Literal["done", "refused", "broken-off", "out-of-time", "released"]


class _Event(msgspec.Struct, frozen=True, tag_field="kind", gc=False):
    """Fields of every event. `where` is a place, or empty out of doors between places.

    `cause` is the id of an earlier event, 0 when it came straight from its root; `root` is where the chain of
    causes ends: a statement of the script or a rule of the town (`townlet.causes`).
    """

    id: int
    tick: int
    cause: int
    root: str
    sign: Sign
    who: str
    where: str


# Coming, going, walking.


class Entered(_Event, frozen=True, tag="entered"):
    """Came on stage."""

    tile: Tile


class Exited(_Event, frozen=True, tag="exited"):
    """Left town, with everything carried."""


class Moved(_Event, frozen=True, tag="moved"):
    """Was put somewhere else by the script; `where` is where."""

    tile: Tile


class SetOff(_Event, frozen=True, tag="set-off"):
    """Began to walk from `where`; one tile a tick along `path`, whose first tile is underfoot."""

    to: str
    path: tuple[Tile, ...]


class CameIn(_Event, frozen=True, tag="came-in"):
    """Crossed the border of `where`, walking."""


class Arrived(_Event, frozen=True, tag="arrived"):
    """A walk came to its end."""

    tile: Tile


class Stopped(_Event, frozen=True, tag="stopped"):
    """A walk was cut short."""

    tile: Tile


# Deciding.


class Began(_Event, frozen=True, tag="began"):
    """Took something up. `rival` is the next best idea at the time and `margin` by how much it lost."""

    act: Activity
    order: int  # Which directive this obeys; 0 is nobody's.
    utility: int
    rival: str
    margin: int
    breakable: bool


class Ended(_Event, frozen=True, tag="ended"):
    """Put it down again."""

    act: Activity
    how: How
    because: str


class Refused(_Event, frozen=True, tag="refused"):
    """Asked in vain: what was asked cannot be done, because."""

    act: str
    because: str


class NeedFell(_Event, frozen=True, tag="need-fell"):
    """A need fell below 60, 40 or 20 %."""

    need: Need
    band: int


# Using, queueing, buying, eating.


class UseBegan(_Event, frozen=True, tag="use-began"):
    """Began to use an object (or an item). `gains` are what each need gains a tick meanwhile."""

    thing: str
    activity: str
    until: int
    gains: dict[str, int]


class UseEnded(_Event, frozen=True, tag="use-ended"):
    """Done with an object, or stopped half-way."""

    thing: str
    activity: str
    complete: bool


class Rested(_Event, frozen=True, tag="rested"):
    """Got up from a rest."""

    thing: str
    ticks: int


class Washed(_Event, frozen=True, tag="washed"):
    """Came out clean."""

    thing: str


class Used(_Event, frozen=True, tag="used"):
    """Used an object or an item for what it is for."""

    thing: str


class Queued(_Event, frozen=True, tag="queued"):
    """Joined the queue for an object."""

    thing: str
    ahead: int


class Unqueued(_Event, frozen=True, tag="unqueued"):
    """Left a queue: for its turn, or giving up."""

    thing: str
    turn: bool


class PassedOver(_Event, frozen=True, tag="passed-over"):
    """First in a queue and not there to take the turn, too often."""

    thing: str


class Bought(_Event, frozen=True, tag="bought"):
    """Paid `price` (thousandths) for one item at `where`."""

    item: str
    price: int


class Paid(_Event, frozen=True, tag="paid"):
    """Paid (thousandths) at `where` for the use of an object."""

    thing: str
    price: int


class TooDear(_Event, frozen=True, tag="too-dear"):
    """Would have bought, but the price was more than the purse held."""

    item: str
    price: int


class Ate(_Event, frozen=True, tag="ate"):
    """Finished eating or drinking something."""

    item: str


class SharedMeal(_Event, frozen=True, tag="shared-meal"):
    """Ate beside somebody who was eating too."""

    whom: str


# Company.


class Greeted(_Event, frozen=True, tag="greeted"):
    """Said hello; `quality` in millionths."""

    whom: str
    quality: int


class ChatBegan(_Event, frozen=True, tag="chat-began"):
    """Fell into talk; until tick `until` unless broken off."""

    whom: str
    about: str
    until: int


class Chatted(_Event, frozen=True, tag="chat"):
    """A chat came to its end and went well enough; `quality` in millionths."""

    whom: str
    about: str
    quality: int


class ChatFailed(_Event, frozen=True, tag="chat-failed"):
    """A chat did not work out."""

    whom: str
    about: str
    because: str


class Argued(_Event, frozen=True, tag="argued"):
    """Had words."""

    whom: str
    about: str


class Apologised(_Event, frozen=True, tag="apologised"):
    """Said sorry."""

    whom: str


class Gave(_Event, frozen=True, tag="gave"):
    """Handed something over."""

    whom: str
    item: str
    count: int


class Met(_Event, frozen=True, tag="met"):
    """Both came where they were to meet."""

    whom: str


class Invited(_Event, frozen=True, tag="invited"):
    """Was asked by `whom` to come to `where`; it leans on the choice of `who`, no more."""

    whom: str


class Said(_Event, frozen=True, tag="said"):
    """A line of dialogue from the script."""

    text: str


class Dropped(_Event, frozen=True, tag="dropped"):
    """Put an item down at `where`."""

    item: str


class PickedUp(_Event, frozen=True, tag="picked-up"):
    """Picked an item up at `where`."""

    item: str


class TieDropped(_Event, frozen=True, tag="tie-dropped"):
    """The weakest of seven ties gave way."""

    whom: str


# Work.


class ShiftStarted(_Event, frozen=True, tag="shift-started"):
    """Began the day's work."""

    job: str


class Late(_Event, frozen=True, tag="late"):
    """Began the day's work late by `ticks`."""

    job: str
    ticks: int


class Absent(_Event, frozen=True, tag="absent"):
    """A shift went by without its worker."""

    job: str


class ShiftEnded(_Event, frozen=True, tag="shift-ended"):
    """Stopped work for the day and was paid `wage` (thousandths)."""

    job: str
    wage: int


class RentPaid(_Event, frozen=True, tag="rent-paid"):
    """Paid the day's rent (thousandths)."""

    amount: int


class RentOwed(_Event, frozen=True, tag="rent-owed"):
    """Could not pay the day's rent."""

    amount: int


# The town.


class PricesChanged(_Event, frozen=True, tag="prices-changed"):
    """The board at `where` now shows `level` (millionths of the base prices)."""

    before: int
    level: int


class PriceNoticed(_Event, frozen=True, tag="price-noticed"):
    """Saw at `where`, paid, or was told by `whom`, another price than the one remembered."""

    whom: str
    how: Learnt
    before: int
    level: int


class PerturbationBegan(_Event, frozen=True, tag="perturbation-began"):
    """A disturbance of the town's course began; `where` is its target, empty for the whole town."""

    perturbation: str
    strength: int
    until: int


class PerturbationEnded(_Event, frozen=True, tag="perturbation-ended"):
    """It is over."""

    perturbation: str


# Edits by the script.


class NeedSet(_Event, frozen=True, tag="need-set"):
    """A need was set."""

    need: Need
    value: int


class WalletSet(_Event, frozen=True, tag="wallet-set"):
    """A wallet was set (thousandths)."""

    value: int


class TieSet(_Event, frozen=True, tag="tie-set"):
    """A tie was set."""

    whom: str
    which: TieKind
    value: int


class CooldownSet(_Event, frozen=True, tag="cooldown-set"):
    """An object's cooldown was set (ticks)."""

    thing: str
    value: int


class Received(_Event, frozen=True, tag="received"):
    """Was given items (or coins, in thousandths) by the script."""

    item: str
    count: int


class Lost(_Event, frozen=True, tag="lost"):
    """Had items (or coins, in thousandths) taken by the script."""

    item: str
    count: int


# Steering.


class Directed(_Event, frozen=True, tag="directed"):
    """Was told what to do, at the latest until tick `until`; `order` numbers the directive."""

    order: int
    act: Activity
    until: int
    lasting: int


class OrderEnded(_Event, frozen=True, tag="order-ended"):
    """A directive is over."""

    order: int
    how: How


class Nudged(_Event, frozen=True, tag="nudged"):
    """Leans towards something by `by` (millionths) until tick `until` (-1: until done or released)."""

    nudge: int
    act: Activity
    by: int
    until: int


class NudgeEnded(_Event, frozen=True, tag="nudge-ended"):
    """The leaning is over."""

    nudge: int


class Held(_Event, frozen=True, tag="held"):
    """Makes no choice of their own for now; `hold` names the statement that holds."""

    hold: str


class Released(_Event, frozen=True, tag="released"):
    """A hold is over."""

    hold: str


Event = (
    Entered | Exited | Moved | SetOff | CameIn | Arrived | Stopped | Began | Ended | Refused | NeedFell
    | UseBegan | UseEnded | Rested | Washed | Used | Queued | Unqueued | PassedOver | Bought | Paid | TooDear | Ate
    | SharedMeal | Greeted | ChatBegan | Chatted | ChatFailed | Argued | Apologised | Gave | Met | Invited
    | Said | Dropped | PickedUp | TieDropped | ShiftStarted | Late | Absent | ShiftEnded | RentPaid | RentOwed
    | PricesChanged | PriceNoticed | PerturbationBegan | PerturbationEnded | NeedSet | WalletSet | TieSet
    | CooldownSet | Received | Lost | Directed | OrderEnded | Nudged | NudgeEnded | Held | Released
)  # fmt: skip


# The events a script may ask about, by the name it uses, with the roles it may give.
ASKABLE: Final[dict[str, tuple[str, ...]]] = {
    "entered": ("by",),
    "exited": ("by",),
    "arrived": ("by",),
    "refused": ("by",),
    "rested": ("by",),
    "washed": ("by",),
    "used": ("by",),
    "queued": ("by",),
    "passed-over": ("by",),
    "bought": ("by",),
    "too-dear": ("by",),
    "ate": ("by",),
    "shared-meal": ("by", "between"),
    "greeted": ("by", "between"),
    "chat": ("by", "between"),
    "chat-failed": ("by", "between"),
    "argued": ("by", "between"),
    "apologised": ("by", "between"),
    "gave": ("by", "between"),
    "met": ("by", "between"),
    "shift-started": ("by",),
    "late": ("by",),
    "absent": ("by",),
    "shift-ended": ("by",),
    "rent-owed": ("by",),
    "faint": ("by",),
}
