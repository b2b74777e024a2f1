"""A hundred thousand runs: kept on disk, in memory that stays flat, interrupted, killed and gone on with."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from tests.runner.support import ROOT, SHORT

MANY: Final = 100_000
FEWER: Final = 10_000
SCRIPT: Final = SHORT + "    expect Ben's familiarity with Ada above 9% at end\n"
TOWNLET: Final = """
import resource, sys
from pathlib import Path
from runner.cli import main
from tests.soak.rehearsal import peak
status = main()
Path(sys.argv[-1]).with_suffix(".peak").write_text(str(peak()), "ascii")
sys.exit(status)
"""

FLAT: Final = 16 * 1024 * 1024
"""Bytes that the most memory in use may grow by for 90,000 runs more: their seeds are kept as numbers, and no more."""


class Spent(msgspec.Struct, frozen=True):
    """What a rehearsal took: seconds, and the most bytes of memory that one of its processes had at once."""

    seconds: float
    peak: int


def everything_kept(say: Callable[[str], None], many: int = MANY, fewer: int = FEWER) -> Iterator[str]:
    """What is not as it should be, in words."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        (at / "short.town").write_text(SCRIPT, "utf-8")
        few = _measured(at, fewer, "few", say)
        whole = _measured(at, many, "whole", say)
        if whole.peak - few.peak > FLAT:
            yield f"{many:,} runs took {(whole.peak - few.peak) / 1e6:.0f} MB more memory than {fewer:,}"
        _interrupted(at, many, many // 3, signal.SIGINT, say)
        _interrupted(at, many, many * 2 // 3, signal.SIGKILL, say)
        _measured(at, many, "stopped", say)
        yield from _differences(at, "whole", "stopped")
        _measured(at, many, "few", say)  # A store of fewer runs, extended.
        yield from _differences(at, "whole", "few")


def peak() -> int:
    """The most bytes that this process or one that worked for it has had in memory.

    On Linux by `/proc`: there `getrusage` says of a process that was just begun what the one that began it had.
    """
    unit = 1 if sys.platform == "darwin" else 1024
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
    try:
        status = Path("/proc/self/status").read_text("ascii")
        own = next(int(row.split()[1]) * 1024 for row in status.splitlines() if row.startswith("VmHWM"))
    except OSError:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return max(own, helpers)


def _measured(at: Path, runs: int, name: str, say: Callable[[str], None]) -> Spent:
    before = _kept(at / f"{name}.sqlite")
    began = time.monotonic()
    _rehearsing(at, runs, name).wait()
    spent = Spent(time.monotonic() - began, int((at / f"{name}.peak").read_text("ascii")))
    size = (at / f"{name}.sqlite").stat().st_size
    say(
        f"  {runs:,} runs, {before:,} of them kept before: {spent.seconds:.1f} s, at most {spent.peak / 1e6:.1f} MB"
        f" in a process, {size / 1e6:.1f} MB on disk"
    )
    return spent


def _interrupted(at: Path, runs: int, until: int, how: signal.Signals, say: Callable[[str], None]) -> None:
    process = _rehearsing(at, runs, "stopped")
    while process.poll() is None and _kept(at / "stopped.sqlite") < until:
        time.sleep(0.1)
    os.killpg(process.pid, how)
    process.wait()
    say(f"  {how.name} after {_kept(at / 'stopped.sqlite'):,} runs")


def _rehearsing(at: Path, runs: int, name: str) -> subprocess.Popen[bytes]:
    asked = ["rehearse", "short.town", "--seeds", f"1..{runs}", "--store", f"{name}.sqlite", "--json", f"{name}.json"]
    surroundings = os.environ | {"PYTHONPATH": str(ROOT), "CI": "1"}
    return subprocess.Popen(
        [sys.executable, "-c", TOWNLET, *asked], cwd=at, env=surroundings, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _differences(at: Path, one: str, other: str) -> Iterator[str]:
    if _rows(at / f"{one}.sqlite") != _rows(at / f"{other}.sqlite"):
        yield f"the runs in {other} are not those in {one}"
    if (at / f"{one}.json").read_bytes() != (at / f"{other}.json").read_bytes():
        yield f"the results of {other} are not those of {one}"


def _rows(path: Path) -> str:
    """All runs and all verdicts, each once and in order, as a digest."""
    found = blake2b()
    with closing(sqlite3.connect(path)) as db:
        for table in ("run", "verdict"):
            for row in db.execute(f"select * from {table} order by variant, seed"):
                found.update(repr(row).encode())
    return found.hexdigest()


def _kept(path: Path) -> int:
    """How many runs there are, as anybody else sees them."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
            return int(db.execute("select count(*) from run").fetchone()[0])
    except sqlite3.Error:
        return 0  # It is only being made.
