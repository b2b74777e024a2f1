"""What a writer writes → what the town counts."""

from unicodedata import normalize

import msgspec
import pytest

from dsl.townfile import words
from tests.town_file.support import SMALL, damaged, read, shipped, sound
from townlet.townfile import (
    Affordance,
    Barrier,
    Beginning,
    Chance,
    Goods,
    Hours,
    Item,
    Job,
    Pace,
    Place,
    Thing,
    TownFile,
)


@pytest.mark.parametrize(
    ("read", "text", "counts"),
    [
        (words.money, "1 coin", 1_000),
        (words.money, "2.5 coins", 2_500),
        (words.money, "0.055 coins", 55),
        (words.share, "60%", 600_000),
        (words.share, "+10%", 100_000),
        (words.share, "-0.5 %", -5_000),
        (words.pace, "8.4% an hour", 1_400),
        (words.pace, "0.01% an hour", 2),
        (words.length, "35 minutes", 35),
        (words.length, "1 hour", 60),
        (words.length, "2 days", 2_880),
        (words.length, "20 ticks", 20),
        (words.hours, "07:00-15:00", Hours(420, 900)),
        (words.hours, "22:30-06:00", Hours(1_350, 360)),
        (words.hours, "06:00-24:00", Hours(360, 0)),
        (words.hours, "00:00-24:00", Hours()),
    ],
)
def test_units(read: object, text: str, counts: object) -> None:
    assert callable(read)
    assert read(text) == counts


def test_a_whole_town() -> None:
    shelf = (Goods("pie", 2_000, 3),)
    assert sound(SMALL) == TownFile(
        id="hamlet",
        title="The Hamlet",
        width=12,
        height=6,
        places=(
            Place("cottage", "the cottage", "home", 0, 0, 3, 3, (2, 2)),
            Place("inn", "the inn", "inn", 5, 0, 4, 3, (5, 2), Hours(420, 1_320), sells=shelf),
        ),
        things=(Thing("cot", "the bed", "bed", "cottage", (0, 0)),),
        affordances=(Affordance("bed", "rest", 480, {"energy": 960_000}),),
        items=(Item("pie", "a pie", price=2_000, effects={"hunger": 500_000}, edible=True),),
        jobs=(Job("cook", "a cook", "inn", Hours(420, 900), 8_000),),
        barriers=(Barrier("the pond", 9, 4, 2, 2),),
        beginning=Beginning({"hunger": 620_000, "hygiene": 700_000, "energy": 800_000}, 6_000),
        pace=Pace(1_400, 600, 700),
        rent=1_000,
        names=("Amara", "Tomas"),
    )


def test_a_price_of_its_own() -> None:
    dearer = damaged("pie: {stock: 3}", "pie: {price: 1.8 coins, stock: 3}")
    town = sound(dearer.replace("wage: 8 coins", "wage: 7.5 coins"))
    assert town.places[1].sells == (Goods("pie", 1_800, 3),)


def test_what_goods_take_to_make_and_what_an_item_keeps_off() -> None:
    town = sound(damaged("pie: {stock: 3}", "pie: {stock: 3, utilities: [power]}"))
    assert town.places[1].sells == (Goods("pie", 2_000, 3, power=True),)
    town = sound(damaged("pie: {price", "pie: {keeps-off: rain, price"))
    assert town.items[0].keeps_off == "rain"


def test_what_may_come_of_itself() -> None:
    meeting = "odds: 7.5%, lasts: [40 minutes, 1 hour], places: [inn], hours: 16:00-19:00"
    meeting += ", cooldown: 2 days, spares: 1 day"
    rain = "rain: {odds: 20%, lasts: [30 ticks, 2 hours], strength: [50%, 120%]}"
    town = sound(f"{SMALL}chances:\n  arranged-meeting: {{{meeting}}}\n  {rain}\n")
    assert town.chances == (
        Chance("arranged-meeting", 75_000, (40, 60), ("inn",), hours=Hours(960, 1140), cooldown=2880, spares=1440),
        Chance("rain", 200_000, (30, 120), strength=(500_000, 1_200_000)),
    )


@pytest.mark.parametrize("name", ["riverside", "shared-house"])
def test_a_town_goes_through_a_cache(name: str) -> None:
    town = sound(shipped(name))
    assert msgspec.json.decode(msgspec.json.encode(town), type=TownFile) == town


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_name_is_the_same_however_its_letters_were_typed(form: str) -> None:
    """Whoever moves in under it goes by the name that a script has for them."""
    assert sound(damaged("Amara, Tomas", normalize(form, "José, Nguyễn"))).names == ("José", "Nguyễn")


def test_a_name_that_is_there_in_both_forms_is_there_twice() -> None:
    both = ", ".join(normalize(form, "José") for form in ("NFC", "NFD"))
    (said,) = read(damaged("Amara, Tomas", both))[1]
    assert (said.code, said.label) == ("TN910", "the second time")
