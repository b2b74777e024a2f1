"""The tree as written: what a `.town` file says, before any name, type or unit is looked up.

Every node carries the `span` it was read from. The span of a block (a cue, a scenario, a vignette …) is its
opening line without the colon, which is what a message about it should point at. Names are kept as written.
A line that could not be read leaves a `Damaged` in its place, so that a later pass can tell "missing" from
"misspelt here and already reported". Unions are closed and tagged: `match` on them and end with
`assert_never`.

Units are those of the town: shares in millionths, coins in thousandths, durations in ticks (minutes), clock
times in minutes since midnight.
"""

from typing import Literal, TypeAlias

import msgspec

from dsl.source import Span


class Node(msgspec.Struct, frozen=True, gc=False, tag=True):
    """What all nodes have. Trees hold no cycles, so the collector may leave them alone."""

    span: Span


# ── the file ────────────────────────────────────────────────────────────────────────────────────────────────


class File(Node, frozen=True, gc=False):
    """One `.town` file; its declarations by kind, each kind in file order."""

    uses: "tuple[Use, ...]" = ()
    streams: "tuple[Name, ...]" = ()
    personalities: "tuple[Personality, ...]" = ()
    items: "tuple[Item, ...]" = ()
    vignettes: "tuple[Vignette, ...]" = ()
    scenarios: "tuple[Scenario, ...]" = ()
    damaged: "tuple[Damaged, ...]" = ()
    """Every damaged line of the file, however deep; the same values also stand in their places."""
    comments: "tuple[Comment, ...]" = ()
    """Every comment in file order: the only text besides spacing that the rest of the tree does not hold."""

    @property
    def about(self) -> str:
        """The `##` lines at the head of the file, joined."""
        return "\n".join(c.text for c in self.comments if c.documents)

    @property
    def todos(self) -> "tuple[Comment, ...]":
        """The comments that begin with `TODO:`."""
        return tuple(c for c in self.comments if c.text.startswith("TODO:"))


class Comment(Node, frozen=True, gc=False):
    """`# text`; `own_line` if nothing stands before it, `documents` for a `##` at the head of the file."""

    text: str
    own_line: bool
    documents: bool = False


class Damaged(Node, frozen=True, gc=False):
    """A line that could not be read and has been reported; `body` is what stood indented under it.

    `words` are the words of the line, so that a name mentioned in it (`as arrival`) is not called unknown
    elsewhere.
    """

    words: tuple[str, ...]
    body: "tuple[Line, ...]" = ()


class Use(Node, frozen=True, gc=False):
    """`use "library/people.town"`"""

    path: "Text"


class Personality(Node, frozen=True, gc=False):
    """`personality sociable extends socialite:`"""

    name: "Name"
    extends: "Name | None" = None
    about: "Text | None" = None
    traits: "tuple[Figure, ...]" = ()  # extroversion 0.7 (Number)
    needs: "tuple[Figure, ...]" = ()  # hygiene decays 110% (Share)
    prefers: "tuple[Figure, ...]" = ()  # chat 130% (Share)
    rewards: "tuple[Figure, ...]" = ()  # social 120% (Share)
    voice: "Text | None" = None


class Item(Node, frozen=True, gc=False):
    """`item thermos:`"""

    name: "Name"
    about: "Text | None" = None
    price: "Coins | None" = None
    use: "tuple[Figure, ...]" = ()  # energy +10% (Share)
    portions: "Number | None" = None
    reusable: bool | None = None  # True `reusable`, False `consumed`, None unsaid
    spoils_after: "Duration | None" = None


class Vignette(Node, frozen=True, gc=False):
    """`vignette small-talk(a, b, warmth = 70%):`"""

    name: "Name"
    parameters: "tuple[Parameter, ...]"
    body: "tuple[Line, ...]"


class Scenario(Node, frozen=True, gc=False):
    """`scenario "A Coffee Too Dear" (newcomer = Blair, spike = 155%):`"""

    title: "Text"
    parameters: "tuple[Parameter, ...]" = ()
    about: "Text | None" = None
    tags: "tuple[Name, ...]" = ()
    town: "Name | None" = None
    clock: "Clock | None" = None
    length: "Duration | None" = None
    seed: "Number | None" = None
    streams: "tuple[Name, ...]" = ()
    cast: "tuple[CastEntry, ...]" = ()
    stage: "tuple[Line, ...]" = ()
    body: "tuple[Line, ...]" = ()
    """Cues and checks in file order; also what is damaged among them."""
    rehearse: "Rehearse | None" = None


class Parameter(Node, frozen=True, gc=False):
    """`spike = 155%`, or `a` without a default."""

    name: "Name"
    default: "Value | None" = None


# ── small parts ─────────────────────────────────────────────────────────────────────────────────────────────


class Name(Node, frozen=True, gc=False):
    """A name as written: `Kai`, `small-talk`, `yes`, `anyone's` alias, a parameter."""

    text: str


class Anyone(Node, frozen=True, gc=False):
    """`anyone`, `anyone as who`: one watch per agent."""

    alias: Name | None = None


class Everyone(Node, frozen=True, gc=False):
    """`everyone`, or `every townsperson` with its kind."""

    kind: Name | None = None


class Possessive(Node, frozen=True, gc=False):
    """`Kai's mood`, `cafe's prices`, `Avery's trust in Kai`, `anyone's wallet`, `Kai's home`."""

    owner: "Subject"
    quality: Name
    preposition: Literal["in", "with"] | None = None
    toward: "Subject | None" = None


class Text(Node, frozen=True, gc=False):
    """A quoted string, unquoted."""

    text: str


class Number(Node, frozen=True, gc=False):
    """`0.7`, `-0.3`, `3`. Exact: the figure in millionths."""

    millionths: int

    @property
    def whole(self) -> int | None:
        """The figure if it is a whole number."""
        whole, rest = divmod(self.millionths, 1_000_000)
        return None if rest else whole


class Share(Node, frozen=True, gc=False):
    """`155%`, `+10%`: millionths, so 100 % is 1,000,000. `signed` if a plus or minus was written."""

    millionths: int
    signed: bool = False


class Coins(Node, frozen=True, gc=False):
    """`2.5 coins`: thousandths."""

    thousandths: int


class Duration(Node, frozen=True, gc=False):
    """`35 minutes`, `2 hours`: ticks; `unit` as written, in the plural."""

    ticks: int
    unit: Literal["ticks", "minutes", "hours", "days"]


class Clock(Node, frozen=True, gc=False):
    """`07:30`: minutes since midnight, 0 to 1439."""

    minutes: int


class Goods(Node, frozen=True, gc=False):
    """`1 umbrella`: so many of an item."""

    count: int
    item: Name


class Figure(Node, frozen=True, gc=False):
    """A word with its figure, in a field: `chat 130%`, `extroversion -0.3`, `balanced 40%`."""

    name: Name
    value: "Number | Share"


class Option(Node, frozen=True, gc=False):
    """`quality = 80%`: in brackets after an activity, a trigger or a `play` (where a name is not needed)."""

    name: Name | None
    value: "Value"


class Phrase(Node, frozen=True, gc=False):
    """A preposition with what follows it: `to cafe`, `with Avery`, `about prices`, `near shower`."""

    word: "Preposition"
    target: "Target"


Preposition: TypeAlias = Literal["to", "at", "with", "about", "near", "from", "by", "of", "in"]
Subject: TypeAlias = Name | Anyone | Everyone
Target: TypeAlias = Name | Possessive
Value: TypeAlias = Name | Possessive | Text | Number | Share | Coins | Duration | Clock
Length: TypeAlias = Duration | Name
"""A duration, or a parameter that is one."""


# ── cast ────────────────────────────────────────────────────────────────────────────────────────────────────


class Member(Node, frozen=True, gc=False):
    """`Avery: sociable, at cafe, 12 coins`, or the same as a block of fields."""

    name: Name
    personality: Name | None = None
    starts: Name | None = None  # a place
    offstage: bool = False
    needs: tuple[Figure, ...] = ()
    wallet: Coins | None = None
    carries: tuple[Goods, ...] = ()
    job: Name | None = None
    home: Name | None = None
    ties: "tuple[Tie, ...]" = ()


class Group(Node, frozen=True, gc=False):
    """`townsfolk 8: balanced 40%, socialite 35%, industrious 25%`"""

    name: Name
    count: int
    personalities: tuple[Figure, ...] = ()  # Shares
    starts: Name | None = None
    offstage: bool = False
    wallet: Coins | None = None
    carries: tuple[Goods, ...] = ()
    job: Name | None = None


class Tie(Node, frozen=True, gc=False):
    """`trust in Kai 40%` in a `ties:` field."""

    quality: Name
    preposition: Literal["in", "with"]
    toward: Name
    value: Share


CastEntry: TypeAlias = Member | Group | Damaged


# ── cues ────────────────────────────────────────────────────────────────────────────────────────────────────


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


class TickMoment(Node, frozen=True, gc=False):
    """`tick 40`"""

    tick: int


class ClockMoment(Node, frozen=True, gc=False):
    """`09:15`, `day 2 09:15`; without a day it is the next occurrence. Days count from 1."""

    minutes: int
    day: int | None = None


class Start(Node, frozen=True, gc=False):
    """`start`"""


class End(Node, frozen=True, gc=False):
    """`end`: the last tick."""


Moment: TypeAlias = TickMoment | ClockMoment | Start | End
Trigger: TypeAlias = AtMoment | AfterStart | AfterEnd | Every | When | Whenever | While


# ── statements ──────────────────────────────────────────────────────────────────────────────────────────────


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


class Within(Node, frozen=True, gc=False):
    """`within 10 ticks`"""

    length: Length


class Until(Node, frozen=True, gc=False):
    """`until 21:00`"""

    moment: Moment


class During(Node, frozen=True, gc=False):
    """`during makeup`"""

    cue: Name


class For(Node, frozen=True, gc=False):
    """`for 10 ticks`"""

    length: Length


class AtEnd(Node, frozen=True, gc=False):
    """`at end`"""


class Activity(Node, frozen=True, gc=False):
    """What an agent can be directed or nudged to do: a verb and its roles.

    | written | verb | object | phrases |
    |---|---|---|---|
    | `go to cafe` | go | | to cafe |
    | `meet Kai at cafe` | meet | Kai | at cafe |
    | `chat with Kai about prices (quality = 80%)` | chat | | with Kai, about prices |
    | `give 1 umbrella to Kai` | give | Goods(1, umbrella) | to Kai |
    | `rest at home` | rest | | at home |
    | `wait near shower` | wait | | near shower |

    Which roles a verb wants is the checker's business; the grammar only knows which may follow it.
    """

    verb: "Verb"
    object: Target | Goods | Coins | None = None
    phrases: tuple[Phrase, ...] = ()
    options: tuple[Option, ...] = ()


Verb: TypeAlias = Literal[
    "go", "meet", "greet", "chat", "argue", "apologise", "give", "buy", "eat", "use", "drop", "pick up",
    "rest", "wash", "work", "wait", "leave",
]  # fmt: skip
Window: TypeAlias = Within | Until | During | For | AtEnd
Statement: TypeAlias = (
    Mark | Narrate | Prompt | Dialogue | Play | Direct | Nudge | Hold | Release | Set | Give | Take | Place
    | Enter | Exit | TriggerPerturbation | Wait | WaitUntil | If | Choose | Check
)  # fmt: skip
Line: TypeAlias = Statement | Cue | Damaged
"""What may stand in a block. A cue inside a cue has been reported; one inside a vignette is meant."""


# ── conditions ──────────────────────────────────────────────────────────────────────────────────────────────


class And(Node, frozen=True, gc=False):
    """`A and B and C`"""

    parts: "tuple[Condition, ...]"


class Or(Node, frozen=True, gc=False):
    """`A or B`"""

    parts: "tuple[Condition, ...]"


class Not(Node, frozen=True, gc=False):
    """`not A`; also `A is not near B`."""

    part: "Condition"


class Compare(Node, frozen=True, gc=False):
    """`Kai's mood below 45%`, `power-cut is yes`, `weather is rain`, `shower's queue at least 2`.

    Below and above are strict, at least and at most inclusive.
    """

    subject: Target | Anyone | Everyone
    operator: Literal["below", "above", "at least", "at most", "is"]
    value: Value


class Between(Node, frozen=True, gc=False):
    """`Kai's mood between 30% and 45%`: inclusive at both ends."""

    subject: Target
    low: Value
    high: Value


class Near(Node, frozen=True, gc=False):
    """`newcomer is near Avery`"""

    who: Subject
    target: Target


class At(Node, frozen=True, gc=False):
    """`Kai is at cafe`"""

    who: Subject
    place: Target


class Has(Node, frozen=True, gc=False):
    """`taker has umbrella`, `Kai carries 2 thermos`, `Kai has 3 coins`"""

    who: Subject
    what: Name | Goods | Coins


class Friends(Node, frozen=True, gc=False):
    """`Avery is friends with Kai`"""

    who: Subject
    whom: Subject


class Rivals(Node, frozen=True, gc=False):
    """`Avery is rivals with Kai`"""

    who: Subject
    whom: Subject


class Event(Node, frozen=True, gc=False):
    """`event chat between A and B` (pair), `event shift-started by Kai`, `event faint`."""

    kind: Name
    pair: tuple[Subject, Subject] | None = None
    phrases: tuple[Phrase, ...] = ()


class Count(Node, frozen=True, gc=False):
    """`at most 3 event late`"""

    bound: Literal["at least", "at most"]
    count: int
    event: Event


class Says(Node, frozen=True, gc=False):
    """`narration says "…"`"""

    text: Text


class Changes(Node, frozen=True, gc=False):
    """`a's trust in b rises by 2%`: in points, from the level when the line is reached."""

    subject: Target
    direction: Literal["rises", "falls"]
    by: Value


Condition: TypeAlias = (
    And | Or | Not | Compare | Between | Near | At | Has | Friends | Rivals | Event | Count | Says | Changes
)


# ── rehearse ────────────────────────────────────────────────────────────────────────────────────────────────


class Rehearse(Node, frozen=True, gc=False):
    """`rehearse:` with its fields."""

    seeds: "tuple[SeedRange, ...]" = ()
    vary: "tuple[Vary, ...]" = ()
    golden: Number | None = None
    pass_rate: Share | None = None
    compare: tuple[Name, ...] = ()
    ignore: tuple[Name, ...] = ()
    cover: "tuple[CoverEvery | CoverValues, ...]" = ()


class SeedRange(Node, frozen=True, gc=False):
    """`1..20`; a single seed is a range of one."""

    first: int
    last: int


class Vary(Node, frozen=True, gc=False):
    """`vary spike in [120%, 155%, 200%]`"""

    name: Name
    values: tuple[Value, ...]


class CoverEvery(Node, frozen=True, gc=False):
    """`cover every vignette in 3 runs`"""

    kind: Name
    runs: int


class CoverValues(Node, frozen=True, gc=False):
    """`cover newcomer's energy in [30%..35%, 35%..45%]`"""

    subject: Target
    buckets: "tuple[Bucket, ...]"


class Bucket(Node, frozen=True, gc=False):
    """`30%..35%`: closed at both ends."""

    low: Value
    high: Value
