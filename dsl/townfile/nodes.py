"""A YAML text as a tree in which everything knows where it stands."""

from typing import Any

import msgspec

from dsl.source import Span

Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]


class Node(msgspec.Struct):
    """A value and the stretch a caret goes under (of a block, its first line's beginning).

    `keys` says where each key of a mapping stands; `raw` is a scalar as it was written.
    """

    span: Span
    value: "Scalar | list[Node] | dict[str, Node]"
    keys: dict[str, Span] = {}
    raw: str = ""


def plain(node: Node) -> Any:
    """The bare data: what a JSON Schema looks at."""
    match node.value:
        case dict():
            return {key: plain(child) for key, child in node.value.items()}
        case list():
            return [plain(child) for child in node.value]
        case scalar:
            return scalar


def renamed(root: Node, keys: dict[str, Span]) -> Node:
    """A mapping whose keys at these places are called so."""
    assert isinstance(root.value, dict), "only a mapping has keys"
    names = {span: name for name, span in keys.items()}
    called = {key: names.get(span, key) for key, span in root.keys.items()}
    children = {called[key]: child for key, child in root.value.items()}
    return Node(root.span, children, {called[key]: span for key, span in root.keys.items()})


def at(root: Node, *path: str | int) -> Node | None:
    """The node at `path`, if there is one."""
    node: Node | None = root
    for step in path:
        match node:
            case Node(value=dict() as children) if step in children:
                node = children[str(step)]
            case Node(value=list() as items) if isinstance(step, int) and step < len(items):
                node = items[step]
            case _:
                return None
    return node


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
