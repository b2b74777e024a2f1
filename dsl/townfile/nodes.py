"""A YAML text as a tree in which everything knows where it stands."""

from typing import Any

import msgspec

from dsl.source import Span

Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]


class Node(msgspec.Struct):
    """A value and the stretch a caret goes under (of a block, its first line's beginning).

    `keys` says where each key of a mapping stands.
    """

    span: Span
    value: "Scalar | list[Node] | dict[str, Node]"
    keys: dict[str, Span] = {}


def plain(node: Node) -> Any:
    """The bare data: what a JSON Schema looks at."""
    match node.value:
        case dict():
            return {key: plain(child) for key, child in node.value.items()}
        case list():
            return [plain(child) for child in node.value]
        case scalar:
            return scalar


def where(root: Node, *path: str | int) -> Span:
    """Where the value at `path` stands; of what was left out, the nearest thing around it that has a name."""
    node, named = root, root.span
    for step in path:
        if isinstance(node.value, dict) and step in node.value:
            named = node.keys[str(step)]
            node = node.value[str(step)]
        elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            named = node.span
        else:
            return named
    return node.span


def where_key(root: Node, *path: str | int) -> Span:
    """Where the key that ends `path` stands; of an item of a list, the item itself."""
    node = root
    for step in path[:-1]:
        if isinstance(node.value, dict) and step in node.value:
            node = node.value[str(step)]
        elif isinstance(node.value, list) and isinstance(step, int):
            node = node.value[step]
    return node.keys.get(str(path[-1])) or where(root, *path) if path else root.span
