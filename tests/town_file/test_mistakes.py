"""What a writer could get wrong in a town file, from `mistakes.txt`: each row is one mistake, and one message.

A fix that is offered leaves nothing to say. Where what was meant is not certain none is, and the message teaches.
"""

from pathlib import Path
from typing import Final

import pytest

from dsl.diagnostic import Diagnostic
from dsl.fixing import applied
from dsl.source import Source
from dsl.townfile import read_town_file
from tests.town_file.support import damaged


def _rows() -> list[tuple[str, str, str, str, str]]:
    """(what stands there, what is written instead, codes, what it becomes, words of the message) of every row."""
    found, old = [], ""
    for line in Path(__file__).with_name("mistakes.txt").read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and " → " not in line:
            old = line[1:-1].replace("\\n", "\n")
        elif line and not line.startswith("#"):
            new, said, *mended = line.split(" → ")
            codes, _, words = said.partition(" : ")
            found.append((old, new.replace("\\n", "\n"), codes, "".join(mended).replace("\\n", "\n"), words))
    return found


ROWS: Final = _rows()


@pytest.mark.parametrize(("old", "new", "codes", "mended", "words"), ROWS, ids=[row[1] for row in ROWS])
def test_a_mistake_is_said_and_mended(old: str, new: str, codes: str, mended: str, words: str) -> None:
    source = Source("hamlet.yaml", damaged(old, new))
    _, said = read_town_file(source)
    assert [each.code for each in said] == codes.split(), [each.message for each in said]
    if mended:
        assert _with_fixes(source, said).text == damaged(old, mended)
        assert read_town_file(Source("hamlet.yaml", damaged(old, mended)))[1] == ()
    else:
        assert [each.fix for each in said] == [None] * len(said)
        assert words in "\n".join(f"{each.message}\n{each.label}\n{each.hint}" for each in said)


def _with_fixes(source: Source, said: tuple[Diagnostic, ...]) -> Source:
    """The text with what is offered, and with what is offered then."""
    for _ in range(3):
        source = applied(source, [each.fix for each in said if each.fix is not None])
        _, said = read_town_file(source)
    return source


def test_there_are_rows_enough() -> None:
    assert len(ROWS) >= 80
