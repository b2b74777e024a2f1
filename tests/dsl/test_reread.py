"""A text read and checked again after each edit comes to what it comes to when it is read anew."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.compiler import check
from dsl.editing.moving import moved
from dsl.editing.rechecking import Recheck
from dsl.editing.rereading import Reread
from dsl.parse import parse
from dsl.source import Source
from tests.dsl.long_script import long_script
from tests.dsl.shipped import SCRIPTS, Map, Shelf, parser, shipped

PIECES = (
    " ", "    ", "\n", "\n\n", "\n    ", "\n        ", "  \n", '"', "(", ")", ":", "'s", "%", "20", "-", "\t", "\ufeff",
    "# c", "## d", "at", "tick 5:", "as x", "when", "if", "otherwise:", "else:", "not (", "use", "cast:", "stage:",
    "narrate:", "> prose", "choose", "expect", "direct", "Kai", "O'Neil", "cafe", "a", "streams: a", 'scenario "x":',
    "\r\n", "vignette v(a):", "\n    at tick 3:\n", "\n    expect event chat\n",
    "🦊", "e\u0301", "\u200b", "：", "\n```\n", "\n<<<<<<< a\n", "\n=======\n", "\n>>>>>>> b\n", "seeds: 1", "about",
    "\nuse x\n", "\nrehearse:\n", "    hold Kai\n", "\n    streams: b\n",
)  # fmt: skip
WORD = re.compile(r"[^\W\d][\w-]*")


def edited(text: str, luck: random.Random) -> str:
    """One slip: something taken out, put in, exchanged, or a line moved."""
    at = luck.randrange(len(text) + 1)
    lines = text.split("\n")
    line = luck.randrange(len(lines))
    match luck.randrange(6):
        case 0:
            return text[:at] + text[at + luck.randrange(1, 12) :]
        case 1 | 2:
            return text[:at] + luck.choice(PIECES) + text[at:]
        case 3:
            words = list(WORD.finditer(text)) or [re.match("", text)]
            here, there = luck.choice(words), luck.choice(words)
            assert here is not None
            assert there is not None
            return text[: here.start()] + there.group() + text[here.end() :]
        case 4:
            return "\n".join(lines[:line] + lines[line + luck.randrange(1, 4) :])
        case _:
            lines.insert(luck.randrange(len(lines)), lines[line])
            return "\n".join(lines)


@pytest.mark.parametrize("name", SCRIPTS)
@settings(max_examples=2)
@given(seed=st.integers(0, 10**6))
def test_after_each_of_many_edits_everything_is_as_if_read_anew(name: str, seed: int) -> None:
    luck = random.Random(seed)
    recheck, text = Recheck(parser()), shipped(name).text
    for _ in range(8):
        source = Source(name, text)
        assert recheck.check(source, Shelf(), Map()) == check(source, parser(), Shelf(), Map())
        text = shipped(name).text if luck.random() < 0.1 else edited(text, luck)


def test_trees_alone_are_the_same_over_many_more_edits() -> None:
    luck = random.Random(20)
    for name in SCRIPTS:
        reread, text = Reread(parser()), shipped(name).text
        for _ in range(25):
            found = reread.read(Source(name, text))
            assert (found.file, found.said) == parse(Source(name, text), parser())
            text = shipped(name).text if luck.random() < 0.1 else edited(text, luck)


def test_only_the_cue_that_changed_and_the_one_above_it_are_made_anew() -> None:
    text = long_script(300)
    reread = Reread(parser())
    before = reread.read(Source("x.town", text)).file.scenarios[0].body
    after = reread.read(Source("x.town", text.replace("cue-7\n", "cue-8\n", 1).replace("cue-9 when", "cue-9  when", 1)))
    body = after.file.scenarios[0].body
    anew = [number for number, line in enumerate(body) if line is not before[number]]
    assert len(body) == len(before)
    assert len(anew) == 2
    assert anew[1] - anew[0] == 1


def test_what_stands_below_a_new_line_moves_down_with_it() -> None:
    text = long_script(60)
    reread = Reread(parser())
    before = reread.read(Source("x.town", text)).file.scenarios[0].body[-1]
    after = reread.read(Source("x.town", text.replace("    5 ticks", "\n    5 ticks", 1))).file.scenarios[0].body[-1]
    assert after != before
    assert after == moved(before, 1)


WHERE = 'scenario "A":\n    town: riverside\n    length: 9 ticks\n    cast:\n        Ida: balanced, at cafe\n'
CUES = "    at tick 1 as one:\n        hold Ida\n    at tick 2:\n        expect Ida's mood above 1% during one\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("as one:", "as two:"),
        ("        Ida: balanced, at cafe", "        Per: balanced, at cafe"),
        ("hold Ida", "hold Per"),
        ("town: riverside", "town: shared-house"),
        ("hold Ida", "hold Ida ("),
        ("    at tick 2:\n", ""),
        ("hold Ida", "hold Per ?"),
    ],
)
def test_a_change_in_one_place_is_noticed_in_others(before: str, after: str) -> None:
    recheck = Recheck(parser())
    for text in (WHERE + CUES, (WHERE + CUES).replace(before, after), WHERE + CUES):
        source = Source("x.town", text)
        assert recheck.check(source, Shelf(), Map()) == check(source, parser(), Shelf(), Map())
