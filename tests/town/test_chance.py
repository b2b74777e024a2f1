"""Chance: no draw shifts another, and an inert line changes nothing at all."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dsl.shipped import compiled, shipped
from tests.town.scripts import scripts
from tests.town.support import Performance, perform, performed, play
from townlet.chance import draw, pick
from townlet.snapshot import digest
from townlet.units import ONE

COFFEE = shipped("coffee-too-dear.town").text
DAY = shipped("an-ordinary-day.town").text


def choose(tick: int, one: str, other: str, name: str = "") -> str:
    head = f"at tick {tick}" + (f" as {name}" if name else "")
    return f'{head}:\n    choose from luck:\n        50%: mark "{one}"\n        50%: mark "{other}"\n'


def asking(tick: int, one: str, other: str, name: str = "") -> str:
    """A choice that changes the town."""
    return choose(tick, one, other, name).replace("mark", "Ann:")


def drawn(found: Performance, tick: int) -> list[str]:
    return [beat.text for beat in found.beats if beat.tick == tick and beat.root.startswith("test/")]


INERT = [
    ("    at tick 40 as arrival:\n", '        narrate "Nothing to see here."\n'),
    ("    at tick 40 as arrival:\n", '        prompt "Sip some water."\n'),
    ("    at tick 40 as arrival:\n", '        mark "Another heading"\n'),
    ("            60%: play grumble-together(Kai, Avery)\n            40%:\n", '                narrate "Oh."\n'),
]


@pytest.mark.parametrize(("after", "line"), INERT)
@pytest.mark.parametrize("seed", [4242, 1, 2, 3])
def test_an_inert_line_changes_nothing_else_byte_for_byte(after: str, line: str, seed: int) -> None:
    assert after in COFFEE
    plain, added = perform(COFFEE, seed), perform(COFFEE.replace(after, after + line, 1), seed)
    text = line.strip().split('"')[1]
    assert [beat for beat in added.beats if beat.text != text] == plain.beats
    assert added.events == plain.events
    assert (added.town.chain, digest(added.town)) == (plain.town.chain, digest(plain.town))


def test_an_inert_cue_changes_no_event() -> None:
    cue = '    every 7 ticks:\n        prompt "Tick."\n\n'
    spot = "    expect never event faint"
    plain, added = perform(DAY, 7), perform(DAY.replace(spot, cue + spot, 1), 7)
    assert added.events == plain.events
    assert digest(added.town) == digest(plain.town)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(scripts(), st.integers(0, 3))
def test_an_inert_cue_changes_no_event_of_any_script(text: str, seed: int) -> None:
    more = text + '\n    every 3 ticks:\n        narrate "Nothing to see here."\n'
    plain, added = compiled(text).schedule, compiled(more).schedule
    if plain is not None and added is not None:
        assert performed(added, seed).events == performed(plain, seed).events


@pytest.mark.parametrize("seed", range(12))
def test_a_new_choice_leaves_the_other_draws_as_they_were(seed: int) -> None:
    """Whether what it chooses from is other words, the same words, before or after, or another stream."""
    for make in (choose, asking):
        plain = drawn(play(make(20, "yes", "no"), seed, still="Ann, Ben"), 20)
        others = (make(10, "tea", "milk"), make(20, "tea", "milk"), make(10, "yes", "no", "early"))
        for more in others:
            added = drawn(play(more + make(20, "yes", "no"), seed, still="Ann, Ben"), 20)
            assert [text for text in added if text in plain] == plain


@pytest.mark.parametrize("seed", range(8))
def test_what_follows_a_choice_in_the_file_does_not_move_it(seed: int) -> None:
    before = drawn(play(choose(20, "yes", "no"), seed, still="Ann, Ben"), 20)
    later = drawn(play(choose(33, "yes", "no"), seed, still="Ann, Ben"), 33)
    assert before == later  # Not keyed by the tick either.


def test_each_asking_of_one_choice_is_a_draw_of_its_own() -> None:
    body = choose(1, "yes", "no").replace("at tick 1", "every 1 tick from tick 1 until tick 50")
    said = [text for _, text in play(body, still="Ann, Ben").marks()]
    assert 10 < said.count("yes") < 40
    assert len({one == other for one, other in pairwise(said)}) == 2


def test_a_choice_moves_none_of_the_towns_own_luck() -> None:
    """A choice between two lines that only the page sees."""
    options = '            50%: prompt "a"\n            50%: prompt "b"\n'
    cue = f"    at tick 400:\n        choose from spare:\n{options}\n"
    spot = "    expect never event faint"
    added = DAY.replace(spot, cue + spot, 1).replace("    seed: 7\n", "    seed: 7\n    streams: spare\n")
    assert perform(added).events == perform(DAY).events


def test_a_draw_is_moved_by_its_key_alone_and_by_all_of_it() -> None:
    key = (1, "stream", "kind", "who", "whom", 0)
    other = (2, "b", "b", "b", "b", 1)
    assert draw(*key) == draw(*key)
    keys: list[Any] = [key, *((*key[:place], other[place], *key[place + 1 :]) for place in range(6))]
    assert len({draw(*each) for each in keys}) == 7


def test_draws_are_spread_evenly() -> None:
    draws = sorted(draw(seed, "s", "k", "a", "b", which) for seed in range(40) for which in range(100))
    assert all(abs(draws[len(draws) * tenth // 10] - ONE * tenth // 10) < ONE // 25 for tenth in range(1, 10))


@given(st.integers(0, ONE - 1), st.lists(st.integers(1, ONE), min_size=1, max_size=6))
def test_luck_falls_on_a_share_by_its_size(luck: int, weights: list[int]) -> None:
    index = pick(luck, weights)
    share = luck * sum(weights) // ONE
    assert sum(weights[:index]) <= share < sum(weights[: index + 1])
