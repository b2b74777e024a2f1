"""The published schema of the compiled form is that of the type, and what is compiled keeps to it."""

from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from dsl.schedule_schema import schema_text
from tests.dsl.shipped import compiled, shipped
from townlet.schedule import VERSION

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "schema" / f"schedule-{VERSION}.schema.json"


def test_the_published_schema_is_up_to_date() -> None:
    assert PUBLISHED.read_text("utf-8") == schema_text()


@pytest.mark.parametrize("name", ["coffee-too-dear.town", "one-shower.town"])
def test_what_is_compiled_keeps_to_the_schema(name: str) -> None:
    found: Any = msgspec.json.decode(msgspec.json.encode(compiled(shipped(name).text, name).schedule))
    jsonschema.Draft202012Validator(msgspec.json.decode(PUBLISHED.read_bytes())).validate(found)
