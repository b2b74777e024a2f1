"""The whole state of a run as one value: to save it, to restore it, and to take its digest.

A state holds everything that moves, running cues, watches, verdicts and narration included; what stands still
(town file, schedule) is given again on restoring, and must be the same: `townlet.identity` tells.
"""

from hashlib import blake2b
from typing import Final

import msgspec

from townlet.agenda import Agenda, Entry
from townlet.clock import HANDLERS
from townlet.goods.ledger import Ledger
from townlet.goods.lending import Lent
from townlet.goods.portions import Opened
from townlet.goods.spoilage import Batches, freshen
from townlet.livelihood import rounds
from townlet.page import PageState
from townlet.schedule import Schedule
from townlet.script.inputs import Joined
from townlet.script.joining import enter
from townlet.script.performance import Armed, CueState, Frame, Verdict
from townlet.script.watching import Watch
from townlet.setting import Setting
from townlet.state import Agent, Perturbation, PlaceState, Register, ThingState
from townlet.town import Town


class World(msgspec.Struct):
    """What the town itself consists of; the digest is of this alone, so the page and the script do not show in it.

    What is added here later needs a default, or a migration, so that older snapshots stay readable.
    """

    tick: int
    last: int
    chain: bytes
    agents: dict[str, Agent]
    places: dict[str, PlaceState]
    things: dict[str, ThingState]
    ledger: Ledger
    opened: Opened
    batches: Batches = {}
    lent: Lent = {}
    running: dict[str, Perturbation] = {}
    asked: dict[str, int] = {}
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
    blocked: bool = False
    inputs: list[Joined] = []
    """Cues that came in while the run went on: the schedule that a state is restored with does not have them."""


class State(msgspec.Struct):
    """A run between two ticks."""

    seed: int
    next_order: int
    world: World
    script: Script
    page: PageState
    heap: list[Entry]
    serial: int


_encode: Final = msgspec.json.Encoder().encode  # Tables keep their order, which the run goes by.
_sorted: Final = msgspec.json.Encoder(order="deterministic").encode
_decode: Final = msgspec.json.Decoder(State).decode


def save(town: Town) -> bytes:
    """The state of a run as JSON, on one line. Taken between ticks, when there is no news."""
    performance = town.performance
    script = Script(
        performance.frames, performance.cues, performance.watches, performance.armed, performance.orders,
        performance.verdicts, performance.phase, performance.blocked, performance.inputs,
    )  # fmt: skip
    world, agenda = _world(town), town.agenda
    return _encode(State(town.seed, town.next_order, world, script, town.page.state, agenda.heap, agenda.serial))


def restored(data: bytes, setting: Setting, schedule: Schedule) -> Town:
    """The run that was saved, ready to go on in the same setting with the same schedule.

    Raises msgspec.DecodeError when the data is no such state.
    """
    return revived(_decode(data), setting, schedule)


def decoded(data: bytes) -> State:
    """A state from its JSON; raises msgspec.DecodeError."""
    return _decode(data)


def revived(found: State, setting: Setting, schedule: Schedule) -> Town:
    """A town in a certain state. The state becomes the town's own: decode it anew for another."""
    town = Town(setting, schedule, found.seed)
    town.next_order = found.next_order
    for name in World.__struct_fields__:
        setattr(town, name, getattr(found.world, name))
    for name in Script.__struct_fields__:
        setattr(town.performance, name, getattr(found.script, name))
    for joined in town.performance.inputs:
        enter(town, joined)
    town.page.state = found.page
    town.agenda = Agenda(found.heap, found.serial)
    for watch in town.performance.watches.values():
        if not watch.asleep:
            town.performance.index(town, watch)
    freshen(town)
    rounds.catch_up(town)
    return town


def strangers(found: State, town: Town) -> list[str]:
    """What a state speaks of and a newly opened town does not know, or the other way round: it is of another run."""
    plot, world, script = town.plot, found.world, found.script
    pairs: list[tuple[str, set[str]]] = [
        ("the cast", world.agents.keys() ^ town.agents.keys()),
        ("the places", world.places.keys() ^ town.places.keys()),
        ("the objects", world.things.keys() ^ town.things.keys()),
        ("the items", {unit for held in world.ledger.values() for unit in held} - town.items.keys() - {"coins"}),
        ("the cues", {state.of or name for name, state in script.cues.items()} - plot.cues.keys()),
        ("the cues", {cue.id for cue in town.schedule.cues} - script.cues.keys()),
        ("the blocks", {frame.block for frame in script.frames.values()} - plot.blocks.keys()),
        ("the checks", {armed.check for armed in script.armed.values()} - plot.checks.keys()),
        ("the characters", {agent.personality for agent in world.agents.values()} - town.personalities.keys()),
        ("the jobs", {agent.job for agent in world.agents.values()} - town.setting.jobs.keys() - {""}),
        ("the agenda", {entry.kind for entry in found.heap} - HANDLERS.keys()),
    ]
    return [f"{what}: {', '.join(sorted(names))}" for what, names in pairs if names]


def digest(town: Town) -> str:
    """A digest of the town's state, 32 hexadecimal digits: equal towns, equal digests, in whatever order they stand."""
    return blake2b(_sorted(_world(town)), digest_size=16).hexdigest()


def _world(town: Town) -> World:
    return World(*[getattr(town, name) for name in World.__struct_fields__])
