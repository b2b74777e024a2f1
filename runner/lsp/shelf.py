"""Libraries and towns as a language server sees them: open documents before files, files read once while they stay.

See `dsl.library` for what is asked of them, and `runner.shelf` for the same with files alone.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.library import FoundTown
from dsl.source import Source
from runner.cache import Cache
from runner.disk import read_source
from runner.lsp.buffers import Buffers
from runner.shelf import SHIPPED, read_town

Stamp = tuple[int, int, int]
MOST_TOWNS: Final = 32


class Files:
    """Open documents, and behind them the disk."""

    def __init__(self, buffers: Buffers) -> None:
        self.buffers = buffers
        self._kept: dict[str, tuple[Stamp, Source | Diagnostic]] = {}

    def read(self, name: str) -> Source | Diagnostic | None:
        """A text, what keeps it from being read, or None if there is none."""
        source = self.buffers.source(name)
        if source is not None:
            return source
        stamp = _stamp(name)
        if stamp is None:
            self._kept.pop(name, None)
            return None
        kept = self._kept.get(name)
        if kept is None or kept[0] != stamp:
            kept = self._kept[name] = (stamp, read_source(Path(name), name))
        return kept[1]

    def listed(self, folder: str, ending: str) -> list[str]:
        """The names of the files in a folder, and of documents that are to be saved there."""
        open_ = [os.path.basename(name) for name in self.buffers.names() if os.path.dirname(name) == folder]
        try:
            found = os.listdir(folder) if folder else []
        except OSError:
            found = []
        return sorted({name for name in (*found, *open_) if name.endswith(ending)})


class Shelf:
    """See `dsl.library.Library`."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.troubles: list[Diagnostic] = []
        """Files that are there but cannot be read, since somebody last emptied this."""

    def read(self, path: str, beside: str) -> Source | None:
        """See `dsl.library.Library`."""
        for folder in _folders(beside):
            found = self.files.read(os.path.realpath(os.path.join(folder, path)))
            if isinstance(found, Diagnostic):
                self.troubles.append(found)
                return None
            if found is not None:
                return found
        return None

    def names(self, beside: str) -> Sequence[str]:
        """See `dsl.library.Library`."""
        names = [
            prefix + name
            for folder in _folders(beside)
            for prefix in ("", "library/")
            if prefix or folder != str(SHIPPED)
            for name in self.files.listed(os.path.join(folder, prefix).rstrip("/"), ".town")
        ]
        return [name for name in dict.fromkeys(names) if name != os.path.basename(beside)]


class Map:
    """See `dsl.library.Towns`."""

    def __init__(self, files: Files, cache: Cache) -> None:
        self.files = files
        self.cache = cache
        self.off = Cache(None)
        self._kept: dict[Source, FoundTown] = {}

    def find(self, name: str, beside: str) -> FoundTown | None:
        """See `dsl.library.Towns`."""
        for folder in self._where(beside):
            found = self.files.read(os.path.realpath(os.path.join(folder, f"{name}.yaml")))
            if isinstance(found, Source):
                return self.town(found)
        return None

    def town(self, source: Source) -> FoundTown:
        """A town file, read. Of a document that is being edited nothing is kept on the disk."""
        if source not in self._kept:
            if len(self._kept) >= MOST_TOWNS:
                self._kept.clear()
            cache = self.off if source.name in self.files.buffers else self.cache
            self._kept[source] = read_town(source, cache)
        return self._kept[source]

    def names(self, beside: str) -> Sequence[str]:
        """See `dsl.library.Towns`."""
        found = (name for folder in self._where(beside) for name in self.files.listed(folder, ".yaml"))
        return [name.removesuffix(".yaml") for name in dict.fromkeys(found)]

    def _where(self, beside: str) -> Iterator[str]:
        for folder in _folders(beside):
            if folder != str(SHIPPED):
                yield folder
            yield os.path.join(folder, "towns")


def is_shipped(name: str) -> bool:
    """Whether a file is one of those that come with Townlet."""
    return os.path.realpath(name).startswith(os.path.realpath(SHIPPED) + os.sep)


def _folders(beside: str) -> Iterator[str]:
    """Beside the script, if that is a file; then what ships."""
    if os.path.isabs(beside):
        yield os.path.dirname(beside)
    yield str(SHIPPED)


def _stamp(name: str) -> Stamp | None:
    """What changes when a file does."""
    try:
        found = os.stat(name)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
