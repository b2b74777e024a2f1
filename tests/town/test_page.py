"""The page: what finds room on it, in which words, and that it can be closed and opened again anywhere."""

import ast
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.town.storyteller import EVERY, PEOPLE, event, events, made_up
from townlet import events as e
from townlet import page as page_
from townlet.actions import Mark, Narrate, Prompt
from townlet.beat import Beat
from townlet.page import REMEMBERED, ROOM, SHARE, WINDOW, Page, PageState
from townlet.sentences import conflict, voices
from townlet.sentences.table import TABLE
from townlet.units import ONE

TOWN = made_up()


def at(tick: int, happened: e.Event) -> e.Event:
    return msgspec.structs.replace(happened, tick=tick)


@st.composite
def stories(draw: st.DrawFn) -> list[e.Event]:
    """Events of any kind, each a few ticks after the one before."""
    told, tick = [], 1
    for kind in draw(st.lists(st.sampled_from(EVERY), min_size=5, max_size=60)):
        tick += draw(st.integers(0, 4))
        told.append(at(tick, draw(events(kind))))
    return told


def written(page: Page, story: list[e.Event]) -> list[Beat]:
    return [beat for happened in story if (beat := page.take(TOWN, happened))]


def test_a_line_says_where_it_comes_from() -> None:
    page, heard = Page(), list[Beat]()
    page.listener = heard.append
    beat = page.take(TOWN, event(e.Said, id=4, text="{Three}  coins?", sign="!"))
    assert heard == [beat]
    assert beat == Beat(7, "line", "!", "Ann: “{Three}  coins?”", "play/cue/line", 4, "said")


def test_who_acts_is_told_of_in_their_own_voice() -> None:
    terse = Page().take(made_up(voice="terse, mostly"), event(e.Apologised))
    assert terse is not None
    plain = {wording.format(who="Ann", whom="Bo") for wording in conflict.APOLOGISED}
    own = {wording.format(who="Ann", whom="Bo") for wording in voices.TERSE[conflict.APOLOGISED]}
    assert terse.text in own
    gloomy = Page().take(made_up(voice="gloomy"), event(e.Apologised))
    assert gloomy is not None
    assert gloomy.text in plain


def test_notes_are_written_as_they_stand() -> None:
    page = Page()
    beats = [page.note(TOWN, note, "play/1") for note in (Mark("a mark"), Narrate("rain."), Prompt("look"))]
    assert beats == [
        Beat(0, "mark", "", "a mark", "play/1", 0, "mark"),
        Beat(0, "line", "*", "rain.", "play/1", 0, "narrate"),
        Beat(0, "prompt", "", "look", "play/1", 0, "prompt"),
    ]


def test_the_emergent_share_counts_lines_with_a_sign() -> None:
    page = Page()
    assert page.emergent_share() == 0
    page.note(TOWN, Mark("a mark"), "x")
    page.note(TOWN, Narrate("rain."), "x")
    page.take(TOWN, event(e.Gave))
    page.take(TOWN, event(e.Gave, sign="~", who="Cy"))
    page.take(TOWN, event(e.Directed))
    assert (page.state.lines, page.state.emergent) == (3, 1)
    assert page.emergent_share() == ONE // 3


@pytest.mark.parametrize("kind", [kind for kind in EVERY if TABLE[kind] is None])
def test_the_silent_ones_leave_no_trace(kind: type[e.Event]) -> None:
    page = Page()
    assert page.take(TOWN, event(kind)) is None
    assert page.state == PageState()


def test_the_same_news_rests_and_either_way_round_is_the_same() -> None:
    page, hello = Page(), event(e.Greeted)
    rule = TABLE[e.Greeted]
    assert rule is not None
    back = event(e.Greeted, who="Bo", whom="Ann")
    assert page.take(TOWN, at(10, hello))
    assert page.take(TOWN, at(10 + rule.rest - 1, back)) is None
    assert page.take(TOWN, at(20, event(e.Greeted, whom="Cy")))
    assert page.take(TOWN, at(30, event(e.Bought)))
    assert page.take(TOWN, at(10 + rule.rest, back))


def test_of_their_own_accord_no_three_of_a_kind_follow_each_other() -> None:
    page = Page()
    assert [bool(page.take(TOWN, event(e.Late, who=who))) for who in PEOPLE] == [True, True, False]
    assert page.take(TOWN, event(e.Late, who="Dee", sign="!"))
    assert page.take(TOWN, event(e.Bought))
    assert page.take(TOWN, at(40, event(e.Late, who="Cy")))


def test_what_the_script_brings_about_is_always_told() -> None:
    page = Page()
    told = [
        page.take(TOWN, event(kind, sign=sign))
        for kind in (e.Greeted, e.Argued, e.Bought, e.Refused)
        for sign in "!~*" * 9
    ]
    assert None not in told


def test_two_directives_for_one_meeting_tell_it_once() -> None:
    page = Page()
    assert page.take(TOWN, event(e.Met, sign="!"))
    assert page.take(TOWN, event(e.Met, who="Bo", whom="Ann", sign="!")) is None


def test_two_hundred_people_do_not_drown_the_page() -> None:
    crowd = tuple(f"N{number}" for number in range(200))
    page, town = Page(), made_up(crowd)
    kinds = (e.CameIn, e.SetOff, e.Ate, e.Chatted, e.Bought, e.Argued, e.Late, e.NeedFell, e.Gave)
    for tick in range(5 * WINDOW):
        for number, who in enumerate(crowd):
            kind = kinds[(tick * 7 + number) % len(kinds)]
            fields = {"whom": crowd[number - 1]} if hasattr(kind, "whom") else {}
            happened = event(kind, tick=tick, who=who, **fields)
            if beat := page.take(town, happened):
                assert beat.tick == tick
    assert ROOM[1] * 5 < page.state.lines <= ROOM[2] * 5


def test_room_is_kept_for_what_matters_more() -> None:
    page = Page()
    for who in PEOPLE * 3:
        page.state.last = []
        page.take(TOWN, event(e.Late, who=who))
    assert page.state.lines == SHARE["employment"]
    assert page.take(TOWN, event(e.Ate)) is None
    assert page.take(TOWN, event(e.Bought))
    assert page.take(TOWN, event(e.Chatted)) is None
    assert page.take(TOWN, event(e.Argued))
    assert page.take(TOWN, at(7 + WINDOW, event(e.Ate)))


@given(stories())
@settings(max_examples=60, deadline=None)
def test_no_wording_twice_in_a_row(story: list[e.Event]) -> None:
    page, before = Page(), ""
    for happened in story:
        beat = page.take(TOWN, happened)
        if beat and beat.told != "said":
            assert page.state.recent[-1] != before
            before = page.state.recent[-1]


@given(stories(), st.integers(0, 60), st.sampled_from([msgspec.json, msgspec.msgpack]))
@settings(max_examples=60, deadline=None)
def test_it_goes_on_the_same_after_being_saved(story: list[e.Event], cut: int, wire: Any) -> None:
    whole, first = Page(), Page()
    expected = written(whole, story)
    got = written(first, story[:cut])
    saved = wire.encode(first.state)
    second = Page(wire.decode(saved, type=PageState))
    assert got + written(second, story[cut:]) == expected
    assert wire.encode(second.state) == wire.encode(whole.state)


@given(stories(), st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_notes_move_no_other_line(story: list[e.Event], where: int) -> None:
    page = Page()
    lines = written(page, story[:where])
    page.note(TOWN, Narrate("Rain."), "x")
    page.note(TOWN, Mark("Rain"), "x")
    assert lines + written(page, story[where:]) == written(Page(), story)


def test_memory_stays_flat() -> None:
    page = Page()
    for number in range(REMEMBERED + 10):
        page.take(TOWN, event(e.Gave, who=f"N{number}", sign="!"))
    assert len(page.state.told) <= REMEMBERED
    assert f"gave|N{REMEMBERED + 9}|Bo" in page.state.told


def test_nothing_is_taken_in_the_order_of_a_set() -> None:
    """What iterates over a set depends on the hashes of a process."""
    here = Path(page_.__file__).parent
    for path in [here / "page.py", *(here / "sentences").glob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not isinstance(node, ast.Set | ast.SetComp), path
            assert not (isinstance(node, ast.Name) and node.id in ("set", "frozenset")), path
