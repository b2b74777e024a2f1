"""What commands share: options that mean the same everywhere, the workshop, and how to say something and leave."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from runner.exits import MEND
from runner.usage import number

FORMAT: Final = click.option(
    "--format",
    "form",
    type=click.Choice(["full", "concise", "json", "github", "sarif", "junit"]),
    default="full",
    show_default=True,
    help="How it is said: to people, editors, build servers.",
)

if TYPE_CHECKING:
    from dsl.diagnostic import Diagnostic
    from runner.workshop import Ready, Workshop

FILE: Final = click.Path(path_type=Path)
LARGEST_SEED: Final = 999_999_999_999
"""Of twelve digits: larger ones cannot be written in a script, nor pinned."""
SEED: Final = click.option(
    "--seed", callback=number(0, LARGEST_SEED), metavar="N", help="Other luck than the script's."
)
SET: Final = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Another value for a parameter, as in a script.",
)


def open_workshop() -> "Workshop":
    from runner.cache import opened
    from runner.workshop import Workshop

    return Workshop(opened(os.environ))


def readied(workshop: "Workshop", target: str, settings: Sequence[str], form: str = "full") -> "Ready":
    """A schedule that can be performed; what is said of it is shown, and errors end the command.

    In another form than in full it is shown where the command's result goes, and only if there is no other.
    """
    from runner.report import to_stderr
    from runner.workshop import Ready

    found = workshop.ready(target, parameters(settings))
    if form == "full":
        to_stderr(found.diagnostics, found.sources)
    if not isinstance(found, Ready):
        if form != "full":
            from runner.formats import Case, Report, write

            write(Report("run", (Case(target, target, found.diagnostics),), found.sources), form, sys.stdout)
        leave(MEND)
    return found


def parameters(settings: Sequence[str]) -> dict[str, str]:
    from runner.trouble import trouble

    found: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not (name.strip() and equals and value.strip()):
            hint = "Write it as in `--set spike=200%`"
            refuse(trouble("TN015", "--set", f"`{setting}` gives no parameter a value", hint))
        found[name.strip()] = value.strip()
    return found


def refuse(*said: "Diagnostic") -> NoReturn:
    """Say what is wrong and leave."""
    say(*said)
    leave(MEND)


def say(*said: "Diagnostic") -> None:
    from runner.report import to_stderr

    to_stderr(said, {})


def leave(status: int) -> NoReturn:
    click.get_current_context().exit(status)
