"""Pygments finds the lexers by name and by file, and so does whatever stands on it."""

from pathlib import Path

import pytest
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename
from pygments.token import STANDARD_TYPES, Error, string_to_tokentype
from rich.console import Console
from rich.markdown import Markdown

from runner.highlight.groups import LOOKS
from tests.dsl.shipped import SCENARIOS

SHIPPED = sorted((*SCENARIOS.rglob("*.town"), *SCENARIOS.glob("*.transcript")))


@pytest.mark.parametrize(("name", "file"), [("town", "one.town"), ("transcript", "one.transcript")])
def test_lexers_are_found(name: str, file: str) -> None:
    assert type(get_lexer_by_name(name)) is type(get_lexer_for_filename(file))


@pytest.mark.parametrize("path", SHIPPED, ids=[path.name for path in SHIPPED])
def test_what_ships_is_read_whole_and_without_an_error(path: Path) -> None:
    text = path.read_text("utf-8")
    found = [*get_lexer_for_filename(path.name).get_tokens(text)]
    assert "".join(piece for _, piece in found) == text.strip("\n") + "\n"
    assert Error not in {token for token, _ in found}
    assert len({token for token, _ in found}) > 4


def test_every_look_names_a_token() -> None:
    assert [look.token for look in LOOKS.values() if string_to_tokentype(look.token) not in STANDARD_TYPES] == []


def test_rich_colours_a_block_of_a_page() -> None:
    console = Console(force_terminal=True, color_system="standard", width=60)
    with console.capture() as captured:
        console.print(Markdown("```town wrong cue\nhold Kai\n```", code_theme="ansi_dark"))
    assert "\x1b[" in captured.get().split("hold")[0].rpartition(" ")[2]
