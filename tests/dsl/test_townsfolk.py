"""Groups in a cast: who the townsfolk are, what they are like and what they work as."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl.lower.townsfolk import apportioned
from tests.dsl.shipped import Map, checked, compiled, shipped
from townlet.schedule import CastMember, Schedule
from townlet.units import PERCENT

ALL_NAMES = Map().find("riverside", "").town.names  # type: ignore[union-attr]


def story(*cast: str, above: str = "") -> str:
    entries = "".join(f"        {entry}\n" for entry in cast)
    return f'{above}scenario "Test":\n    town: riverside\n    length: 9 ticks\n\n    cast:\n{entries}'


def schedule(*cast: str, above: str = "") -> Schedule:
    found = compiled(story(*cast, above=above))
    assert found.schedule is not None, found.diagnostics
    return found.schedule


def people(*cast: str, above: str = "") -> tuple[CastMember, ...]:
    return schedule(*cast, above=above).cast


def test_the_townsfolk_of_the_shipped_day() -> None:
    found = compiled(shipped("a-day-in-riverside.town").text, "a-day-in-riverside.town").schedule
    assert found is not None
    assert [(each.name, each.personality, each.job) for each in found.cast] == [
        ("Avery", "sociable", "grocer"),
        ("Kai", "gruff", "barista"),
        ("Amara", "balanced", "gardener"),
        ("Bogdan", "socialite", "porter"),
        ("Chiara", "industrious", "bath-keeper"),
        ("Daichi", "balanced", "barista"),
        ("Defne", "socialite", "grocer"),
        ("Farid", "industrious", "gardener"),
        ("Greta", "balanced", "porter"),
        ("Hana", "socialite", "bath-keeper"),
    ]
    assert set(found.personalities) == {"sociable", "gruff", "balanced", "socialite", "industrious"}


def test_a_group_stands_where_it_is_written_and_the_next_takes_up_its_names() -> None:
    found = people("few 2: stoic 100%", "Kai: balanced", "more 1: balanced 100%")
    assert [(each.name, each.personality) for each in found] == [
        (ALL_NAMES[0], "stoic"), (ALL_NAMES[1], "stoic"), ("Kai", "balanced"), (ALL_NAMES[2], "balanced"),
    ]  # fmt: skip


@pytest.mark.parametrize("entry", [ALL_NAMES[1], ALL_NAMES[1].upper(), ALL_NAMES[1].lower()])
def test_names_that_are_taken_are_passed_over_wherever_and_however_written(entry: str) -> None:
    found = people("few 3: balanced 100%", f"{entry}: balanced")
    assert [each.name for each in found] == [ALL_NAMES[0], *ALL_NAMES[2:4], entry]


def test_nobody_is_called_like_a_thing() -> None:
    assert people("few 1: balanced 100%", above=f"item {ALL_NAMES[0]}:\n    price: 1 coin\n\n")[0].name == ALL_NAMES[1]


def test_all_else_is_what_the_group_says_or_the_town_file() -> None:
    (plain,) = people("few 1: balanced 100%")
    assert plain == CastMember(ALL_NAMES[0], "balanced", job="barista")
    placed = people("few 2: stoic 100%, at cafe, 3 coins, carries 2 bread, works as porter")
    assert placed == tuple(
        CastMember(name, "stoic", "cafe", wallet=3_000, carries={"bread": 2}, job="porter") for name in ALL_NAMES[:2]
    )


def test_those_whose_work_is_written_fill_openings_even_further_down() -> None:
    cast = ("few 1: balanced 100%", "Kai: balanced, works as barista", "hands 2: balanced 100%, works as grocer")
    assert [each.job for each in people(*cast)] == ["gardener", "barista", "grocer", "grocer"]


def test_no_more_are_hired_than_there_are_openings() -> None:
    jobs = Map().find("riverside", "").town.jobs  # type: ignore[union-attr]
    hired = [each.job for each in people("folk 20: balanced 100%") if each.job]
    assert {job.id: hired.count(job.id) for job in jobs} == {job.id: job.openings for job in jobs}


@pytest.mark.parametrize(
    ("seats", "shares", "counts"),
    [
        (8, (40, 35, 25), (3, 3, 2)),
        (10, (40, 35, 25), (4, 4, 2)),  # 3.5 and 2.5: the first of equals.
        (1, (50, 50), (1, 0)),
        (3, (0, 100), (0, 3)),
        (2, (1, 1, 1), (1, 1, 0)),
    ],
)
def test_shares_come_to_whole_people(seats: int, shares: tuple[int, ...], counts: tuple[int, ...]) -> None:
    assert apportioned(seats, shares) == counts
    assert apportioned(seats, tuple(share * PERCENT for share in shares)) == counts


@given(st.integers(1, 500), st.lists(st.integers(0, 100), min_size=1, max_size=6).filter(any))
def test_everyone_gets_a_personality_and_no_share_is_a_whole_person_off(seats: int, shares: list[int]) -> None:
    counts = apportioned(seats, tuple(shares))
    assert sum(counts) == seats
    assert all(
        abs(count * sum(shares) - seats * share) < sum(shares) for count, share in zip(counts, shares, strict=True)
    )


def test_too_few_names_are_said_at_the_group_with_what_would_mend_it() -> None:
    text = story("Amara: balanced", f"folk {len(ALL_NAMES) + 1}: balanced 100%")
    (found,) = checked(text).diagnostics
    left = len(ALL_NAMES) - 1
    assert (found.code, found.span.line, found.label) == ("TN246", 7, f"{left} names are left")
    assert found.hint == f"Add 2 more under `names:` in `riverside.yaml`, or write `folk {left}` or fewer"


def test_every_name_can_be_used_up_and_then_none_is_left() -> None:
    all_of_them = f"folk {len(ALL_NAMES)}: balanced 100%"
    assert [each.name for each in people(all_of_them)] == list(ALL_NAMES)
    (found,) = checked(story(all_of_them, "one 1: balanced 100%")).diagnostics
    assert (found.code, found.span.line, found.label) == ("TN246", 7, "no name is left")
