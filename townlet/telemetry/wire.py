"""The wire types of telemetry: all that is sent, declared once. The published JSON Schema is made from them.

One set of types serves both payloads: a snapshot's `state` has every field, a diff's `changes` has those that
changed, and whatever is `UNSET` is not written. What comes and goes is keyed by an id, never listed, so that a diff
is merged into a state as in RFC 7396: objects field by field, all else replaced. What is gone is named in `removed`
by its path, a JSON Pointer (RFC 6901).

Units: ticks of a minute; shares, needs, moods and ties in millionths; coins in thousandths. Nothing of the clock on
the wall is in a snapshot or a diff, so that the streams of equal runs are equal byte for byte; `Health` is apart,
outside `seq` and digests.
"""

from typing import Any, Final, Literal

import msgspec
from msgspec import UNSET, UnsetType

from townlet.causes import OWN_CHOICE
from townlet.events import Sign
from townlet.townfile import Tile

Version = Literal["townlet.telemetry/1"]
SCHEMA: Final[Version] = "townlet.telemetry/1"
"""Additive changes keep the number; a test refuses others."""

DIGEST_EVERY: Final = 50
"""Every so many messages one carries the digest of the town's state."""

OWN: Final = OWN_CHOICE.root
"""Where most chains of causes end: a root that is left out of an event or a line is this."""

MOSTLY: Final[Sign] = "·"
"""The sign that is left out of an event or a line."""

TAIL: Final = 12
"""So many lines of the story are in a state, for whoever comes late."""


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of the state; what is unset is not sent."""


class Course(_Part, frozen=True):
    """A quantity: `level` at tick `since`, moving by `rate` a tick, held within `min..max`.

    Bounds that are left out are 0 and 1,000,000.
    """

    level: int | UnsetType = UNSET
    rate: int | UnsetType = UNSET
    since: int | UnsetType = UNSET
    min: int | UnsetType = UNSET
    max: int | UnsetType = UNSET


class Disturbance(_Part, frozen=True):
    """A perturbation: under way, or known to come."""

    kind: str | UnsetType = UNSET
    place: str | UnsetType = UNSET
    strength: int | UnsetType = UNSET
    since: int | UnsetType = UNSET
    until: int | UnsetType = UNSET
    sign: Sign | UnsetType = UNSET


class TownPart(_Part, frozen=True):
    """The town itself. `clock` is the minute of the day (0..1439) at tick 0; `prices` are shares of the base prices."""

    name: str | UnsetType = UNSET
    clock: int | UnsetType = UNSET
    length: int | UnsetType = UNSET
    prices: dict[str, int] | UnsetType = UNSET
    stock: dict[str, dict[str, int]] | UnsetType = UNSET
    utilities: dict[str, Literal["on", "off"]] | UnsetType = UNSET
    weather: Literal["clear", "rain"] | UnsetType = UNSET
    closed: dict[str, bool] | UnsetType = UNSET
    active: dict[str, Disturbance] | UnsetType = UNSET
    pending: dict[str, Disturbance] | UnsetType = UNSET


class Walk(_Part, frozen=True):
    """On the way since tick `start`, a tile a tick; `place` is where it ends, empty for the street.

    `path` has the first tile, those at which the way turns, and the last; it is straight in between.
    """

    path: tuple[Tile, ...] | UnsetType = UNSET
    start: int | UnsetType = UNSET
    place: str | UnsetType = UNSET


class Position(_Part, frozen=True):
    """Where somebody is. `walk` is null when they stand still; `tile` is then where."""

    on_stage: bool | UnsetType = UNSET
    place: str | UnsetType = UNSET
    tile: Tile | UnsetType = UNSET
    walk: Walk | UnsetType | None = UNSET


class Mood(_Part, frozen=True):
    """A mood is the weighted sum of the needs (`weights`, hundredths) and of the feelings, held within 0..1,000,000.

    A feeling is keyed by the id of the event that it came from.
    """

    weights: dict[str, int] | UnsetType = UNSET
    feelings: dict[str, Course] | UnsetType = UNSET


class Doing(_Part, frozen=True):
    """What somebody is at, `act` in words as in a script; `until` is -1 when open.

    `cause` is the event that it began with, `root` the end of its chain.
    """

    act: str | UnsetType = UNSET
    stage: str | UnsetType = UNSET
    since: int | UnsetType = UNSET
    until: int | UnsetType = UNSET
    sign: Sign | UnsetType = UNSET
    cause: int | UnsetType = UNSET
    root: str | UnsetType = UNSET
    thing: str | UnsetType = UNSET


class Work(_Part, frozen=True):
    """Somebody's work. `on_shift` is the tick at which the shift under way was joined, -1 when off work."""

    job: str | UnsetType = UNSET
    on_shift: int | UnsetType = UNSET
    late: int | UnsetType = UNSET
    missed: int | UnsetType = UNSET
    applied: str | UnsetType = UNSET


class Order(_Part, frozen=True):
    """A directive or a nudge in force, until a tick (-1: no limit); `cause` is the event that gave it.

    A directive's sign is always `!`, and left out.
    """

    act: str | UnsetType = UNSET
    until: int | UnsetType = UNSET
    cause: int | UnsetType = UNSET
    sign: Sign | UnsetType = UNSET


class Steered(_Part, frozen=True):
    """How somebody is leaned on: directives and nudges by their number, holds by their name."""

    orders: dict[str, Order] | UnsetType = UNSET
    nudges: dict[str, Order] | UnsetType = UNSET
    holds: dict[str, bool] | UnsetType = UNSET


class AgentPart(_Part, frozen=True):
    """Somebody. `doing` is null for who is at nothing."""

    personality: str | UnsetType = UNSET
    home: str | UnsetType = UNSET
    homeless: bool | UnsetType = UNSET
    position: Position | UnsetType = UNSET
    needs: dict[str, Course] | UnsetType = UNSET
    mood: Mood | UnsetType = UNSET
    wallet: int | UnsetType = UNSET
    debt: int | UnsetType = UNSET
    inventory: dict[str, int] | UnsetType = UNSET
    doing: Doing | UnsetType | None = UNSET
    talks_to: str | UnsetType = UNSET
    work: Work | UnsetType = UNSET
    steered: Steered | UnsetType = UNSET


class ObjectPart(_Part, frozen=True):
    """An object: who uses it, who waits in which order, from which tick it is free, and whether it can be used."""

    users: tuple[str, ...] | UnsetType = UNSET
    queue: tuple[str, ...] | UnsetType = UNSET
    ready: int | UnsetType = UNSET
    in_service: bool | UnsetType = UNSET


class TiePart(_Part, frozen=True):
    """How one stands to another, keyed `Ida>Per`; all three fade towards zero, and what is zero is left out."""

    trust: Course | UnsetType = UNSET
    familiarity: Course | UnsetType = UNSET
    rivalry: Course | UnsetType = UNSET
    bond: str | UnsetType = UNSET


class JobPart(_Part, frozen=True):
    """A job: who has it, how many are wanted, who asked for it (in the order of asking)."""

    staff: tuple[str, ...] | UnsetType = UNSET
    vacant: int | UnsetType = UNSET
    applicants: tuple[str, ...] | UnsetType = UNSET


class ConflictPart(_Part, frozen=True):
    """Of each pair that had words, keyed `Ida|Per`: the tick of the last time, and how often so far."""

    last: int | UnsetType = UNSET
    times: int | UnsetType = UNSET


class LinePart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the story: a `line`, or a `mark` or `prompt`, which have no sign.

    `event` is the event it tells of, whose root is the line's; 0 for what the script wrote itself, with a `root` of
    its own. Lines never change: what is left out is as it mostly is.
    """

    tick: int
    text: str
    kind: Literal["line", "mark", "prompt"] = "line"
    sign: Sign | Literal[""] = MOSTLY
    event: int = 0
    root: str = ""


class CuePart(_Part, frozen=True):
    """A cue: how often it began, and the ticks at which it last began and was last complete (-1 for never)."""

    fired: int | UnsetType = UNSET
    started: int | UnsetType = UNSET
    completed: int | UnsetType = UNSET
    running: bool | UnsetType = UNSET


class VerdictPart(_Part, frozen=True):
    """What became of a check."""

    severity: str | UnsetType = UNSET
    outcome: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    tick: int | UnsetType = UNSET
    because: str | UnsetType = UNSET


class ScriptPart(_Part, frozen=True):
    """Where the script stands: cues by name, verdicts by the order in which they came."""

    cues: dict[str, CuePart] | UnsetType = UNSET
    verdicts: dict[str, VerdictPart] | UnsetType = UNSET
    blocked: bool | UnsetType = UNSET


class State(_Part, frozen=True):
    """Everything that is told of a town. `narration` is the last lines by their number; `kpis` as in `townlet.kpis`."""

    town: TownPart | UnsetType = UNSET
    agents: dict[str, AgentPart] | UnsetType = UNSET
    objects: dict[str, ObjectPart] | UnsetType = UNSET
    ties: dict[str, TiePart] | UnsetType = UNSET
    employment: dict[str, JobPart] | UnsetType = UNSET
    conflicts: dict[str, ConflictPart] | UnsetType = UNSET
    kpis: dict[str, int | None] | UnsetType = UNSET
    narration: dict[str, LinePart] | UnsetType = UNSET
    script: ScriptPart | UnsetType = UNSET


class Happened(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event. `tick` is left out where it is the message's; `text` is its sentence, where it has one.

    `data` holds what only events of this kind have, as in `townlet.events`: without what is nothing (0, "", empty, no),
    and without what is told beside it: the way and the tile of somebody who walks, which are in their position, and
    the `act` of what `ended`, which is that of the event that is its cause, and of an order, which has a number.
    """

    id: int
    kind: str
    who: str = ""
    where: str = ""
    cause: int = 0
    root: str = OWN
    sign: Sign = MOSTLY
    tick: int | UnsetType = UNSET
    text: str = ""
    data: dict[str, Any] | UnsetType = UNSET


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="payload_type", tag="snapshot"):
    """The whole state, as of the end of `tick`. A stream begins with one; whoever joins late gets one."""

    schema: Version
    run: str
    seq: int
    tick: int
    state: State
    events: tuple[Happened, ...] = ()
    digest: str = ""


class Diff(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="payload_type", tag="diff"):
    """What is different from message `base` on, which is the one before unless diffs were composed for a slow consumer.

    `dropped` counts events that were left out where too many came together; state is never left out.
    """

    schema: Version
    run: str
    seq: int
    base: int
    tick: int
    changes: State = State()
    removed: tuple[str, ...] = ()
    events: tuple[Happened, ...] = ()
    dropped: int = 0
    digest: str = ""


class SinkHealth(msgspec.Struct, frozen=True, kw_only=True):
    """How one sink does. `flushed` is in seconds since the run began; -1 for never."""

    sink: str
    alive: bool
    queued: int
    composed: int  # Diffs that were put into one with others.
    dropped: int  # Events left out of composed diffs.
    sent: int  # Messages,
    bytes: int  # and their size.
    flushed: float
    restarts: int
    error: str = ""


class Health(msgspec.Struct, frozen=True, kw_only=True, tag_field="payload_type", tag="health"):
    """How the telling itself does: of the clock on the wall, and so neither state nor part of the sequence."""

    schema: Version
    run: str
    tick: int
    sinks: tuple[SinkHealth, ...]
    slowest: tuple[tuple[int, float], ...] = ()  # The slowest ticks, each with its seconds.


Message = Snapshot | Diff | Health
