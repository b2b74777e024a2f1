"""Older timelines, imported into the town that ships; and what the compiler says of the script that comes of it."""

from pathlib import Path

from dsl.compiler import Compiled
from dsl.source import Source
from dsl.timeline import Imported, imported
from tests.dsl.shipped import Map, compiled
from townlet.townfile import TownFile

OLD = Path(__file__).parent / "old"


def riverside() -> TownFile:
    found = Map().find("riverside", "")
    assert found is not None
    assert found.town is not None
    return found.town


def taken_over(text: str, name: str = "old.yaml") -> Imported:
    return imported(Source(name, text), riverside(), "riverside")


def from_file(name: str) -> Imported:
    return taken_over((OLD / name).read_text("utf-8"), name)


def sound(made: Imported) -> Compiled:
    """The script, which must compile without a word."""
    assert made.text is not None
    done = compiled(made.text, "new.town")
    assert [f"{each.code} {each.message} {each.span.line}" for each in done.diagnostics] == [], made.text
    return done
