"""Cooking: ingredients become a meal on a stove, and whoever has one at home saves by it."""

from collections import Counter

import pytest

from tests.town.support import at, perform, play, script
from townlet import events as e
from townlet.actions import Buy, Cook, Eat
from townlet.goods.kitchens import kitchens
from townlet.goods.ledger import CONSUMED, OUTSIDE, balance, sums
from townlet.ideas import options

SHOP = str(Buy("vegetables", count=2))
COOK = "Ann: balanced, at home, lives at red-house\nBen: balanced, at cafe, lives at ivy-house"
STILL = {"cast": COOK, "still": "Ann, Ben", "length": "120 ticks"}


def test_ingredients_become_a_meal() -> None:
    found = play(at(1, "give 3 vegetables to Ann") + at(5, "direct Ann to cook soup"), **STILL)
    (made,) = found.of(e.Cooked)
    assert (made.who, made.where, made.item, made.count) == ("Ann", "red-house", "soup", 1)
    assert made.takes == {"vegetables": 2}
    ledger = found.town.ledger
    assert (balance(ledger, "Ann", "vegetables"), balance(ledger, "Ann", "soup")) == (1, 1)
    assert (balance(ledger, CONSUMED, "vegetables"), balance(ledger, CONSUMED, "soup")) == (2, 0)
    assert balance(ledger, OUTSIDE, "soup") == -balance(ledger, "shelf:market", "soup") - 1
    assert not any(sums(ledger).values())


def test_a_dish_that_serves_two() -> None:
    found = play(at(1, "give 1 oats to Ann") + at(5, "direct Ann to cook porridge"), **STILL)
    assert (found.of(e.Cooked)[0].count, balance(found.town.ledger, "Ann", "porridge")) == (2, 2)
    assert any("2 bowls of porridge" in beat.text or "oats" in beat.text for beat in found.beats)


@pytest.mark.parametrize(
    ("before", "line", "because"),
    [
        (("give 1 vegetables to Ann",), "direct Ann to cook soup", "it takes 2 bunches of vegetables"),
        ((), "direct Ann to cook porridge", "it takes a bag of oats"),
        ((), "direct Ben to cook soup at home", "there is nothing in the ivy house to cook soup with"),
        ((), "direct Ann to cook coffee", "there is nothing in town to cook coffee with"),
        ((), "direct Ann to use red-stove", "that is for cooking, and somebody has to say what"),
    ],
)
def test_what_cannot_be_cooked(before: tuple[str, ...], line: str, because: str) -> None:
    found = play((at(1, *before) if before else "") + at(5, line), **STILL)
    assert [each.because for each in found.of(e.Refused)] == [because]
    assert not found.of(e.Cooked)


def test_ingredients_that_are_gone_by_the_end_make_no_meal() -> None:
    body = at(1, "give 2 vegetables to Ann") + at(5, "direct Ann to cook soup") + at(10, "take 1 vegetables from Ann")
    found = play(body, **STILL)
    assert not found.of(e.Cooked)
    assert balance(found.town.ledger, "Ann", "vegetables") == 1
    assert not any(state.users for state in found.town.things.values())


def test_who_is_called_away_from_the_stove_has_cooked_nothing_and_lost_nothing() -> None:
    body = at(1, "give 2 vegetables to Ann") + at(5, "direct Ann to cook soup") + at(10, "direct Ann to go to park")
    found = play(body, **STILL | {"length": "18 ticks"})
    assert not found.of(e.Cooked)
    assert balance(found.town.ledger, "Ann", "vegetables") == 2
    assert [each.complete for each in found.of(e.UseEnded, "Ann")] == [False]


def test_what_is_cooked_spoils_from_then_on() -> None:
    body = at(1, "give 2 vegetables to Ann") + at(5, "direct Ann to cook soup")
    found = play(body, **STILL | {"length": "400 ticks"})
    assert found.ticks(e.Spoiled, "Ann") == [found.of(e.Cooked)[0].tick + 240]


def ideas(body: str, who: str = "Ann", **around: object) -> dict[str, int]:
    found = play(body, **{**STILL, **around})
    agent = found.town.agents[who]
    return {str(act): appeal for appeal, act in options(found.town, agent) if isinstance(act, Buy | Cook | Eat)}


def test_with_everything_in_the_house_cooking_appeals_more_than_eating_out() -> None:
    found = ideas(at(1, "set Ann's hunger to 30%", "give 2 vegetables to Ann"), length="5 ticks")
    assert found[str(Cook("soup", "home"))] > found[str(Eat())]


def test_what_is_in_hand_is_eaten_before_anything_is_cooked() -> None:
    found = ideas(at(1, "set Ann's hunger to 30%", "give 2 vegetables to Ann", "give 1 soup to Ann"), length="5 ticks")
    assert list(found) == [str(Eat())]


def test_the_fewer_coins_the_more_home_cooking_appeals() -> None:
    """In the shop that sells both; with too few for the ingredients, it does not come to mind."""
    body = "set Ann's hunger to 30%", "place Ann at market"
    found = {
        coins: ideas(at(1, *body, f"set Ann's wallet to {coins} coins"), length="5 ticks").get(SHOP, 0)
        for coins in (2, 5, 9)
    }
    assert found[5] > found[9] > found[2] == 0


def test_in_a_shop_the_larder_is_thought_of_hungry_or_not_but_not_at_work() -> None:
    full = at(1, "set Ann's hunger to 100%", "place Ann at market", "set Ann's wallet to 20 coins")
    assert {*ideas(full, length="5 ticks")} == {SHOP, str(Buy("oats", count=1))}
    assert not ideas(full + at(2, "give 1 oats to Ann"), length="5 ticks")
    work = {"cast": f"{COOK}, works as grocer".replace("house\n", "house, works as grocer\n"), "clock": "10:00"}
    assert not ideas(full + at(2, "direct Ann to work"), length="9 ticks", **work)


def test_nobody_without_a_stove_thinks_of_cooking() -> None:
    found = ideas(at(1, "set Ben's hunger to 30%", "give 2 vegetables to Ben"), who="Ben", length="5 ticks")
    assert list(found) == [str(Eat())]


def test_over_three_days_some_cook_and_most_eat_out() -> None:
    """Ten people, seven of the twelve homes with a stove. Whoever cooks has bought for it; nobody starves for it."""
    jobs = ("barista", "grocer", "gardener", "porter", "bath-keeper")
    characters = ("balanced", "industrious", "stoic", "socialite", "balanced") * 2
    cast = "\n".join(f"P{n}: {who}, works as {jobs[n % 5]}" for n, who in enumerate(characters))
    text = script("expect never event faint", cast=cast, clock="06:00", length="3 days")
    counts: Counter[str] = Counter()
    for seed in range(4):
        found = perform(text, seed)
        assert found.outcomes() == ["met"]
        counts["meals"] += len(found.of(e.Ate))
        counts["cooked"] += sum(each.count for each in found.of(e.Cooked))
        stoves = kitchens(found.town.file)
        assert all(found.town.agents[each.who].home in stoves for each in found.of(e.Cooked))
        assert not any(sums(found.town.ledger).values())
    assert 0.02 < counts["cooked"] / counts["meals"] < 0.4
