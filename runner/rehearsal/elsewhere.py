"""Another process that performs: of this Python, or of another one, which must be able to run the same Townlet."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

import townlet
from dsl.diagnostic import Diagnostic
from runner.trouble import trouble
from runner.typed import typed

HASH_SEED: Final = "20011"  # Any but the one that this process happens to have.
OLDEST: Final = (3, 11)
PATIENCE: Final = 60
"""Seconds for an interpreter to say who it is."""

NAME_ONE: Final = "Give the path of a Python, for example `--python .venv/bin/python`"

HERE: Final = Path(townlet.__file__).resolve().parents[1]
"""Where the packages of Townlet lie."""

WHO: Final = """
import json, platform, sys
found = {"version": platform.python_version(), "kind": platform.python_implementation()}
try:
    from runner.rehearsal.elsewhere import mark_of_town
    found["town"] = mark_of_town()
except Exception as error:
    found["lacks"] = str(error) or type(error).__name__
print(json.dumps(found))
"""
"""What an interpreter is asked first. Any Python can read it, so that one that is too old can say how old it is."""


class Interpreter(msgspec.Struct, frozen=True):
    """A Python: how it is called, and where it looks for modules before anywhere else (empty: where it always does)."""

    path: str
    version: str
    kind: str = "CPython"
    search: str = ""

    @property
    def called(self) -> str:
        """As it is named in a sentence."""
        return f"{'Python' if self.kind == 'CPython' else self.kind} {self.version}"


def own() -> Interpreter:
    """The one that performs here, with everything that it finds."""
    search = os.pathsep.join(filter(None, sys.path))
    return Interpreter(sys.executable, "{}.{}.{}".format(*sys.version_info), search=search)


def interpreter(path: str) -> Interpreter | Diagnostic:
    """Another Python that can run this Townlet, by its path or its name; or what keeps it from that."""
    found = shutil.which(path)
    if found is None:
        return trouble("TN046", "--python", f"There is no program `{path}` that I can start", NAME_ONE)
    search = "" if (HERE / "msgspec").exists() else str(HERE)  # The libraries of this Python are of no use to another.
    who = _asked(found, search)
    if who is None:
        return trouble("TN046", "--python", f"`{path}` does not answer as a Python does", NAME_ONE)
    known = Interpreter(found, who["version"], who["kind"], search)
    return _unfit(known, path, who) or known


def _asked(program: str, search: str) -> Mapping[str, str] | None:
    """Who it is, in its own words; None if it has none."""
    try:
        told = subprocess.run(
            [program, "-c", WHO], env=_surroundings(program, search), stdin=subprocess.DEVNULL, capture_output=True,
            timeout=PATIENCE, check=True,
        ).stdout  # fmt: skip
        found = json.loads(told)
        return found if isinstance(found, dict) and {"version", "kind"} <= found.keys() else None
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def _unfit(known: Interpreter, path: str, who: Mapping[str, str]) -> Diagnostic | None:
    """What keeps it from performing what we perform."""
    if tuple(int(part) for part in known.version.split(".")[:2]) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        message = f"`{path}` is {known.called}, and Townlet needs {oldest} or later"
        return trouble("TN046", "--python", message, "Name a newer one")
    if "lacks" in who:
        needs = "requirements.lock" if known.search else "townlet"
        how = f"-m pip install {'-r ' if known.search else ''}{needs}"
        message = f"{known.called} at `{path}` cannot run Townlet: {who['lacks']}"
        hint = f"Make an environment of it: `{typed(path)} -m venv other`, then `other/bin/python {how}`; and name that"
        return trouble("TN047", "--python", message, hint)
    if who["town"] != mark_of_town():
        message = f"{known.called} at `{path}` has another Townlet than this one, so their runs do not compare"
        hint = f"Install this one there: `{typed(path)} -m pip install --upgrade townlet`"
        return trouble("TN048", "--python", message, hint)
    return None


@cache
def mark_of_town() -> str:
    """A hash of the code of the town: what two processes must share for their runs to be one."""
    found = blake2b(digest_size=16)
    folder = Path(townlet.__file__).parent
    for file in sorted(folder.rglob("*.py")):
        found.update(f"{file.relative_to(folder).as_posix()}\0".encode() + file.read_bytes())
    return found.hexdigest()


class ElsewhereError(Exception):
    """A process that came to no end, as it is to be said."""

    def __init__(self, said: Diagnostic) -> None:
        super().__init__(said.message)
        self.said = said


class Elsewhere:
    """A process at work; it begins when it is made, so that it works while this one does.

    What it is asked lies in a file: through a pipe it would have to wait until somebody writes. `calls` is a
    function, `module:name`, that takes the bytes asked and gives the bytes of its answer.
    """

    def __init__(self, calls: str, asked: bytes, by: Interpreter) -> None:
        module, _, name = calls.partition(":")
        code = f"import sys; from {module} import {name}; sys.stdout.buffer.write({name}(sys.stdin.buffer.read()))"
        self._by = by
        with tempfile.TemporaryFile() as file:
            file.write(asked)
            file.seek(0)
            self._process = subprocess.Popen(
                [by.path, "-c", code], stdin=file, stdout=subprocess.PIPE, env=_surroundings(by.path, by.search)
            )

    def answer(self) -> bytes:
        """What it found; waits for it. ElsewhereError if it came to none."""
        told, _ = self._process.communicate()
        if self._process.returncode != 0:
            message = f"{self._by.called} at `{self._by.path}` stopped before the performance was over"
            hint = f"What it said of that stands above; it ended with {self._process.returncode}"
            raise ElsewhereError(trouble("TN049", self._by.path, message, hint))
        return told


def _surroundings(program: str, search: str) -> dict[str, str]:
    """The environment of the other process: other hashes of strings, and no module from where this one stands."""
    without = {"PYTHONPATH"} if program == sys.executable else {"PYTHONPATH", "PYTHONHOME"}
    found = {name: value for name, value in os.environ.items() if name not in without}
    found |= {"PYTHONHASHSEED": HASH_SEED, "PYTHONSAFEPATH": "1"}
    return found | ({"PYTHONPATH": search} if search else {})
