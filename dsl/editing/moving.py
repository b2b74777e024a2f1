"""The same thing some lines farther down: nodes, tokens and diagnostics with other line numbers."""

from typing import Any, Final

import msgspec

from dsl.source import Span

FIELDS: Final[dict[type, tuple[str, ...]]] = {}
"""By type, its fields, once it has been seen."""


def moved(thing: Any, by: int) -> Any:
    """A value in which each span stands `by` lines farther down."""
    kind = type(thing)
    if kind is Span:
        return Span(thing.file, thing.line + by, thing.column, thing.end_line + by, thing.end_column)
    if kind is tuple:
        return tuple([moved(each, by) for each in thing]) if thing else thing
    if kind is list:
        return [moved(each, by) for each in thing]
    if kind is dict:
        return {key: moved(each, by) for key, each in thing.items()}
    if kind is str or kind is int or thing is None or kind is bool:
        return thing
    if isinstance(thing, msgspec.Struct):
        fields = FIELDS.get(kind)
        if fields is None:
            fields = FIELDS[kind] = kind.__struct_fields__
        return kind(*[moved(getattr(thing, field), by) for field in fields])
    if isinstance(thing, tuple):  # One with names.
        return kind(*[moved(each, by) for each in thing])
    return thing
