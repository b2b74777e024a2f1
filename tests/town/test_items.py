"""Things in hand: what is given can be had back, counts are counts, and nothing is eaten twice or past its time."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dsl.shipped import compiled
from tests.town.scripts import scripts
from tests.town.support import THREE, at, performed, play
from townlet import events as e
from townlet.goods.ledger import CONSUMED, balance, floor, sums
from townlet.snapshot import restored, save

LAMP = "item lamp:\n    price: 3 coins\n    reusable"
FLASK = "item flask:\n    price: 1 coin\n    use: energy +10%\n    portions: 3\n    spoils after 30 ticks"
HEAD = f"{LAMP}\n\n{FLASK}"
STILL = {"head": HEAD, "still": "Ann, Ben, Cy", "cast": THREE, "length": "120 ticks"}


def lend(item: str = "lamp", tick: int = 5) -> str:
    return at(1, f"give 2 {item} to Ann") + at(tick, f"direct Ann to give {item} to Ben")


# Lending.


def test_what_was_given_is_had_back() -> None:
    found = play(lend() + at(20, "direct Ann to take back lamp from Ben"), **STILL)
    (took,) = found.of(e.TookBack)
    assert (took.tick, took.who, took.whom, took.item, took.count) == (21, "Ann", "Ben", "lamp", 1)
    assert (balance(found.town.ledger, "Ann", "lamp"), balance(found.town.ledger, "Ben", "lamp")) == (2, 0)
    assert not found.town.lent


@pytest.mark.parametrize(
    ("before", "line"),
    [
        ((), "direct Cy to take back lamp from Ben"),  # Cy gave nothing.
        ((), "direct Ben to take back lamp from Ann"),  # Ann has one of her own.
        ((), "direct Ann to take back 2 lamp from Ben"),  # He has one.
        (("direct Ben to give lamp to Cy",), "direct Ann to take back lamp from Ben"),  # It has gone on,
        (("direct Ben to give lamp to Cy",), "direct Ann to take back lamp from Cy"),  # and is Ben's to have back.
        (("direct Ben to give lamp to Ann",), "direct Ann to take back lamp from Ben"),  # It is back already.
        (("direct Ben to give lamp to Ann",), "direct Ben to take back lamp from Ann"),  # Giving back is no gift.
        (("direct Ben to drop lamp",), "direct Ann to take back lamp from Ben"),
        (("take 1 lamp from Ben",), "direct Ann to take back lamp from Ben"),
    ],
)
def test_what_is_not_theirs_to_have_back(before: tuple[str, ...], line: str) -> None:
    body = lend() + "".join(at(12 + 4 * n, each) for n, each in enumerate(before)) + at(40, line)
    found = play(body, **STILL)
    assert not found.of(e.TookBack)
    assert found.ticks(e.Refused) == [40]


def test_what_has_gone_on_can_be_had_back_hand_by_hand() -> None:
    body = lend() + at(15, "direct Ben to give lamp to Cy") + at(30, "direct Ben to take back lamp from Cy")
    found = play(body + at(50, "direct Ann to take back lamp from Ben"), **STILL)
    assert [each.whom for each in found.of(e.TookBack)] == ["Cy"]  # Ann gave it to Ben once, and he gave it away.


def test_ones_own_is_passed_on_before_what_was_lent() -> None:
    body = lend() + at(10, "give 1 lamp to Ben") + at(15, "direct Ben to give lamp to Cy")
    found = play(body + at(40, "direct Ann to take back lamp from Ben"), **STILL)
    assert len(found.of(e.TookBack)) == 1


def test_what_is_in_use_is_not_snatched_away() -> None:
    body = lend() + at(20, "direct Ben to use lamp for 20 ticks") + at(25, "direct Ann to take back lamp from Ben")
    found = play(body, **STILL)
    assert [each.because for each in found.of(e.Refused)] == ["Ben is using it just now"]
    assert len(found.of(e.Used, "Ben")) == 1


def test_a_sip_later_the_flask_is_had_back_with_what_is_left_in_it() -> None:
    body = lend("flask") + at(10, "direct Ben to use flask") + at(24, "direct Ann to take back flask from Ben")
    found = play(body, **STILL)
    assert len(found.of(e.TookBack)) == 1
    opened = [found.town.opened.get(name, {}).get("flask", 0) for name in ("Ann", "Ben")]
    assert opened == [0, 0]  # Both have spoilt by the end;
    assert sum(each.count for each in found.of(e.Spoiled, "Ann")) == 2  # one of them begun, the other not.


# Coins and counts.


def test_coins_change_hands_and_are_no_loan() -> None:
    body = at(5, "direct Ann to give 2.5 coins to Ben") + at(20, "direct Ann to give 60 coins to Ben")
    found = play(body, **STILL)
    (gave,) = found.of(e.Gave)
    assert (gave.item, gave.count) == ("coins", 2500)
    assert [balance(found.town.ledger, name, "coins") for name in ("Ann", "Ben")] == [3500, 8500]
    assert [each.because for each in found.of(e.Refused)] == ["the purse is too light"]
    assert not found.town.lent
    assert any("2.5 coins" in beat.text for beat in found.beats)


@pytest.mark.parametrize(("count", "holds"), [(1, True), (2, True), (3, False)])
def test_a_condition_counts(count: int, holds: bool) -> None:
    found = play(at(1, "give 2 lamp to Ann") + at(5, f"if Ann has {count} lamp:", '    mark "So"'), **STILL)
    assert bool(found.marks()) is holds


def test_a_condition_that_counts_is_looked_at_when_the_count_changes() -> None:
    body = at(5, "give 1 lamp to Ann") + at(9, "give 1 lamp to Ann") + 'when Ann has 2 lamp:\n    mark "Two"\n'
    assert play(body, **STILL).marks() == [(10, "Two")]


def test_several_are_bought_dropped_and_picked_up() -> None:
    body = at(2, "set Ann's wallet to 5 coins", "direct Ann to buy 2 coffee") + at(10, "direct Ann to drop 2 coffee")
    body += at(15, "direct Ben to pick up 2 coffee") + at(20, "direct Ann to buy 2 coffee")
    found = play(body, **STILL)
    assert [(each.price, each.count) for each in found.of(e.Bought, "Ann")] == [(4000, 2)]
    assert [each.because for each in found.of(e.Refused)] == ["2 coffees are too dear"]
    assert [balance(found.town.ledger, name, "coffee") for name in ("Ann", "Ben", floor("cafe"))] == [0, 0, 0]
    assert sum(each.count for each in found.of(e.PickedUp)) == 2
    assert [(each.tick, each.count) for each in found.of(e.Spoiled, "Ben")] == [(64, 2)]


# Spoiling.


@pytest.mark.parametrize(
    ("then", "who", "where"),
    [
        ((), "Ann", "cafe"),
        (("direct Ann to give flask to Ben",), "Ben", "cafe"),
        (("direct Ann to drop flask",), "", "cafe"),
        (("direct Ann to go to park",), "Ann", ""),
    ],
)
def test_it_spoils_to_the_tick_wherever_it_has_gone(then: tuple[str, ...], who: str, where: str) -> None:
    found = play(at(7, "give 1 flask to Ann") + (at(20, *then) if then else ""), **STILL)
    (spoilt,) = found.of(e.Spoiled)
    assert (spoilt.tick, spoilt.item, spoilt.count, spoilt.who) == (37, "flask", 1, who)
    assert spoilt.where in (where, "park")
    assert found.town.ledger[CONSUMED]["flask"] == 1
    assert not found.town.batches
    assert found.town.opened == {}


def test_two_batches_spoil_one_after_the_other_and_the_older_is_used_first() -> None:
    body = at(2, "give 1 flask to Ann") + at(12, "give 2 flask to Ann") + at(15, "direct Ann to give flask to Ben")
    found = play(body, **STILL)
    assert [(each.tick, each.who, each.count) for each in found.of(e.Spoiled)] == [(32, "Ben", 1), (42, "Ann", 2)]


def test_nobody_is_stopped_half_way_through_a_meal() -> None:
    body = at(2, "give 2 flask to Ann") + at(28, "direct Ann to use flask")
    found = play(body, **STILL)
    assert found.ticks(e.Used) == [38]
    assert [(each.tick, each.count) for each in found.of(e.Spoiled)] == [(32, 1), (39, 1)]


def test_what_stands_on_a_shelf_keeps() -> None:
    found = play(at(300, "direct Ann to buy coffee"), still="Ann, Ben", hold="400 ticks", length="380 ticks")
    assert found.ticks(e.Spoiled, "Ann") == [362]


def test_what_somebody_who_has_left_town_carries_spoils_unseen() -> None:
    found = play(at(2, "give 1 flask to Ann") + at(5, "exit Ann"), **STILL)
    assert len(found.of(e.Spoiled)) == 1
    assert not [beat for beat in found.beats if beat.tick > 5 and "flask" in beat.text]


# Nothing lost, nothing twice.


def test_age_and_loans_are_part_of_a_snapshot() -> None:
    town = play(lend("flask") + lend("lamp", 7), **STILL | {"length": "28 ticks", "hold": "20 ticks"}).town
    assert town.batches
    assert town.lent
    again = restored(save(town), town.setting, town.schedule)
    assert (again.batches, again.lent) == (town.batches, town.lent)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(scripts(), st.integers(0, 2))
def test_no_portion_is_lost_or_had_twice(text: str, seed: int) -> None:
    """Portions that came from outside are eaten, spoilt, cooked, taken by the script, or still there."""
    schedule = compiled(text).schedule
    if schedule is None:
        return
    found = performed(schedule, seed)
    town = found.town
    assert not any(sums(town.ledger).values())
    once = {item for item, kind in town.items.items() if not kind.reusable}
    used = Counter(each.thing for each in found.of(e.Used) if each.thing in once)
    used += Counter(each.item for each in found.of(e.Ate))
    ended = Counter({each.item: 0 for each in found.of(e.Spoiled)})
    for each in found.of(e.Spoiled):
        ended[each.item] += each.count
    for cooked in found.of(e.Cooked):
        ended.update(cooked.takes)
    for item, kind in town.items.items():
        consumed = balance(town.ledger, CONSUMED, item) - ended[item]
        begun = sum(opened.get(item, 0) for opened in town.opened.values())
        lost = sum(each.item == item for each in found.of(e.Lost)) + ended[item]
        had = used[item] - begun - consumed * kind.portions  # Portions that went with what was begun and then lost.
        assert 0 <= had <= lost * (kind.portions - 1), item
