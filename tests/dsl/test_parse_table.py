"""The grammar is what it claims to be, and the parser can be kept."""

import subprocess
import sys

import pytest
from lark import Lark

from dsl.grammar import GRAMMAR
from dsl.parse import build_parser, load_parser, parse
from dsl.words import BELONGS, FORMS, SYNONYMS
from tests.dsl.shipped import parser, shipped


def test_the_grammar_is_lalr_without_any_conflict() -> None:
    Lark(GRAMMAR, parser="lalr", start="file", strict=True)


def test_a_kept_parser_reads_the_same() -> None:
    source = shipped("coffee-too-dear.town")
    assert parse(source, load_parser(build_parser().dump())) == parse(source, parser())


def test_a_kept_parser_does_not_load_lark() -> None:
    program = (
        "import sys; from dsl.parse import load_parser, parse; from dsl.source import Source;"
        "p = load_parser(sys.stdin.buffer.read()); parse(Source('t', 'use \"x\"'), p);"
        "sys.exit('lark' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=parser().dump(), check=False)
    assert done.returncode == 0


@pytest.mark.parametrize("kept", [b"", b"nonsense", parser().dump()[:-5]])
def test_a_damaged_parser_is_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        load_parser(kept)


def test_every_word_that_begins_a_line_has_a_place_and_a_shape() -> None:
    assert set(BELONGS) <= set(parser().table.keywords)
    assert set(BELONGS) == {*FORMS}


def test_a_synonym_leads_to_a_word_of_the_language() -> None:
    assert {meant.split()[0] for meant in SYNONYMS.values()} <= {*parser().table.keywords, "%"}
    assert not set(SYNONYMS) & set(FORMS)
