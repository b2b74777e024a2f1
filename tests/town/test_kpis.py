"""The key figures: what is counted and over which day; counting changes nothing and takes no more room in time."""

from collections.abc import Callable
from functools import cache

import msgspec
import pytest

from tests.dsl.shipped import shipped
from tests.town.support import Performance, at, play, raised, schedule_of, script, setting
from townlet import events as e
from townlet.clock import advance
from townlet.company.ties import strength
from townlet.kpis import CLOSE, HOURS, WELL, Kpis, Reading
from townlet.opening import opened
from townlet.schedule import Schedule
from townlet.units import DAY, HOUR, ONE

AWAY = "Ann: balanced, at park\nBen: balanced, at park"
HALL = "Ann: balanced, at hall\nBen: balanced, at hall\nCy: balanced, at hall"


def watched(schedule: Schedule, ticks: int, seed: int | None = None) -> tuple[Performance, Kpis]:
    """A run up to a tick, with the figures kept from its first event on."""
    kpis = Kpis()
    found = raised(schedule, seed, lambda town, event: kpis.take(town, event))  # type: ignore[arg-type]
    advance(found.town, ticks)
    return found, kpis


def figures(found: Performance) -> Reading:
    """The figures of a run that is over, from its events; only what needs no look at the state meanwhile is right."""
    kpis = Kpis()
    for event in found.events:
        found.town.tick = event.tick
        kpis.take(found.town, event)  # type: ignore[arg-type]
    return kpis.read(found.town)


@cache
def long_run() -> tuple[Performance, Kpis, Reading]:
    """Three days in Riverside, read in the last minute of the third."""
    schedule = msgspec.structs.replace(schedule_of(shipped("a-day-in-riverside.town").text), length=3 * DAY)
    found, kpis = watched(schedule, 3 * DAY - 1)
    return found, kpis, kpis.read(found.town)


Recount = Callable[[Performance], int]


def number(*kinds: type[e.Base]) -> Recount:
    return lambda found: sum(len(found.of(kind, since=2 * DAY)) for kind in kinds)


RECOUNTED: dict[str, Recount] = {
    "started": number(e.ShiftStarted),
    "late": number(e.Late),
    "absent": number(e.Absent),
    "chats": number(e.Chatted, e.ChatFailed),
    "chats_failed": number(e.ChatFailed),
    "conflicts": number(e.Argued),
    "faints": number(e.Fainted),
    "rent_owed": number(e.RentOwed),
    "passed_over": number(e.PassedOver),
    "late_ticks": lambda found: sum(each.ticks for each in found.of(e.Late, since=2 * DAY)),
    "turns": lambda found: sum(each.turn for each in found.of(e.Unqueued, since=2 * DAY)),
    "wages": lambda found: sum(each.wage for each in found.of(e.ShiftEnded, since=2 * DAY)),
    "spent": lambda found: (
        sum(each.price for kind in (e.Bought, e.Paid) for each in found.of(kind, since=2 * DAY))
        + sum(each.amount for each in found.of(e.RentPaid, since=2 * DAY))
    ),
    "lines": lambda found: sum(bool(beat.sign) for beat in found.beats if beat.tick >= 2 * DAY),
    "emergent": lambda found: sum(beat.sign == "·" for beat in found.beats if beat.tick >= 2 * DAY),
    "looked": lambda found: HOURS * len(found.town.agents),
}


@pytest.mark.parametrize("name", RECOUNTED)
def test_a_figure_is_what_the_last_day_says(name: str) -> None:
    found, _, reading = long_run()
    assert getattr(reading, name) == RECOUNTED[name](found)


def test_the_long_run_has_something_to_count() -> None:
    _, _, reading = long_run()
    counted = ("started", "chats", "turns", "waited", "wages", "spent", "lines", "well", "looked", "tied")
    assert all(getattr(reading, name) > 0 for name in counted)


def test_moments_are_looked_at_when_read() -> None:
    found, _, reading = long_run()
    town, people = found.town, list(found.town.agents.values())
    needs = [(agent.hunger, agent.hygiene, agent.energy) for agent in people]
    assert reading.people == len(people)
    assert reading.well_now == sum(all(each.at(town.tick) > WELL for each in three) for three in needs)
    strongest = [max((strength(t, town.tick, town.who(who)) for t in who.ties.values()), default=0) for who in people]
    assert reading.tied == sum(each > CLOSE for each in strongest)


def test_looking_changes_nothing() -> None:
    text = shipped("a-day-in-riverside.town").text
    schedule = msgspec.structs.replace(schedule_of(text), length=400)
    found, _ = watched(schedule, 400)
    plain = raised(schedule)
    advance(plain.town, 400)
    assert found.trace() == plain.trace()


def test_it_takes_no_more_room_as_time_goes_on() -> None:
    found, kpis, _ = long_run()
    assert found.of(e.Argued)[0].tick < DAY, "there must be an old quarrel to forget"
    assert len(kpis.hours) == HOURS
    assert min(kpis.quarrels.values()) >= kpis.hours[-1].number * HOUR - DAY
    assert len(kpis.queued) <= 10


def test_it_can_be_saved_with_a_run() -> None:
    found, kpis, reading = long_run()
    again = msgspec.json.decode(msgspec.json.encode(kpis), type=Kpis)
    assert again.read(found.town) == reading


def test_whoever_is_hungry_does_not_get_by() -> None:
    found = play(at(1, "set Ann's hunger to 20%"), still="Ann, Ben", length="30 ticks")
    reading = figures(found)
    assert (reading.people, reading.well_now) == (2, 1)


def test_a_night_without_news_counts_hour_by_hour() -> None:
    found, kpis = watched(schedule_of_still("10 hours"), 10)
    advance(found.town, 9 * HOUR + 1)
    reading = kpis.read(found.town)
    assert reading.looked == 9 * 2
    assert [hour.number for hour in kpis.hours] == list(range(10))


def schedule_of_still(length: str) -> Schedule:
    return schedule_of(script(still="Ann, Ben", hold="10 hours", length=length))


def test_words_between_the_same_two_count_as_repeated_for_a_day() -> None:
    lines = at(1, "direct Ann to argue with Ben about prices") + at(10, "direct Ben to argue with Ann about prices")
    found = play(lines, still="Ann, Ben", cast=AWAY)
    reading = figures(found)
    assert (reading.conflicts, reading.repeats) == (2, 1)
    assert reading.repeated_conflicts == ONE // 2


def test_the_wait_in_a_queue_is_from_joining_it_to_the_turn() -> None:
    lines = at(1, "direct Ann, Ben, Cy to use shower within 90 ticks")
    found = play(lines, cast=HALL, town="shared-house", still="Ann, Ben, Cy", length="120 ticks")
    reading = figures(found)
    joined = {each.who: each.tick for each in found.of(e.Queued)}
    taken = {each.who: each.tick for each in found.of(e.UseBegan) if each.who in joined}
    assert reading.turns == 2
    assert reading.waited == sum(taken[who] - joined[who] for who in joined) > 0


def test_a_faint_after_a_disturbance_is_not_the_towns_own() -> None:
    for trouble, unprovoked in (("", 1), ("trigger blackout for 5 minutes", 0)):
        lines = at(1, "set Ann's hunger to 0%", *([trouble] if trouble else []))
        found = play(lines, still="Ann, Ben", hold="8 hours", length="6 hours")
        reading = figures(found)
        assert (reading.faints, reading.faints_unprovoked) == (1, unprovoked)


def test_of_nothing_there_is_no_share() -> None:
    found = play("", still="Ann, Ben", length="1 tick")
    reading = figures(found)
    assert (reading.attendance, reading.chat_success, reading.wages_to_cost) == (None, None, None)


def test_sundry_shares() -> None:
    _, _, reading = long_run()
    assert reading.attendance == reading.started * ONE // (reading.started + reading.absent)
    assert reading.self_sufficiency == reading.well * ONE // reading.looked
    assert reading.tied_share == reading.tied * ONE // reading.people


def test_counted_from_the_middle_it_is_what_happens_from_there() -> None:
    """Also where a queue stands and a perturbation is under way."""
    schedule = schedule_of(script(at(0, "trigger rain for 40 ticks"), cast=AWAY, length="120 ticks"))
    found = raised(schedule)
    advance(found.town, 20)
    events, lines = len(found.events), found.town.page.state.lines
    assert lines
    kpis = Kpis.since(found.town)
    found.town.listener = lambda event: (found.events.append(event), kpis.take(found.town, event))
    advance(found.town, 119)
    reading = kpis.read(found.town)
    rest = found.events[events:]
    assert reading.since == 20
    assert kpis.disturbances == len(found.town.running) == 0
    assert reading.lines == found.town.page.state.lines - lines
    assert reading.chats == sum(isinstance(event, e.Chatted | e.ChatFailed) for event in rest)


def test_from_the_beginning_it_is_as_without_a_word() -> None:
    town = opened(setting("riverside"), schedule_of(script(at(0, "wait 1 tick"), cast=AWAY)))
    assert Kpis.since(town) == Kpis()
