"""An entry as it stands in the file, and its arguments one by one: by name, or by their place in the list."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import msgspec

from dsl.source import Span
from dsl.timeline.acts import Said
from dsl.townfile.nodes import Node

Figure = tuple[Decimal, Span]


class Raw(msgspec.Struct, frozen=True):
    """An entry whose tick, kind and name are known. `span` is where it begins, `named` where its name stands."""

    span: Span
    named: Span
    tick: int
    kind: str
    name: str
    args: tuple[Node, ...]
    kwargs: dict[str, Node]
    keys: dict[str, Span]
    above: tuple[str, ...] = ()

    def get(self, key: str, place: int | None = None) -> Node | None:
        """The argument of that name, or else the one at that place; null is none."""
        node = self.kwargs.get(key)
        if (node is None or node.value is None) and place is not None and place < len(self.args):
            node = self.args[place]
        return node if node is not None and node.value is not None else None

    def word(self, key: str, place: int | None = None) -> Said | None:
        """An argument as a word: a text or a number, not blank."""
        node = self.get(key, place)
        return said(node) if node is not None else None

    def place_of(self, key: str) -> Span:
        """Where a key stands, or else the name of the entry."""
        return self.keys.get(key, self.named)


def said(node: Node) -> Said | None:
    """A text or a number as a word on one line; None for anything else, and for blank texts."""
    if isinstance(node.value, bool) or not isinstance(node.value, str | int | float):
        return None
    text = one_line(str(node.value))
    return Said(text, node.span) if text else None


def words(node: Node | None) -> tuple[Said, ...]:
    """A list of words; a single text is one with commas between."""
    if node is None:
        return ()
    if isinstance(node.value, list):
        return tuple(found for each in node.value if (found := said(each)) is not None)
    if isinstance(node.value, str):
        return tuple(Said(part, node.span) for part in _parts(node.value))
    return ()


def _parts(text: str) -> Iterable[str]:
    return (one_line(part) for part in text.split(",") if one_line(part))


def figure(node: Node) -> Decimal | None:
    """A number, also one that stands in quotes; None for anything else."""
    if isinstance(node.value, bool) or not isinstance(node.value, str | int | float):
        return None
    try:
        found = Decimal(str(node.value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 30 else None


def one_line(text: str) -> str:
    """A text without line breaks and without what cannot be printed."""
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if c.isprintable()).strip()
