"""What the parser takes each word of a text for, and texts to try: all that ships, and every form of the language."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from dsl.lines import Token
from dsl.machine import Machine
from dsl.parse import parse
from dsl.source import Source
from tests.dsl.shipped import SCENARIOS, SCRIPTS, parser
from tests.dsl.test_parse_forms import rows
from tests.pages import fences, manual

BROKEN = Path(__file__).parents[1] / "broken"

Place = tuple[int, int]
"""Line and column, both from 1."""


@cache
def texts() -> dict[str, str]:
    """Sound texts by their names."""
    found = {name: (SCENARIOS / name).read_text("utf-8") for name in SCRIPTS}
    found |= {f"example {n}": each.text for n, each in enumerate(fences(manual("language"), "town"))}
    return found | {f"form {n}: {text.split(chr(10))[1].strip()}": text for n, text in enumerate(_forms())}


def broken() -> dict[str, str]:
    """Texts with mistakes of every kind."""
    return {path.name: path.read_text("utf-8") for path in sorted(BROKEN.glob("*.town"))}


def _forms() -> Iterator[str]:
    for written, _ in rows("statements"):
        yield "vignette v:\n    " + written.replace("\n", "\n    ") + "\n"
    for condition, _ in rows("conditions"):
        yield f'vignette v:\n    if {condition}:\n        mark "x"\n'
    for cue, _ in rows("cues"):
        yield f'vignette v:\n    {cue}:\n        mark "x"\n'


def taken(text: str) -> dict[Place, tuple[str, bool]]:
    """Where each word of a sound text stands, and whether the parser takes it for a keyword."""
    found: dict[Place, tuple[str, bool]] = {}
    plain = Machine.feed

    def feed(machine: Machine, token: Token) -> bool:
        fits = plain(machine, token)
        if fits and (token.type in ("NAME", "AT_END")):
            found[token.span.line, token.span.column] = (token.text, machine.taken != "NAME")
        return fits

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Machine, "feed", feed)
        _, said = parse(Source("text.town", text), parser())
    assert said == ()
    return found
