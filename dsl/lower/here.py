"""Where lowering stands: which names stand for what, and which id comes next."""

from collections.abc import Mapping

import msgspec

from dsl import tree
from dsl.script import Script
from dsl.source import Span
from dsl.values import figure
from dsl.vocabulary import HOME
from townlet.conditions import EACH
from townlet.schedule import Written


class Here(msgspec.Struct, frozen=True):
    """A block being written out: `path` is its id, `values` what its names stand for.

    `cues` gives the ids of cues by name, `since` the tick from which clock times are sought. `places` is
    filled as ids are given out.
    """

    script: Script
    values: Mapping[str, tree.Value]
    path: str
    cues: Mapping[str, str]
    clock: int
    length: int
    places: dict[str, Written]
    since: int = 0

    def into(self, path: str, values: Mapping[str, tree.Value] | None = None) -> "Here":
        """The same place with another block."""
        return msgspec.structs.replace(self, path=path, values=self.values if values is None else values)

    def starting(self, tick: int) -> "Here":
        """The same place, in a block that begins at `tick`."""
        return msgspec.structs.replace(self, since=tick)

    def note(self, path: str, span: Span) -> str:
        """Write down where the statement `path` stands; gives the id back."""
        line = self.script.lines[span.file][span.line - 1]
        self.places[path] = Written(span.file, span.line, span.column, line.strip())
        return path

    def text_of(self, span: Span) -> str:
        """What is written at `span`, as far as its first line goes."""
        line = self.script.lines[span.file][span.line - 1]
        return line[span.column - 1 : span.end_column - 1 if span.end_line == span.line else None].strip()

    def value(self, node: tree.Value) -> tree.Value:
        """What a value stands for here: a parameter's value, or itself."""
        match node:
            case tree.Name():
                return self.values.get(node.text, node)
            case tree.Possessive(owner=tree.Name() as owner):
                held = self.values.get(owner.text, owner)
                return msgspec.structs.replace(node, owner=held) if isinstance(held, tree.Name) else node
        return node

    def figure(self, node: tree.Value) -> int:
        """A figure in the units of the town."""
        return figure(self.value(node))

    def ticks(self, node: tree.Length | None, default: int) -> int:
        """A length of time in ticks."""
        return default if node is None else self.figure(node)

    def name(self, node: tree.Subject | tree.Target | tree.Value) -> str:
        """The name of a person, place, object or item; each agent in turn is `EACH`."""
        match node:
            case tree.Anyone() | tree.Everyone():
                return EACH
            case tree.Name() | tree.Possessive():
                value = self.value(node)
                return self._home(value) if isinstance(value, tree.Possessive) else _text(value)
        return _text(node)

    def _home(self, node: tree.Possessive) -> str:
        """`Kai's home`: where the cast says that Kai lives."""
        owner = self.name(node.owner)
        cast = self.script.scenario.cast if self.script.scenario is not None else ()
        homes = (m.home.text for m in cast if isinstance(m, tree.Member) and m.home and m.name.text == owner)
        return next(homes, HOME)


def _text(value: tree.Value) -> str:
    return value.text if isinstance(value, tree.Name | tree.Text) else ""
