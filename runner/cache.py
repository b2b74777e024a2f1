"""What was worked out once and need not be again: the parse table, and town files that passed their schema.

Data alone is kept (msgpack and JSON), never code, and only in a folder that is ours and closed to others.
Whatever goes wrong with it (no room, no permission, half a file, another version) is as if nothing had been
kept.
"""

import os
import stat
import sys
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from runner.disk import discard
from runner.version import ENGINE

MAKERS: Final = ("dsl", "townlet", "lark")
"""The packages whose code decides what is kept."""

MOST: Final = 64
"""How many results are kept; one version of Townlet needs one, and one for each town."""


class Cache:
    """A folder of results by kind and key; without a folder it keeps nothing and finds nothing."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, kind: str, key: str) -> bytes | None:
        """What was kept, unless it is damaged; who reads it must still look whether it fits."""
        path = self._path(kind, key)
        if path is None:
            return None
        try:
            data = path.read_bytes()
        except OSError:
            return None
        mark, body = data[:16], data[16:]
        return body if mark == _mark(body) else None

    def put(self, kind: str, key: str, body: bytes) -> None:
        """Keep a result, if that can be done."""
        path = self._path(kind, key)
        if path is None:
            return
        pending = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            pending.write_bytes(_mark(body) + body)
            os.replace(pending, path)
            self._tidy(path.parent)
        except OSError:
            discard(pending)

    def _tidy(self, folder: Path) -> None:
        """Results of older versions pile up; the oldest go."""
        kept = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        for path in kept[:-MOST]:
            discard(path)

    def _path(self, kind: str, key: str) -> Path | None:
        return self.folder / f"{kind}-{_name(key)}" if self.folder is not None else None


class Warm(Cache):
    """Another cache, with what was got or put once at hand in memory: for whoever asks again and again."""

    def __init__(self, behind: Cache) -> None:
        super().__init__(behind.folder)
        self._behind = behind
        self._held: dict[tuple[str, str], bytes] = {}

    def get(self, kind: str, key: str) -> bytes | None:
        """See `Cache`."""
        held = self._held.get((kind, key))
        if held is None:
            held = self._behind.get(kind, key)
            if held is not None:
                self._held[kind, key] = held
        return held

    def put(self, kind: str, key: str, body: bytes) -> None:
        """See `Cache`."""
        self._held[kind, key] = body
        self._behind.put(kind, key, body)


def opened(environment: Mapping[str, str]) -> Cache:
    """The cache of this user, as the environment says; `TOWNLET_CACHE=off` does without."""
    if environment.get("TOWNLET_CACHE", "").lower() in ("off", "0", "no"):
        return Cache(None)
    base = environment.get("XDG_CACHE_HOME", "")
    home = environment.get("HOME", "")
    if not os.path.isabs(base):  # The standard wants relative paths to be ignored.
        if not os.path.isabs(home):
            return Cache(None)
        base = os.path.join(home, ".cache")
    return Cache(_own(Path(base, "townlet")))


def _own(folder: Path) -> Path | None:
    """The folder, made if need be, if it is ours alone."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, ValueError):
        return None
    ours = found.st_uid == os.getuid() if hasattr(os, "getuid") else True
    private = stat.S_ISDIR(found.st_mode) and (os.name == "nt" or not found.st_mode & 0o077)
    return folder if ours and private else None


def _name(key: str) -> str:
    whole = f"{ENGINE}\0{sys.version}\0{_code()}\0{key}"
    return blake2b(whole.encode(), digest_size=16).hexdigest()


def _mark(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).digest()


def _code() -> str:
    """A mark of the code that makes what is kept: a changed file, or another Lark, begins anew.

    Sizes and times of the files stand for their contents, which would take too long to read.
    """
    global _stamp
    if not _stamp:
        stamps = "\0".join(each for package in MAKERS for each in _stamps(package))
        _stamp = blake2b(stamps.encode(), digest_size=16).hexdigest()
    return _stamp


_stamp = ""


def _stamps(package: str) -> Iterator[str]:
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        yield from _files(folder)


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.name.endswith(".py"):
                found = entry.stat()
                yield f"{entry.name}:{found.st_size}:{found.st_mtime_ns}"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _files(entry.path)
