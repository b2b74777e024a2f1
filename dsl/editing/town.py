"""A town file while it is edited: what may stand at a cursor, and what it means, from the published schema.

A text that is being typed is seldom YAML, so where a cursor stands is told from indentation and brackets.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from dsl.editing.completing import Offer, Offers
from dsl.editing.cuts import SAYS_NOTHING
from dsl.editing.outline import Heading, block_ends
from dsl.source import Source, Span
from dsl.townfile.nodes import Node
from dsl.townfile.schema import SCHEMA, Schema
from dsl.townfile.yaml12 import read_yaml

DEFS: Final[dict[str, Schema]] = SCHEMA["$defs"]
KEY: Final = re.compile(r"(?P<indent>\s*(?:- +)*)(?P<key>[\w-]+):(?=\s|$)")
INSIDE: Final = re.compile(r"[{,]\s*(?P<key>[\w-]*)$")
PAIR: Final = re.compile(r"(?P<key>[\w-]+):\s+(?:[^,{}\[\]]*|\[[^\]]*)$")
WORD: Final = re.compile(r"[\w-]*$")
NAMED_IN: Final[Mapping[str, str]] = {
    "place": "places", "type": "affordances", "carries": "items", "stock": "items", "sells": "items", "takes": "items",
}  # fmt: skip
"""Of keys whose value is a name, the part of the file that defines such names."""

LISTED: Final = ("places", "objects", "affordances", "items", "jobs")


class At(msgspec.Struct, frozen=True):
    """A place in a town file: the keys above it, the one whose value is being written (if any), and the word there."""

    path: tuple[str, ...]
    key: str
    span: Span


def place_at(source: Source, line: int, column: int) -> At:
    """Where a cursor stands."""
    lines = source.lines
    text = lines[line - 1][: column - 1] if 1 <= line <= len(lines) else ""
    word = WORD.search(text)
    start = word.start() if word is not None else len(text)
    span = Span(source.name, line, start + 1, line, len(text) + 1)
    own = KEY.match(text)
    above = _above(lines[: line - 1], len(own["indent"]) if own is not None else len(text) - len(text.lstrip()))
    if own is None:
        return At(above, "", span)
    rest = text[own.end() :]
    path, key = (*above, own["key"]), ""
    for opened in _open_braces(rest):
        path = (*path, opened) if opened else path
    if "{" in rest and rest.count("{") > rest.count("}"):
        pair = PAIR.search(rest)
        key = pair["key"] if pair is not None else ""
        return At(path, key, span)
    return At(above, own["key"], span)


def _open_braces(rest: str) -> Iterator[str]:
    """The keys of mappings in brackets that are not closed yet."""
    open_: list[str] = []
    for match in re.finditer(r"(?:(?P<key>[\w-]+):\s*)?\{|\}", rest):
        if match[0] == "}":
            if open_:
                open_.pop()
        else:
            open_.append(match["key"] or "")
    yield from open_


def _above(lines: Sequence[str], indent: int) -> tuple[str, ...]:
    """The keys that a line with this indentation stands under, the outermost first."""
    found: list[str] = []
    for line in reversed(lines):
        key = None if SAYS_NOTHING.match(line) else KEY.match(line)
        if key is not None and len(key["indent"]) < indent:
            found.insert(0, key["key"])
            indent = len(key["indent"]) - (2 if "-" in key["indent"] else 0)
        if indent <= 0:
            break
    return tuple(found)


class Part(msgspec.Struct, frozen=True):
    """What may stand under a key: what the manual says of it (empty: nothing), and its schema."""

    about: str
    schema: Schema


def part_of(path: Sequence[str]) -> Part | None:
    """What may stand under these keys; None if the schema knows none of them."""
    part = Part("", SCHEMA)
    for key in path:
        schema = _listed(part.schema)
        more = schema.get("additionalProperties")
        found = schema.get("properties", {}).get(key) or (more if isinstance(more, dict) else None)
        if found is None:
            return None
        part = _part(found)
    return part


def _part(schema: Schema) -> Part:
    return Part(schema.get("description", "") if "$ref" in schema else "", _resolved(schema))


def _resolved(schema: Schema) -> Schema:
    found = schema.get("$ref")
    return DEFS[found.rpartition("/")[2]] if isinstance(found, str) else schema


def _listed(schema: Schema) -> Schema:
    """Of a list, what stands in it."""
    return _resolved(schema.get("items", {})) if schema.get("type") == "array" else schema


def town_offers(source: Source, line: int, column: int) -> Offers:
    """The keys that may stand at a cursor, or the values."""
    at = place_at(source, line, column)
    found = _values(at, source) if at.key else _keys(at, source)
    return Offers(at.span, tuple(found))


def _keys(at: At, source: Source) -> Iterator[Offer]:
    part = part_of(at.path)
    for key, each in (_listed(part.schema) if part is not None else {}).get("properties", {}).items():
        found = _part(each)
        yield Offer(key, "option", found.schema.get("description", ""), found.about, f"{key}: $0")
    if at.path and at.path[-1] in NAMED_IN:
        yield from (Offer(name, "item", insert=f"{name}: $0") for name in _defined(source, NAMED_IN[at.path[-1]]))


def _values(at: At, source: Source) -> Iterator[Offer]:
    part = part_of((*at.path, at.key))
    schema = _listed(part.schema) if part is not None else {}
    yield from (Offer(value, "state", schema.get("description", "")) for value in schema.get("enum", ()))
    names = "places" if at.path[:1] == ("chances",) and at.key == "places" else NAMED_IN.get(at.key)
    if names is not None and schema == DEFS["word"]:
        yield from (Offer(name, "place") for name in _defined(source, names))


def _defined(source: Source, part: str) -> list[str]:
    """The names that a part of the file defines, as far as it can be read by its lines."""
    lines = source.lines
    start = next((number for number, line in enumerate(lines) if line.startswith(f"{part}:")), None)
    if start is None:
        return []
    found, step = [], 0
    for line in lines[start + 1 : block_ends(lines)[start]]:
        key = KEY.match(line)
        if key is not None:
            step = step or len(key["indent"])
            if len(key["indent"]) == step:
                found.append(key["key"])
    return found


def town_card(source: Source, line: int, column: int) -> tuple[str, Span] | None:
    """What the key at a place means, and how its value is written."""
    lines = source.lines
    text = lines[line - 1] if 1 <= line <= len(lines) else ""
    for match in re.finditer(r"(?P<key>[\w-]+):(?=\s|$)", text):
        if match.start() < column <= match.end() + 1:
            at = place_at(source, line, match.start("key") + 1)
            part = part_of((*at.path, match["key"]))
            if part is not None and "description" in part.schema:
                span = Span(source.name, line, match.start() + 1, line, match.end("key") + 1)
                shown = [f"**{match['key']}**: {part.schema['description']}", part.about, _allowed(part.schema)]
                return "\n\n".join(filter(None, shown)), span
    return None


def _allowed(schema: Mapping[str, Any]) -> str:
    keys = list(schema.get("properties", {}))
    return ", ".join(f"`{key}`" for key in keys)


def town_outline(source: Source) -> tuple[Heading, ...]:
    """The parts of a town file with what they define; nothing while it cannot be read."""
    root = read_yaml(source)[0]
    ends = block_ends(source.lines)
    return tuple(_parts(root, ends)) if root is not None and isinstance(root.value, dict) else ()


def _parts(root: Node, ends: Sequence[int]) -> Iterator[Heading]:
    assert isinstance(root.value, dict)
    for key, span in root.keys.items():
        node = root.value[key]
        named = key in LISTED and isinstance(node.value, dict)
        under = tuple(
            Heading(each, "item", at, (at.line, ends[at.line - 1])) for each, at in node.keys.items() if named
        )
        yield Heading(key, "block", span, (span.line, ends[span.line - 1]), "", under)
