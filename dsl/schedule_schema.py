"""The published JSON Schema of the compiled form, made from its types."""

from typing import Any

import msgspec

from townlet.schedule import Schedule


def schema_text() -> str:
    """The schema as it stands in `docs/schema/schedule-N.schema.json`; N is the version of the schedule."""
    schema = _tidy(msgspec.json.schema(Schedule))
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"


def _tidy(node: Any) -> Any:
    """Descriptions without the indentation of our source, which some Pythons keep and others take away."""
    if isinstance(node, dict):
        return {
            key: _unindented(value) if key == "description" and isinstance(value, str) else _tidy(value)
            for key, value in node.items()
        }
    return [_tidy(each) for each in node] if isinstance(node, list | tuple) else node


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))
