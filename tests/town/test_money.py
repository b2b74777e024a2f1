"""Money and things: prices, purses, wages, rent and portions, each of them a transfer between accounts."""

import pytest

from tests.town.support import at, play, setting
from townlet import events as e
from townlet.goods.ledger import sums
from townlet.units import COIN, ONE, PERCENT

WAGE = setting("riverside").jobs["barista"].wage
FLASK = "item flask:\n    price: 1 coin\n    use: energy +10%\n    portions: 3"
LAMP = "item lamp:\n    price: 3 coins\n    reusable"


SPIKE = at(10, "trigger price-spike at cafe (strength = 150%) for 20 ticks")


@pytest.mark.parametrize(("tick", "price"), [(9, 2000), (10, 3000), (25, 3000), (28, 2000), (40, 2000)])
def test_a_spike_raises_what_is_paid_and_ends(tick: int, price: int) -> None:
    """Bought two ticks after it was asked for."""
    found = play(SPIKE + at(tick, "direct Ann to buy coffee at cafe"), still="Ann, Ben")
    (bought,) = found.of(e.Bought, "Ann")
    assert (bought.tick, bought.price) == (tick + 2, price if tick != 9 else 3000)
    assert found.town.ledger["till:cafe"]["coins"] == bought.price
    assert found.town.places["cafe"].level == ONE


def test_a_spike_is_seen_by_those_who_are_there_and_hurts() -> None:
    found = play(SPIKE, still="Ann, Ben")
    assert found.ticks(e.PricesChanged) == [10, 30]
    seen = found.of(e.PriceNoticed, "Ann")
    assert [(each.tick, each.how, each.level) for each in seen] == [(10, "saw", 150 * PERCENT), (30, "saw", ONE)]
    assert found.of(e.PriceNoticed, "Ann")[0].cause == found.of(e.PricesChanged)[0].id


def test_two_spikes_of_one_place_do_not_pile_up() -> None:
    found = play(SPIKE + at(15, "trigger price-spike at cafe (strength = 200%) for 20 ticks"), still="Ann, Ben")
    assert [each.level for each in found.of(e.PricesChanged)] == [150 * PERCENT, ONE]
    assert found.ticks(e.Refused) == [15]


def test_at_most_two_disturbances_at_once() -> None:
    body = "".join(
        at(10 + n, f"trigger price-spike at {place} (strength = 150%) for 20 ticks")
        for n, place in enumerate(("cafe", "market", "park"))
    )
    found = play(body, still="Ann, Ben")
    assert (len(found.of(e.PerturbationBegan)), found.ticks(e.Refused)) == (2, [12])


@pytest.mark.parametrize(("coins", "bought"), [("1.9", False), ("2", True), ("0", False)])
def test_what_is_dearer_than_the_purse_is_not_bought_and_that_is_news(coins: str, bought: bool) -> None:
    found = play(at(5, f"set Ann's wallet to {coins} coins", "direct Ann to buy coffee"), still="Ann, Ben")
    assert bool(found.of(e.Bought, "Ann")) is bought
    assert [each.how for each in found.of(e.OrderEnded)] == ["done" if bought else "refused"]
    assert bool(found.of(e.TooDear, "Ann")) is not bought


def test_a_price_that_rises_at_the_counter_takes_nothing_below_zero() -> None:
    body = at(5, "set Ann's wallet to 2 coins", "direct Ann to buy coffee") + at(
        6, "trigger price-spike at cafe (strength = 150%) for 20 ticks"
    )
    found = play(body, still="Ann, Ben")
    assert not found.of(e.Bought)
    assert found.of(e.OrderEnded)[0].how == "refused"
    assert found.town.ledger["Ann"]["coins"] == 2 * COIN


@pytest.mark.parametrize(
    ("lines", "coins"),
    [
        (("set Ann's wallet to 9.5 coins",), 9_500),
        (("set Ann's wallet to 0 coins",), 0),
        (("give 2 coins to Ann",), 8_000),
        (("take 2 coins from Ann",), 4_000),
        (("take 6 coins from Ann",), 0),
        (("take 6.1 coins from Ann",), 6_000),
        (("give 0.6 coins to Ann", "take 0.1 coins from Ann"), 6_500),
    ],
)
def test_staged_coins(lines: tuple[str, ...], coins: int) -> None:
    found = play(at(5, *lines), still="Ann, Ben")
    assert found.town.ledger["Ann"].get("coins", 0) == coins
    assert not any(sums(found.town.ledger).values())


def test_staged_things_and_gifts() -> None:
    body = (
        at(5, "give 2 lamp to Ann")
        + at(6, "direct Ann to give lamp to Ben")
        + at(20, "take 1 lamp from Ann", "take 1 lamp from Ann")
    )
    found = play(body, head=LAMP, still="Ann, Ben")
    assert (found.town.ledger["Ann"].get("lamp", 0), found.town.ledger["Ben"]["lamp"]) == (0, 1)
    assert found.ticks(e.Refused) == [20]
    assert not any(sums(found.town.ledger).values())


@pytest.mark.parametrize("again", range(1, 5))
def test_portions_run_out(again: int) -> None:
    body = at(1, "give 1 flask to Ann") + "".join(at(5 + 20 * n, "direct Ann to use flask") for n in range(again))
    found = play(body, head=FLASK, still="Ann, Ben", length="100 ticks")
    assert len(found.of(e.Used, "Ann")) == min(again, 3)
    assert found.town.ledger["Ann"].get("flask", 0) == (again < 3)
    assert len(found.of(e.Refused, "Ann")) == max(again - 3, 0)


def test_portions_go_along_with_a_gift() -> None:
    uses = (
        at(5, "direct Ann to use flask") + at(25, "direct Ann to use flask") + at(45, "direct Ann to give flask to Ben")
    )
    found = play(
        at(1, "give 1 flask to Ann") + uses + at(60, "direct Ben to use flask") + at(80, "direct Ben to use flask"),
        head=FLASK, still="Ann, Ben", length="100 ticks",
    )  # fmt: skip
    assert len(found.of(e.Used)) == 3


def test_two_that_are_open_are_no_more_together_than_apart() -> None:
    """Of six portions four are gone before the flasks change hands, to and fro."""
    both = (at(tick, "direct Ann to use flask", "direct Ben to use flask") for tick in (5, 20))
    body = at(1, "give 1 flask to Ann", "give 1 flask to Ben") + "".join(both)
    body += at(40, "direct Ann to give flask to Ben") + at(45, "direct Ben to give flask to Ann")
    body += "".join(at(tick, "direct Ann, Ben to use flask") for tick in (60, 80, 100, 120))
    found = play(body, head=FLASK, still="Ann, Ben", length="150 ticks")
    assert len(found.of(e.Used)) == 6
    assert not any("flask" in found.town.ledger[name] for name in ("Ann", "Ben"))


def test_what_can_be_used_again_does_not_run_out() -> None:
    body = at(1, "give 1 lamp to Ann") + "".join(at(5 + 15 * n, "direct Ann to use lamp") for n in range(5))
    found = play(body, head=LAMP, still="Ann, Ben", length="100 ticks")
    assert (len(found.of(e.Used)), found.town.ledger["Ann"]["lamp"]) == (5, 1)


@pytest.mark.parametrize("deed", ["eat sandwich", "use flask"])
def test_what_is_taken_away_while_it_is_used_is_not_used_up_as_well(deed: str) -> None:
    item = deed.split()[1]
    body = at(1, f"give 1 {item} to Ann", f"direct Ann to {deed}") + at(5, f"take 1 {item} from Ann")
    found = play(body, head=FLASK, still="Ann, Ben")
    ended = found.of(e.UseEnded, "Ann")[0]
    assert (ended.tick, ended.complete) == (5, False)
    assert not any(sums(found.town.ledger).values())
    assert all(amount >= 0 for amount in found.town.ledger["Ann"].values())


def test_a_shelf_runs_out_and_says_so() -> None:
    lines = (
        "every 4 ticks from tick 1 until tick 125:\n    give 3 coins to Ann\n    direct Ann to buy breakfast at cafe\n"
    )
    found = play(lines, still="Ann, Ben", length="140 ticks")
    assert len(found.of(e.Bought, "Ann")) == 30
    assert {each.because for each in found.of(e.Refused)} == {"a breakfast is sold out"}


def test_a_day_of_work_is_paid_and_rent_is_due_at_midnight() -> None:
    found = play(
        "",
        cast="Ann: balanced, works as barista\nBen: balanced, 1 coin\nCy: balanced, offstage",
        clock="06:00",
        length="1 day",
    )
    (started,), (ended,) = found.of(e.ShiftStarted, "Ann"), found.of(e.ShiftEnded, "Ann")
    assert (ended.tick, ended.wage) == (9 * 60, WAGE)
    assert started.tick <= 60
    assert [(each.tick, each.who) for each in found.events if isinstance(each, e.RentPaid | e.RentOwed)] == [
        (18 * 60, "Ann"), (18 * 60, "Ben"),
    ]  # fmt: skip
    assert found.of(e.RentPaid, "Ann")
    assert found.town.ledger["town"]["coins"] == 3 * COIN * len(found.of(e.RentPaid))


@pytest.mark.parametrize(("enters", "news"), [("06:50", []), ("08:00", ["late"]), ("15:30", [])])
def test_lateness_and_absence(enters: str, news: list[str]) -> None:
    cast = "Ann: balanced, works as barista, offstage\nBen: balanced, at cafe"
    found = play(f"at {enters}:\n    enter Ann at cafe\n", cast=cast, clock="06:00", length="12 hours")
    said = [str(each.__struct_config__.tag) for each in found.events if isinstance(each, e.Late | e.Absent)]
    assert said == news


def test_who_is_kept_from_work_is_absent_and_not_paid() -> None:
    found = play(
        "",
        cast="Ann: balanced, works as barista\nBen: balanced",
        clock="06:00",
        length="10 hours",
        still="Ann",
        hold="10 hours",
    )
    assert found.ticks(e.Absent, "Ann") == [9 * 60]
    assert not found.of(e.ShiftEnded)


def test_who_leaves_town_on_shift_begins_the_next_one_anew() -> None:
    body = "at 10:00:\n    exit Ann\nat day 2 06:00:\n    enter Ann at cafe\n"
    found = play(body, cast="Ann: balanced, works as barista\nBen: balanced", clock="06:30", length="2 days")
    assert len(found.of(e.ShiftStarted, "Ann")) == 2
    assert len(found.of(e.ShiftEnded, "Ann")) == 1
