"""Shelves: they run out, which is felt, and are filled up to their level at their hour."""

import pytest
from msgspec.structs import replace

from tests.town.support import at, play, schedule_of, script, setting
from townlet import events as e
from townlet.chance import salt
from townlet.clock import advance
from townlet.goods.ledger import balance, shelf, sums
from townlet.goods.shops import near, sellers
from townlet.mood import mood
from townlet.opening import opened, raise_curtain
from townlet.setting import Setting
from townlet.state import Agent
from townlet.town import Town
from townlet.townfile import Goods, Place
from townlet.units import COIN, ONE, PERCENT
from townlet.verbs.table import A_FANCY, A_THOUSANDTH, A_TILE, FANCIES, eating_out

EMPTY = """\
every 2 ticks from tick 1 until tick 15:
    give 30 coins to Ann
    direct Ann to buy 10 breakfast at cafe
"""


def with_town(**changes: object) -> Setting:
    return Setting(replace(setting("riverside").file, **changes))


def run(where: Setting, text: str) -> tuple[Town, list[e.Event]]:
    town, heard = opened(where, schedule_of(text)), []
    town.listener = heard.append
    raise_curtain(town)
    advance(town, town.schedule.length)
    return town, heard


def test_an_empty_shelf_is_felt_and_told() -> None:
    found = play(EMPTY + "\n" + at(20, "direct Ben to buy breakfast"), still="Ann, Ben")
    (sold_out,) = found.of(e.SoldOut, "Ben") or found.of(e.SoldOut, "Ann")[:1]
    assert sold_out.item == "breakfast"
    assert found.town.ledger[shelf("cafe")].get("breakfast", 0) == 0
    assert any(impulse.cause == sold_out.id for impulse in found.town.agents[sold_out.who].impulses)
    assert any(beat.event == sold_out.id for beat in found.beats)


def test_the_shelf_is_full_again_in_the_morning_and_no_fuller() -> None:
    found = play(EMPTY, still="Ann, Ben", hold="1 day", length="1 day")
    assert [(each.tick, each.where) for each in found.of(e.Restocked)] == [(21 * 60, "cafe")]
    (came,) = found.of(e.Restocked)
    assert (came.brought, came.missed) == ({"breakfast": 30}, ("breakfast",))
    assert balance(found.town.ledger, shelf("cafe"), "breakfast") == 30
    assert not any(sums(found.town.ledger).values())
    assert any(beat.event == came.id and "breakfast" in beat.text for beat in found.beats)


def test_a_shelf_without_an_hour_is_never_filled_up() -> None:
    file = setting("riverside").file
    places = tuple(
        replace(place, sells=tuple(replace(goods, restock=-1) for goods in place.sells)) for place in file.places
    )
    town, heard = run(with_town(places=places), script(EMPTY, still="Ann, Ben", hold="1 day", length="1 day"))
    assert not [each for each in heard if isinstance(each, e.Restocked)]
    assert balance(town.ledger, shelf("cafe"), "breakfast") == 0


def test_goods_of_one_shop_may_come_at_different_hours() -> None:
    file = setting("riverside").file
    goods = (Goods("coffee", 2 * COIN, 5, restock=600), Goods("sandwich", 3 * COIN, 5, restock=660))
    places = tuple(replace(place, sells=goods) if place.id == "cafe" else place for place in file.places)
    body = at(1, "give 40 coins to Ann", "direct Ann to buy 2 coffee") + at(9, "direct Ann to buy 2 sandwich")
    _, heard = run(with_town(places=places), script(body, still="Ann, Ben", length="3 hours", hold="3 hours"))
    came = [(each.tick, each.brought) for each in heard if isinstance(each, e.Restocked)]
    assert came == [(60, {"coffee": 2}), (120, {"sandwich": 2})]


def soapy(stock: int) -> Setting:
    """The first washing place takes a loaf off the shelf each time, of which there are so many."""
    file = setting("riverside").file
    affordances = tuple(
        replace(each, stock="bread", failure=-ONE // 10) if each.type == "shower" else each for each in file.affordances
    )
    places = tuple(
        replace(place, sells=(Goods("bread", 0, stock),)) if place.id == "bathhouse" else place for place in file.places
    )
    return with_town(affordances=affordances, places=places)


def test_using_an_object_uses_up_what_it_takes_and_wants_it() -> None:
    body = at(1, "direct Ann to use shower-1") + at(20, "direct Ben to use shower-1")
    cast = "Ann: balanced, at bathhouse, 9 coins\nBen: balanced, at bathhouse, 9 coins"
    town, heard = run(soapy(1), script(body, cast=cast, still="Ann, Ben", length="40 ticks"))
    assert [each.who for each in heard if isinstance(each, e.Washed)] == ["Ann"]
    (let_down,) = (each for each in heard if isinstance(each, e.LetDown))
    assert (let_down.who, let_down.because, let_down.loss) == ("Ben", "there is no loaf of bread left", -ONE // 10)
    assert balance(town.ledger, shelf("bathhouse"), "bread") == 0
    assert not any(sums(town.ledger).values())
    assert mood(town.agents["Ben"], 40) < mood(town.agents["Ann"], 40)


def test_nobody_uses_what_is_behind_a_closed_door() -> None:
    cast = "Ann: balanced, at bathhouse, 9 coins\nBen: balanced"
    found = play(at(5, "direct Ann to use shower-1"), cast=cast, still="Ann, Ben", clock="23:00", length="20 ticks")
    assert [each.because for each in found.of(e.Refused, "Ann")] == ["the bathhouse is closed"]


# Finding a meal in a town of many shops.


def many_shops() -> Setting:
    """A street of forty shops along the top and a home at each end."""
    file = setting("riverside").file
    shops = tuple(
        Place(f"s{n}", f"shop {n}", "shop", 2 * n, 0, 1, 1, (2 * n, 0), sells=(sold,))
        for n in range(1, 41)
        for sold in (Goods("soup" if n % 3 else "bread", COIN * (1 + n % 4), 5),)
    )
    homes = tuple(Place(name, name, "home", x, 2, 1, 1, (x, 2)) for name, x in (("west", 0), ("east", 82)))
    return Setting(replace(
        file, width=84, height=4, places=(*homes, *shops), things=(), jobs=(), barriers=(), affordances=(),
    ))  # fmt: skip


def fancy(item: str) -> int:
    """What somebody who is first in the cast fancies of an item on the first day, with a seed of 1."""
    return (1 + salt(item)) % FANCIES * A_FANCY


def brute_force(town: Town, agent: Agent) -> str:
    """The best of all the shops, each looked at."""
    hungry, purse = ONE - agent.hunger.at(town.tick), balance(town.ledger, agent.id, "coins")
    home = town.setting.places[agent.home]
    stills = {item: min(town.items[item].effects["hunger"], hungry) for item in ("soup", "bread")}
    found = [
        (stills[goods.item] + fancy(goods.item) - away * A_TILE - goods.price * A_THOUSANDTH, -away, goods.item)
        for place in town.file.places[2:]
        for goods in place.sells
        if goods.price <= purse and (away := town.ground.distance(home.door, home.id, place.id)) < 1 << 20
    ]
    return max(found)[2] if found else ""


@pytest.mark.parametrize("home", ["west", "east"])
@pytest.mark.parametrize("coins", ["0", "1", "3", "9"])
@pytest.mark.parametrize("hunger", ["5%", "50%"])
def test_the_nearest_dozen_gives_the_meal_that_all_would(home: str, coins: str, hunger: str) -> None:
    where = many_shops()
    text = script("", cast="Ann: balanced, at cafe", length="9 ticks")
    schedule = replace(schedule_of(text), town="street")
    needs = {"hunger": int(hunger[:-1]) * PERCENT}
    member = replace(schedule.cast[0], place="home", home=home, wallet=int(coins) * COIN, needs=needs)
    town = opened(where, replace(schedule, cast=(member,)))
    raise_curtain(town)
    agent = town.agents["Ann"]
    assert len(near(town, agent)) == 12
    assert eating_out(town, agent) == brute_force(town, agent)
    order = [place.id for _, place in sellers(town, agent, "bread")]
    assert len(order) == len({*order}) == sum(place.sells[0].item == "bread" for place in where.file.places[2:])
