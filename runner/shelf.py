"""The disk as the compiler wants to see it: scripts and towns at hand, and behind them what ships.

A file goes by the path the writer would give it; what ships is called `scenarios/…`, wherever that may be.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

import scenarios
from dsl.diagnostic import Diagnostic
from dsl.library import FoundTown
from dsl.source import Source
from runner.cache import Cache
from runner.disk import decoded, read_bytes, read_source
from townlet.townfile import TownFile

SHIPPED: Final = Path(scenarios.__file__).parent
SHIPPED_NAME: Final = "scenarios"

_encode: Final = msgspec.json.Encoder().encode


class Disk:
    """The names that files go by, and where each of them is. The same file always goes by one name."""

    def __init__(self) -> None:
        self._paths: dict[str, Path] = {}
        self._names: dict[str, str] = {}
        self.troubles: list[Diagnostic] = []
        """Files that are there but could not be read."""

    def name(self, path: Path, wanted: str) -> str:
        """The name of a file: the first that it went by, or else the one that is wanted."""
        name = self._names.setdefault(os.path.realpath(path), wanted)
        self._paths.setdefault(name, path)
        return name

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where the files are that were read, or tried."""
        return tuple(self._paths.values())

    def name_of(self, path: Path) -> str:
        """The name of a file that has been read; empty for any other."""
        return self._names.get(os.path.realpath(path), "")

    def beside(self, name: str) -> tuple[Path, str]:
        """The folder of a named file, as a path and as it is called."""
        return self._paths.get(name, Path(name)).parent, os.path.dirname(name)

    def read(self, path: Path, wanted: str) -> Source | None:
        """A file if it is there; what keeps it from being read is remembered."""
        found = read_source(path, self.name(path, wanted))
        if isinstance(found, Source):
            return found
        self.troubles.append(found)
        return None


class Shelf:
    """The library: a path is looked for beside the file that uses it, then among what ships."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk

    def read(self, path: str, beside: str) -> Source | None:
        """See `dsl.library.Library`."""
        folder, called = self.disk.beside(beside)
        for root, name in ((folder, called), (SHIPPED, SHIPPED_NAME)):
            if _is_there(root / path):
                return self.disk.read(root / path, os.path.normpath(os.path.join(name, path)))
        return None

    def names(self, beside: str) -> Sequence[str]:
        """See `dsl.library.Library`."""
        folder, _ = self.disk.beside(beside)
        near = [
            *_listed(folder, ".town"),
            *(f"library/{name}" for name in _listed(folder / "library", ".town")),
        ]
        shipped = [f"library/{name}" for name in _listed(SHIPPED / "library", ".town")]
        return [name for name in dict.fromkeys(near + shipped) if name != os.path.basename(beside)]


class Map:
    """The towns: looked for beside the script, in `towns` beside it, then among what ships."""

    def __init__(self, disk: Disk, cache: Cache) -> None:
        self.disk = disk
        self.cache = cache
        self._found: dict[Path, FoundTown | None] = {}

    def find(self, name: str, beside: str) -> FoundTown | None:
        """See `dsl.library.Towns`."""
        for root, called in self._folders(beside):
            path = root / f"{name}.yaml"
            if _is_there(path):
                if path not in self._found:
                    self._found[path] = self._read(path, os.path.join(called, path.name))
                return self._found[path]
        return None

    def names(self, beside: str) -> Sequence[str]:
        """See `dsl.library.Towns`."""
        found = (name for root, _ in self._folders(beside) for name in _listed(root, ".yaml"))
        return [name.removesuffix(".yaml") for name in dict.fromkeys(found)]

    def _folders(self, beside: str) -> Iterable[tuple[Path, str]]:
        folder, called = self.disk.beside(beside)
        return (
            (folder, called),
            (folder / "towns", os.path.join(called, "towns")),
            (SHIPPED / "towns", os.path.join(SHIPPED_NAME, "towns")),
        )

    def _read(self, path: Path, wanted: str) -> FoundTown | None:
        name = self.disk.name(path, wanted)
        data = read_bytes(path, name)
        source = data if isinstance(data, Diagnostic) else decoded(data, name)
        if isinstance(source, Diagnostic):
            self.disk.troubles.append(source)
            return None
        return read_town(source, self.cache)


def read_town(source: Source, cache: Cache) -> FoundTown:
    """A town file: from the cache if it passed without a word before, for applying its schema is slow."""
    kept = cache.get("town", source.text)
    if kept is not None:
        try:
            return FoundTown(msgspec.json.decode(kept, type=TownFile), source)
        except (ValueError, msgspec.DecodeError):
            pass  # Damaged, or of another shape: read it anew.
    from dsl.townfile import read_town_file

    town, said = read_town_file(source)
    if town is not None and not said:
        cache.put("town", source.text, _encode(town))
    return FoundTown(town, source, said)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def _listed(folder: Path, ending: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(each.name for each in entries if each.name.endswith(ending) and each.is_file())
    except OSError:
        return []
