"""The closed tables of words with a meaning: qualities, activities, perturbations, and what each wants.

A figure's bounds are in the units of the town: shares in millionths, coins in thousandths, lengths in ticks.
"""

from typing import Final, Literal, TypeAlias

import msgspec

from townlet.conditions import STATES, Need, State, TieKind
from townlet.units import DAY, ONE, PERCENT

Kind: TypeAlias = Literal[
    "agent", "place", "thing", "item", "personality", "vignette", "cue", "job", "stream",
    "share", "coins", "duration", "clock", "number", "text", "word",
]  # fmt: skip

CALLED: Final[dict[Kind, str]] = {
    "agent": "a person",
    "place": "a place",
    "thing": "an object",
    "item": "an item",
    "personality": "a personality",
    "vignette": "a vignette",
    "cue": "a cue",
    "job": "a job",
    "stream": "a stream",
    "share": "a share",
    "coins": "an amount of money",
    "duration": "a length of time",
    "clock": "a time of day",
    "number": "a number",
    "text": "a text in quotes",
    "word": "a word",
}
"""What a message calls each kind."""

EXAMPLES: Final[dict[Kind, str]] = {
    "share": "40%",
    "coins": "2 coins",
    "duration": "20 ticks",
    "clock": "09:15",
    "number": "3",
    "text": '"…"',
}
"""How a figure of each kind is written."""

NAMED: Final[tuple[Kind, ...]] = (
    "agent", "place", "thing", "item", "personality", "vignette", "cue", "job", "stream",
)  # fmt: skip
"""The kinds that are given by a name; the rest are figures and words."""


class Want(msgspec.Struct, frozen=True):
    """What is wanted at one position: one of `kinds` (none: anything), within bounds if it is a figure."""

    kinds: tuple[Kind, ...] = ()
    low: int | None = None
    high: int | None = None


LONGEST: Final = 366 * DAY
"""No length of time is longer than a year: a limit, so that a slip of the finger is not an endless run."""

ANYTHING: Final = Want()
AGENT: Final = Want(("agent",))
PLACE: Final = Want(("place",))
THING: Final = Want(("thing",))
ITEM: Final = Want(("item",))
SPOT: Final = Want(("place", "thing", "agent"))
JOB: Final = Want(("job",))
USABLE: Final = Want(("thing", "item"))
CUE: Final = Want(("cue",))
SHARE: Final = Want(("share",), 0, ONE)
TIE: Final = Want(("share",), -ONE, ONE)
LEVEL: Final = Want(("share",), 0, 100 * ONE)
COINS: Final = Want(("coins",), 0)
COUNT: Final = Want(("number",), 0)
LENGTH: Final = Want(("duration",), 0, LONGEST)
PERIOD: Final = Want(("duration",), 1, LONGEST)


class Quality(msgspec.Struct, frozen=True):
    """What may follow `'s`: whose it is, what it is measured in, and whether a line may set or ask it.

    `toward` is the word before the other person (`trust in Kai`) or the item (`stock of coffee`), empty when
    there is none.
    """

    owner: Want
    value: Want
    toward: Literal["", "in", "with", "of"] = ""
    settable: bool = True
    askable: bool = True


QUALITIES: Final[dict[str, Quality]] = {
    "hunger": Quality(AGENT, SHARE),
    "hygiene": Quality(AGENT, SHARE),
    "energy": Quality(AGENT, SHARE),
    "mood": Quality(AGENT, SHARE, settable=False),
    "wallet": Quality(AGENT, COINS),
    "trust": Quality(AGENT, TIE, "in"),
    "familiarity": Quality(AGENT, TIE, "with"),
    "rivalry": Quality(AGENT, TIE, "with"),
    "prices": Quality(PLACE, LEVEL),
    "stock": Quality(PLACE, COUNT, "of", settable=False),
    "queue": Quality(THING, COUNT, settable=False),
    "users": Quality(THING, COUNT, settable=False),
    "cooldown": Quality(THING, LENGTH, askable=False),
    "home": Quality(AGENT, PLACE, settable=False, askable=False),
}
QUALITIES_SAID: Final = {
    "money": "wallet", "coins": "wallet", "purse": "wallet", "cash": "wallet", "happiness": "mood", "joy": "mood",
    "sadness": "mood", "thirst": "hunger", "food": "hunger", "tiredness": "energy", "sleepiness": "energy",
    "cleanliness": "hygiene", "friendship": "trust", "love": "trust", "cost": "prices", "line": "queue",
}  # fmt: skip
"""What people say for a quality that we call otherwise."""

NO_QUALITIES: Final = {
    "place": "where somebody is: `Kai is at cafe`; to put somebody there: `place Kai at cafe`",
    "location": "where somebody is: `Kai is at cafe`; to put somebody there: `place Kai at cafe`",
    "position": "where somebody is: `Kai is at cafe`; to put somebody there: `place Kai at cafe`",
    "job": "who works as what is said in the cast (`works as barista`) and asked with `Kai works as barista`",
    "personality": "who somebody is stands in the cast, and stays so",
    "name": "what somebody is called stands in the cast, and stays so",
    "age": "nobody grows older here; what only people read goes into a comment",
}
"""What is no quality, and how it is said instead."""

NOT_SET: Final = {
    "mood": "it is made of the three needs and of what was felt lately",
    "stock": "it goes down as things are bought, and up when the shelves are filled",
    "queue": "it is whoever waits there",
    "users": "it is whoever is at it",
    "home": "where somebody lives is said in the cast",
}
"""Why a quality cannot be set."""

NEEDS: Final[dict[str, Need]] = {"hunger": "hunger", "hygiene": "hygiene", "energy": "energy"}
TIES: Final[dict[str, TieKind]] = {"trust": "trust", "familiarity": "familiarity", "rivalry": "rivalry"}

HOME: Final = "home"
"""As a place, the home of whoever the line is about."""

WORK: Final = "work"
"""`Kai is at work`: the shift has begun and not ended."""


class Roles(msgspec.Struct, frozen=True):
    """What a verb (or a perturbation) takes: an object, phrases by preposition, options in brackets.

    `needs` names those that cannot be left out: prepositions, options, `object`, `for`.
    """

    object: Want | None = None
    phrases: dict[str, Want] = {}
    options: dict[str, Want] = {}
    needs: tuple[str, ...] = ()
    example: str = ""


QUALITY: Final = {"quality": SHARE}

ACTIVITIES: Final[dict[str, Roles]] = {
    "go": Roles(phrases={"to": SPOT}, needs=("to",), example="go to park"),
    "meet": Roles(AGENT, {"at": PLACE}, needs=("object", "at"), example="meet Kai at cafe"),
    "greet": Roles(AGENT, {}, QUALITY, ("object",), "greet Kai"),
    "chat": Roles(None, {"with": AGENT, "about": ANYTHING}, QUALITY, ("with",), "chat with Kai about prices"),
    "argue": Roles(None, {"with": AGENT, "about": ANYTHING}, {}, ("with",), "argue with Kai about prices"),
    "apologise": Roles(None, {"to": AGENT}, {}, ("to",), "apologise to Kai"),
    "give": Roles(ITEM, {"to": AGENT}, {}, ("object", "to"), "give umbrella to Kai"),
    "take back": Roles(ITEM, {"from": AGENT}, {}, ("object", "from"), "take back umbrella from Kai"),
    "buy": Roles(ITEM, {"at": PLACE, "from": PLACE}, {}, ("object",), "buy coffee at cafe"),
    "cook": Roles(ITEM, {"at": PLACE}, needs=("object",), example="cook soup at home"),
    "eat": Roles(ITEM, example="eat"),
    "use": Roles(USABLE, needs=("object",), example="use shower"),
    "drop": Roles(ITEM, needs=("object",), example="drop umbrella"),
    "pick up": Roles(ITEM, needs=("object",), example="pick up umbrella"),
    "rest": Roles(phrases={"at": PLACE}, example="rest at home"),
    "wash": Roles(phrases={"at": PLACE}, example="wash"),
    "work": Roles(example="work"),
    "apply": Roles(phrases={"as": JOB}, needs=("as",), example="apply as barista"),
    "wait": Roles(phrases={"near": SPOT}, needs=("near",), example="wait near shower"),
    "leave": Roles(example="leave"),
}

STRENGTH: Final = {"strength": LEVEL}

PERTURBATIONS: Final[dict[str, Roles]] = {
    "price-spike": Roles(
        None, {"at": PLACE}, STRENGTH, ("at", "strength", "for"),
        "trigger price-spike at cafe (strength = 155%) for 35 ticks",
    ),
    "blackout": Roles(needs=("for",), example="trigger blackout for 45 minutes"),
    "water-outage": Roles(needs=("for",), example="trigger water-outage for 45 minutes"),
    "rain": Roles(options={"strength": Want(("share",), PERCENT)}, needs=("for",), example="trigger rain for 2 hours"),
    "closure": Roles(None, {"of": PLACE}, {}, ("of", "for"), "trigger closure of cafe for 1 hour"),
    "arranged-meeting": Roles(
        None, {"at": PLACE}, {}, ("at", "for"), "trigger arranged-meeting at park for 1 hour",
    ),
}  # fmt: skip
DISTURBANCES_SAID: Final = {
    "raining": "rain", "rainfall": "rain", "shower": "rain", "storm": "rain", "power-cut": "blackout",
    "power-outage": "blackout", "outage": "blackout", "water-cut": "water-outage", "meeting": "arranged-meeting",
    "gathering": "arranged-meeting", "price-rise": "price-spike", "closing": "closure", "shutdown": "closure",
}  # fmt: skip
"""What people say for a perturbation that we call otherwise."""

EVENTS_SAID: Final = {
    "talked": "chat", "chatted": "chat", "talk": "chat", "spoke": "chat", "conversation": "chat", "fought": "argued",
    "quarrelled": "argued", "quarrel": "argued", "came": "arrived", "arrival": "arrived", "left": "exited",
    "slept": "rested", "drank": "ate", "eaten": "ate", "eat": "ate", "meal": "ate", "gift": "gave", "given": "gave",
    "greeting": "greeted", "hello": "greeted", "meeting": "met", "purchase": "bought", "sold": "bought",
    "fainted": "faint", "fired": "dismissed", "apology": "apologised", "sorry": "apologised",
}  # fmt: skip
"""What people say for an event that we call otherwise."""

STATES_SAID: Final = {
    "raining": "rain", "rainy": "rain", "wet": "rain", "sunny": "clear", "dry": "clear", "fine": "clear",
    "out": "off", "down": "off", "cut": "off", "back": "on",
}  # fmt: skip

CROWDS: Final = ("townsperson",)
"""What may follow `every` in a condition."""

SCENERY: Final[dict[str, tuple[State, State]]] = dict(STATES.items())
"""What a line may ask of the whole town, and how it may stand; the first is a perturbation's doing."""

DISTURBING: Final = {"weather": "rain", "power": "blackout", "water": "water-outage"}
"""The perturbation that changes each of them, for the sake of a hint: none of them can be `set`."""

KEPT_OFF: Final = ("rain",)
"""What an item can keep off whoever carries it."""

SHIPPED: Final[dict[str, tuple[str, ...]]] = {
    "library/people.town": ("sociable", "gruff", "shy", "umbrella", "thermos"),
}
"""What the library that ships declares, for the sake of a hint about a `use` line that is missing."""

COMPARED: Final = ("text", "events", "expectations", "beats")
"""What a rehearsal can hold still, from the strictest to the loosest."""

IGNORED: Final = ("clocks", "digests", "hopes", "marks", "emergent")
"""What a rehearsal can leave out of that: what the clock shows, fingerprints, and kinds of lines."""
