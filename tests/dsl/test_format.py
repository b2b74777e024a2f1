"""The one form of a script: what it is, as pairs; and what formatting must never do, of any script there may be."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.long_script import long_script
from dsl.format import form_of, formatted
from dsl.machine import Machine
from dsl.parse import HARMLESS, Parsed, parse_lines
from dsl.source import Source
from tests.dsl.brief import brief
from tests.dsl.made_scripts import NOTES, Pick, Token, covering, plain, scripts, targets, ugly
from tests.dsl.shipped import SCENARIOS, SCRIPTS, compiled, parser
from tests.pages import fences, manual

ROOT = Path(__file__).parents[2]
BROKEN = sorted((ROOT / "tests" / "broken").glob("*.town"))
PAIRS = (Path(__file__).with_name("format.txt")).read_text("utf-8")
CASES = re.findall(r"^== (.*)\n((?:.*\n)*?)-- becomes\n((?:.*\n)*?)(?=== |\Z)", PAIRS, re.MULTILINE)


def read(text: str) -> Parsed:
    return parse_lines(Source("made.town", text), parser())


def form(text: str) -> str:
    return formatted(text, parser())


def visible(text: str) -> str:
    """Blanks and tabs as signs that an editor leaves alone: `·` and `→` in `format.txt`."""
    return text.replace("·", " ").replace("→", "\t")


@pytest.mark.parametrize(("before", "after"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_form(before: str, after: str) -> None:
    assert form(visible(before)) == after.rstrip("\n") + "\n" * bool(after.strip())


def test_the_page_of_pairs_is_read_whole() -> None:
    assert len(CASES) == PAIRS.count("== ") >= 20


def holds(text: str) -> str:
    """What must be true of every text, sound or not; gives its form."""
    before, new = read(text), form(text)
    after = read(new)
    assert brief(after.file) == brief(before.file)  # The comments of a file are a part of its tree.
    codes = [diagnostic.code for diagnostic in before.diagnostics]
    if not {*codes} & {*HARMLESS}:  # Which are mended on the way, and may have kept other things from being said.
        assert [diagnostic.code for diagnostic in after.diagnostics] == codes
    if not codes:
        assert_formed(new)
    assert form(new) == new
    return new


def kept(text: str, new: str) -> None:
    """Every line that cannot be read stands in the new text as it did in the old, in the same order."""
    lines = Source("", text.removeprefix("\ufeff")).lines
    sound = read(text).sound
    stood = [lines[line.end.line - 1] for line in read(text).reading.lines if line.end.line not in sound]
    rest = iter(Source("", new).lines)
    assert all(line in rest for line in stood)


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_ships_is_in_its_form(name: str) -> None:
    text = (SCENARIOS / name).read_text("utf-8")
    assert form(text) == text


PAGES = [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "dsl" / "pages").glob("*.md"))]


def test_the_examples_of_all_pages_are_in_their_form() -> None:
    examples = [each for page in PAGES for each in fences(page.read_text("utf-8"), "town")]
    found = [each.text for each in examples if not each.said and each.words[:1] in ((), ("right",))]
    assert len(found) > 50
    assert [text for text in found if form(text) != text] == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_script_keeps_its_broken_lines(path: Path) -> None:
    text = path.read_text("utf-8")
    kept(text, form(text))


@pytest.mark.parametrize(
    "text",
    [
        'item a:\n  price:  1\n<<<<<<< ours\n  portions: 2\n=======\n  portions: 3\n>>>>>>> theirs\n',
        '```town\nitem  a:\n  price: 1\n```\nSo much for lamps.\n',
        "item  a:\n  price: 1\n# " + "-" * 20_000 + "\n",
        '{"townlet": "schedule",\n "cues":   []}\n',
    ],
)
def test_no_line_is_lost_that_is_no_part_of_the_script(text: str) -> None:
    assert form(text) == text
    assert form_of(text, parser()).left


@given(tokens=scripts(), data=st.data())
@settings(max_examples=100)
def test_any_script_keeps_its_tree_and_its_comments(tokens: list[Token], data: st.DataObject) -> None:
    text = ugly(tokens, picking(data))
    new = holds(text)
    found = [comment.text for comment in read(new).file.comments]
    assert found == [note.lstrip("#").strip() for note in strewn(text)]


def strewn(text: str) -> list[str]:
    """The comments that were put into a made-up script, taken from its text and not from its tree."""
    lines = re.split(r"\r\n|\n", text)
    ends = [[note for note in LONGEST_FIRST if line.rstrip().endswith(note.rstrip())] for line in lines]
    return [found[0] for found in ends if found]


LONGEST_FIRST = sorted(NOTES, key=len, reverse=True)


def assert_formed(new: str) -> None:
    """A script without a slip stands in steps of four, with no blank line too many."""
    lines = new.split("\n")
    assert all((len(line) - len(line.lstrip())) % 4 == 0 for line in lines)
    assert all(line == line.rstrip() for line in lines)
    assert lines[-1] == ""
    assert "\n\n\n" not in new
    assert not re.search(r"^ *(?!.*#).*:\n\n +(?! *#)", new, re.MULTILINE)


@given(tokens=scripts(), data=st.data())
@settings(max_examples=100)
def test_a_damaged_script_keeps_what_it_says_and_its_damaged_lines(tokens: list[Token], data: st.DataObject) -> None:
    text = damaged(ugly(tokens, picking(data)).removeprefix("\ufeff"), picking(data))
    kept(text, holds(text))


signs = st.text(st.sampled_from("ab #:>\"'()=,%1\n\n\t\r\x0b\x0c\x1c\x85\xa0\u2028\u3000“”"), max_size=60)
pieces = ("vignette v(a):\n    ", 'scenario "x":\n  cast:\n     ', "item a:\n\t", 'mark "x"\n', '    mark "y"', "# c\n")
scraps = st.sampled_from(pieces)
rubble = st.lists(signs | scraps, max_size=8).map("".join)


@given(text=rubble | st.text(st.characters(exclude_characters="\ufeff"), max_size=60))
@example('vignette v(a):\n    # c\nmark "x"\nmark "x"\n')  # Not indented: each line stays where it is.
@example('#item a:\n\tvignette v(a):\n    #mark "x"\n1')
@example("#1#1")
@example("\x85#1")
@settings(max_examples=150)
def test_what_is_no_script_at_all_comes_through(text: str) -> None:
    kept(text, holds(text))
    assert form("\ufeff\n \ufeff" + text) == form(text)


def damaged(text: str, pick: Pick) -> str:
    """With a slip or two, as they happen: a sign too many, a sign missing, a line out of its place or cut off."""
    lines = text.split("\n")
    for _ in range(1 + pick(2)):
        at = pick(len(lines))
        line, column = lines[at], pick(len(lines[at]) + 1)
        lines[at] = (
            line[:column] + ("?", '"', ")", ":", "“", "'", "x", "= ")[pick(8)] + line[column:],
            line[:column] + line[column + 1 :],
            " " * pick(9) + line.lstrip(),
            line[:column],
            "\t" * (1 + pick(2)) + line.lstrip(),
        )[pick(5)]
    return "\n".join(lines)


def picking(data: st.DataObject) -> Pick:
    """Choices of one example. All of them come from one number: what is shrunk is the script and not its spacing."""
    state = data.draw(st.integers(0, 2**32 - 1))

    def pick(count: int) -> int:
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % count

    return pick


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """The rules of the grammar that the parser used, by number."""
    used: set[int] = set()
    reduce = Machine._reduce

    def noted(machine: Machine, number: int) -> None:
        used.add(number)
        reduce(machine, number)

    monkeypatch.setattr(Machine, "_reduce", noted)
    return used


def test_every_form_of_the_language_keeps_its_tree(taken: set[int]) -> None:
    """By script and not by chance: for each alternative of each rule of the grammar there is one that takes it."""
    flat = iter(range(10**9))
    for target in targets():
        taken.clear()
        said = {each.code for each in read(plain(covering(target))).diagnostics}
        assert target.number in taken
        assert said <= {"TN112"}  # Which the grammar allows for: `choose:` without its stream.
        holds(ugly(covering(target), lambda count: next(flat) % count))
    assert len(targets()) > 400


def test_a_thousand_lines_take_a_fraction_of_a_second_and_twice_as_many_twice_that() -> None:
    once, twice = (min(_spent(long_script(lines)) for _ in range(3)) for lines in (1000, 4000))
    assert once < 0.3  # Of the processor; measured: 0.05 s.
    assert twice < 8 * once


def _spent(text: str) -> float:
    start = time.process_time()
    form(text)
    return time.process_time() - start


def test_the_page_shows_what_is_done() -> None:
    typed, formed = fences(manual("format"))
    assert (typed.words, formed.language) == (("as", "typed"), "town")
    assert form(typed.text) == formed.text
    assert compiled(formed.text).diagnostics == ()
