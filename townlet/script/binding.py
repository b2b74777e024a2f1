"""Names that are only known when a line is reached: whoever a condition came true of, and where somebody lives then.

In a schedule a stand-in holds the place of each (`&1` in a block, `@` in a condition); here it becomes a name.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from townlet.conditions import THEIR_HOME

T = TypeVar("T")


def bound(node: T, names: Mapping[str, str], kind: Any = None) -> T:
    """A value with a name for each stand-in in it; `kind` is its type, where it is one of several."""
    if not names:
        return node

    def named(text: str) -> str:
        owner = text.removesuffix(THEIR_HOME)
        return names[owner] + text[len(owner) :] if owner in names else text

    return _changed(node, named, kind)


def spoken(text: str, names: Mapping[str, str]) -> str:
    """A line as written, with the names in it."""
    for stand_in, name in names.items():
        text = text.replace(stand_in, name)
    return text


def housed(node: T, homes: Callable[[str], str]) -> T:
    """A value in which `Ida's home` is the place that `homes` gives for Ida."""
    if THEIR_HOME not in str(node):
        return node

    def named(text: str) -> str:
        return homes(text.removesuffix(THEIR_HOME)) if text.endswith(THEIR_HOME) else text

    return _changed(node, named)


def _changed(node: T, named: Callable[[str], str], kind: Any = None) -> T:
    plain = _through(msgspec.to_builtins(node), named)
    changed: T = msgspec.convert(plain, type=kind or type(node))
    return changed


def _through(data: Any, named: Callable[[str], str]) -> Any:
    if isinstance(data, dict):
        return {key: _through(value, named) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_through(value, named) for value in data]
    return named(data) if isinstance(data, str) else data
