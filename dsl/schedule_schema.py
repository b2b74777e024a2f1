"""The published JSON Schema of the compiled form, made from its types."""

import msgspec

from dsl.publishing import text_of, tidy
from townlet.schedule import Schedule


def schema_text() -> str:
    """The schema as it stands in `docs/schema/schedule-N.schema.json`; N is the version of the schedule."""
    return text_of(tidy(msgspec.json.schema(Schedule)))
