"""Five hundred scripts with mistakes: nothing is raised, every message can be shown, and one slip is one message.

`python -m tests.soak mutants` does the same with ten thousand, and prints the share by kind of mistake.
"""

from functools import cache

import pytest

from tests.dsl.mutants import MISTAKES, Told, mutant, shares, told

ONE_MISTAKE = 400
MORE_MISTAKES = 100


@cache
def single() -> tuple[Told, ...]:
    return tuple(told(number) for number in range(ONE_MISTAKE))


@cache
def several() -> tuple[Told, ...]:
    return tuple(told(100_000 + number, mistakes=2 + number % 4) for number in range(MORE_MISTAKES))


@pytest.mark.parametrize("mutants", [single, several])
def test_every_message_about_a_mutant_is_well_formed(mutants: object) -> None:
    for each in mutants():  # type: ignore[operator]
        assert each.faults == (), each.mutant.text


def test_one_slip_is_one_message_in_nineteen_mutants_of_twenty() -> None:
    calm = sum(each.is_calm for each in single())
    assert calm >= 0.95 * ONE_MISTAKE, shares(single())


def test_no_kind_of_mistake_is_left_alone() -> None:
    by_kind = shares(single())
    assert {*by_kind} == {mistake.__name__ for mistake in MISTAKES}
    assert all(calm >= 0.6 * count for calm, count in by_kind.values()), by_kind


def test_mutants_are_told_of_as_quickly_as_scripts() -> None:
    assert max(each.seconds for each in (*single(), *several())) < 0.5  # A script of 100 lines takes about 0.01.


def test_the_same_number_is_the_same_mutant() -> None:
    assert mutant(7, 3) == mutant(7, 3)
    assert len({mutant(number).text for number in range(100)}) > 95
