"""All that is on an editor's desk: open documents, what is said of each, and what was read on the way.

Nothing here knows the protocol; a document goes by its name (`runner.lsp.buffers`).
"""

import os
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from dsl.compiler import Checked
from dsl.diagnostic import Diagnostic
from dsl.editing.completing import Surroundings
from dsl.editing.mentions import Mention, mentions
from dsl.editing.rechecking import Recheck
from dsl.parse import Parser
from dsl.source import Source, Span
from runner.cache import Cache
from runner.grammar import parser_of
from runner.lsp.buffers import Buffers
from runner.lsp.shelf import Files, Map, Shelf

TOWNS: Final = (".yaml", ".yml")
MOST_FILES: Final = 500
"""So many scripts of a workspace are looked through for a name."""


class Looked(msgspec.Struct, frozen=True):
    """What was said about a document, by the file it is said of. A town file has no script."""

    source: Source
    said: tuple[Diagnostic, ...]
    checked: Checked | None = None


class Desk:
    """Open documents, understood. The same question after the same changes gets the same answer, sooner."""

    def __init__(self, cache: Cache) -> None:
        self.buffers = Buffers()
        self.files = Files(self.buffers)
        self.shelf = Shelf(self.files)
        self.map = Map(self.files, cache)
        self.parser: Parser = parser_of(cache)
        self.recheck = Recheck(self.parser)
        self._trial = Recheck(self.parser)
        self._looked: dict[str, tuple[int, Looked]] = {}

    def source(self, name: str) -> Source | None:
        """The text of a document or file, if there is one."""
        found = self.files.read(name)
        return found if isinstance(found, Source) else None

    def look(self, name: str) -> Looked | None:
        """What there is to say about a script, a library or a town file; None if there is no such text."""
        kept = self._looked.get(name)
        if kept is not None and kept[0] == self.buffers.generation:
            return kept[1]
        source = self.source(name)
        if source is None:
            self.forget(name)
            return None
        found = self._surveyed(source) if is_town(name) else self._checked(source)
        self._looked[name] = (self.buffers.generation, found)
        return found

    def _surveyed(self, source: Source) -> Looked:
        return Looked(source, self.map.town(source).diagnostics)

    def _checked(self, source: Source) -> Looked:
        self.shelf.troubles.clear()
        checked = self.recheck.check(source, self.shelf, self.map)
        first = Span(source.name, 1, 1, 1, 1)
        troubles = (msgspec.structs.replace(each, span=first) for each in dict.fromkeys(self.shelf.troubles))
        return Looked(source, (*checked.diagnostics, *troubles), checked)

    def tried(self, source: Source) -> tuple[Diagnostic, ...]:
        """What there would be to say if a document had this text."""
        return self._trial.check(source, self.shelf, self.map).diagnostics

    def script(self, name: str) -> Checked | None:
        """A script or library, checked; None for a town file and what is not there."""
        found = self.look(name)
        return found.checked if found is not None else None

    def around(self, checked: Checked) -> Surroundings:
        """What completion looks in."""
        return Surroundings(checked.script, self.parser, self.shelf, self.map)

    def mentions(self, name: str) -> list[Mention]:
        """The names in a script."""
        checked = self.script(name)
        return mentions(checked.script, name) if checked is not None else []

    def users(self, name: str) -> list[str]:
        """The open documents that stood on this one when they were last looked at, itself included."""
        found = [
            each
            for each in self.buffers.names()
            if each in self._looked and name in [source.name for source in sources(self._looked[each][1])]
        ]
        return [*found, *([name] if name in self.buffers and name not in found else [])]

    def forget(self, name: str) -> None:
        """A document that is closed."""
        self._looked.pop(name, None)
        self.recheck.forget(name)
        self._trial.forget(name)

    def scripts(self, folders: Iterable[str]) -> Iterator[str]:
        """The scripts of a workspace, open documents first."""
        seen = [name for name in self.buffers.names() if not is_town(name)]
        yield from seen
        count = 0
        for folder in folders:
            for path, inside, names in os.walk(folder):
                inside[:] = [each for each in inside if not each.startswith(".") and each != "node_modules"]
                for name in names:
                    full = os.path.realpath(os.path.join(path, name))
                    if name.endswith(".town") and full not in seen:
                        seen.append(full)
                        yield full
                        count += 1
                        if count >= MOST_FILES:
                            return


def sources(looked: Looked) -> tuple[Source, ...]:
    """All texts that a document stands on, itself first."""
    return looked.checked.sources if looked.checked is not None else (looked.source,)


def is_town(name: str) -> bool:
    """Whether a document is a town file."""
    return name.lower().endswith(TOWNS)
