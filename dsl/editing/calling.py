"""Help with the arguments of a `play` while they are typed."""

import re
from typing import Final

import msgspec

from dsl.editing import cards
from dsl.editing.mentions import Symbol
from dsl.script import Script
from dsl.source import Source

CALL: Final = re.compile(r"\bplay\s+(?P<name>[^\W\d][\w-]*)\s*\((?P<given>[^)]*)$")
NAMED: Final = re.compile(r"\s*([^\W\d][\w-]*)\s*=")


class Call(msgspec.Struct, frozen=True):
    """A vignette that is being played: its signature, its parameters as written, and the one the cursor is at."""

    signature: str
    parameters: tuple[str, ...]
    kinds: tuple[str, ...]
    active: int | None
    about: str


def call_at(source: Source, line: int, column: int, script: Script) -> Call | None:
    """The `play` whose brackets a cursor is in."""
    lines = source.lines
    found = CALL.search(lines[line - 1][: column - 1]) if 1 <= line <= len(lines) else None
    vignette = script.vignettes.get(found["name"]) if found is not None else None
    if found is None or vignette is None:
        return None
    wants = script.signatures.get(vignette.name.text, {})
    names = [each.name.text for each in vignette.parameters]
    given = found["given"].split(",")
    by_name = NAMED.match(given[-1])
    at = names.index(by_name[1]) if by_name and by_name[1] in names else len(given) - 1
    return Call(
        cards.signature(vignette),
        tuple(cards.written(each) for each in vignette.parameters),
        tuple(cards.called(wants, each) for each in vignette.parameters),
        at if at < len(names) else None,
        cards.card(Symbol("vignette", vignette.name.text), script),
    )
