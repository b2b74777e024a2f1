"""The kinds of events as telemetry tells them, and what the `data` of each holds: a page of the manual and a schema.

Both are made from `townlet.events`, whose docstrings are the words for them.
"""

from collections.abc import Sequence
from types import UnionType
from typing import Any, Final, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from dsl.publishing import Schema, text_of
from townlet import events as e
from townlet.telemetry.happened import KINDS


class Kind(NamedTuple):
    """What an event of a kind is called, what has happened then, and the type of each field of its `data`."""

    name: str
    means: str
    data: dict[str, Any]


def kinds() -> list[Kind]:
    """All kinds, by their names."""
    return sorted(_kind(each) for each in e.Event.__args__)


def _kind(event: type[e.Base]) -> Kind:
    name, told = KINDS[event]
    types = {field.encode_name: field.type for field in msgspec.structs.fields(event)}
    words = " ".join((event.__doc__ or "").split())
    return Kind(name, words, {field: types[field] for field in told})


def schema_text() -> str:
    """An object of `data` by kind. Words are open in it: a new reason to be late breaks nobody's program."""
    about = "What `data` of an event holds, by its kind. Whatever is 0, empty or false is left out."
    definitions = {each.name: _data(each) for each in kinds()}
    fields = {name: {"$ref": f"#/$defs/{name}"} for name in definitions}
    return text_of({"description": about, "type": "object", "properties": fields, "required": [], "$defs": definitions})


def _data(kind: Kind) -> Schema:
    fields = {name: _shape(of).schema for name, of in kind.data.items()}
    return {"description": kind.means, "type": "object", "properties": fields, "required": []}


class Shape(NamedTuple):
    """How values of a type come over the wire: as a schema, and in words."""

    schema: Schema
    words: str


_TEXT: Final = {"type": "string"}
_PLAIN: Final = {
    int: Shape({"type": "integer"}, "whole number"),
    bool: Shape({"type": "boolean"}, "yes/no"),
    str: Shape(_TEXT, "text"),
}


def _shape(kind: Any) -> Shape:
    """Raises KeyError for a type that no event had so far; it is to be thought about, then."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return Shape(_TEXT, f"one of {', '.join(f'`{word}`' for word in parts)}")
    if origin in (Union, UnionType):
        return _action(parts)
    if origin is dict:
        each = _shape(parts[1])
        return Shape({"type": "object", "additionalProperties": each.schema}, f"{each.words}s by name")
    if origin is tuple:
        each = _shape(parts[0])
        return Shape({"type": "array", "items": each.schema}, f"list of {each.words}s")
    return _PLAIN[kind]


def _action(verbs: Sequence[type[msgspec.Struct]]) -> Shape:
    """What is to be done: a verb with whatever it wants; a field means the same for each that has it."""
    fields = {field.encode_name: field.type for verb in verbs for field in msgspec.structs.fields(verb)}
    own = {name: _shape(of).schema for name, of in sorted(fields.items())}
    return Shape({"type": "object", "properties": {"do": _TEXT, **own}, "required": ["do"]}, "an action")


HEAD: Final = """\
# Events

Every kind of event that [telemetry](telemetry.md) tells of, with what its `data` holds; the
[schema](schema/events-1.schema.json) says the same. (This page is written by `make pages`.)

`who` is whose event it is, `where` the place. What is 0, empty or `false` is left out, and so is what stands beside the
event: ways and tiles in the position, the `act` of what `ended` in the event that is its cause. Times are ticks, shares
millionths, money thousandths of a coin. An action is an object whose `do` is the verb, with what it
wants, as in `{"do": "greet", "whom": "Per"}`. Kinds, verbs, fields and words may be added.

| kind | what happened | `data` |
|---|---|---|
"""


def page() -> str:
    """The text of `docs/events.md`."""
    return HEAD + "".join(f"| `{each.name}` | {each.means} | {_listed(each)} |\n" for each in kinds())


def _listed(kind: Kind) -> str:
    return "; ".join(f"`{name}`: {_shape(of).words}" for name, of in kind.data.items())
