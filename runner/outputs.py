"""Where a command is to write, looked at before anything is performed: never over what is read, no two in one file."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from dsl.diagnostic import Diagnostic
from runner.disk import unwritable
from runner.shelf import Disk
from runner.trouble import trouble

STORIES: Final = (".transcript", ".transcript.new")
"""How the names of goldens end, and of stories that wait to be decided about."""

RECORD: Final = ".townrun"
"""How the name of a golden's record ends."""

Output = tuple[str, Path]
"""An option, and the file that it names."""


def misplaced(outputs: Iterable[Output], disk: Disk, since: Path | None = None) -> Diagnostic | None:
    """The first that cannot be written there, or that would cost another file; None when all is well.

    A snapshot may take the place of the one that a run goes on from: that was read whole by then.
    """
    taken: dict[str, str] = {}
    for option, path in outputs:
        try:
            real = os.path.realpath(path)
            if path.is_dir():
                return unwritable(str(path), IsADirectoryError(21, "is a folder"))
            if not path.parent.is_dir():
                return unwritable(str(path), FileNotFoundError(2, "no such file or directory"))
            if path.exists() and not path.is_file():  # A pipe or a device keeps nothing that could be lost.
                continue
        except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it.
            return unwritable(str(path), error)
        read = disk.name_of(path) or _as_snapshot(real, option, since)
        if path.exists() and (real.endswith(STORIES) or _is_record(path)):
            message = f"`{option}` would write over `{path}`, which is of a story that was approved, or waits to be"
            return trouble("TN027", str(path), message, "Name a file of its own")
        if read:
            message = f"`{option}` would write over `{read}`, which is read for this"
            return trouble("TN027", str(path), message, "Name a file of its own")
        if real in taken:
            both = f"`{taken[real]}` and `{option}`" if taken[real] != option else f"`{option}` twice"
            message = f"`{path}` is named for {both}, and only the last would be left"
            return trouble("TN027", str(path), message, "Name a file of its own for each")
        taken[real] = option
    return None


def _is_record(path: Path) -> bool:
    """Whether a recording is that of a golden: the transcript lies beside it."""
    return path.suffix == RECORD and path.with_suffix(STORIES[0]).exists()


def _as_snapshot(real: str, option: str, since: Path | None) -> str:
    """The name of the snapshot that a run goes on from, if that is the file and something else would replace it."""
    return str(since) if since is not None and option != "--snapshot" and real == os.path.realpath(since) else ""
