"""The texts that are open in an editor, by their names; and the names of files and addresses.

A file goes by its path, and what is no file (`untitled:…`) by its address.
"""

import os
from collections.abc import Iterable
from typing import Final

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from dsl.source import Source
from runner.lsp.positions import Units

Change = types.TextDocumentContentChangeEvent
FILE: Final = "file:"


def name_of(uri: str) -> str:
    """The name of a document by its address."""
    path = to_fs_path(uri) if uri[: len(FILE)].lower() == FILE else None
    if not path:
        return uri
    return os.path.realpath(path) if os.path.isabs(path) else os.path.normpath(path)


class Buffers:
    """Open documents. What an editor says of one that is not open, or of an older version, is passed over."""

    def __init__(self) -> None:
        self.units = Units()
        self.generation = 0
        """Grows with each change of anything, on the disk too."""
        self._texts: dict[str, Source] = {}
        self._versions: dict[str, int] = {}
        self._uris: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._texts

    def names(self) -> list[str]:
        """The names of all open documents."""
        return [*self._texts]

    def source(self, name: str) -> Source | None:
        """The text of an open document."""
        return self._texts.get(name)

    def uri(self, name: str) -> str:
        """The address of a file or document: as the editor gave it, where it did."""
        return self._uris.get(name) or (from_fs_path(name) or name if os.path.isabs(name) else name)

    def version(self, name: str) -> int | None:
        """The version of an open document."""
        return self._versions.get(name)

    def open(self, uri: str, text: str, version: int) -> str:
        """A document was opened; gives its name."""
        name = name_of(uri)
        self._uris[name] = uri
        self._put(name, text, version)
        return name

    def change(self, uri: str, changes: Iterable[Change], version: int | None) -> str | None:
        """A document was edited; gives its name if there was something to do."""
        name = name_of(uri)
        source = self._texts.get(name)
        before = self._versions.get(name, 0)
        if source is None or (version is not None and version < before):
            return None
        text = source.text
        for change in changes:
            if isinstance(change, types.TextDocumentContentChangePartial):
                text = self.units.changed(text, change.range, change.text)
            else:
                text = change.text
        self._put(name, text, version if version is not None else before)
        return name

    def close(self, uri: str) -> str:
        """A document was closed: from now on its file counts."""
        name = name_of(uri)
        self._texts.pop(name, None)
        self._versions.pop(name, None)
        self.generation += 1
        return name

    def touched(self) -> None:
        """Something changed on the disk."""
        self.generation += 1

    def _put(self, name: str, text: str, version: int) -> None:
        self._texts[name] = Source(name, text)
        self._versions[name] = version
        self.generation += 1
