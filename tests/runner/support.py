"""Scripts to try things on, and what ships, ready to be performed."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from runner.cache import Cache
from runner.cli import cli
from runner.workshop import Ready, Workshop

ROOT = Path(__file__).resolve().parents[2]

SHORT = """\
use "library/people.town"

scenario "A Short Stay" (who = Ada, dear = 150%):
    town: riverside
    clock: 08:00
    length: 30 ticks
    seed: 1
    tags: short

    cast:
        Ada: gruff, at cafe, 5 coins
        Ben: sociable, at cafe, 5 coins

    at tick 2 as hello:
        mark "Morning"
        prompt "Point at them."
        direct who to greet Ben

    at tick 6 as rise:
        trigger price-spike at cafe (strength = dear) for 10 ticks

    expect who is at cafe at end because "nobody sent them away"

    stage:
        set Ben's hunger to 35%
"""


@cache
def workshop() -> Workshop:
    """One workshop for many scripts: the parser and the towns are read once."""
    return Workshop(Cache(None))


def ready(target: str | Path, **parameters: str) -> Ready:
    """A script that must be sound."""
    found = workshop().ready(str(target), parameters)
    assert isinstance(found, Ready), found.diagnostics
    return found


def prepared(folder: Path, scripts: Mapping[str, str], *commands: Sequence[str]) -> Path:
    """A folder with some scripts in it, after some commands; for many tests to copy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.delenv("CI", raising=False)
        for name, text in scripts.items():
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(text, "utf-8")
        for command in commands:
            CliRunner().invoke(cli, [*command], catch_exceptions=False)
    return folder


def process(*arguments: str | Path, cwd: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, with little around it."""
    code = "import sys; from runner.cli import main; sys.exit(main())"
    kept = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "HOME": str(cwd), "TERM": "dumb"}
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=cwd, env=kept | surroundings, capture_output=True, text=True, encoding="utf-8", timeout=60,
    )  # fmt: skip
