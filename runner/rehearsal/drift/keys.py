"""What was edited in a town file, key by key: its path in the YAML, its line, what it was and is."""

from collections.abc import Iterator

import msgspec

from dsl.source import Source, Span
from dsl.townfile.nodes import Node
from dsl.townfile.yaml12 import read_yaml
from runner.rehearsal.drift.edit import Edit, Spot
from townlet.townfile import TownFile

Keys = dict[str, tuple[str, Span | None]]
"""By path, a value as written and where its key stands."""


def edits(old: Source | None, new: Source | None, was: TownFile, now: TownFile) -> list[Edit]:
    """The keys that differ. Of a town without its text the values are known, and no lines."""
    before, after = _keys(old, was), _keys(new, now)
    if (old is None) != (new is None):  # A text has other keys than the values that are made of it.
        before, after, old, new = _keys(None, was), _keys(None, now), None, None
    return [
        Edit(
            path,
            _spot(before.get(path), old),
            _spot(after.get(path), new),
            values=(_value(before, path), _value(after, path)),
        )
        for path in [*after, *(each for each in before if each not in after)]
        if _value(before, path) != _value(after, path)
    ]


def _value(keys: Keys, path: str) -> str:
    return keys[path][0] if path in keys else "nothing"


def _spot(found: tuple[str, Span | None] | None, source: Source | None) -> Spot | None:
    if found is None or found[1] is None or source is None:
        return None
    span = found[1]
    return Spot(span.file, span.line, span.column, source.lines[span.line - 1].strip())


def _keys(source: Source | None, town: TownFile) -> Keys:
    if source is not None:
        root, _ = read_yaml(source)
        if root is not None:
            return dict(_of_node(root, "", root.span))
    return dict(_of_data(msgspec.to_builtins(town), ""))


def _of_node(node: Node, path: str, key: Span) -> Iterator[tuple[str, tuple[str, Span | None]]]:
    """Every value of a text. Lists of figures are one value, as they are read."""
    match node.value:
        case dict() as children if children:
            for name, child in children.items():
                yield from _of_node(child, f"{path}.{name}" if path else name, node.keys.get(name, child.span))
        case list() as items:
            yield path, (f"[{', '.join(_written(each) for each in items)}]", key)
        case _:
            yield path, (_written(node), key)


def _written(node: Node) -> str:
    match node.value:
        case dict() as children:
            return "{" + ", ".join(f"{name}: {_written(child)}" for name, child in children.items()) + "}"
        case list() as items:
            return f"[{', '.join(_written(each) for each in items)}]"
        case value:
            return node.raw or str(value)


def _of_data(value: object, path: str) -> Iterator[tuple[str, tuple[str, Span | None]]]:
    """Every value of a town; what has an id goes by it."""
    match value:
        case dict() if value:
            for name, each in value.items():
                yield from _of_data(each, f"{path}.{name}" if path else str(name))
        case list() | tuple() if value and all(isinstance(each, dict) for each in value):
            for number, each in enumerate(value):
                yield from _of_data(each, f"{path}.{_name(each, number)}")
        case _:
            yield path, (str(value), None)


def _name(entry: dict[str, object], number: int) -> str:
    """What an entry of a list goes by."""
    names = [str(entry[key]) for key in ("id", "type", "activity", "item") if key in entry]
    return ".".join(names) or str(number)
