"""The published schema of the compiled form is that of the type, and what is compiled keeps to it."""

from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from tests.dsl.shipped import compiled, shipped
from townlet.schedule import VERSION, Schedule

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "schema" / f"schedule-{VERSION}.schema.json"


def schema_text() -> str:
    """The schema as it is published."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Schedule)), indent=2).decode() + "\n"


def test_the_published_schema_is_up_to_date() -> None:
    assert PUBLISHED.read_text("utf-8") == schema_text()


@pytest.mark.parametrize("name", ["coffee-too-dear.town", "one-shower.town"])
def test_what_is_compiled_keeps_to_the_schema(name: str) -> None:
    found: Any = msgspec.json.decode(msgspec.json.encode(compiled(shipped(name).text, name).schedule))
    jsonschema.Draft202012Validator(msgspec.json.decode(PUBLISHED.read_bytes())).validate(found)
