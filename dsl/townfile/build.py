"""Plain data that fits the schema → `TownFile`, with everything that was left out filled in."""

from typing import Any, Final

from dsl.townfile import words
from townlet.conditions import NEEDS
from townlet.goods.kitchens import COOK, cooking
from townlet.townfile import (
    Affordance,
    Barrier,
    Beginning,
    Chance,
    Goods,
    Item,
    Job,
    Needs,
    Pace,
    Place,
    Thing,
    TownFile,
)

Data = dict[str, Any]

ACTIVITIES: Final = ("rest", "wash", "use")  # What an object can be good for.


def build(data: Data) -> TownFile:
    """The town; unknown keys are passed over, words that lead nowhere are kept for `crosscheck` to find."""
    width, height = _ints(data["grid"])
    items = tuple(_item(*pair) for pair in data.get("items", {}).items())
    prices = {item.id: item.price for item in items}
    return TownFile(
        id=data["town"],
        title=data["title"],
        width=width,
        height=height,
        places=tuple(_place(word, said, prices) for word, said in data["places"].items()),
        things=tuple(_thing(*pair) for pair in data.get("objects", {}).items()),
        affordances=tuple(_affordances(data.get("affordances", {}))),
        items=items,
        jobs=tuple(_job(*pair) for pair in data.get("jobs", {}).items()),
        barriers=tuple(Barrier(said["title"], *_ints(said["tiles"])) for said in data.get("barriers", [])),
        beginning=_beginning(data["beginning"]),
        pace=Pace(**{need: words.pace(data["pace"][need]) for need in NEEDS}),
        rent=words.money(data.get("rent", "0 coins")),
        chances=tuple(_chance(*pair) for pair in data.get("chances", {}).items()),
        names=tuple(data.get("names", ())),
    )


def _place(word: str, said: Data, prices: dict[str, int]) -> Place:
    left, top, width, height = _ints(said["tiles"])
    x, y = _ints(said["door"])
    usual = {"restock": said["restock"]} if "restock" in said else {}
    return Place(
        id=word,
        title=said.get("title", f"the {_spaced(word)}"),
        kind=said["kind"],
        left=left, top=top, width=width, height=height,
        door=(x, y),
        hours=words.hours(said.get("hours", "00:00-24:00")),
        outdoors=_yes(said, "outdoors"),
        sells=tuple(_goods(item, {**usual, **shelf}, prices) for item, shelf in said.get("sells", {}).items()),
        leisure=words.share(said.get("leisure", "0%")),
        district=said.get("district", ""),
    )  # fmt: skip


def _goods(item: str, said: Data, prices: dict[str, int]) -> Goods:
    price = words.money(said["price"]) if "price" in said else prices.get(item, 0)
    utilities = said.get("utilities", ())
    restock = words.minute(said["restock"]) if "restock" in said else -1
    return Goods(item, price, int(said["stock"]), "power" in utilities, "water" in utilities, restock)


def _thing(word: str, said: Data) -> Thing:
    x, y = _ints(said["tile"])
    return Thing(
        id=word,
        title=said.get("title", f"the {_spaced(said['type'])}"),
        type=said["type"],
        place=said["place"],
        tile=(x, y),
        capacity=int(said.get("capacity", 1)),
        cooldown=words.length(said.get("cooldown", "0 ticks")),
    )


def _affordances(types: Data) -> list[Affordance]:
    return [
        _affordance(word, activity, said)
        for word, activities in types.items()
        for activity, said in activities.items()
        if activity in ACTIVITIES
    ] + [
        _recipe(word, dish, said)
        for word, activities in types.items()
        for dish, said in activities.get(COOK, {}).items()
    ]


def _affordance(word: str, activity: str, said: Data) -> Affordance:
    utilities = said.get("utilities", ())
    return Affordance(
        type=word,
        activity=activity,
        lasts=words.length(said["lasts"]),
        effects=_effects(said),
        coins=words.money(said.get("price", "0 coins")),
        power="power" in utilities,
        water="water" in utilities,
        carries=said.get("carries", ""),
        stock=said.get("stock", ""),
        failure=words.share(said.get("failure", "0%")),
    )


def _recipe(word: str, dish: str, said: Data) -> Affordance:
    utilities = said.get("utilities", ())
    return Affordance(
        type=word,
        activity=cooking(dish),
        lasts=words.length(said["lasts"]),
        power="power" in utilities,
        water="water" in utilities,
        carries=said.get("carries", ""),
        takes={item: int(count) for item, count in said["takes"].items()},
        makes=dish,
        serves=int(said.get("serves", 1)),
    )


def _item(word: str, said: Data) -> Item:
    return Item(
        id=word,
        title=said.get("title", _one(word)),
        about=said.get("about", ""),
        price=words.money(said["price"]),
        effects=_effects(said),
        portions=int(said.get("portions", 1)),
        reusable=_yes(said, "reusable"),
        spoils=words.length(said["spoils"]) if "spoils" in said else 0,
        lasts=words.length(said.get("lasts", "10 ticks")),
        edible=_yes(said, "edible"),
        keeps_off=said.get("keeps-off", ""),
    )


def _job(word: str, said: Data) -> Job:
    return Job(
        id=word,
        title=said.get("title", _one(word)),
        place=said["place"],
        shift=words.hours(said["shift"]),
        wage=words.money(said["wage"]),
        openings=int(said.get("openings", 1)),
    )


def _chance(kind: str, said: Data) -> Chance:
    least, most = (words.length(each) for each in said["lasts"])
    weakest, strongest = (words.share(each) for each in said.get("strength", ("100%", "100%")))
    return Chance(
        kind=kind,
        odds=words.share(said["odds"]),
        lasts=(least, most),
        places=tuple(said.get("places", ())),
        strength=(weakest, strongest),
        hours=words.hours(said.get("hours", "00:00-24:00")),
        cooldown=words.length(said.get("cooldown", "0 ticks")),
        spares=words.length(said.get("spares", "0 ticks")),
    )


def _beginning(said: Data) -> Beginning:
    needs: Needs = {need: words.share(said[need]) for need in NEEDS}
    return Beginning(needs, words.money(said["wallet"]))


def _effects(said: Data) -> Needs:
    effects = said.get("effects", {})
    return {need: words.share(effects[need]) for need in NEEDS if need in effects}


def _yes(said: Data, key: str) -> bool:
    return said.get(key) == "yes"


def _ints(numbers: list[float]) -> tuple[int, ...]:
    return tuple(int(number) for number in numbers)


def _spaced(word: str) -> str:
    return word.replace("-", " ")


def _one(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {_spaced(word)}"
