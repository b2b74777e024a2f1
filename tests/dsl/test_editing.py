"""What an editor asks of a text, as values: names and their places, times, headings, folds, snippets, town files."""

import random

import pytest

from dsl.editing.calling import call_at
from dsl.editing.cards import card
from dsl.editing.colours import coloured
from dsl.editing.completing import Surroundings, offers
from dsl.editing.hints import hints
from dsl.editing.mentions import mention_at, mentions
from dsl.editing.outline import folds, outline
from dsl.editing.snippets import snippets
from dsl.editing.town import place_at, town_card, town_offers
from dsl.lines import read_lines
from dsl.source import Source
from tests.dsl.shipped import SCENARIOS, SCRIPTS, Map, Shelf, checked, parser, shipped
from tests.dsl.test_reread import edited

HEAD = """\
use "library/people.town"

vignette meeting(one, other = Per, long = 5 ticks):
    direct one to chat with other
    wait long

scenario "A" (who = Ida):
    town: riverside
    clock: 09:00
    length: 2 days
    streams: gossip
    cast:
        Ida: shy, at cafe
        Per:
            personality: gruff
            starts: park
            ties: trust in Ida 40%
    at tick 40 as first:
        play meeting(who, long = 9 ticks)
    20 ticks after first as second:
        hold Ida
        release Ida
    every 10 ticks from 11:00 until day 2 10:00:
        mark "x"
    when Ida is near Per:
        set Per's trust in Ida to 10%
    at day 2 09:00:
        exit Ida
"""


def at_cursor(text: str) -> tuple[Source, int, int]:
    """A text with its cursor, written `|`."""
    before, after = text.split("|")
    line = before.count("\n") + 1
    return Source("a.town", before + after), line, len(before) - before.rfind("\n")


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_name_in_what_ships_stands_for_something(name: str) -> None:
    """All words of a script that are no keywords are mentions; tags and topics alone stand for nothing."""
    source = shipped(name)
    script = checked(source.text, name).script
    known = {each.span for each in mentions(script, name)}
    free = {tag.text for scenario in script.main.scenarios for tag in scenario.tags}
    words = [token for line in read_lines(source, parser().scan).lines for token in line.tokens if token.type == "NAME"]
    lost = {
        word.text for word in words
        if word.span not in known and word.text not in parser().table.keywords and word.text not in free
    }  # fmt: skip
    assert lost <= {"prices", "weather", "autonomy", "yes", "no", "townsfolk"}, lost


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_mention_stands_where_its_name_is_written(name: str) -> None:
    lines = shipped(name).lines
    for each in mentions(checked(shipped(name).text, name).script, name):
        span = each.span
        assert lines[span.line - 1][span.column - 1 : span.end_column - 1].strip('"') == each.symbol.name


def test_whatever_stands_in_a_text_nothing_asked_of_it_fails() -> None:
    luck = random.Random(7)
    for name in SCRIPTS:
        text = shipped(name).text
        for _ in range(3):
            text = edited(text, luck)
            source, script = Source(name, text), checked(text, name).script
            assert not any("None" in card(each.symbol, script) for each in mentions(script, name))
            assert {each.span.file for each in coloured(source, script, parser())} <= {name}
            assert all(first <= last for heading in outline(script) for first, last in [heading.lines])
            line = luck.randrange(len(source.lines)) + 1
            column = luck.randrange(len(source.lines[line - 1]) + 1) + 1
            offered = offers(source, line, column, Surroundings(script, parser(), Shelf(), Map()))
            assert offered is None or (offered.span.line, offered.span.end_column) == (line, column)


@pytest.mark.parametrize(
    ("cursor", "role", "where"),
    [
        ("play me|eting", "vignette", 3),
        ("(wh|o, long", "parameter", 7),
        ("who, lo|ng", "parameter", 3),
        ("direct o|ne to", "parameter", 3),
        ("other = Pe|r", None, None),
        ("(who = I|da)", "agent", 13),
        ("after fir|st", "cue", 18),
        ("trust in Id|a 40%", "agent", 13),
        ("personality: gr|uff", "personality", 11),
        ("starts: pa|rk", "place", None),
        ("trus|t in Ida to", "quality", None),
    ],
)
def test_a_name_leads_to_where_it_is_defined(cursor: str, role: str | None, where: int | None) -> None:
    plain = cursor.replace("|", "")
    source, line, column = at_cursor(HEAD.replace(plain, cursor, 1))
    found = mention_at(mentions(checked(source.text, "a.town").script, "a.town"), line, column)
    assert (found.symbol.role if found is not None else None) == role
    if found is not None and where is not None:
        assert found.symbol.where is not None
        assert found.symbol.where.line == where


def test_hints_have_the_clock_where_ticks_are_and_ticks_where_the_clock_is() -> None:
    found = {each.line: each.text for each in hints(checked(HEAD, "a.town").script, 1, 99)}
    assert found == {
        10: "until day 3 09:00",
        18: "09:40",
        20: "tick 60, 10:00",
        23: "11:00",
        27: "tick 1440",
    }
    assert not list(hints(checked(HEAD, "a.town").script, 1, 9))


def test_the_outline_holds_all_that_has_a_name() -> None:
    vignette, scenario = outline(checked(HEAD, "a.town").script)
    assert (vignette.name, vignette.detail, vignette.lines) == ("meeting", "(one, other, long)", (3, 5))
    assert [(each.name, each.detail) for each in scenario.under] == [
        ("cast", ""), ("first", "tick 40, 09:40"), ("second", "tick 60, 10:00"), ("every-1", "tick 120, 11:00"),
        ("when-1", ""), ("at-1", "tick 1440, day 2 09:00"),
    ]  # fmt: skip
    assert all(each.lines[0] <= each.span.line <= each.lines[1] for each in scenario.under)


def test_blocks_and_comments_fold() -> None:
    text = "# one\n# two\nscenario:\n    cast:\n        Ida\n\n        Per\n\n    # alone\n    at\n"
    assert sorted(folds(text.split("\n"))) == [(1, 2), (3, 10), (4, 7)]


@pytest.mark.parametrize(
    ("line", "snippet"),
    [
        ("hold Kai, Avery", "hold ${1:Kai}, ${2:Avery}"),
        ("at tick 40 as arrival:", "at tick ${1:40} as ${2:arrival}:\n    $0"),
        ('mark "A new face"', 'mark "${1:A new face}"'),
        ("every 10 ticks from 09:15:", "every ${1:10} ticks from ${2:09:15}:\n    $0"),
        ("set Kai's mood to 40%", "set ${1:Kai}'s ${2:mood} to ${3:40%}"),
        ("chat (quality = 80%)", "chat (quality = ${1:80%})"),
    ],
)
def test_an_example_is_a_snippet(line: str, snippet: str) -> None:
    assert snippets(line, parser().table.keywords) == snippet


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("    at tick 9:\n        hold |", "Ida"),
        ("    at tick 9:\n        set cafe's |", "prices"),
        ("    at tick 9:\n        play meeting(Ida, |", "long"),
        ("    at tick 9:\n        if weather is |", "rain"),
        ("    at tick 9:\n        give umbrella to |", "Ida"),
        ("    at tick 9:\n        direct Ida to apply as |", "barista"),
        ("    expect Ida is near Per during |", "first"),
        ("    rehearse:\n        vary |", "who"),
        ("    rehearse:\n        compare: |", "text"),
        ("personality loud extends |", "sociable"),
        ("personality loud extends gruff:\n    traits: |", "extroversion"),
        ('use "li|', "library/people.town"),
    ],
)
def test_completion_knows_what_is_wanted(typed: str, first: str) -> None:
    source, line, column = at_cursor(HEAD + typed + "\n")
    around = Surroundings(checked(HEAD, "a.town").script, parser(), Shelf(), Map())
    found = offers(source, line, column, around)
    assert found is not None
    assert first in [each.label for each in found.offers]


@pytest.mark.parametrize("typed", ['        mark "a |', "    # at |", "        > at |", "        hold Ida within |"])
def test_nothing_is_offered_where_nothing_is_known(typed: str) -> None:
    source, line, column = at_cursor(HEAD + "    at tick 9:\n" + typed + "\n")
    found = offers(source, line, column, Surroundings(checked(HEAD).script, parser(), Shelf(), Map()))
    assert found is None or found.offers == ()


def test_a_play_shows_the_parameter_that_is_written() -> None:
    script = checked(HEAD, "a.town").script
    for typed, active in (("play meeting(|", 0), ("play meeting(Ida, |", 1), ("play meeting(Ida, long = |", 2)):
        call = call_at(*at_cursor(typed), script)
        assert call is not None
        assert (call.parameters[0], call.active) == ("one", active)
    assert call_at(*at_cursor("play nothing(|"), script) is None


def test_a_card_tells_the_figures_that_count() -> None:
    script = checked(HEAD, "a.town").script
    symbol = next(each.symbol for each in mentions(script, "a.town") if each.symbol.name == "gruff")
    assert "needs: hunger decays 95%" in card(symbol, script), "what it has of `stoic`"


TOWN = (SCENARIOS / "towns" / "riverside.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("under", "typed", "offered"),
    [
        ("rent: 3 coins", "|", "jobs"),
        ("    leisure: 25%", "    |", "sells"),
        ("    leisure: 25%", "    outdoors: |", "yes"),
        ("    sells:", "      |", "soup"),
        ("    sells:", "      soup: {stock: 4, util|", "utilities"),
        ("    sells:", "      soup: {stock: 4, utilities: [|", "power"),
        ("jobs:", "  cook: {place: |", "cafe"),
        ("barriers:", "  - ti|", "tiles"),
    ],
)
def test_a_town_file_is_completed_from_its_schema(under: str, typed: str, offered: str) -> None:
    lines = TOWN.split("\n")
    number = next(number for number, line in enumerate(lines) if line.startswith(under)) + 1
    lines.insert(number, typed.replace("|", ""))
    source = Source("a.yaml", "\n".join(lines))
    assert offered in [each.label for each in town_offers(source, number + 1, typed.index("|") + 1).offers]


def test_keys_of_a_town_file_have_their_meaning() -> None:
    source = Source("a.yaml", "places:\n  mill:\n    leisure: 20%\n")
    assert place_at(source, 3, 5).path == ("places", "mill")
    found = town_card(source, 3, 7)
    assert found is not None
    assert "share" in found[0]
    assert town_card(source, 2, 1) is None
