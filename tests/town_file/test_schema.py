"""The published schema: valid itself, equal to the value it is made from, and accepting what ships."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import yaml

from dsl.source import Source
from dsl.townfile import SCHEMA, schema_text
from dsl.townfile.manual import MANUAL
from dsl.townfile.nodes import plain
from dsl.townfile.yaml12 import read_yaml
from tests.town_file.support import ROOT, SMALL, shipped

PUBLISHED = ROOT / "docs" / "schema" / "town-1.schema.json"


def test_it_is_a_json_schema_of_2020_12() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_published_file_is_up_to_date() -> None:
    assert PUBLISHED.read_text("utf-8") == schema_text(), "write `dsl.townfile.schema_text()` to it"


@pytest.mark.parametrize("text", [SMALL, shipped("riverside"), shipped("shared-house")])
def test_an_editor_that_knows_only_the_schema_accepts_the_towns(text: str) -> None:
    root, _ = read_yaml(Source("town.yaml", text))
    assert root is not None
    published = json.loads(PUBLISHED.read_text("utf-8"))
    assert list(jsonschema.Draft202012Validator(published).iter_errors(plain(root))) == []


def nameless(schema: object, path: str) -> list[str]:
    """Where in a schema values are described to a validator and not to a writer."""
    if isinstance(schema, list):
        return [found for part in schema for found in nameless(part, path)]
    if not isinstance(schema, dict):
        return []
    here = [path] if isinstance(schema.get("type"), str) and "description" not in schema else []
    return here + [found for key, part in schema.items() for found in nameless(part, f"{path}/{key}")]


def test_every_value_has_words_for_a_diagnostic() -> None:
    assert nameless({"items": {"type": "string"}}, "list") == ["list/items"]
    assert nameless(SCHEMA, "") == []


YAML_12 = """\
{clock: 16:30, word: no, other: yes, on: on, octal: 012, whole: 12, point: 1.5, nothing: , tilde: ~,
 true: true, quoted: "12", date: 2020-01-01, sexagesimal: 1:30:00, long: 12345678901234567890, under: 1_000}
"""


def test_plain_words_mean_what_yaml_1_2_says() -> None:
    root, said = read_yaml(Source("words.yaml", YAML_12))
    assert said == ()
    assert root is not None
    assert plain(root) == {
        "clock": "16:30", "word": "no", "other": "yes", "on": "on", "octal": 12, "whole": 12, "point": 1.5,
        "nothing": None, "tilde": None, "true": True, "quoted": "12", "date": "2020-01-01",
        "sexagesimal": "1:30:00", "long": "12345678901234567890", "under": "1_000",
    }  # fmt: skip


def test_both_scanners_build_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("riverside.yaml", shipped("riverside"))
    fast = read_yaml(source)
    monkeypatch.setattr("dsl.townfile.yaml12.LOADER", yaml.SafeLoader)
    assert read_yaml(source) == fast


def test_the_validator_is_imported_only_when_a_text_is_read() -> None:
    """A town out of the cache does not pay for it."""
    code = "import sys, dsl.townfile; print('jsonschema' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def keys(schema: Any, part: str = "town") -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every key of the schema: the part it belongs to, its name, and what is said of it."""
    for key, of in schema.get("properties", {}).items():
        yield part, key, of
    for name, inner in schema.get("$defs", {}).items():
        yield from keys(inner, name)


def test_every_key_says_to_a_writer_what_it_is() -> None:
    """What editors show: a sentence, not the noun phrase of a message."""
    found = list(keys(SCHEMA))
    assert len(found) > 80
    for part, key, of in found:
        said = of.get("description", "")
        assert said.endswith("."), (part, key, said)
        assert 25 <= len(said) <= 130, (part, key, said)


def test_the_manual_speaks_of_no_other_keys() -> None:
    known = {key for _, key, _ in keys(SCHEMA)}
    assert {key for part in MANUAL.values() for key in part} == known
