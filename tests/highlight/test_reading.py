"""Colours agree with the parser: what it takes for a keyword has a keyword's colour, and no name has."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.highlight import reading, transcripts
from runner.highlight.groups import KEYWORDS, LOOKS
from runner.highlight.reading import pieces
from runner.highlight.words import kept
from tests.highlight.spoken import Place, taken, texts


def coloured(text: str) -> dict[Place, tuple[str, str | None]]:
    found, line, column = {}, 1, 1
    for piece, group in pieces(text):
        found[line, column] = (piece, group)
        line, column = (line + 1, 1) if piece.endswith("\n") else (line, column + len(piece))
    return found


@pytest.mark.parametrize("name", texts())
def test_what_the_parser_takes_for_a_keyword_looks_like_one(name: str) -> None:
    text = texts()[name]
    colours, words = coloured(text), taken(text)
    seen = {place: (colours[place][0], colours[place][1] in KEYWORDS) for place in words}
    assert seen == words


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("direct Kai to work", {"direct": "statement", "Kai": "person", "to": "joint", "work": "activity"}),
        ("direct Kai to chat with Avery about work", {"chat": "activity", "about": "joint", "work": "name"}),
        ("prefers: chat 70%", {"prefers": "field", "chat": "name", "70%": "figure"}),
        ("personality: shy", {"personality": "field", "shy": "name"}),
        ("personality shy extends balanced:", {"personality": "declaration", "shy": "defined", "extends": "joint"}),
        ("use: hunger +5%", {"use": "field"}),
        ('use "people.town"', {"use": "declaration", '"people.town"': "text"}),
        ('mark: "Hello."', {"mark": "person", '"Hello."': "text"}),
        ('Kai: "Hello."  # TODO: better', {"Kai": "person", "# TODO: better": "todo"}),
        ("60%: play nod(Kai)", {"60%": "figure", "play": "flow", "nod": "played", "Kai": "person"}),
        ("otherwise if Kai has no job:", {"otherwise": "flow", "if": "flow", "no": "condition", "job": "condition"}),
        ("20 ticks after lunch as rest:", {"20": "figure", "after": "cue", "lunch": "label", "rest": "label"}),
        ("Kai: gruff, at cafe, works as barista", {"at": "joint", "works": "joint", "as": "joint", "barista": "name"}),
        ("expect event chat by Kai at end", {"event": "condition", "chat": "event", "at end": "moment"}),
        ("if Kai's work below 5%:", {"Kai": "person", "'s": "sign", "work": "quality", "below": "condition"}),
        ("direct the hungry Kai wherever", {"direct": "statement", "the": "name", "hungry": "name"}),
        ("> 09:00 \"and\" # so on", {'> 09:00 "and" # so on': "prose"}),
    ],
)
def test_the_first_word_decides(line: str, expected: dict[str, str]) -> None:
    seen = dict(pieces(line))
    assert {piece: seen[piece] for piece in expected} == expected


WORDS = sorted({word.rstrip(":") for shape in kept().shapes for word in (*shape.heads, *shape.words)} | {"Kai", "cafe"})
LINES = st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=8).map(" ".join)


@pytest.mark.parametrize("cut", [reading.pieces, transcripts.pieces])
@given(text=st.lists(LINES, max_size=4).map("\n".join))
def test_whatever_the_text_nothing_of_it_is_lost(
    cut: Callable[[str], Iterable[tuple[str, str | None]]], text: str
) -> None:
    found = [*cut(text)]
    assert "".join(piece for piece, _ in found) == text
    assert all(group is None or group in LOOKS for _, group in found)


def test_every_word_of_the_grammar_has_a_colour() -> None:
    groups = {group for shape in kept().shapes for group in (*shape.heads.values(), *shape.words.values()) if group}
    assert groups == {*KEYWORDS}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("08:36 !  Kai: “Three?”     ‹grumble/say-1›", ["clock", "directed", "speech", "origin"]),
        ("08:36 >  Point at them.", ["clock", "aside"]),
        ("== Three coins? ==", ["mark"]),
        ("-- Day 2 --", ["aside"]),
        ("cut-short  day 2 09:55  expect so   ‹expect-1›", ["unsure", "clock", "origin"]),
        ("failed     09:55  expect so", ["unmet", "clock"]),
        ("words of somebody", []),
    ],
)
def test_lines_of_a_transcript(line: str, expected: list[str]) -> None:
    assert [group for _, group in transcripts.pieces(line) if group] == expected
