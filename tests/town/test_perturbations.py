"""What may come of itself, and what may not: odds, cooldowns, limits, and refusals at the door."""

from collections import Counter
from itertools import pairwise

import pytest
from msgspec.structs import replace

from tests.town.invariants import broken
from tests.town.support import Performance, at, listen, play, schedule_of, script, setting
from townlet import asking, clock
from townlet import events as e
from townlet.actions import Trigger
from townlet.circumstances.perturbations import KNOWN, LIMIT
from townlet.opening import opened, raise_curtain
from townlet.schedule import Schedule
from townlet.snapshot import digest, restored, save
from townlet.town import Setting
from townlet.townfile import Chance, Hours
from townlet.units import DAY, HOUR, ONE, PERCENT

CAST = "Ann: balanced, 30 coins\nBen: socialite, 30 coins\nCy: stoic, 30 coins\nDi: industrious, 30 coins"
LIKELY = 70 * PERCENT
CHANCES = (
    Chance("rain", LIKELY, (30, 90), strength=(ONE // 2, ONE)),
    Chance("blackout", LIKELY, (10, 120), cooldown=30 * HOUR),
    Chance("water-outage", LIKELY, (10, 120), cooldown=6 * HOUR),
    Chance("price-spike", LIKELY, (60, 180), ("cafe", "market"), (ONE * 11 // 10, ONE * 2)),
    Chance("closure", LIKELY, (60, 180), ("cafe", "bathhouse"), hours=Hours(9 * HOUR, 17 * HOUR)),
    Chance("arranged-meeting", LIKELY, (40, 80), ("park",), hours=Hours(10 * HOUR, 18 * HOUR), spares=3 * DAY),
)
EVENTFUL = Setting(replace(setting("riverside").file, chances=CHANCES))
SEEDS = range(1, 9)


def week(seed: int, body: str = "", days: int = 6) -> Performance:
    """Some days in a town where much comes of itself; every event is looked at."""
    schedule = schedule_of(script(body, cast=CAST, length=f"{days} days", clock="08:00"))
    town = opened(EVENTFUL, schedule, seed)
    wrong: list[str] = []
    found = Performance([], [], town.performance.verdicts, town)

    def look(town: object, event: e.Base) -> None:
        assert len(found.town.running) <= LIMIT
        if isinstance(event, e.PerturbationBegan | e.PerturbationEnded):
            wrong.extend(broken(found.town))

    listen(found, town, look)
    raise_curtain(town)
    clock.perform(town)
    assert wrong == []
    return found


WEEKS = {seed: week(seed) for seed in SEEDS}


def began(found: Performance) -> list[e.PerturbationBegan]:
    return found.of(e.PerturbationBegan)


def chance(kind: str) -> Chance:
    return EVENTFUL.chances[kind]


def test_every_kind_comes_and_all_come_of_chance() -> None:
    found = [each for week in WEEKS.values() for each in began(week)]
    assert {each.perturbation for each in found} == {*KNOWN}
    assert {(each.root, each.cause, each.sign) for each in found} == {("town/chance", 0, "·")}


def test_what_the_town_asks_of_itself_is_no_hand_of_a_script() -> None:
    """A meeting nobody called leans on people, and what comes of it is still their own."""
    assert any(week.of(e.Nudged) for week in WEEKS.values())
    assert {beat.sign for week in WEEKS.values() for beat in week.beats} == {"·"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_opening_day_is_the_scripts_own(seed: int) -> None:
    assert min(each.tick for each in began(WEEKS[seed])) >= 16 * HOUR


@pytest.mark.parametrize("seed", SEEDS)
def test_each_is_within_its_bounds(seed: int) -> None:
    for each in began(WEEKS[seed]):
        bounds = chance(each.perturbation)
        minute = (8 * HOUR + each.tick) % DAY
        assert bounds.lasts[0] <= each.until - each.tick <= bounds.lasts[1]
        assert bounds.strength[0] <= each.strength <= bounds.strength[1]
        assert each.where in (bounds.places or ("",))
        assert bounds.hours.holds(minute)


@pytest.mark.parametrize("seed", SEEDS)
def test_at_most_one_of_a_kind_a_day_and_none_within_its_cooldown(seed: int) -> None:
    found = WEEKS[seed]
    days = Counter((each.perturbation, (8 * HOUR + each.tick) // DAY) for each in began(found))
    assert max(days.values()) == 1
    over: dict[str, int] = {}
    for event in found.events:
        if isinstance(event, e.PerturbationBegan) and event.perturbation in over:
            assert event.tick - over[event.perturbation] >= chance(event.perturbation).cooldown
        if isinstance(event, e.PerturbationEnded):
            over[event.perturbation] = event.tick


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_is_asked_twice_within_the_time_that_spares_them(seed: int) -> None:
    for who in "Ann", "Ben", "Cy", "Di":
        ticks = WEEKS[seed].ticks(e.Called, who)
        assert all(later - earlier >= 3 * DAY for earlier, later in pairwise(ticks))


@pytest.mark.parametrize("seed", SEEDS)
def test_an_outage_leaves_nothing_in_use_that_needs_what_is_gone(seed: int) -> None:
    found = WEEKS[seed]
    off: dict[str, bool] = {}
    affordances = EVENTFUL.affordances
    for event in found.events:
        match event:
            case e.PerturbationBegan() | e.PerturbationEnded():
                off[event.perturbation] = isinstance(event, e.PerturbationBegan)
            case e.UseBegan() if event.thing in EVENTFUL.things:
                used = affordances[EVENTFUL.things[event.thing].type, event.activity]
                assert not (used.power and off.get("blackout"))
                assert not (used.water and off.get("water-outage"))


@pytest.mark.parametrize("seed", SEEDS)
def test_prices_are_back_when_a_spike_is_over(seed: int) -> None:
    town = WEEKS[seed].town
    spiked = {each.place for each in town.running.values() if each.kind == "price-spike"}
    assert {name for name, place in town.places.items() if place.level != ONE} == spiked
    changes = WEEKS[seed].of(e.PricesChanged)
    assert all(each.level > ONE or each.before > ONE for each in changes)
    assert {each.root for each in changes} <= {"town/chance"}


def test_a_chance_of_nothing_changes_nothing() -> None:
    """Draws have a stream of their own: a town in which nothing is likely is the town in which nothing is drawn."""

    def tail(chances: tuple[Chance, ...]) -> list[e.Base]:
        schedule = schedule_of(script(cast=CAST, length="2 days", clock="08:00"))
        town = opened(Setting(replace(EVENTFUL.file, chances=chances)), schedule, 1)
        heard: list[e.Base] = []
        town.listener = heard.append
        raise_curtain(town)
        clock.perform(town)
        return heard

    assert tail(()) == tail(tuple(replace(each, odds=0) for each in CHANCES))


def test_odds_and_cooldowns_do_not_hold_back_what_a_script_triggers_but_the_limit_does() -> None:
    line = "trigger blackout for 20 ticks"
    found = week(1, at(1, line) + at(30, line) + at(60, line), days=1)
    assert found.ticks(e.PerturbationBegan)[:3] == [1, 30, 60]
    both = "at tick 1:\n    trigger rain for 40 ticks\n    trigger blackout for 20 ticks\n"
    both += "    trigger arranged-meeting at park for 20 ticks\n"
    found = play(both + at(22, "trigger closure of cafe for 5 ticks"))
    assert [each.perturbation for each in began(found)] == ["rain", "blackout", "closure"]
    (refused,) = [each for each in found.of(e.Refused) if not each.who]
    assert refused.because == "as much is under way already as a town can bear"


def test_a_run_with_chances_goes_on_from_a_snapshot_as_if_nothing_had_been() -> None:
    schedule: Schedule = schedule_of(script(cast=CAST, length="3 days", clock="08:00"))
    whole, cut = opened(EVENTFUL, schedule, 3), opened(EVENTFUL, schedule, 3)
    for town in (whole, cut):
        raise_curtain(town)
    clock.advance(cut, 2 * DAY + 200)
    again = restored(save(cut), EVENTFUL, schedule)
    clock.perform(again)
    clock.perform(whole)
    assert (digest(again), again.chain) == (digest(whole), whole.chain)


REFUSED = {
    "no such thing": (Trigger("plague", "", ONE, 20), "nothing of that name ever happens here"),
    "no such place": (Trigger("closure", "moon", 0, 20), "there is no place called moon"),
    "no place at all": (Trigger("price-spike", "", 2 * ONE, 20), "it has to be at some place"),
    "one place of all": (Trigger("rain", "park", 0, 20),
                         "it is never of one place, such as park, but of the whole town"),
    "nothing to sell": (Trigger("price-spike", "park", 2 * ONE, 20), "nothing is sold at the park"),
    "no time": (Trigger("blackout", "", 0, 0), "it would be over before it began"),
}  # fmt: skip


@pytest.mark.parametrize(("action", "because"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_is_refused_at_the_door_and_said(action: Trigger, because: str) -> None:
    """However it was asked: a schedule may come from a file, and an operator may type anything."""
    found = play("", still="Ann, Ben", length="10 ticks")
    town = found.town
    asking.ask(town, action, "test/at-1/trigger-1")
    assert [each.because for each in found.of(e.Refused)] == [because]
    assert not town.running
    assert because in found.beats[-1].text
