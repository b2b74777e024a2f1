"""The turns of a life in town: rent owed, homes lost and found, people who leave, people who come."""

import itertools
from collections import Counter
from functools import cache
from typing import Any

import msgspec
import pytest

from tests.town import support
from tests.town.invariants import Watcher, between_ticks, idle_for
from tests.town.support import Performance, at, listen, performed, play, schedule_of, script
from townlet import events as e
from townlet.clock import advance
from townlet.clock import perform as run_on
from townlet.goods.ledger import sums
from townlet.livelihood import housing, lifecycle, staffing
from townlet.opening import opened, raise_curtain
from townlet.personality import BUILT_IN
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.snapshot import restored, save
from townlet.town import Town
from townlet.units import COIN, DAY, HOUR

POOR = "Ann: balanced, 0 coins, works as grocer, lives at ivy-house\nBen: balanced, works as barista"
BROKE = (
    "every 30 ticks from 00:00 until day 4 00:05:\n    set Ann's wallet to 0 coins\n"
    "every 3 hours from 01:00 until day 5 01:00:\n    set Ann's hunger to 90%\n"
)
STARVED = "every 30 ticks from day 3 00:00 until day 4 12:00:\n    set Ann's hunger to 0%\n"
LAMP = "item lamp:\n    price: 3 coins\n    reusable"
FOUR = "Ann: balanced, works as barista, lives at ivy-house, carries 2 lamp\n" + "\n".join(
    f"{name}: balanced, works as {job}" for name, job in (("Ben", "barista"), ("Cy", "grocer"), ("Di", "porter"))
)

PLAIN = support.setting


@cache
def stocked() -> Setting:
    """Riverside with shelves that never run dry, so that nobody starves who can pay."""
    file, replace = PLAIN("riverside").file, msgspec.structs.replace
    full = [
        replace(place, sells=tuple(replace(goods, stock=10_000) for goods in place.sells)) for place in file.places
    ]
    return Setting(replace(file, places=tuple(full)))


@pytest.fixture(autouse=True)
def full_shelves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support, "setting", lambda name: stocked())


def days(number: int, body: str, **around: Any) -> Performance:
    return play(body, **{"cast": POOR, "clock": "00:00", "length": f"{number} days", **around})


def leaves(body: str = STARVED, cast: str = FOUR, number: int = 7) -> Performance:
    """Somebody who faints again and again has enough, at the first seed that would have it so."""
    runs = (play(body, seed, cast=cast, head=LAMP, clock="00:00", length=f"{number} days") for seed in range(12))
    return next(found for found in runs if found.of(e.Exited, "Ann"))


def test_rent_that_is_owed_adds_up_and_is_paid_back_when_there_is_money() -> None:
    body = at(DAY - 10, "set Ann's wallet to 1 coin") + at(DAY + 10, "set Ann's wallet to 20 coins")
    found = days(3, body, still="Ann", hold="3 days")
    assert [(each.tick, each.debt) for each in found.of(e.RentOwed, "Ann")] == [(DAY, 3 * COIN)]
    assert next((each.tick, each.amount, each.debt) for each in found.of(e.RentPaid, "Ann")) == (2 * DAY, 6 * COIN, 0)


def test_paying_back_leaves_a_day_of_rent_in_the_purse() -> None:
    body = at(DAY - 10, "set Ann's wallet to 0 coins") + at(2 * DAY - 10, "set Ann's wallet to 7 coins")
    found = days(2, body + "at end:\n    mark \"x\"\n", still="Ann", hold="3 days", length="49 hours")
    assert [(each.amount, each.debt) for each in found.of(e.RentPaid, "Ann")] == [(4 * COIN, 2 * COIN)]
    assert found.town.ledger["Ann"]["coins"] == 3 * COIN


def test_three_days_of_rent_owed_cost_the_home_in_the_morning() -> None:
    found = days(5, BROKE, length="84 hours")
    (event,) = found.of(e.Evicted, "Ann")
    assert (event.tick, event.home, event.debt) == (3 * DAY + lifecycle.MORNING, "ivy-house", 9 * COIN)
    assert (event.to, found.town.setting.places[event.to].kind) == ("station", "station")
    assert not found.of(e.RentOwed | e.RentPaid, "Ann", event.tick + 1)  # type: ignore[arg-type]
    assert housing.free_home(found.town) == "ivy-house"


def test_who_has_no_home_is_nowhere_at_home_and_sleeps_where_there_is_a_seat() -> None:
    body = BROKE + "at day 4 22:00:\n    direct Ann to rest at home within 2 hours\n"
    body += "at day 5 01:00:\n    expect Ann is at station\n    expect not Ann is at home\n"
    found = days(5, body, length="100 hours")
    assert found.of(e.Evicted)
    assert found.outcomes() == ["met", "met"]


def test_who_pays_back_has_a_home_again_the_next_morning_and_the_coins_are_the_towns() -> None:
    found = days(6, BROKE + "at day 4 12:00:\n    set Ann's wallet to 30 coins\n")
    (event,) = found.of(e.Rehoused, "Ann")
    assert (event.tick, event.paid) == (4 * DAY + lifecycle.MORNING, 9 * COIN)
    agent = found.town.agents["Ann"]
    assert (agent.home, agent.homeless, agent.debt) == (event.home, False, 0)
    assert not any(sums(found.town.ledger).values())


@pytest.mark.parametrize("line", ["hold Ann", "direct Ann to wait near park within 10 hours for 10 hours"])
def test_nobody_whom_the_script_holds_or_directs_is_put_out(line: str) -> None:
    found = days(5, BROKE + f"at day 4 09:50:\n    {line}\n    wait 1 hour\n", length="84 hours")
    assert len(found.of(e.RentOwed, "Ann")) == 3
    assert not found.of(e.Evicted)


def test_a_day_s_meals_for_whoever_has_neither_work_nor_coins_out_of_the_rent() -> None:
    cast = "Ann: balanced, 0 coins\nBen: balanced, works as barista\nCy: balanced, 50 coins"
    body = at(DAY - 10, "set Ann's wallet to 1 coin")
    found = days(1, body, cast=cast, length="25 hours", still="Ann", hold="25 hours")
    (dole,) = found.of(e.Dole)
    assert (dole.who, dole.amount, dole.tick) == ("Ann", 5 * COIN, DAY)
    assert found.town.ledger["town"]["coins"] == 3 * COIN * len(found.of(e.RentPaid)) - dole.amount


def test_what_the_town_does_not_have_it_does_not_give() -> None:
    cast = "Ann: balanced, 0 coins\nBen: balanced, 2 coins"
    assert not days(1, "", cast=cast, length="25 hours", still="Ann, Ben", hold="25 hours").of(e.Dole)


def test_who_faints_again_and_again_leaves_town_with_everything_carried() -> None:
    found = leaves()
    leaving, gone = found.of(e.Leaving, "Ann")[0], found.of(e.Exited, "Ann")[0]
    faints = [each for each in found.of(e.Fainted, "Ann") if each.tick <= leaving.tick]
    assert leaving.tick - faints[-2].tick <= lifecycle.WEARY
    assert (leaving.cause, gone.cause, gone.root) == (faints[-1].id, leaving.id, "town/fainting")
    assert (gone.where, bool(gone.because)) == ("station", True)
    assert found.town.ledger["Ann"]["lamp"] == 2
    agent = found.town.agents["Ann"]
    assert (agent.on_stage, agent.job, agent.leaving) == (False, "", "")


def test_somebody_new_comes_for_the_work_and_the_home_and_is_taken_on() -> None:
    found = leaves()
    gone, new = found.of(e.Exited, "Ann")[0], found.of(e.Newcomer)[0]
    assert gone.tick + lifecycle.FOLLOWS <= new.tick <= gone.tick + 2 * DAY
    assert new.who == found.town.file.names[0]
    assert new.home == "ivy-house"
    assert new.personality in BUILT_IN
    assert (new.wallet, new.where) == (found.town.file.beginning.wallet, "station")
    assert found.of(e.Entered, new.who)[0].cause == new.id
    assert found.of(e.Applied, new.who)
    assert found.of(e.Hired, new.who)
    assert found.of(e.ShiftStarted, new.who)
    assert found.town.agents[new.who].number == 4


def test_conditions_about_anyone_and_everyone_take_newcomers_in() -> None:
    body = STARVED + (
        'when event exited by Ann as gone:\n    mark "gone"\n'
        'after gone when anyone has no job:\n    mark "here"\n'
        'after gone when everyone is at market:\n    mark "all"\n'
        'when Ann is at cafe for 9 days:\n    mark "never"\n'
    )
    found = leaves(body)
    marks = {text: tick for tick, text in found.marks()}
    assert marks["here"] == found.of(e.Newcomer)[0].tick + 1
    assert "never" not in marks


def test_when_the_names_are_used_up_nobody_comes() -> None:
    names = ("Ann", "Cafe")  # One is borne already, the other is a place.
    file = msgspec.structs.replace(stocked().file, names=names)
    schedule = schedule_of(script(STARVED, cast=FOUR, head=LAMP, clock="00:00", length="7 days"))
    for seed in range(12):
        town = opened(Setting(file), schedule, seed)
        found = Performance([], [], [], town)
        listen(found, town, None)
        raise_curtain(town)
        run_on(town)
        assert not found.of(e.Newcomer)
        if found.of(e.Exited):
            return
    raise AssertionError("nobody left")


def test_nobody_leaves_in_the_first_two_days_nor_while_the_whole_town_is_in_the_dark() -> None:
    early = "every 30 ticks from start until day 2 23:30:\n    set Ann's hunger to 0%\n"
    dark = STARVED + "at day 3 00:00:\n    trigger blackout for 40 hours\n"
    for seed in range(6):
        gone = play(early, seed, cast=FOUR, head=LAMP, clock="00:00", length="2879 ticks")
        assert len(gone.of(e.Fainted)) > 1
        assert not gone.of(e.Leaving)
        found = play(dark, seed, cast=FOUR, head=LAMP, clock="00:00", length="6 days")
        assert all(each.tick >= 2 * DAY + 40 * HOUR + lifecycle.CALM for each in found.of(e.Leaving))


def test_who_is_called_back_on_the_way_to_the_station_stays() -> None:
    leaving = leaves().of(e.Leaving)[0]
    seed = leaves().town.seed
    body = STARVED + at(leaving.tick + 1, "direct Ann to go to park", "wait 1 day", "release Ann")
    found = play(body, seed, cast=FOUR, head=LAMP, clock="00:00", length="7 days")
    assert len(found.of(e.ChangedMind, "Ann")) >= 1
    assert all(each.tick > found.of(e.ChangedMind)[0].tick for each in found.of(e.Exited))


CROWD = "\n".join(f"P{number}: balanced, 3 coins" for number in range(14))


@cache
def crowd(seed: int) -> tuple[Performance, list[str]]:
    """Fourteen people with three coins and no work, and work for ten; on the fifth day there is no water."""
    body = "at day 5 12:00:\n    trigger water-outage for 5 hours\n"
    schedule = schedule_of(script(body, cast=CROWD, clock="06:00", length="7 days"))
    return watched(schedule, seed, 60)


def watched(schedule: Schedule, seed: int, every: int) -> tuple[Performance, list[str]]:
    watcher = Watcher()
    found = support.raised(schedule, seed, watcher.hear)
    for tick in [*range(0, schedule.length, every), schedule.length]:
        advance(found.town, tick)
        if len(watcher.wrong) < 3:
            watcher.wrong += [f"{law} (tick {tick})" for law in between_ticks(found.town)]
    return found, watcher.wrong + idle_for(found.events)


@pytest.mark.parametrize("seed", range(2))
def test_hard_times_break_no_law(seed: int) -> None:
    found, wrong = crowd(seed)
    assert wrong == []
    assert found.of(e.Hired)
    assert found.of(e.Evicted)
    assert found.of(e.Exited)
    assert not any(sums(found.town.ledger).values())


@pytest.mark.parametrize("seed", range(2))
def test_exits_are_few_apart_and_never_in_an_outage(seed: int) -> None:
    found, _ = crowd(seed)
    exits = found.ticks(e.Exited)
    assert min(exits) >= staffing.SETTLED
    assert all(later - earlier >= lifecycle.APART for earlier, later in itertools.pairwise(exits))
    assert all(sum(tick - DAY < other <= tick for other in exits) <= lifecycle.A_DAY for tick in exits)
    whole = [each for each in found.of(e.PerturbationBegan) if not each.where]
    assert [each for each in whole if each.perturbation == "water-outage" and each.sign == "*"]
    for each in whole:
        assert not [gone for gone in found.of(e.Leaving) if each.tick <= gone.tick < each.until + lifecycle.CALM]


@pytest.mark.parametrize("seed", range(2))
def test_no_home_has_more_people_than_beds_once_the_town_gives_it_out(seed: int) -> None:
    found, _ = crowd(seed)
    town = found.town
    living = Counter(agent.home for agent in town.agents.values() if not agent.homeless)
    assert all(count <= housing.beds(town, home) for home, count in living.items())
    names = [each.who for each in found.of(e.Newcomer)]
    assert len(names) == len({*names})


def test_ten_days_of_work_and_rent_leave_nobody_stuck() -> None:
    cast = "Ann: socialite, works as barista\ntownsfolk 9: balanced 40%, socialite 35%, industrious 25%"
    schedule = schedule_of(script("", cast=cast, clock="06:00", length="10 days"))
    found = support.raised(schedule)
    wrong: list[str] = []
    for tick in range(0, schedule.length, 60):
        advance(found.town, tick)
        wrong += between_ticks(found.town)
    assert wrong + idle_for(found.events) == []
    assert len(found.of(e.ShiftEnded)) >= 90
    assert not found.of(e.Fainted)


def test_a_run_goes_on_the_same_after_being_saved_while_people_come_and_go() -> None:
    schedule = schedule_of(script(STARVED, cast=FOUR, head=LAMP, clock="00:00", length="6 days"))
    seed = next(s for s in range(12) if performed(schedule, s).of(e.Newcomer))
    whole = performed(schedule, seed)
    new = whole.of(e.Newcomer)[0].tick
    for tick in (new - 200, new - 1, new, new + 1, new + 300):
        first = support.raised(schedule, seed)
        advance(first.town, tick)
        town: Town = restored(save(first.town), stocked(), schedule)
        run_on(town)
        assert town.chain == whole.town.chain
