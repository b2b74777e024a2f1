"""JSON Schemas as they are published: tidy, and held against those that others already rely on."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import msgspec

Schema = dict[str, Any]
"""A JSON Schema, or a stretch of one."""


def text_of(schema: Schema) -> str:
    """A schema as it stands in its file."""
    return msgspec.json.format(msgspec.json.encode(schema), indent=2).decode() + "\n"


def tidy(node: Any) -> Any:
    """Descriptions without the indentation of our source, which some Pythons keep and others take away."""
    if isinstance(node, dict):
        return {
            key: _unindented(value) if key == "description" and isinstance(value, str) else tidy(value)
            for key, value in node.items()
        }
    return [tidy(each) for each in node] if isinstance(node, list | tuple) else node


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().split("\n"))


def breaking(old: Schema, new: Schema) -> list[str]:
    """What a change of a schema breaks under the same number, a line each: `breaking: PATH …`; nothing if it only adds.

    Programs that were written by the old one read what will be sent, and those written by the new one what was sent
    until now. So fields may come that need not be there, and definitions for them; all else stays as it is: fields
    neither go nor come to be required, types and closed sets grow neither wider nor narrower, no kind of message is
    new. PATH names definitions and fields; `*` is what is keyed by an id, `[]` what is in a list.
    """
    comparison = _Comparison(old.get("$defs", {}), new.get("$defs", {}))
    return [f"breaking: {line}" for line in dict.fromkeys(comparison.lines("message", old, new))]


WORDS: Final = ("title", "description", "$comment", "$defs", "discriminator")
"""What of a schema binds nobody by itself: words for people, and what is said in full elsewhere."""

LOOKED_INTO: Final = ("anyOf", "properties", "required", "type", "enum", "items", "prefixItems", "additionalProperties")
"""What is compared part by part; all else must be equal."""


class _Comparison:
    """Two schemas by their definitions, each pair of which is looked at once."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self.old, self.new = old, new
        self.seen: set[tuple[str, str]] = set()

    def lines(self, path: str, old: Any, new: Any) -> Iterator[str]:
        """What is broken here and below."""
        was, now = _named(old), _named(new)
        if was and was == now:
            if (was, now) in self.seen:
                return
            self.seen.add((was, now))
            path = was
        old, new = _found(old, self.old), _found(new, self.new)
        if not isinstance(old, dict) or not isinstance(new, dict):
            if old != new:
                yield f"{path} was {_shown(old)} and is now {_shown(new)}"
            return
        yield from self._kinds(path, old, new)
        yield from self._fields(path, old, new)
        yield from self._inside(path, old, new)
        for key in sorted((old.keys() | new.keys()) - {*WORDS, *LOOKED_INTO}):
            if old.get(key) != new.get(key):
                yield f"{path} had {key} {_shown(old.get(key))} and has {_shown(new.get(key))}"

    def _kinds(self, path: str, old: Schema, new: Schema) -> Iterator[str]:
        """Types, closed sets of values, and alternatives."""
        if "anyOf" in old or "anyOf" in new:
            was, now = _alternatives(old), _alternatives(new)
            yield from _came_and_went(path, was, now)
            for name in was.keys() & now.keys():
                yield from self.lines(path, was[name], now[name])
            return
        if _types(old) != _types(new):
            yield f"{path} was {_types(old)} and is now {_types(new)}"
        elif ("enum" in old) != ("enum" in new):
            yield f"{path} was {_listed(old)} and is now {_listed(new)}"
        else:
            yield from _came_and_went(path, dict.fromkeys(old.get("enum", ())), dict.fromkeys(new.get("enum", ())))

    def _fields(self, path: str, old: Schema, new: Schema) -> Iterator[str]:
        """Fields that are gone, and whether they are always there."""
        was, now = old.get("properties", {}), new.get("properties", {})
        before, after = set(old.get("required", ())), set(new.get("required", ()))
        for name in was:
            at = f"{path}.{name}"
            if name not in now:
                yield f"{at} is gone"
                continue
            if name in before - after:
                yield f"{at} was always there and may now be left out"
            elif name in after - before:
                yield f"{at} might be left out and must now be there"
            yield from self.lines(at, was[name], now[name])
        for name in now:
            if name not in was and name in after:
                yield f"{path}.{name} is new and required, and what was sent until now does not have it"

    def _inside(self, path: str, old: Schema, new: Schema) -> Iterator[str]:
        """What is keyed by an id, and what is in a list."""
        for key, step in (("additionalProperties", "*"), ("items", "[]")):
            if key in old or key in new:
                yield from self.lines(f"{path}.{step}", old.get(key, {}), new.get(key, {}))
        was, now = old.get("prefixItems", []), new.get("prefixItems", [])
        if len(was) != len(now):
            yield f"{path} had {len(was)} parts and has {len(now)}"
        for number, (one, other) in enumerate(zip(was, now, strict=False)):
            yield from self.lines(f"{path}[{number}]", one, other)


def _came_and_went(path: str, old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    """What is in one closed set and not in the other."""
    was, now = set(old), set(new)
    for each in sorted(was - now, key=str):
        yield f"{path} might be {each} and is so no more"
    for each in sorted(now - was, key=str):
        yield f"{path} may now be {each}, which nobody knows"


def _alternatives(schema: Schema) -> dict[str, Any]:
    """Alternatives by what they are called: a definition, or a type. Closed sets of one type are one set."""
    found: dict[str, Any] = {}
    for each in schema.get("anyOf", [schema]):
        name = _named(each) or _types(each)
        if "enum" in each and "enum" in found.get(name, ()):
            each = {**each, "enum": [*found[name]["enum"], *each["enum"]]}
        found[name] = each
    return found


def _named(schema: Any) -> str:
    """The definition that is referred to; nothing if none is."""
    return str(schema.get("$ref", "")).rpartition("/")[2] if isinstance(schema, dict) else ""


def _found(schema: Any, definitions: Schema) -> Any:
    """What a reference stands for; it may be in another file, and is then only compared by its name."""
    return definitions.get(_named(schema), schema) if _named(schema) else schema


def _types(schema: Schema) -> str:
    """The type that a value has; of a closed set it is that of its values."""
    kinds = {_TYPES[type(value)] for value in schema.get("enum", ())} or {schema.get("type", "anything")}
    return ", ".join(sorted(kinds))


_TYPES: Final = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def _listed(schema: Schema) -> str:
    return f"one of {', '.join(map(str, schema['enum']))}" if "enum" in schema else f"any {_types(schema)}"


def _shown(value: Any) -> str:
    return msgspec.json.encode(value).decode()
