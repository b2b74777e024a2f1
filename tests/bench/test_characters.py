"""Personalities show: the same days, spent differently. The whole table: `python -m bench.characters`."""

from functools import cache

from bench.characters import PERSONALITIES, WHAT, Shown, characters, told


@cache
def shown() -> dict[tuple[str, str], Shown]:
    return {(each.personality, each.what): each for each in characters(range(1, 17))}


def test_every_figure_is_there_with_its_interval() -> None:
    found = shown()
    assert list(found) == [(name, what) for name in PERSONALITIES for what in WHAT]
    assert all(each.low <= each.mean <= each.high and each.seeds == 16 for each in found.values())
    lines = told(list(found.values())).splitlines()
    assert [line.split()[0] for line in lines[1:]] == [*PERSONALITIES]


def test_a_socialite_chats_more() -> None:
    chats = {name: shown()[name, "chats"] for name in PERSONALITIES}
    assert chats["socialite"].low > max(chats[name].high for name in PERSONALITIES if name != "socialite")


def test_an_industrious_one_works_more() -> None:
    worked = {name: shown()[name, "ticks worked"] for name in PERSONALITIES}
    assert worked["industrious"].low > max(worked[name].high for name in PERSONALITIES if name != "industrious")


def test_a_stoic_argues_less_than_a_balanced_one() -> None:
    arguments = {name: shown()[name, "arguments"] for name in PERSONALITIES}
    assert arguments["stoic"].high < arguments["balanced"].mean
    assert arguments["stoic"].mean < arguments["balanced"].low
