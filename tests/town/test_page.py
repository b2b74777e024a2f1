"""The page: what finds room on it, in which words, and that it can be closed and opened again anywhere."""

import ast
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.town.storyteller import EVERY, PEOPLE, event, events, made_up
from tests.town.support import perform, script
from townlet import events as e
from townlet import page as page_
from townlet.actions import Mark, Narrate, Prompt
from townlet.beat import Beat
from townlet.page import APART, HOURLY, REMEMBERED, ROOM, SHARE, WINDOW, Page, PageState
from townlet.sentences import conflict, voices
from townlet.sentences.table import TABLE
from townlet.units import DAY, HOUR, ONE

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
    plain = {wording.format(who="Ann", whom="Bo", when="") for wording in conflict.APOLOGISED}
    own = {wording.format(who="Ann", whom="Bo", when="") for wording in voices.TERSE[conflict.APOLOGISED]}
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


def test_one_telling_is_enough_of_what_two_kinds_tell_of() -> None:
    """Whoever came late has begun work; who set out arrives. The script's own lines are told all the same."""
    page = Page()
    assert page.take(TOWN, event(e.Late))
    assert page.take(TOWN, event(e.ShiftStarted)) is None
    assert page.take(TOWN, event(e.ShiftStarted, who="Bo"))
    assert page.take(TOWN, event(e.ShiftStarted, sign="!"))
    people = (*PEOPLE, *(f"N{number}" for number in range(7)))
    for kind, later in ((e.SetOff, e.CameIn), (e.Paid, e.Washed), (e.Bought, e.Ate), (e.LetDown, e.Unqueued)):
        page = Page()
        town = made_up(people, inside=("Ann", "Bo"))
        assert page.take(town, at(100, event(kind)))
        assert page.take(town, at(140, event(later))) is None
        assert page.take(town, at(140, event(later, sign="~")))


def test_of_a_few_people_both_ends_of_a_thing_may_be_told() -> None:
    page = Page()
    assert page.take(TOWN, at(100, event(e.Paid)))
    assert page.take(TOWN, at(115, event(e.Washed))) is None
    assert page.take(TOWN, at(120, event(e.Washed)))


def test_the_same_on_the_next_day_is_told_as_such() -> None:
    page = Page()
    said = list[Beat | None]()
    for day in (1, 2, 3, 4, 7):
        page.state.last = []
        said.append(page.take(TOWN, at(day * DAY, event(e.Late, why="forgot"))))
    endings = [beat.text.rpartition("late")[2].partition(".")[2] for beat in said if beat]
    assert len(endings) == 5
    assert (endings[0], endings[4]) == ("", "")
    assert endings[1] == " It was the same yesterday."
    assert "three days" in endings[2] or "third day" in endings[2]
    assert "four days" in endings[3] or "fourth day" in endings[3]
    again = page.take(TOWN, at(7 * DAY + 60, event(e.Late, why="forgot", sign="!")))
    assert again is not None
    assert "yesterday" not in again.text



def test_of_their_own_accord_no_three_of_a_kind_follow_each_other() -> None:
    page = Page()
    assert [bool(page.take(TOWN, event(e.Late, who=who))) for who in PEOPLE] == [True, True, False]
    assert page.take(TOWN, event(e.Late, who="Dee", sign="!"))
    assert page.take(TOWN, event(e.Chatted))
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
    assert page.take(TOWN, event(e.Chatted))
    assert page.take(TOWN, event(e.ChatFailed, whom="Cy")) is None
    assert page.take(TOWN, event(e.Argued))
    assert page.take(TOWN, at(7 + WINDOW, event(e.Ate)))


def test_what_fills_the_page_keeps_its_distance() -> None:
    """Among ten people or more; of a few, more is told."""
    for crowd, apart in ((10, APART["lifecycle"]), (40, APART["lifecycle"]), (5, APART["lifecycle"] // 2)):
        town, page = made_up((*PEOPLE, *(f"N{number}" for number in range(crowd - 3)))), Page()
        assert page.take(town, at(100, event(e.SetOff)))
        assert page.take(town, at(99 + apart, event(e.SetOff, who="Bo"))) is None
        assert page.take(town, at(99 + apart, event(e.Exited, who="Bo")))
        assert page.take(town, at(100 + apart, event(e.SetOff, who="Cy")))


def test_a_first_hello_matters_more_than_another() -> None:
    for first in (True, False):
        page = Page()
        told = [page.take(TOWN, event(kind)) for kind in (e.Late, e.Chatted)]
        assert None not in told
        assert (page.take(TOWN, event(e.Greeted, first=first)) is not None) is first


@given(stories())
@settings(max_examples=60, deadline=None)
def test_no_wording_twice_in_a_row(story: list[e.Event]) -> None:
    """Nor any of the last half of its set."""
    page, last = Page(), dict[str, list[int]]()
    for happened in story:
        page.take(TOWN, happened)
        for name, used in page.state.used.items():
            assert len({*used}) == len(used)
            assert used == last.get(name) or used[-1] not in last.get(name, [])
            last[name] = [*used]


@st.composite
def crowded(draw: st.DrawFn) -> list[e.Event]:
    """A crowd does everything at once, and here and there the script has a hand in it."""
    told, tick = [], 1
    for kind in draw(st.lists(st.sampled_from(EVERY), min_size=30, max_size=120)):
        tick += draw(st.integers(0, 1))
        sign = draw(st.sampled_from("····~!*"))
        told.append(at(tick, msgspec.structs.replace(draw(events(kind)), sign=sign)))
    return told


@given(crowded())
@settings(max_examples=60, deadline=None)
def test_however_crowded_no_scripted_line_is_dropped(story: list[e.Event]) -> None:
    """What would be told on an empty page is told on a full one."""
    page = Page()
    for happened in story:
        rule, beat = TABLE[type(happened)], page.take(TOWN, happened)
        if happened.sign != "·" and rule and not rule.once:
            assert (beat is None) == (Page().take(TOWN, happened) is None)


@given(crowded())
@settings(max_examples=60, deadline=None)
def test_however_crowded_the_bounds_hold_and_news_rests(story: list[e.Event]) -> None:
    page, windows, shares, told = Page(), Counter[int](), Counter[tuple[int, str]](), dict[Any, int]()
    for happened in story:
        rule, beat = TABLE[type(happened)], page.take(TOWN, happened)
        if beat is None or rule is None:
            continue
        about = tuple(getattr(happened, field) for field in rule.about)
        news = (type(happened), tuple(sorted(about)) if rule.mutual else about)
        if happened.sign == "·":
            windows[happened.tick // WINDOW] += 1
            shares[happened.tick // WINDOW, rule.category] += 1
            assert happened.tick >= told.get(news, -rule.rest) + rule.rest
        told[news] = happened.tick
    assert max(windows.values(), default=0) <= ROOM[-1]
    assert all(count <= SHARE[category] for (_, category), count in shares.items())  # type: ignore[index]


@given(crowded(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_line_of_other_words_moves_no_wording(story: list[e.Event], data: st.DataObject) -> None:
    """Whoever adds a line for the script may read the old ones below it as they were."""
    where = data.draw(st.integers(0, len(story)))
    for number, happened in enumerate(story):
        story[number] = msgspec.structs.replace(happened, id=number + 2, sign="!")
    added = event(e.WalletSet, sign="*", tick=story[where].tick if where < len(story) else 200)
    before = {beat.event: beat.text for beat in written(Page(), [s for s in story if type(s) is not e.WalletSet])}
    story = [*story[:where], added, *story[where:]]
    after = {beat.event: beat.text for beat in written(Page(), story) if beat.told != "wallet-set"}
    assert before == after


def test_a_day_of_two_hundred_reads_as_a_day() -> None:
    """A real town: the bounds hold, every sort of news has its share, and neither walks nor quarrels drown it."""
    jobs = (", works as barista", ", works as grocer", "", "")
    cast = "".join(
        f"N{chr(65 + n // 26)}{chr(97 + n % 26)}: {('balanced', 'socialite')[n % 2]}{jobs[n % 4]}\n" for n in range(200)
    )
    run = perform(script(cast=cast, length="1 day", clock="06:00"))
    kinds = {str(kind.__struct_config__.tag): rule for kind, rule in TABLE.items()}
    lines = [(beat.tick, rule.category) for beat in run.beats if beat.event and (rule := kinds[beat.told])]
    shares = Counter(category for _, category in lines)
    hours = Counter((tick // HOUR, category) for tick, category in lines)
    assert max(Counter(tick // WINDOW for tick, _ in lines).values()) <= ROOM[-1]
    assert all(count <= HOURLY[category] for (_, category), count in hours.items())
    assert len(lines) < 5 * DAY // WINDOW
    assert all(shares[category] >= 5 for category in SHARE if category not in ("story", "personality")), shares
    assert max(shares.values()) < len(lines) // 2


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
