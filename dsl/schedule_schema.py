"""The published JSON Schema of the compiled form, made from its types."""

import msgspec

from townlet.schedule import Schedule


def schema_text() -> str:
    """The schema as it stands in `docs/schema/schedule-N.schema.json`; N is the version of the schedule."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Schedule)), indent=2).decode() + "\n"
