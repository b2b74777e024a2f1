"""The whole state of a run as one value: to save it, to restore it, and to take its digest.

A snapshot holds everything that moves, running cues, watches, verdicts and narration included; what stands still
(town file, schedule) is given again on restoring, and must be the same.
"""

from hashlib import blake2b
from typing import Final

import msgspec

from townlet.agenda import Agenda, Entry
from townlet.ledger import Ledger
from townlet.lending import Lent
from townlet.page import PageState
from townlet.performance import Armed, CueState, Frame, Verdict
from townlet.portions import Opened
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.spoilage import Batches
from townlet.state import Agent, Perturbation, PlaceState, Register, ThingState
from townlet.town import Town
from townlet.watching import Watch

VERSION: Final = 1


class World(msgspec.Struct):
    """What the town itself consists of; the digest is of this alone, so the page and the script do not show in it."""

    tick: int
    last: int
    chain: bytes
    agents: dict[str, Agent]
    places: dict[str, PlaceState]
    things: dict[str, ThingState]
    ledger: Ledger
    opened: Opened
    batches: Batches
    lent: Lent
    running: dict[str, Perturbation]
    asked: dict[str, int]
    register: Register = msgspec.field(default_factory=Register)
    quiet: dict[str, int] = {}


class Script(msgspec.Struct):
    """Where the script stands."""

    frames: dict[str, Frame]
    cues: dict[str, CueState]
    watches: dict[str, Watch]
    armed: dict[str, Armed]
    orders: dict[int, str]
    verdicts: list[Verdict]
    phase: int


class Snapshot(msgspec.Struct):
    """A run, saved between two ticks."""

    seed: int
    next_order: int
    world: World
    script: Script
    page: PageState
    heap: list[Entry]
    serial: int
    version: int = VERSION


_encode: Final = msgspec.json.Encoder().encode  # Tables keep their order, which the run goes by.
_sorted: Final = msgspec.json.Encoder(order="deterministic").encode
_decode: Final = msgspec.json.Decoder(Snapshot).decode


def save(town: Town) -> bytes:
    """The state of a run as JSON. Taken between ticks, when there is no news."""
    performance = town.performance
    script = Script(
        performance.frames, performance.cues, performance.watches, performance.armed, performance.orders,
        performance.verdicts, performance.phase,
    )  # fmt: skip
    world, agenda = _world(town), town.agenda
    return _encode(
        Snapshot(town.seed, town.next_order, world, script, town.page.state, agenda.heap, agenda.serial)
    )


def restored(data: bytes, setting: Setting, schedule: Schedule) -> Town:
    """The run that was saved, ready to go on in the same setting with the same schedule."""
    found = _decode(data)
    town = Town(setting, schedule, found.seed)
    town.next_order = found.next_order
    for name in World.__struct_fields__:
        setattr(town, name, getattr(found.world, name))
    for name in Script.__struct_fields__:
        setattr(town.performance, name, getattr(found.script, name))
    town.page.state = found.page
    town.agenda = Agenda(found.heap, found.serial)
    for watch in town.performance.watches.values():
        if not watch.asleep:
            town.performance.index(town, watch)
    return town


def digest(town: Town) -> str:
    """A digest of the town's state, 32 hexadecimal digits: equal towns, equal digests."""
    return blake2b(_sorted(_world(town)), digest_size=16).hexdigest()


def _world(town: Town) -> World:
    return World(**{name: getattr(town, name) for name in World.__struct_fields__})
