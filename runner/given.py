"""Files as a command line gives them: a folder means the scripts in it, and `-` is standard input."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from runner.catalogue import names
from runner.disk import LARGEST, reason

STREAM: Final = "-"
INPUT: Final = "standard input"
ENDING: Final = ".town"


def meant(targets: Iterable[str]) -> list[str]:
    """The files that are meant, each once, by the name that it was first given by.

    A folder without a script stays the folder it is, and so does a file that is not there: whoever looks says so.
    """
    found: dict[str, str] = {}
    for target in targets:
        for each in _of(target):
            found.setdefault(_itself(each), each)
    return [*found.values()]


def is_folder(target: str) -> bool:
    """Whether a target is a folder, and no name of what ships."""
    try:
        return bool(target) and target not in names() and Path(target).is_dir()
    except (OSError, ValueError):  # ValueError: a name with a NUL in it.
        return False


def scripts_in(folder: Path) -> list[Path]:
    """The scripts of a folder and of the folders in it, but for hidden ones; in order."""
    return sorted(_under(folder))


def closed(folder: Path) -> str:
    """Why a folder cannot be looked into, in the system's words; nothing if it can."""
    try:
        with os.scandir(folder):
            return ""
    except OSError as error:
        return reason(error)


def from_stream() -> bytes:
    """What comes by standard input; of more than a script may have, only enough to see that."""
    return sys.stdin.buffer.read(LARGEST + 1)


def _of(target: str) -> list[str]:
    return ([str(path) for path in scripts_in(Path(target))] if is_folder(target) else []) or [target]


def _itself(target: str) -> str:
    """What two names of one file have in common; a name of what ships is no path."""
    try:
        return target if target in (STREAM, *names()) else os.path.realpath(target)
    except (OSError, ValueError):
        return target


def _under(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(where) / name for name in files if name.endswith(ENDING))
