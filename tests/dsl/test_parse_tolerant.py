"""No text makes the parser raise, and a mistake on one line does not hide the others."""

import random
from collections.abc import Iterator

import pytest

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.parse import parse
from dsl.source import Source
from tests.dsl.brief import brief
from tests.dsl.shipped import SCRIPTS, parser, shipped


def said(text: str) -> tuple[Diagnostic, ...]:
    file, diagnostics = parse(Source("t.town", text), parser())
    assert isinstance(file, tree.File)
    lines = [d.span.line for d in diagnostics]
    assert len(lines) == len(set(lines)), "two messages about one line"
    return diagnostics


@pytest.mark.parametrize("name", SCRIPTS)
def test_any_beginning_of_a_script(name: str) -> None:
    text = shipped(name).text
    for end in range(0, len(text), 7):
        said(text[:end])


@pytest.mark.parametrize("seed", range(6))
def test_any_mutant_of_a_script(seed: int) -> None:
    chance = random.Random(seed)
    for text in mutants(chance, 60):
        said(text)


def mutants(chance: random.Random, count: int) -> Iterator[str]:
    texts = [shipped(name).text for name in SCRIPTS]
    for _ in range(count):
        lines = chance.choice(texts).split("\n")
        for _ in range(chance.randint(1, 4)):
            mutate(chance, lines)
        yield "\n".join(lines)


def mutate(chance: random.Random, lines: list[str]) -> None:
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    column = chance.randrange(len(lines[at]) + 1)
    before, behind = lines[at][:column], lines[at][column:]
    words = lines[at].split(" ")
    chance.shuffle(words)
    match chance.randrange(7):
        case 0 if len(lines) > 1:
            del lines[at]
        case 1:
            lines[at], lines[other] = lines[other], lines[at]
        case 2:
            lines[at] = " " * chance.randrange(12) + lines[at].lstrip()
        case 3:
            lines[at] = " ".join(words)
        case 4:
            lines[at] = before + chance.choice("\"'()[]:,%#>\t\0=<“") + behind
        case 5:
            lines[at] = before + behind[1:]
        case _:
            lines.insert(at, lines[other])


ODD = {
    "nothing": "",
    "a blank": " \n\t\n",
    "comments": "# one\n## two\n    # three",
    "zeros": "\0\0\n\0",
    "one sign": ")",
    "only indented": "        mark",
    "no line end": 'scenario "A":\n    town: riverside',
    "a huge figure": f'scenario "A":\n    seed: {"9" * 6000}\n',
    "deep": "\n".join(" " * 4 * n + "if A is near B:" for n in range(3000)),
    "many brackets": 'scenario "A":\n    expect ' + "(" * 3000 + "event faint" + ")" * 3000,
    "many branches": "vignette v:\n    if A is near B:\n        hold A\n"
    + "    otherwise if A is near C:\n        hold B\n" * 3000,
    "odd digits": 'scenario "A":\n    seed: ٣٤\n    clock: ٠٧:٣٠\n',
}


@pytest.mark.parametrize("name", ODD)
def test_odd_texts(name: str) -> None:
    said(ODD[name])


def test_line_ends_and_byte_order_mark_do_not_matter() -> None:
    text = shipped("coffee-too-dear.town").text
    plain = brief(parse(Source("t.town", text), parser())[0])
    for other in ("\ufeff" + text, text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        file, diagnostics = parse(Source("t.town", other), parser())
        assert diagnostics == ()
        assert brief(file) == plain


def test_a_damaged_line_is_kept_as_such_and_its_block_is_read() -> None:
    text = 'vignette v:\n    at tick nonsense as arrival:\n        mark "One"\n    mark "Two"\n'
    file, diagnostics = parse(Source("t.town", text), parser())
    assert [d.code for d in diagnostics] == ["TN101"]
    assert brief(file.vignettes[0].body) == (
        "[Damaged([at, tick, nonsense, as, arrival], [Mark('One')]), Mark('Two')]"
    )
    assert [d.words[-1] for d in file.damaged] == ["arrival"]


def test_what_is_clear_is_read_as_it_was_meant() -> None:
    text = "vignette v:\n    direkt Kai meet Avery\n    wait 2\n    hold Kai:\n"
    file, diagnostics = parse(Source("t.town", text), parser())
    assert [d.code for d in diagnostics] == ["TN102", "TN115", "TN105"]
    assert brief(file.vignettes[0].body) == (
        "[Direct([Kai], Activity(meet, Avery)), Wait(Duration(2, ticks)), Hold([Kai])]"
    )


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("wait 2", "wait 2 ticks"),
        ("direkt Kai to leave", "direct Kai to leave"),
        ("direct Kai meet Avery", "direct Kai to meet Avery"),
        ("direct Kai to chat to Avery", "direct Kai to chat with Avery"),
        ("nudge Kai to leave by 40", "nudge Kai to leave by 40%"),
        ("mark Warm up", 'mark "Warm up"'),
        ('mark "Warm up', 'mark "Warm up"'),
        ("hold Kai:", "hold Kai"),
        ('Kai says "no"', 'Kai: "no"'),
        ("play nod(Kai", "play nod(Kai)"),
        ("if Kai mood below 3%: # so", "if Kai's mood below 3%: # so"),
        ("expect Kai's mood >= 3%", "expect Kai's mood at least 3%"),
        ("set Kai's mood 40%", "set Kai's mood to 40%"),
    ],
)
def test_a_fix_is_what_should_have_been_written(line: str, mended: str) -> None:
    first, *_ = said(f"vignette v:\n    {line}\n")
    assert first.fix is not None
    span, written = first.fix.span, "    " + line
    fixed = written[: span.column - 1] + first.fix.text + written[span.end_column - 1 :]
    assert fixed.strip() == mended
