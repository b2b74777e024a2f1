"""Reading and writing files: whatever goes wrong is a diagnostic, and no file is ever left half-written."""

import os
import shutil
import stat
from pathlib import Path
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.source import Source, Span
from runner.trouble import trouble

LARGEST: Final = 16_000_000
"""Bytes. A script of 4,000 lines has 200,000; a schedule or a town file has a few times that."""

SAVE_AS_UTF8: Final = "Save it as UTF-8; most editors offer that under `Save as` or `Encoding`"
OPEN: Final = ("/dev/fd/", "/dev/stdin", "/proc/")
FOREIGN: Final = (b"\xff\xfe", b"\xfe\xff")
"""The first bytes of UTF-16 and UTF-32; neither occurs in UTF-8."""


def read_source(path: Path, name: str) -> Source | Diagnostic:
    """A text file under the name it is reported by, or what keeps it from being read.

    A UTF-8 byte order mark is taken off: editors write it unasked and it means nothing.
    """
    data = read_bytes(path, name)
    return data if isinstance(data, Diagnostic) else decoded(data, name)


def read_bytes(path: Path, name: str, largest: int = LARGEST) -> bytes | Diagnostic:
    """A file of up to `largest` bytes as it is, or what keeps it from being read."""
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return trouble("TN002", name, f"`{name}` is a folder", "Name a file in it, one that ends in `.town`")
        if not stat.S_ISREG(found.st_mode) and not _is_open(path):
            hint = "Save what comes out of it as a file, and name that"
            return trouble("TN003", name, f"`{name}` is a pipe or a device, which may never come to an end", hint)
        if found.st_size > largest:
            return too_large(name, largest)
        with path.open("rb") as file:
            data = file.read(largest + 1)  # A pipe or a device has no size to ask for beforehand.
        return data if len(data) <= largest else too_large(name, largest)
    except FileNotFoundError:
        return trouble("TN001", name, f"There is no file `{name}`", "Look at the spelling and the folder")
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL in it.
        return trouble("TN003", name, f"I cannot open `{name}`: {reason(error)}", "Look at who may read it")


def _is_open(path: Path) -> bool:
    """Whether it is one that a shell has opened for us, as in `<(…)` or `/dev/stdin`."""
    return os.fspath(path).startswith(OPEN) or os.path.realpath(path).startswith(OPEN)


def decoded(data: bytes, name: str) -> Source | Diagnostic:
    """Bytes as text, if they are UTF-8; the first that is not is pointed at."""
    if data.startswith(FOREIGN):
        return trouble("TN004", name, f"`{name}` is written in UTF-16, and I read UTF-8", SAVE_AS_UTF8)
    try:
        return Source(name, data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        span = _place(data, error.start, name)
        byte = f"byte {data[error.start]:#04x} is not text in UTF-8"
        return Diagnostic("TN004", f"`{name}` is not text in UTF-8", span, byte, hint=SAVE_AS_UTF8)


def replace_file(path: Path, data: bytes) -> Diagnostic | None:
    """Write a file whole: whoever looks sees the old one or the new one. What goes wrong is given back.

    What is there already keeps who may read it, and a link goes on leading to it.
    """
    goal = Path(os.path.realpath(path)) if path.is_symlink() else path
    pending = goal.parent / f".{goal.name}.{os.getpid()}.new"
    try:
        if path.exists() and not path.is_file():  # A pipe or a device: there is nothing to replace.
            path.write_bytes(data)
            return None
        with pending.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # Before it takes the name: a name must not outlive what it stands for.
        if goal.exists():
            shutil.copymode(goal, pending)
        os.replace(pending, goal)
    except BaseException as error:  # An interrupt leaves nothing behind either.
        discard(pending)
        if isinstance(error, OSError | ValueError):
            return unwritable(str(path), error)
        raise
    return None


def create_file(path: Path, data: bytes) -> Diagnostic | None:
    """Write a file that is not there yet; one that is stays as it is. What goes wrong is given back."""
    try:
        with path.open("xb") as file:
            try:
                file.write(data)
            except BaseException:
                discard(path)
                raise
    except FileExistsError:
        hint = "Take another name, or move it away first"
        return trouble("TN042", str(path), f"There is a file `{path}` already", hint)
    except (OSError, ValueError) as error:
        return unwritable(str(path), error)
    return None


def discard(path: Path) -> None:
    """Take a file away, if it is there and can be."""
    try:
        path.unlink(missing_ok=True)
    except (OSError, ValueError):
        return


def unwritable(name: str, error: Exception) -> Diagnostic:
    """A file that the disk refuses."""
    hint = "Look at the folder, who may write there, and how much room is left"
    return trouble("TN014", name, f"I cannot write `{name}`: {reason(error)}", hint)


def at_once(wrong: Diagnostic) -> Diagnostic:
    """The same, to be said while a run goes on; it is an error at its end."""
    return msgspec.structs.replace(wrong, message=f"{wrong.message}; the run goes on without it", severity="warning")


def reason(error: Exception) -> str:
    """What the system says, in its words and without its numbers."""
    return (getattr(error, "strerror", None) or str(error)).lower()


def too_large(name: str, largest: int = LARGEST) -> Diagnostic:
    """What is said of a file of more than `largest` bytes."""
    hint = f"I read files of up to {largest // 1_000_000} MB; is it the file you meant?"
    return trouble("TN006", name, f"`{name}` is too large", hint)


def _place(data: bytes, at: int, name: str) -> Span:
    before = data[:at].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return Span(name, line, column, line, column + 1)
