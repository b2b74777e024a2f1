"""Every form of the language and the tree it becomes, as pairs of lines in `forms.txt`."""

from pathlib import Path

import pytest

from dsl import tree
from dsl.parse import parse
from dsl.source import Source
from tests.dsl.brief import brief
from tests.dsl.shipped import parser

FORMS = Path(__file__).with_name("forms.txt").read_text("utf-8")


def rows(section: str) -> list[tuple[str, str]]:
    """(as written, as a tree) of one section."""
    lines = FORMS.partition(f"== {section}\n")[2].partition("== ")[0].splitlines()
    return list(zip(lines[::2], (line.strip() for line in lines[1::2]), strict=True))


def only_line(text: str) -> tree.Line:
    indented = text.replace("\n", "\n    ")
    file, said = parse(Source("form.town", f"vignette v:\n    {indented}\n"), parser())
    assert said == ()
    (line,) = file.vignettes[0].body
    return line


@pytest.mark.parametrize(("written", "expected"), rows("statements"))
def test_statement(written: str, expected: str) -> None:
    assert brief(only_line(written)) == expected


@pytest.mark.parametrize(("written", "expected"), rows("conditions"))
def test_condition(written: str, expected: str) -> None:
    line = only_line(f'if {written}:\n    mark "x"')
    assert isinstance(line, tree.If)
    assert brief(line.condition) == expected


@pytest.mark.parametrize(("written", "expected"), rows("cues"))
def test_cue(written: str, expected: str) -> None:
    cue = only_line(f'{written}:\n    mark "x"')
    assert isinstance(cue, tree.Cue)
    body = brief(cue).replace("body=[Mark('x')]", "…").replace("[Mark('x')]", "…")
    assert body == expected


@pytest.mark.parametrize(("written", "_"), rows("statements"))
def test_the_span_of_a_statement_is_what_was_written(written: str, _: str) -> None:
    span = only_line(written).span
    assert (span.line, span.column, span.end_column) == (2, 5, 5 + len(written))


def test_otherwise_if_is_an_if_alone_in_otherwise() -> None:
    text = "if A is near B:\n    hold A\notherwise if A is near C:\n    hold B\notherwise:\n    hold C"
    assert brief(only_line(text)) == (
        "If(Near(A, B), [Hold([A])], [If(Near(A, C), [Hold([B])], [Hold([C])])])"
    )


def test_choose_has_arms_with_one_statement_or_a_block() -> None:
    text = "choose from luck:\n    60%: hold A\n    40%:\n        hold B\n        hold C"
    arms = "Arm(Share(600000), [Hold([A])]), Arm(Share(400000), [Hold([B]), Hold([C])])"
    assert brief(only_line(text)) == f"Choose(luck, [{arms}])"


def test_prose_is_joined() -> None:
    text = "narrate:\n    > Morning light,\n    > and two neighbours."
    assert brief(only_line(text)) == "Narrate('Morning light, and two neighbours.')"


def test_words_of_the_language_are_names_where_they_can_be_nothing_else() -> None:
    assert brief(only_line("direct near to meet when at chat")) == (
        "Direct([near], Activity(meet, when, [Phrase(at, chat)]))"
    )
    assert brief(only_line("play mark(tick, event = town)")) == (
        "Play(mark, [Option(value=tick), Option(event, town)])"
    )
