"""The compiled form of a script: what the runner feeds to the town. Versioned, plain data, published.

Everything here is settled: names are resolved, units are whole numbers, vignettes are written out where
they are played, and every parameter has its value. Statements carry ids made of names
(`the-fair/rain/trigger-1`), so an id survives whatever is added around it; `places` says where
each stands in which file.
"""

from typing import Final, Literal

import msgspec

from townlet.actions import Asked
from townlet.conditions import Condition, Quantity
from townlet.personality import Personality
from townlet.townfile import Item
from townlet.units import PERCENT

VERSION: Final = 1

Since = Literal["run", "play", "clock"]
"""How a moment is told: a tick of the run; ticks after the vignette began that it stands in; minutes past midnight, the
next time that the clock shows them."""


class _Node(msgspec.Struct, frozen=True, tag_field="step"):
    pass


# The lines of a block. A block is a flat list; branches are jumps to an index in it.


class Ask(_Node, frozen=True, tag="ask"):
    """Ask the town for something; returns at once."""

    id: str
    action: Asked


class Wait(_Node, frozen=True, tag="wait"):
    """Go on `ticks` later."""

    id: str
    ticks: int


class WaitUntil(_Node, frozen=True, tag="wait-until"):
    """Go on when the condition holds, or when `within` ticks have passed, which is a verdict (a `hope`)."""

    id: str
    condition: Condition
    within: int | None = None  # None: as long as it takes.


class Branch(_Node, frozen=True, tag="branch"):
    """Go on with the next line when the condition holds now, else at line `otherwise`.

    `binds` is the stand-in for the first of whom it holds, where the condition gives `anyone` a name.
    """

    id: str
    condition: Condition
    otherwise: int
    binds: str = ""


class Choose(_Node, frozen=True, tag="choose"):
    """Draw from a named stream, and go on at the line the draw falls on.

    `key` names the reason for asking. It is made of what the options say, not of where they stand.
    """

    id: str
    stream: str
    key: str
    options: tuple[tuple[int, int], ...]  # (weight in millionths, line)


class Jump(_Node, frozen=True, tag="jump"):
    """Go on at line `to`."""

    to: int


class Play(_Node, frozen=True, tag="play"):
    """Run a block of its own and go on when it is complete; its cues watch for as long as it goes on."""

    id: str
    vignette: str
    block: "Block"
    cues: "tuple[Cue, ...]" = ()


class Judge(_Node, frozen=True, tag="check"):
    """Arm a check; the block goes on."""

    check: "Check"


class Assume(_Node, frozen=True, tag="assume"):
    """The block, or outside every block the run, is blocked when the condition does not hold now."""

    id: str
    condition: Condition
    because: str = ""


Step = Ask | Wait | WaitUntil | Branch | Choose | Jump | Play | Judge | Assume
Block = tuple[Step, ...]


# Checks.


class Check(msgspec.Struct, frozen=True):
    """A statement that must (`expect`) or should (`hope`) come true.

    `quantifier`: `now` judges at once; `eventually` once within the window; `always` and `never` throughout;
    `at-end` at the last tick of the window. The window opens when the line is reached and
    is closed `within` ticks later, or at tick `until`, or when cue `during` is complete (it
    opens with that cue), or at the end of the run; its bounds are inclusive. `since` says how `until` is told.
    """

    id: str
    severity: Literal["expect", "hope"]
    text: str  # The line as written, for the report.
    quantifier: Literal["now", "eventually", "always", "never", "at-end"]
    condition: Condition
    within: int | None = None
    until: int | None = None
    during: str = ""
    because: str = ""
    since: Since = "run"


# Cues.


class _Trigger(msgspec.Struct, frozen=True, tag_field="when"):
    pass


class AtTick(_Trigger, frozen=True, tag="at"):
    """`at tick 40`, `at 08:10`, `at start`, `at end`: before agents decide in it; `since` says how it is told."""

    tick: int
    since: Since = "run"


class AfterCue(_Trigger, frozen=True, tag="after"):
    """`20 ticks after arrival` counts from its start; `after arrival` waits for its completion."""

    cue: str
    ticks: int | None = None  # None: on completion.


class Every(_Trigger, frozen=True, tag="every"):
    """`every 10 ticks from start until tick 90`, both bounds inclusive; `since` and `last_since` say how each is told.

    Of a vignette's, `endless` is one without an `until`: it goes on for as long as all else does.
    """

    ticks: int
    first: int
    last: int
    since: Since = "run"
    last_since: Since = "run"
    endless: bool = False


class When(_Trigger, frozen=True, tag="when"):
    """`when C for 5 ticks`: on the first rising edge sustained that long; already true counts as an edge.

    With `after`, armed when that cue is complete. `times` is how often it may fire, None without limit;
    it re-arms when the condition falls. `binds` is the stand-in in the block for whoever it came true of.
    """

    condition: Condition
    sustained: int = 0
    times: int | None = 1
    after: str = ""
    binds: str = ""


class While(_Trigger, frozen=True, tag="while"):
    """`while C for 5 ticks`: in force from when C has held so long until it falls; `binds` as of `When`."""

    condition: Condition
    sustained: int = 0
    binds: str = ""


Trigger = AtTick | AfterCue | Every | When | While


class Cue(msgspec.Struct, frozen=True):
    """When something is to happen, and what. Cues of one tick play in the order of the file."""

    id: str  # `the-fair/arrival`
    name: str  # `arrival`; a number of its kind when the writer gave none
    trigger: Trigger
    block: Block


# The whole.


class CastMember(msgspec.Struct, frozen=True):
    """Somebody in the story. Unset figures come from the town file."""

    name: str
    personality: str
    place: str = ""  # Empty: at home.
    offstage: bool = False
    needs: dict[str, int] = {}
    wallet: int | None = None
    carries: dict[str, int] = {}
    job: str = ""
    home: str = ""
    ties: dict[str, dict[str, int]] = {}  # Whom, then which, in millionths.


class Cover(msgspec.Struct, frozen=True):
    """`cover …`: what a rehearsal must have tried, as text and as figures where there are any."""

    text: str
    every: Literal["", "vignette", "cue", "branch"] = ""  # `cover every branch in 3 runs`: each in so many.
    runs: int = 1
    condition: Condition | None = None
    buckets: tuple[tuple[int, int], ...] = ()
    quantity: Quantity | None = None  # What the buckets divide.


class Rehearse(msgspec.Struct, frozen=True):
    """What a rehearsal does with the scenario; kept here, carried out elsewhere."""

    seeds: tuple[int, ...] = ()
    vary: dict[str, tuple[str, ...]] = {}
    golden: int | None = None
    pass_rate: int = 100 * PERCENT
    compare: tuple[str, ...] = ("text",)
    ignore: tuple[str, ...] = ()
    cover: tuple[Cover, ...] = ()


class Written(msgspec.Struct, frozen=True):
    """Where a statement stands: file, line and column (from 1), and the line's text."""

    file: str
    line: int
    column: int
    text: str


class Schedule(msgspec.Struct, frozen=True):
    """A script, ready to be performed: a function of its text, its libraries, its town file and parameters."""

    id: str
    title: str
    town: str
    clock: int  # Minutes past midnight at tick 0.
    length: int  # Ticks; `end` is the tick of this number, judged, with nobody acting.
    seed: int
    cast: tuple[CastMember, ...]
    personalities: dict[str, Personality]
    items: tuple[Item, ...] = ()
    streams: tuple[str, ...] = ()
    stage: tuple[Ask, ...] = ()
    cues: tuple[Cue, ...] = ()
    checks: tuple[Check, ...] = ()
    assumes: tuple[Assume, ...] = ()  # Of the whole run: judged when the stage is set.
    about: str = ""
    tags: tuple[str, ...] = ()
    parameters: dict[str, str] = {}  # As written, with the values this schedule was compiled for.
    rehearse: Rehearse = Rehearse()
    places: dict[str, Written] = {}
    sources: dict[str, str] = {}  # File name to a hash of its text.
    version: int = VERSION
