"""`townlet compile`"""

from collections.abc import Sequence
from pathlib import Path

import click

from runner.at_hand import FILE, SET, open_workshop, readied, refuse
from runner.usage import command


@command("compile", short_help="Write the compiled schedule of a script.")
@click.argument("target", metavar="FILE")
@click.option("-o", "--output", required=True, type=FILE, metavar="OUT.json", help="Where to.")
@SET
def compile_(target: str, output: Path, settings: Sequence[str]) -> None:
    """Write the compiled schedule of a script, for certain values of its parameters."""
    from runner.compiled import write
    from runner.outputs import misplaced

    workshop = open_workshop()
    ready = readied(workshop, target, settings)
    wrong = misplaced([("--output", output)], workshop.disk) or write(ready.schedule, output)
    if wrong is not None:
        refuse(wrong)
