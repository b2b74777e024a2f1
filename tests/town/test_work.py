"""Working life: coming late and why, standing in, shifts taken, and how work is lost, asked for and given."""

from typing import Any

import msgspec
import pytest

from tests.town.support import Performance, at, perform, performed, play, schedule_of, script, setting
from townlet import events as e
from townlet.company import ties
from townlet.events import Base
from townlet.goods.ledger import sums
from townlet.livelihood import employment
from townlet.livelihood.colleagues import FORGIVEN, GIVEN_UP, NOTICED, docked
from townlet.livelihood.staffing import HIRES, MISSES
from townlet.personality import BUILT_IN
from townlet.town import Town
from townlet.units import COIN, DAY, HOUR, ONE, PERCENT

WAGE = setting("riverside").jobs["barista"].wage
BARISTAS = "Ann: balanced, works as barista\nBen: balanced, works as barista"
MORNING: dict[str, Any] = {"cast": BARISTAS, "clock": "06:00", "length": "10 hours"}
SEEKERS = "Ann: balanced, at cafe\nBen: balanced, at cafe\nCy: balanced, works as barista, at cafe"


def sleepy(seed: int) -> Performance:
    """Ann sleeps until a quarter past seven or so; at some seeds Ben, at work since seven, stands in."""
    return perform(script("", cast=BARISTAS, clock="02:30", length="14 hours", stage="set Ann's energy to 42%"), seed)


def held(until: str, seed: int) -> Performance:
    """Ann is kept from the work that begins at seven."""
    cast = "Ann: balanced, works as barista\nBen: industrious, works as barista"
    return play(f"at start:\n    hold Ann\n    wait {until}\n", seed, **{**MORNING, "cast": cast})


def truant(days: int) -> Performance:
    """Ann would rather stay in bed: nobody orders it, but it is put to her every day."""
    body = "".join(
        f"at day {day} 06:00:\n    nudge Ann to rest at home by 100% for 9.5 hours\n"
        f"every 30 ticks from day {day} 06:00 until day {day} 15:00:\n    set Ann's energy to 2%\n"
        for day in range(1, days + 1)
    )
    return play(body, cast=BARISTAS, clock="05:00", length=f"{days * 24 - 12} hours")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("hold Ann", "wait 2 hours"), "held"),
        (("direct Ann to rest at home for 90 ticks",), "directed"),
        (("trigger closure of cafe for 2 hours",), "closed"),
        (("wait 35 ticks", "direct Ann to go to lock-cottage", "wait 20 ticks", "release Ann"), "walking"),
    ],
)
def test_what_keeps_somebody_from_work_is_noted_when_it_begins(lines: tuple[str, ...], why: str) -> None:
    found = play(at(0, *lines), **MORNING)
    (event,) = found.of(e.KeptFromWork, "Ann")
    assert (event.tick, event.why) == (HOUR, why)


def test_who_sleeps_while_work_begins_overslept_and_its_cause_is_going_to_bed() -> None:
    found = sleepy(1)
    (late,) = found.of(e.Late, "Ann")
    by_id = {each.id: each for each in found.events}
    kept = by_id[late.cause]
    assert late.why == "overslept"
    assert isinstance(kept, e.KeptFromWork)
    assert isinstance(by_id[kept.cause], e.Began)


@pytest.mark.parametrize(("minute", "lates"), [("01", 0), ("02", 0), ("10", 1)])
def test_being_late_by_a_minute_or_two_is_no_news(minute: str, lates: int) -> None:
    cast = "Ann: balanced, works as barista, offstage\nBen: balanced, at park"
    found = play(f"at 07:{minute}:\n    enter Ann at cafe\n", cast=cast, clock="06:00", length="3 hours")
    assert len(found.of(e.Late)) == lates
    assert len(found.of(e.ShiftStarted)) == 1


@pytest.mark.parametrize(("minutes", "share"), [(0, 0), (FORGIVEN, 0), (FORGIVEN + 1, 16), (240, 240), (9999, 480)])
def test_lateness_costs_its_share_of_the_wage_after_a_quarter_of_an_hour(minutes: int, share: int) -> None:
    job = setting("riverside").jobs["barista"]
    assert docked(job, minutes) == job.wage * share // (8 * HOUR)


def test_who_stands_in_for_somebody_late_is_thanked_and_nothing_is_docked() -> None:
    runs = [sleepy(seed) for seed in range(12)]
    helped = next(found for found in runs if found.of(e.Covered))
    event = helped.of(e.Covered)[0]
    assert (event.who, event.whom, event.job) == ("Ben", "Ann", "barista")
    assert event.cause == helped.of(e.Late, "Ann")[0].id
    assert helped.of(e.ShiftEnded, "Ann")[0].wage == WAGE
    alone = next(found for found in runs if not found.of(e.Covered))
    (late,) = alone.of(e.Late, "Ann")
    assert late.docked == WAGE * late.ticks // 480 > 0
    assert alone.of(e.ShiftEnded, "Ann")[0].wage == WAGE - late.docked


def test_being_helped_brings_the_late_one_closer_to_the_helper() -> None:
    """By what the table of ties says, and the helper's own feelings stay as they were."""
    before: dict[str, int] = {}
    after: dict[str, int] = {}

    def each(town: Town, event: Base) -> None:
        now = {f"{who}>{whom}": trust(town, who, whom) for who, whom in (("Ann", "Ben"), ("Ben", "Ann"))}
        if isinstance(event, e.Covered):
            after.update(now)
        elif not after:
            before.update(now)

    text = script("", cast=BARISTAS, clock="02:30", length="6 hours", stage="set Ann's energy to 42%")
    seed = next(seed for seed in range(12) if sleepy(seed).of(e.Covered))
    performed(schedule_of(text), seed, each)
    assert after["Ann>Ben"] - before["Ann>Ben"] == 20 * PERCENT
    assert after["Ben>Ann"] == before["Ben>Ann"]


def trust(town: Town, who: str, whom: str) -> int:
    agent = town.agents[who]
    return ties.value(agent, whom, "trust", town.tick, town.who(agent))


def test_a_shift_that_nobody_comes_to_may_be_taken_for_half_its_wage_and_that_is_resented() -> None:
    found = next(each for seed in range(40) if (each := held("9.5 hours", seed)).of(e.TookShift))
    (event,) = found.of(e.TookShift)
    assert (event.tick, event.who, event.whom) == (HOUR + GIVEN_UP, "Ben", "Ann")
    (paid,) = found.of(e.ShiftEnded)
    assert (paid.who, paid.wage, paid.extra) == ("Ben", WAGE + WAGE // 2, WAGE // 2)
    assert [each.who for each in found.of(e.Absent)] == ["Ann"]
    assert found.town.agents["Ann"].ties["Ben"].rivalry > 20 * PERCENT
    assert not any(sums(found.town.ledger).values())


def test_who_comes_after_all_has_lost_what_the_other_earns() -> None:
    found = next(each for seed in range(40) if (each := held("150 ticks", seed)).of(e.TookShift))
    wages = {each.who: each.wage for each in found.of(e.ShiftEnded)}
    assert wages["Ben"] - WAGE == found.of(e.ShiftEnded, "Ben")[0].extra > 0
    assert wages["Ann"] < WAGE
    assert sum(wages.values()) <= 30 * COIN


def test_ambition_makes_a_conflict_at_work_worse_by_up_to_a_third() -> None:
    plain = ties.at_work(ties.TOOK_MY_SHIFT, BUILT_IN["balanced"])[2]
    keen = msgspec.structs.replace(BUILT_IN["industrious"], ambition=ONE)
    keener = [ties.at_work(ties.TOOK_MY_SHIFT, who)[2] * 100 // plain for who in (BUILT_IN["industrious"], keen)]
    assert (plain, keener) == (30 * PERCENT, [115, 130])
    assert ties.at_work(ties.HELPED_WHEN_LATE, BUILT_IN["industrious"]) == ties.HELPED_WHEN_LATE


@pytest.mark.parametrize("days", [1, 2])
def test_two_shifts_missed_cost_the_job(days: int) -> None:
    found = truant(days)
    assert len(found.of(e.Absent, "Ann")) == days
    assert [each.missed for each in found.of(e.Dismissed)] == ([MISSES] if days >= MISSES else [])
    assert found.town.agents["Ann"].job == ("" if days >= MISSES else "barista")
    assert found.town.register.vacant["porter"] == 2


@pytest.mark.parametrize("why", ["hold Ann\n    wait 10 hours", "trigger closure of cafe for 10 hours"])
def test_nobody_is_blamed_for_what_was_not_their_doing(why: str) -> None:
    body = "".join(f"at day {day} 06:00:\n    {why}\n" for day in (1, 2, 3))
    found = play(body, cast=BARISTAS, clock="05:00", length="3 days")
    assert len(found.of(e.Absent, "Ann")) == 3
    assert all(each.excused for each in found.of(e.Absent, "Ann"))
    assert not found.of(e.Dismissed)


def test_work_is_asked_for_listed_in_order_and_given_at_five() -> None:
    body = at(3, "direct Ben to apply as barista") + at(10, "direct Ann to apply as barista")
    found = play(body, cast=SEEKERS, length="2 days")
    assert [(each.who, each.ahead) for each in found.of(e.Applied)[:2]] == [("Ben", 0), ("Ann", 1)]
    (hired,) = [each for each in found.of(e.Hired) if each.job == "barista"]
    assert (hired.who, hired.tick) == ("Ben", HIRES - 9 * HOUR)
    assert found.of(e.ShiftStarted, "Ben")[0].tick >= hired.first


def test_who_is_hired_begins_with_the_next_shift_and_not_with_the_one_that_is_on() -> None:
    body = at(3, "direct Ann to apply as bath-keeper")
    found = play(body, cast="Ann: balanced, at bathhouse\nBen: balanced", length="2 days")
    hired = found.of(e.Hired, "Ann")[0]
    assert hired.first == DAY + 3 * HOUR
    assert found.of(e.ShiftStarted, "Ann")[0].tick >= hired.first


def test_whoever_the_script_gave_no_job_looks_for_one_after_a_day_and_not_before() -> None:
    found = play("", cast="Ann: balanced\nBen: balanced", clock="06:00", length="2 days")
    assert found.ticks(e.Applied)[0] >= DAY
    assert {each.who for each in found.of(e.Hired)} == {"Ann", "Ben"}


def test_asking_for_the_job_one_has_is_refused_in_plain_words() -> None:
    found = play(at(3, "direct Ann to apply as barista"), cast=BARISTAS, clock="16:00")
    assert [each.because for each in found.of(e.Refused, "Ann")] == ["Ann has that job"]


def test_conditions_know_who_works_where() -> None:
    body = (
        'when Ann works as grocer:\n    mark "hired"\nwhen Ben has no job:\n    mark "idle"\n'
        'when Cy works as barista:\n    mark "works"\nwhen anyone has no job:\n    mark "some"\n'
        + at(3, "direct Ann to apply as grocer")
    )
    marks = {text: tick for tick, text in play(body, cast=SEEKERS, length="1 day").marks()}
    assert marks == {"idle": 1, "works": 1, "some": 1, "hired": HIRES - 9 * HOUR + 1}


def test_the_figures_of_working_life() -> None:
    body = "at day 2 06:00:\n    hold Ann\n    wait 10 hours\n"
    figures = employment.figures(play(body, cast=BARISTAS, clock="06:00", length="34 hours").town)
    assert (figures.employed, figures.jobless, figures.openings) == (2, 0, 8)
    assert (figures.present + figures.late, figures.absent) == (1, 1)
    assert figures.attendance == ONE // 2
    assert employment.figures(play("", cast="Ann: balanced", length="10 ticks").town).attendance is None


def test_a_late_comer_counts_as_late() -> None:
    found = sleepy(0)
    assert found.of(e.Late, "Ann")[0].ticks >= NOTICED
    figures = employment.figures(found.town)
    assert (figures.late, figures.lateness) == (1, ONE // 2)
