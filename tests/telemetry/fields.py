"""Every field of the wire types as a path, and which of them hold something in a state."""

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec
from msgspec import UnsetType

NOTHING: tuple[object, ...] = (None, 0, -1, "", False, [], {})
EACH = "*"


def paths(kind: Any, at: str = "") -> Iterator[str]:
    """All paths through a type, ids as `*`: fields that hold no further fields."""
    if get_origin(kind) in (Union, UnionType):
        for each in get_args(kind):
            if each not in (UnsetType, NoneType):
                yield from paths(each, at)
    elif get_origin(kind) is dict:
        yield from paths(get_args(kind)[1], f"{at}/{EACH}")
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield from paths(field.type, f"{at}/{field.encode_name}")
    else:
        yield at


def filled(kind: Any, value: Any, at: str = "") -> Iterator[str]:
    """The paths at which a value, as it came over the wire, holds something."""
    if value in NOTHING and not (at.endswith(("/min", "/max")) and value is not None):  # A bound is there or is not.
        return
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each not in (UnsetType, NoneType))
        yield from filled(kind, value, at)
    elif get_origin(kind) is dict:
        for each in value.values():
            yield from filled(get_args(kind)[1], each, f"{at}/{EACH}")
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield from filled(field.type, value.get(field.encode_name), f"{at}/{field.encode_name}")
    else:
        yield at
