"""Town files: YAML text becomes a `townlet.townfile.TownFile`, or diagnostics."""

from dsl.townfile.read import read_town_file
from dsl.townfile.schema import SCHEMA, schema_text

__all__ = ["SCHEMA", "read_town_file", "schema_text"]
