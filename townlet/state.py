"""The state of a town while it runs: plain mutable values, saved as they are.

Nothing here decides anything. Only `townlet.apply` changes what these values say of the world; the agenda's own
bookkeeping (generations, pending entries) belongs to whoever files the entries.
"""

from typing import Literal

import msgspec

from townlet.actions import Activity
from townlet.causes import OWN_CHOICE, Cause
from townlet.course import Course
from townlet.events import Sign
from townlet.townfile import Tile


class Impulse(msgspec.Struct, frozen=True, gc=False):
    """A feeling that fades: it ends at zero, and keeps the event it came from."""

    cause: int
    course: Course


Bond = Literal["", "friends", "rivals"]


class Tie(msgspec.Struct, gc=False):
    """How one agent stands to another, as of tick `since`; all three fade towards zero from there."""

    trust: int
    familiarity: int
    rivalry: int
    since: int
    bond: Bond = ""  # What the two are known to be to each other, until that has faded by half.


class Walk(msgspec.Struct, frozen=True):
    """Under way since tick `start`, a tile a tick; `inside` is the index of the first tile in `to`'s place."""

    path: tuple[Tile, ...]
    start: int
    place: str  # The place it ends in; empty for the street.
    inside: int


class Doing(msgspec.Struct):
    """What an agent is at: `going` there, in a `queue`, `waiting` for somebody, or `busy` until a tick."""

    act: Activity
    stage: str
    cause: Cause  # The `Began` that this is.
    sign: Sign
    order: int
    utility: int
    breakable: bool
    since: int
    until: int = -1
    thing: str = ""
    activity: str = ""  # What the object or item is used for, once it is.
    tries: int = 0


class Order(msgspec.Struct, frozen=True):
    """A directive: what to do, by when to have begun, for how long, and the event that gave it."""

    id: int
    act: Activity
    until: int
    lasting: int
    given: int  # The tick it was given in.
    cause: Cause
    begun: bool = False  # Whether the time that `lasting` gives is running; `until` is then its end.


class Nudged(msgspec.Struct, frozen=True):
    """A leaning: an activity made more attractive by `by` (millionths), until a tick (-1: no limit)."""

    id: int
    act: Activity
    by: int
    until: int
    cause: Cause
    sign: Sign = "~"  # Whose leaning it is: a script's, or the town's own.


class Talk(msgspec.Struct, frozen=True):
    """A chat under way, on the side of each who is in it."""

    whom: str
    about: str
    until: int
    cause: Cause
    lead: bool  # Whether this side began it.


class Agent(msgspec.Struct):
    """Somebody. Needs are courses in millionths; the wallet is in the ledger under the agent's name."""

    id: str
    number: int  # The place in the cast, from 0.
    personality: str
    home: str
    job: str
    hunger: Course
    hygiene: Course
    energy: Course
    tile: Tile
    place: str
    on_stage: bool = False
    empty: dict[str, int] = {}  # Since when a need has been at zero.
    gains: dict[str, int] = {}  # What each need gains a tick from what is being done.
    walk: Walk | None = None
    doing: Doing | None = None
    aside: Doing | None = None  # What was laid aside for something done in passing.
    talk: Talk | None = None
    orders: list[Order] = []
    nudges: list[Nudged] = []
    holds: list[str] = []
    impulses: list[Impulse] = []
    ties: dict[str, Tie] = {}
    remembers: dict[str, int] = {}  # The level of prices last known, by place.
    greeted: dict[str, int] = {}  # When each was last greeted.
    talked: dict[str, int] = {}  # When each was last talked to.
    met: dict[str, int] = {}  # When each was last met by appointment.
    quarrelled: dict[str, int] = {}  # When each was last argued with, until it is made up.
    argued: dict[str, int] = {}  # When each was last argued with, made up or not.
    avoided: dict[str, int] = {}  # When each was last given a wide berth.
    awaited: list[str] = []  # Who said they would wait for this one somewhere; looked through on coming in.
    talks: int = 0  # From which tick on a chat with anybody comes to mind,
    flares: int = 0  # hard words come to mind,
    gives: int = 0  # and giving something away does.
    cuts: int = 0  # From which tick on one may step in front of others in a queue.
    visited: dict[str, int] = {}  # When each place was last walked to.
    attended: int = 0  # The beginning of the meeting last come to, by its event.
    struck: dict[str, int] = {}  # When each kind of mishap (rain, a meeting, a try in vain) last befell them.
    vain: dict[str, int] = {}  # What was refused lately, and until when it is not tried again.
    on_shift: int = -1  # The tick the present shift was joined; -1 when off work.
    turn: int = 0  # The generation of the pending entry for what is being done.
    watch: int = -1  # The tick a look at the needs is filed for.
    decides: int = -1  # The tick a decision is filed for,
    reason: Cause = OWN_CHOICE  # why,
    about: str = ""  # and which need or person it is about.


class ThingState(msgspec.Struct):
    """An object in use: who uses it, who waits in order, and from when it is free again."""

    id: str
    cooldown: int
    users: list[str] = []
    queue: list[str] = []
    ready: int = 0
    misses: int = 0  # How often the head of the queue could not take its turn.
    waits: dict[str, int] = {}  # The tick from which the waiting of each in the queue counts.
    last: str = ""  # Who used it last.


class PlaceState(msgspec.Struct):
    """Who is in a place, in order of coming, and what its board shows."""

    id: str
    people: list[str] = []
    level: int = 1_000_000  # Prices as a share of the base prices, in millionths.


def key(perturbation: str, place: str = "") -> str:
    """The name of a perturbation under way at a place, or (for none) in the whole town."""
    return f"{perturbation}@{place}"


class Perturbation(msgspec.Struct, frozen=True):
    """A disturbance under way."""

    kind: str
    place: str
    strength: int
    until: int
    cause: Cause
    before: int  # What the disturbed figure was.
    sign: Sign = "*"
    since: int = 0
    came: int = 0  # How many came, where it is one that people come to.
