"""Console commands as they may have been typed: `perturbation_trigger price_spike --magnitude 1.5 --targets cafe`."""

import re

import msgspec

from dsl.timeline.raw import Raw
from dsl.townfile.nodes import Node

_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"|\'([^\']*)\'|(\S+)')


def as_typed(raw: Raw) -> Raw:
    """A command whose name is a whole line, with the words behind it as its arguments; others as they are."""
    name, *rest = _pieces(raw.name)
    if not rest:
        return raw
    args, kwargs = [], {}
    while rest:
        piece = rest.pop(0)
        option, equals, value = piece.removeprefix("--").partition("=")
        if not piece.startswith("--") and not (equals and re.fullmatch(r"\w+", option)):
            args.append(Node(raw.named, piece))
        elif equals:
            kwargs[option] = Node(raw.named, value)
        elif rest and not rest[0].startswith("--"):
            kwargs[option] = Node(raw.named, rest.pop(0))
        else:
            kwargs[option] = Node(raw.named, True)
    if name == "announce_story" and args:  # A message that nobody put in quotes.
        args = [Node(raw.named, " ".join(str(each.value) for each in args))]
    return msgspec.structs.replace(
        raw, name=name, args=(*args, *raw.args), kwargs={**_underscored(kwargs), **raw.kwargs}
    )


def _underscored(kwargs: dict[str, Node]) -> dict[str, Node]:
    return {key.replace("-", "_"): node for key, node in kwargs.items()}


def _pieces(line: str) -> list[str]:
    found = [double or single or bare for double, single, bare in _PIECE.findall(line)]
    return found or [line]
