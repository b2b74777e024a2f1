"""What the entries of an older timeline ask for, as values, in today's units: millionths, thousandths, ticks."""

import msgspec

from dsl.source import Span
from dsl.timeline.words import Disturbance


class Said(msgspec.Struct, frozen=True):
    """A word of the old file and where it stands."""

    text: str
    span: Span


class Spawn(msgspec.Struct, frozen=True):
    """`spawn_agent`: somebody is there from now on."""

    who: Said
    needs: tuple[tuple[str, int], ...] = ()
    wallet: int | None = None
    personality: str = ""
    job: str = ""


class Chat(msgspec.Struct, frozen=True):
    """`force_chat`: two have talked, whatever they were doing."""

    speaker: Said
    listener: Said
    quality: int


class Need(msgspec.Struct, frozen=True):
    """`set_need`"""

    who: Said
    need: str
    value: int


class Tell(msgspec.Struct, frozen=True):
    """A narration; `stage` is the part of the story it says it opens."""

    message: str
    stage: str = ""
    key: str = ""
    spacing: int = 0  # 0: as the older player had it.


class Disturb(msgspec.Struct, frozen=True):
    """`perturbation_trigger`, or a meeting that was arranged; targets and location as they stand in the file."""

    kind: Disturbance
    strength: int = 0
    ticks: int = 0
    targets: tuple[Said, ...] = ()
    location: Said | None = None
    known: bool = True  # Whether the older town knew it under the name that the file gives.


class Kill(msgspec.Struct, frozen=True):
    """`kill`: somebody was there no more."""

    who: Said


class Nothing(msgspec.Struct, frozen=True):
    """Nothing that a script can say; `why` is for the comment in its place."""

    why: str


Act = Spawn | Chat | Need | Tell | Disturb | Kill | Nothing


class Entry(msgspec.Struct, frozen=True):
    """An entry that could be read: when, what, and where in the old file."""

    tick: int
    act: Act
    span: Span
    above: tuple[str, ...] = ()  # The comments that stand above it.
