"""The grammars of editors colour every character as the lexer does, and are those that the words give."""

import json
from collections.abc import Iterable
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textmate_grammar.parsers.base import LanguageParser

from runner.highlight import reading, textmate, transcripts
from runner.highlight.__main__ import SYNTAXES
from runner.highlight.words import KEPT, kept, taken, text_of
from tests.dsl.shipped import SCENARIOS
from tests.highlight.spoken import broken, texts

GRAMMARS = {"townlet": textmate.script, "transcript": textmate.transcript}
TRANSCRIPTS = sorted(path.name for path in SCENARIOS.glob("*.transcript"))

WORDS = {word.rstrip(":") for shape in kept().shapes for word in (*shape.heads, *shape.words)} | {"Kai", "cafe"}
SIGNS = ("12", "40%", "2.5", "09:15", "Kai's", '"So."', ",", "(", ")", "=", ":")
REST = st.lists(st.sampled_from(sorted(WORDS - {"otherwise"})) | st.sampled_from(SIGNS), max_size=7).map(" ".join)
LINES = st.builds(str.__add__, st.sampled_from(("", "    ", "40%: ", "otherwise ")), REST)


@cache
def grammar(name: str) -> LanguageParser:
    return LanguageParser(json.loads((SYNTAXES / f"{name}.tmLanguage.json").read_text("utf-8")))


def scopes(name: str, text: str) -> list[list[tuple[str, str]]]:
    """Each line as its characters, blanks left out, each with its scope."""
    lines: list[list[tuple[str, str]]] = [[] for _ in text.split("\n")]
    found = grammar(name).parse_string(text)
    for (line, _), content, path in found.flatten() if found is not None else ():
        own = path[-1] if not path[-1].startswith(("meta.", "source.", "text.townlet")) else ""
        lines[line] += [(each, own) for each in content if not each.isspace()]
    return lines


def wanted(pieces: Iterable[tuple[str, str | None]], text: str) -> list[list[tuple[str, str]]]:
    lines: list[list[tuple[str, str]]] = [[]]
    for piece, group in pieces:
        own = textmate.scope(group) if group else ""
        lines[-1] += [(each, own) for each in piece if not each.isspace()]
        lines += [[] for _ in range(piece.count("\n"))]
    return lines


@pytest.mark.parametrize("name", [*texts(), *broken()])
def test_an_editor_sees_a_script_as_the_lexer_does(name: str) -> None:
    text = texts().get(name) or broken()[name]
    for number, (seen, due) in enumerate(zip(scopes("townlet", text), wanted(reading.pieces(text), text), strict=True)):
        assert [each for each in seen if each[1]] == [each for each in due if each[1]], text.split("\n")[number]


@given(lines=st.lists(LINES, min_size=1, max_size=3))
def test_and_any_line_made_of_the_words_of_the_language(lines: list[str]) -> None:
    text = "\n".join(["# So", *lines, "# on."])
    assert scopes("townlet", text) == wanted(reading.pieces(text), text)


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_an_editor_sees_a_transcript_as_the_lexer_does(name: str) -> None:
    text = (SCENARIOS / name).read_text("utf-8")
    for number, (seen, due) in enumerate(
        zip(scopes("transcript", text), wanted(transcripts.pieces(text), text), strict=True)
    ):
        assert [each for each in seen if each[1]] == [each for each in due if each[1]], text.split("\n")[number]


@pytest.mark.parametrize("name", GRAMMARS)
def test_what_is_kept_is_what_the_words_give(name: str) -> None:
    kept = (SYNTAXES / f"{name}.tmLanguage.json").read_text("utf-8")
    assert kept == textmate.text_of(GRAMMARS[name]()), "make colours"


def test_the_words_kept_are_those_of_the_grammar() -> None:
    assert KEPT.read_text("utf-8") == text_of(taken()), "make colours"
