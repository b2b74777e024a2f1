"""Cues and statements: what stands in a block."""

from typing import Literal, TypeAlias

from dsl.tree.activities import Activity
from dsl.tree.conditions import Condition
from dsl.tree.moments import Moment, Window
from dsl.tree.parts import Coins, Goods, Length, Name, Node, Option, Phrase, Share, Target, Text, Value


class Damaged(Node, frozen=True, gc=False):
    """A line that could not be read and has been reported; `body` is what stood indented under it.

    `words` are the words of the line, so that a name mentioned in it (`as arrival`) is not called unknown
    elsewhere.
    """

    words: tuple[str, ...]
    body: "tuple[Line, ...]" = ()


class Cue(Node, frozen=True, gc=False):
    """A trigger with its suffixes `for … up to … as …` and what is to be done."""

    trigger: "Trigger"
    dwell: "Length | None"  # for 5 ticks
    limit: int | None  # up to 2 times
    name: Name | None  # as arrival
    body: "tuple[Line, ...]"


class AtMoment(Node, frozen=True, gc=False):
    """`at tick 40`, `at 09:15`, `at day 2 09:15`, `at start`, `at end`"""

    moment: "Moment"


class AfterStart(Node, frozen=True, gc=False):
    """`20 ticks after arrival`: counted from that cue's start."""

    delay: Length
    cue: Name


class AfterEnd(Node, frozen=True, gc=False):
    """`after arrival`, `after arrival when C`: from that cue's completion."""

    cue: Name
    condition: "Condition | None" = None


class Every(Node, frozen=True, gc=False):
    """`every 10 ticks from start until tick 90`"""

    period: Length
    start: "Moment | None" = None
    until: "Moment | None" = None


class When(Node, frozen=True, gc=False):
    """`when C`: the first rising edge."""

    condition: "Condition"


class Whenever(Node, frozen=True, gc=False):
    """`whenever C`: every rising edge."""

    condition: "Condition"


class While(Node, frozen=True, gc=False):
    """`while C`: in force between edges."""

    condition: "Condition"


Trigger: TypeAlias = AtMoment | AfterStart | AfterEnd | Every | When | Whenever | While


class Mark(Node, frozen=True, gc=False):
    """`mark "Warm-up"`"""

    text: Text


class Narrate(Node, frozen=True, gc=False):
    """`narrate "…"`, or `narrate:` with prose under it (its lines joined by a space)."""

    text: Text


class Prompt(Node, frozen=True, gc=False):
    """`prompt "Point at the new card."`: the operator's line."""

    text: Text


class Dialogue(Node, frozen=True, gc=False):
    """`Kai: "Three coins?"`"""

    who: Name
    text: Text


class Play(Node, frozen=True, gc=False):
    """`play small-talk(Avery, Kai, warmth = 80%)`"""

    vignette: Name
    arguments: tuple[Option, ...]


class Direct(Node, frozen=True, gc=False):
    """`direct A, B to X within 20 ticks for 5 ticks`"""

    who: tuple[Name, ...]
    activity: "Activity"
    within: Length | None = None
    length: Length | None = None


class Nudge(Node, frozen=True, gc=False):
    """`nudge A to X by 40% for 10 ticks`"""

    who: tuple[Name, ...]
    activity: "Activity"
    by: Share | Name | None = None
    length: Length | None = None


class Hold(Node, frozen=True, gc=False):
    """`hold A, B`"""

    who: tuple[Name, ...]


class Release(Node, frozen=True, gc=False):
    """`release A, B`"""

    who: tuple[Name, ...]


class Set(Node, frozen=True, gc=False):
    """`set Avery's trust in Kai to 40%`, `set weather to rain`"""

    target: Target
    value: Value


class Give(Node, frozen=True, gc=False):
    """`give 2 coins to Kai`: staged."""

    what: Name | Goods | Coins
    to: Name


class Take(Node, frozen=True, gc=False):
    """`take 1 umbrella from Kai`: staged."""

    what: Name | Goods | Coins
    source: Name


class Place(Node, frozen=True, gc=False):
    """`place Kai at cafe`"""

    who: Name
    at: Target


class Enter(Node, frozen=True, gc=False):
    """`enter Blair at station`"""

    who: tuple[Name, ...]
    at: Target | None = None


class Exit(Node, frozen=True, gc=False):
    """`exit Blair`"""

    who: tuple[Name, ...]


class TriggerPerturbation(Node, frozen=True, gc=False):
    """`trigger price-spike at cafe (strength = spike) for 35 ticks`"""

    name: Name
    phrases: tuple[Phrase, ...] = ()
    options: tuple[Option, ...] = ()
    length: Length | None = None


class Wait(Node, frozen=True, gc=False):
    """`wait 2 ticks`"""

    length: Length


class WaitUntil(Node, frozen=True, gc=False):
    """`wait until C within 25 ticks`"""

    condition: "Condition"
    within: Length | None = None


class If(Node, frozen=True, gc=False):
    """`if C:` … `otherwise:` …; `otherwise if C:` is one `If` alone in `otherwise`."""

    condition: "Condition"
    then: "tuple[Line, ...]"
    otherwise: "tuple[Line, ...]" = ()


class Choose(Node, frozen=True, gc=False):
    """`choose from gossip:` with its arms; a missing stream has been reported."""

    stream: Name | None
    arms: "tuple[Arm, ...]"


class Arm(Node, frozen=True, gc=False):
    """`60%:` with one statement behind it or a block under it."""

    weight: Share
    body: "tuple[Line, ...]"


class Check(Node, frozen=True, gc=False):
    """`expect never event faint until 21:00 because "…"`"""

    kind: Literal["assume", "expect", "hope"]
    quantifier: Literal["always", "never", "eventually"] | None
    condition: "Condition"
    window: "Window | None" = None
    because: Text | None = None


Statement: TypeAlias = (
    Mark | Narrate | Prompt | Dialogue | Play | Direct | Nudge | Hold | Release | Set | Give | Take | Place
    | Enter | Exit | TriggerPerturbation | Wait | WaitUntil | If | Choose | Check
)  # fmt: skip
Line: TypeAlias = Statement | Cue | Damaged
"""What may stand in a block. A cue inside a cue has been reported; one inside a vignette is meant."""
