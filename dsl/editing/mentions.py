"""Names with all their places: what each name in a script stands for, and where that is defined."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

import msgspec

from dsl import tree
from dsl.check import seen
from dsl.editing.spots import Role, Spot, of_file, of_line
from dsl.names import Defined, Scope
from dsl.script import Script
from dsl.source import Source, Span
from dsl.townfile.nodes import Node
from dsl.townfile.yaml12 import read_yaml
from dsl.vocabulary import ANYTHING, NAMED, SCENERY, Kind

IN_TOWNS: Final[dict[Kind, str]] = {"place": "places", "thing": "objects", "item": "items", "job": "jobs"}
"""What a town file calls each kind of name that it brings."""


class Symbol(msgspec.Struct, frozen=True):
    """What a name stands for. `where` is where it was defined; None if Townlet itself brings it, or nothing does."""

    role: Role
    name: str
    where: Span | None = None


class Mention(msgspec.Struct, frozen=True):
    """A name in a text: where, what it stands for, and whether it is defined here."""

    span: Span
    symbol: Symbol
    defines: bool = False


def mentions(script: Script, file: str | None = None) -> list[Mention]:
    """The names in all files of a script (or in one of them) that stand for something, in no particular order."""
    resolver = Resolver(script)
    found = [*_declared(script, resolver), *_in_lines(script, resolver)]
    unique = {each.span: each for each in reversed(found) if file is None or each.span.file == file}
    return list(unique.values())


def mention_at(found: list[Mention], line: int, column: int) -> Mention | None:
    """The name at a place, its end included: a cursor stands between characters."""
    return next(
        (
            each for each in found
            if each.span.line == line and each.span.column <= column <= each.span.end_column
        ),
        None,
    )  # fmt: skip


def _declared(script: Script, resolver: "Resolver") -> Iterator[Mention]:
    shared = _spans(script.scenario.parameters if script.scenario is not None else ())
    for file in script.files:
        main = file is script.main
        scope = script.scope() if main else Scope(script.names)
        for spot in of_file(file):
            yield from resolver.mention(spot, scope, shared if main else {})
        for vignette in file.vignettes:
            wants = script.signatures.get(vignette.name.text, {})
            for parameter in vignette.parameters:
                yield Mention(parameter.name.span, Symbol("parameter", parameter.name.text, parameter.name.span), True)
                if isinstance(parameter.default, tree.Name):
                    spot = Spot(parameter.default, wants.get(parameter.name.text, ANYTHING).kinds)
                    yield from resolver.mention(spot, Scope(script.names), {})


def _in_lines(script: Script, resolver: "Resolver") -> Iterator[Mention]:
    shared = _spans(script.scenario.parameters if script.scenario is not None else ())
    for scope, line, vignette in seen(script):
        own = _spans(vignette.parameters) if vignette is not None else shared
        for spot in of_line(line, script.vignettes, script.signatures):
            yield from resolver.mention(spot, scope, own)


def _spans(parameters: Iterable[tree.Parameter]) -> dict[str, Span]:
    return {each.name.text: each.name.span for each in parameters}


class Resolver:
    """Finds what names stand for."""

    def __init__(self, script: Script) -> None:
        self.script = script
        source = script.sources[-1] if script.town is not None else None
        self.in_town = names_in_town(source) if source is not None and source.name.endswith((".yaml", ".yml")) else {}

    def mention(self, spot: Spot, scope: Scope, parameters: Mapping[str, Span]) -> Iterator[Mention]:
        """The spot with what its name stands for; nothing if it stands for nothing that is known."""
        name = spot.name.text
        symbol = self._symbol(spot, name, scope, parameters)
        if symbol is not None:
            yield Mention(spot.name.span, symbol, spot.defines)

    def _symbol(self, spot: Spot, name: str, scope: Scope, parameters: Mapping[str, Span]) -> Symbol | None:
        if spot.defines:
            return Symbol(spot.roles[0], name, self._where(spot.roles[0], name, scope.names) or spot.name.span)
        if spot.roles == ("parameter",):
            return self._parameter(spot, name, parameters)
        closed = next((role for role in spot.roles if role not in NAMED and role not in KINDS_OF_FIGURES), None)
        if closed is not None:
            return Symbol(closed, name)
        if name in parameters:
            return Symbol("parameter", name, parameters[name])
        kinds = tuple(role for role in spot.roles if role in NAMED) or NAMED
        kind = scope.kind_of(name, kinds) or (None if name in SCENERY else scope.kind_of(name, NAMED))
        return Symbol(kind, name, self._where(kind, name, scope.names)) if kind is not None else None

    def _parameter(self, spot: Spot, name: str, parameters: Mapping[str, Span]) -> Symbol | None:
        vignette = self.script.vignettes.get(spot.of)
        if vignette is not None:
            parameters = _spans(vignette.parameters)
        elif not parameters and self.script.scenario is not None:
            parameters = _spans(self.script.scenario.parameters)
        return Symbol("parameter", name, parameters[name]) if name in parameters else None

    def _where(self, role: Role, name: str, names: Mapping[Kind, Defined]) -> Span | None:
        if role not in NAMED:
            return None
        return names.get(role, {}).get(name) or self.in_town.get((role, name))


KINDS_OF_FIGURES: Final = frozenset({"share", "coins", "duration", "clock", "number", "text", "word"})


@lru_cache(maxsize=16)
def names_in_town(source: Source) -> dict[tuple[str, str], Span]:
    """Where a town file defines the names it brings, by kind and name."""
    root = read_yaml(source)[0]
    found: dict[tuple[str, str], Span] = {}
    for kind, key in IN_TOWNS.items():
        block = root.value.get(key) if root is not None and isinstance(root.value, dict) else None
        if isinstance(block, Node):
            found.update({(kind, name): span for name, span in block.keys.items()})
    return found
