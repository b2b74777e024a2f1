"""A script checked again and again: only the lines that could be judged otherwise than before are looked at.

A line that nothing was said about is in order as long as everything it can see is as it was: the town, the
vignettes and what they want, and the names that occur in it. Words of lines that cannot be read silence what would be
said of others, so a line is only called in order when it has none of them. Whatever looks at the script as a whole is
done anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from dsl import tree
from dsl.check import examine
from dsl.compiler import NOTHING, Checked, summed_up
from dsl.editing.rereading import Read, Reread
from dsl.library import Library, Towns, gather_with
from dsl.parse import Parser
from dsl.script import Script, put_together
from dsl.source import Source, Span
from dsl.vocabulary import Kind
from townlet.townfile import TownFile


class Surroundings(msgspec.Struct, frozen=True):
    """What all lines of a script can see; names apart, any difference concerns all of them."""

    town: TownFile | None
    rest: tuple[Any, ...]
    names: Mapping[Kind, frozenset[str]]

    def other_words(self, other: "Surroundings") -> frozenset[str] | None:
        """The words that do not mean the same in both; None if more is different than words."""
        if self.town is not other.town or self.rest != other.rest:
            return None
        kinds = {*self.names, *other.names}
        nothing: frozenset[str] = frozenset()
        return nothing.union(*(self.names.get(kind, nothing) ^ other.names.get(kind, nothing) for kind in kinds))


def surroundings(script: Script) -> Surroundings:
    """What the lines of a script can see."""
    scenario = script.scenario
    cast = scenario.cast if scenario is not None else ()
    homes = tuple((each.name.text, each.home is not None) for each in cast if isinstance(each, tree.Member))
    vignettes = {name: _signature(each) for name, each in script.vignettes.items()}
    rest = (scenario is None, homes, vignettes, script.signatures, script.wants, script.values, script.reached)
    names = {kind: frozenset(names) for kind, names in script.scope().names.items()}
    return Surroundings(script.town, rest, names)


def _signature(vignette: tree.Vignette) -> tuple[tuple[str, bool], ...]:
    return tuple((each.name.text, each.default is None) for each in vignette.parameters)


class Cleared:
    """See `dsl.check.Cleared`. Lines are told apart by identity: what was read again is looked at again."""

    def __init__(self) -> None:
        self._known: dict[Span, tree.Line] = {}
        self._before: dict[Span, tree.Line] = {}
        self._around: Surroundings | None = None
        self._words: dict[Span, frozenset[str]] = {}
        self._damaged: frozenset[str] = frozenset()
        self._moved: dict[Span, Any] = {}

    def begin(self, script: Script, reads: Sequence[Read]) -> None:
        """Before a script is examined: forget what may have changed its meaning."""
        around = surroundings(script)
        words = around.other_words(self._around) if self._around is not None else None
        before = self._words
        self._around = around
        self._damaged = script.damaged
        self._words = _words_of(script, reads)
        self._moved = {span: line for read in reads for span, line in read.moved.items()}
        still = self._known if words is not None else {}
        self._before = {
            span: line for span, line in still.items() if not words or words.isdisjoint(before.get(span, words))
        }
        self._known = {}

    def knows(self, top: tree.Line) -> bool:
        """See `dsl.check.Cleared`."""
        old = self._moved.get(top.span)
        if self._before.get(top.span) is not top and (old is None or self._before.get(old.span) is not old):
            return False
        self._known[top.span] = top
        return True

    def add(self, top: tree.Line) -> None:
        """See `dsl.check.Cleared`. A line of which the words are not known is looked at each time."""
        if top.span in self._words and self._words[top.span].isdisjoint(self._damaged):
            self._known[top.span] = top


def _words_of(script: Script, reads: Iterable[Read]) -> dict[Span, frozenset[str]]:
    """By the place of an outermost line, the words of the stretch it comes from."""
    found: dict[Span, frozenset[str]] = {}
    for read in reads:
        found.update(read.words)
    for vignette in (each for file in script.files for each in file.vignettes):
        words = found.get(vignette.span)
        if words is not None:
            found.update(dict.fromkeys((line.span for line in vignette.body), words))
    return found


class Recheck:
    """The compiler's `check`, with what it found before at hand. It says the same, sooner."""

    def __init__(self, parser: Parser) -> None:
        self.reread = Reread(parser)
        self._cleared: dict[str, Cleared] = {}

    def check(self, source: Source, library: Library, towns: Towns, parameters: Mapping[str, str] = NOTHING) -> Checked:
        """See `dsl.compiler.check`."""
        reads: list[Read] = []

        def read(each: Source) -> tuple[tree.File, tuple[Any, ...]]:
            reads.append(self.reread.read(each))
            return reads[-1].file, reads[-1].said

        gathered = gather_with(read, source, library)
        script, said = put_together(gathered, towns, parameters)
        cleared = self._cleared.setdefault(source.name, Cleared())
        cleared.begin(script, reads)
        return summed_up(script, said + gathered.diagnostics + examine(script, cleared))

    def forget(self, name: str) -> None:
        """A file that is not edited any more."""
        self.reread.forget(name)
        self._cleared.pop(name, None)
