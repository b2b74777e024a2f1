"""The texts that are open in an editor, by their names.

A file goes by its path, and what is no file (`untitled:…`) by its address.
"""

from collections.abc import Iterable

import msgspec

from dsl.source import Source
from runner.lsp.positions import Position, Units


class Edit(msgspec.Struct, frozen=True):
    """New text between two positions; without positions it is the whole."""

    text: str
    ends: tuple[Position, Position] | None = None


class Buffers:
    """Open documents. What an editor says of one that is not open, or of an older version, is passed over."""

    def __init__(self) -> None:
        self.units = Units()
        self.generation = 0
        """Grows with each change of anything, on the disk too."""
        self.uris: dict[str, str] = {}
        """By name, the address that the editor gave."""
        self._texts: dict[str, Source] = {}
        self._versions: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._texts

    def names(self) -> list[str]:
        """The names of all open documents."""
        return [*self._texts]

    def source(self, name: str) -> Source | None:
        """The text of an open document."""
        return self._texts.get(name)

    def version(self, name: str) -> int | None:
        """The version of an open document."""
        return self._versions.get(name)

    def open(self, name: str, uri: str, text: str, version: int) -> None:
        """A document was opened."""
        self.uris[name] = uri
        self._put(name, text, version)

    def change(self, name: str, edits: Iterable[Edit], version: int) -> bool:
        """A document was edited; whether there was something to do."""
        source = self._texts.get(name)
        if source is None or version < self._versions[name]:
            return False
        text = source.text
        for edit in edits:
            text = self.units.changed(text, *edit.ends, edit.text) if edit.ends is not None else edit.text
        self._put(name, text, version)
        return True

    def close(self, name: str) -> None:
        """A document was closed: from now on its file counts."""
        self._texts.pop(name, None)
        self._versions.pop(name, None)
        self.generation += 1

    def touched(self) -> None:
        """Something changed on the disk."""
        self.generation += 1

    def _put(self, name: str, text: str, version: int) -> None:
        self._texts[name] = Source(name, text)
        self._versions[name] = version
        self.generation += 1
