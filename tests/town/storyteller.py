"""A town made up for its titles, and events made up for the telling: no simulation behind either."""

from types import SimpleNamespace
from typing import Any, cast, get_args

import msgspec
from hypothesis import strategies as st

from townlet import events as e
from townlet.actions import Activity, Chat, Eat, Rest, Stay
from townlet.causes import OWN_CHOICE
from townlet.course import Course
from townlet.personality import Personality
from townlet.sentences.scene import TownScene
from townlet.state import Doing, Tie
from townlet.town import Town
from townlet.townfile import Goods, Hours, Item, Job, Place, Thing
from townlet.units import COIN, ONE, PERCENT

EVERY: tuple[type[e.Event], ...] = get_args(e.Event)
PEOPLE = ("Ann", "Bo", "Cy")


def made_up(
    people: tuple[str, ...] = PEOPLE,
    *,
    purse: int = 5 * COIN,
    tie: Tie | None = None,
    inside: tuple[str, ...] = (),
    clock: int = 600,
    voice: str = "",
    hunger: int = ONE // 2,
    housemates: bool = False,
    argued: int = -1,
    tick: int = 0,
    doing: Doing | Activity | None = None,
) -> Town:
    """A mill that sells pies, a garden, a house. Everybody has the same `purse` and the same `tie` to all.

    The first of them lives in the house, and with `housemates` all do; `argued` is when all had words with all.
    """
    places = (
        Place("mill", "the mill", "shop", 0, 0, 4, 4, (0, 0), sells=(Goods("pie", 2 * COIN, 9),)),
        Place("garden", "the garden", "garden", 5, 0, 4, 4, (5, 0), outdoors=True),
        Place("house", "the house", "home", 9, 0, 2, 2, (9, 0)),
    )
    things = (Thing("seat", "the long seat", "seat", "garden", (6, 1)),)
    agents = {
        name: SimpleNamespace(
            hunger=Course(hunger), personality="plain", homeless=False, place="mill", on_stage=True, gains={},
            home="house" if housemates or name == people[0] else f"house-of-{name}", on_shift=-1, job="", visited={},
            doing=doing if isinstance(doing, Doing | None) else Doing(doing, "going", OWN_CHOICE, "·", 0, 0, True, 0),
            argued=dict.fromkeys(people, argued) if argued >= 0 else {},
            ties=dict.fromkeys(people, tie) if tie else {},
        )
        for name in people
    }
    town = SimpleNamespace(
        tick=tick,
        running={},
        agents=agents,
        setting=SimpleNamespace(
            places={place.id: place for place in places},
            things={thing.id: thing for thing in things},
            jobs={"miller": Job("miller", "a miller", "mill", Hours(), 9 * COIN)},
            workplaces={"mill": ["miller"]},
        ),
        personalities={"plain": Personality("plain", voice=voice)},
        items={"pie": Item("pie", "a pie"), "rye": Item("rye", "a loaf of rye")},
        ledger={name: {"coins": purse} if purse else {} for name in people},
        places={"mill": SimpleNamespace(people=list(inside)), "garden": SimpleNamespace(people=list(people))},
        price=lambda place, item, level: 2 * COIN * level // ONE,
        minute=lambda: clock,
    )
    return cast(Town, town)


def scene(**facts: Any) -> TownScene:
    return TownScene(made_up(**facts))


def event(kind: type[e.Event], **fields: Any) -> e.Event:
    """An event of a kind, of which only what matters need be said."""
    names = {field.name: field for field in msgspec.structs.fields(kind)}
    assert fields.keys() <= names.keys()
    return kind(**{name: fields.get(name, _PLAIN.get((kind, name), _PLAIN.get(name))) for name in names})  # type: ignore[arg-type]


_PLAIN: dict[Any, Any] = {
    "id": 1,
    "tick": 7,
    "cause": 0,
    "root": "play/cue/line",
    "sign": "·",
    "who": "Ann",
    "whom": "Bo",
    "where": "mill",
    "to": "garden",
    "path": (),
    "tile": (0, 0),
    "act": Stay(),
    "order": 0,
    "utility": 0,
    "rival": "rest",
    "margin": 1,
    "breakable": True,
    "how": "done",
    "because": "the door is shut",
    "need": "hunger",
    "band": 20 * PERCENT,
    "thing": "seat",
    "activity": "rest",
    "until": 60,
    "gains": {},
    "complete": True,
    "ticks": 30,
    "ahead": 2,
    "turn": False,
    "item": "pie",
    "price": 2 * COIN,
    "quality": 50 * PERCENT,
    "about": "the weather",
    "count": 1,
    "text": "Well.",
    "job": "miller",
    "wage": 9 * COIN,
    "amount": 3 * COIN,
    "before": ONE,
    "level": 2 * ONE,
    "perturbation": "rain",
    "came": 3,
    "begun": False,
    "loss": -4 * PERCENT,
    "strength": ONE,
    "which": "trust",
    "value": 0,
    "lasting": 0,
    "nudge": 1,
    "by": 0,
    "well": True,
    "first": True,
    "hold": "x",
    "why": "overslept",
    "docked": 0,
    "excused": False,
    "extra": 0,
    (e.Hired, "first"): 1440,
    "missed": 2,
    "home": "house",
    "debt": 9 * COIN,
    "paid": 9 * COIN,
    "personality": "balanced",
    "wallet": 6 * COIN,
    (e.Quit, "why"): "gloom",
    (e.Leaving, "because"): "fainting",
    (e.Exited, "because"): "",
    (e.Refused, "act"): "buy pie mill",
    (e.PriceNoticed, "how"): "saw",
    (e.OrderEnded, "how"): "out-of-time",
    (e.OrderEnded, "act"): "meet Bo",
    (e.Overruled, "act"): "go mill",
    (e.Overruled, "by"): "go garden",
    "cue": "arrival",
    (e.Heard, "about"): "Cy",
    "lacking": "water",
    "takes": {"rye": 1},
    "brought": {"pie": 3},
    (e.Restocked, "missed"): (),
    (e.Began, "act"): Eat(),
}

# Names of any alphabet; braces and white space are no part of a name in any script.
letters = st.characters(categories=("Lu", "Ll", "Lo"))
names = st.text(letters, min_size=1, max_size=8)
shares = st.integers(0, ONE)
coins = st.integers(0, 20 * COIN)
VARIED: dict[Any, st.SearchStrategy[Any]] = {
    "tick": st.integers(0, 3),
    "sign": st.sampled_from("·~!*"),
    "where": st.sampled_from(["mill", "garden", "house", ""]),
    "to": st.sampled_from(["mill", "garden", "house", "seat", "Ann", ""]),
    "root": st.sampled_from(["town/cast", "play/x"]),
    "came": st.integers(0, 3),
    "begun": st.booleans(),
    "because": st.sampled_from(["", "the door is shut", "it is late."]),
    "need": st.sampled_from(["hunger", "hygiene", "energy"]),
    "band": st.sampled_from([60 * PERCENT, 40 * PERCENT, 20 * PERCENT]),
    "ticks": st.integers(0, 900),
    "until": st.integers(0, 900),
    "ahead": st.integers(0, 30),
    "turn": st.booleans(),
    "item": st.sampled_from(["pie", "rye", "coins", "odd-thing"]),
    "thing": st.sampled_from(["seat", "pie", "odd-thing", ""]),
    "price": coins,
    "quality": shares,
    "count": st.integers(1, 5000),
    (e.Heard, "about"): st.sampled_from(PEOPLE),
    "well": st.booleans(),
    "first": st.booleans(),
    "about": st.sampled_from(["", "the weather", "odd-things"]),
    "wage": coins,
    "amount": coins,
    "before": shares,
    "level": st.integers(0, 3 * ONE),
    "perturbation": st.sampled_from(
        ["rain", "blackout", "water-outage", "closure", "arranged-meeting", "price-spike", "odd-thing"]
    ),
    "which": st.sampled_from(["trust", "familiarity", "rivalry"]),
    "value": st.integers(-ONE, ONE),
    "margin": st.integers(0, 20_000),
    "why": st.sampled_from(["overslept", "queue", "talk", "walking", "closed", "directed", "held", "forgot"]),
    "extra": coins,
    "missed": st.integers(2, 30),
    "debt": coins,
    "paid": coins,
    (e.Late, "about"): st.sampled_from(["", "Bo", "seat"]),
    (e.Evicted, "to"): st.sampled_from(["garden", "mill"]),
    (e.Quit, "why"): st.sampled_from(["gloom", "better"]),
    (e.Leaving, "because"): st.sampled_from(["fainting", "homelessness"]),
    (e.Exited, "because"): st.sampled_from(["", "it was all too much"]),
    (e.Refused, "act"): st.sampled_from(
        ["go home", "go mill", "chat Bo", "buy pie mill", "price-spike", "rest", "give-to pie Bo"]
    ),
    (e.Began, "act"): st.sampled_from([Eat(), Rest(), Chat("Bo"), Stay()]),
    "rival": st.sampled_from(["eat", "rest mill", "stay", ""]),
    (e.PriceNoticed, "how"): st.sampled_from(["saw", "paid", "heard"]),
    "activity": st.sampled_from(["rest", "wash"]),
    "lacking": st.sampled_from(["power", "water", "rye"]),
    "takes": st.dictionaries(st.sampled_from(["pie", "rye", "odd-thing"]), st.integers(1, 4), min_size=1),
    "brought": st.dictionaries(st.sampled_from(["pie", "rye", "odd-thing"]), st.integers(1, 99), min_size=1),
    (e.Restocked, "missed"): st.sampled_from([(), ("pie",), ("pie", "rye")]),
}


@st.composite
def events(draw: st.DrawFn, kind: type[e.Event], people: tuple[str, ...] = PEOPLE) -> e.Event:
    """Any event of a kind, between two of `people`."""
    who, whom = draw(st.permutations(people))[:2]
    fields = [field.name for field in msgspec.structs.fields(kind)]
    varied = {name: draw(found) for name in fields if (found := _varied(kind, name)) is not None}
    between = {name: value for name, value in (("who", who), ("whom", whom)) if name in fields}
    return event(kind, **{**varied, **between})


def _varied(kind: type[e.Event], name: str) -> st.SearchStrategy[Any] | None:
    return VARIED.get((kind, name), VARIED.get(name))
