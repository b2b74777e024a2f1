"""`townlet check`"""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from runner.at_hand import leave, open_workshop
from runner.exits import MEND
from runner.usage import command

if TYPE_CHECKING:
    from runner.report import Format


@command("check", short_help="Say everything there is to say about scripts.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["full", "concise", "json"]), default="full", show_default=True)
def check_(files: Sequence[str], form: "Format") -> None:
    """Say everything there is to say about scripts, without performing them."""
    from runner.report import show

    looked = [open_workshop().looked(file) for file in files]
    said = tuple(dict.fromkeys(each for one in looked for each in one.diagnostics))
    show(said, {name: source for one in looked for name, source in one.sources.items()}, sys.stdout, form)
    if not all(one.sound for one in looked):
        leave(MEND)
    if form == "full" and not said:
        click.echo(f"{', '.join(files)}: nothing to mend")
