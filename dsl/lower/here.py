"""Where lowering stands: which names stand for what, and which id comes next."""

from collections.abc import Iterable, Mapping
from typing import Final

import msgspec

from dsl import tree
from dsl.moments import tick_of
from dsl.script import Script
from dsl.source import Span
from dsl.values import figure
from dsl.vocabulary import HOME
from townlet.conditions import EACH, THEIR_HOME
from townlet.schedule import Since, Written

STAND_IN: Final = "&"
"""With a number: stands in a schedule for somebody of whom a condition came true."""


class Here(msgspec.Struct, frozen=True):
    """A block being written out: `path` is its id, `values` what its names stand for.

    `cues` gives the ids of cues by name, `since` the tick from which clock times are sought. `places` is
    filled as ids are given out. `vignette` says that times count from when it begins, `bindings` how many names stand
    for whoever it will be, `crowd` what `anyone` and `everyone` stand for by where they are written, and `alone` is
    the one person whom a line is about, whose home is `home`.
    """

    script: Script
    values: Mapping[str, tree.Value]
    path: str
    cues: Mapping[str, str]
    clock: int
    length: int
    places: dict[str, Written]
    since: int = 0
    vignette: bool = False
    bindings: int = 0
    crowd: Mapping[Span, str] = {}
    alone: str = ""

    def into(self, path: str, values: Mapping[str, tree.Value] | None = None) -> "Here":
        """The same place with another block."""
        return msgspec.structs.replace(self, path=path, values=self.values if values is None else values)

    def starting(self, tick: int) -> "Here":
        """The same place, in a block that begins at `tick`."""
        return msgspec.structs.replace(self, since=tick)

    def played(self, path: str, values: Mapping[str, tree.Value], cues: Mapping[str, str]) -> "Here":
        """The inside of a vignette, which sees its own parameters and its own cues."""
        return msgspec.structs.replace(self, path=path, values=values, cues=cues, vignette=True, since=0)

    def binding(self, names: Iterable[str]) -> tuple["Here", str]:
        """A block in which a name stands for whoever it will be; also the stand_in that stands there for them."""
        stand_in = next((f"{STAND_IN}{self.bindings + 1}" for _ in names), "")
        nowhere = Span("", 1, 1, 1, 1)
        values = {**self.values, **{name: tree.Name(nowhere, stand_in) for name in names}}
        return msgspec.structs.replace(self, values=values, bindings=self.bindings + bool(stand_in)), stand_in

    def about(self, who: tuple[str, ...]) -> "Here":
        """A line about those: of one alone, `home` is theirs."""
        return msgspec.structs.replace(self, alone=who[0] if len(who) == 1 else "")

    def moment(self, node: tree.Moment) -> tuple[int, Since]:
        """A moment, and how it is told: in a vignette, ticks count from its start and a clock time is the next."""
        if self.vignette:
            match node:
                case tree.TickMoment() | tree.Start():
                    return tick_of(node, self.clock, self.length), "play"
                case tree.ClockMoment(day=None):
                    return node.minutes, "clock"
        return tick_of(node, self.clock, self.length, self.since), "run"

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
        """The name of a person, place, object or item; each agent in turn is `EACH`, or what else the crowd is."""
        match node:
            case tree.Anyone() | tree.Everyone():
                return self.crowd.get(node.span, EACH)
            case tree.Name() | tree.Possessive():
                value = self.value(node)
                return self._home(value) if isinstance(value, tree.Possessive) else _text(value)
        return _text(node)

    def _home(self, node: tree.Possessive) -> str:
        """`Kai's home`: where Kai lives when it is asked; on a line about Kai it is `home`."""
        owner = self.name(node.owner)
        return HOME if owner == self.alone else f"{owner}{THEIR_HOME}"


def _text(value: tree.Value) -> str:
    return value.text if isinstance(value, tree.Name | tree.Text) else ""
