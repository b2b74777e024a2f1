"""`townlet review`"""

import sys
from collections.abc import Sequence

import click

from runner.at_hand import leave, open_workshop, refuse
from runner.exits import DRIFT, MEND
from runner.usage import Misused, command


@command("review", short_help="Go through the stories that wait, and decide.")
@click.argument("stories", nargs=-1, metavar="[NAME|FILE|DIR]...")
def review_(stories: Sequence[str]) -> None:
    """Go through the stories that differ from the approved ones, passage by passage, and accept, reject or skip each.

    Without names, all that wait among what ships and below the current folder. Press `?` for the keys. Exit status:
    0 all is decided, 3 something still waits.
    """
    from dsl.diagnostic import Diagnostic
    from runner.rehearsal.deciding import DeskOfGoldens, commands, waiting

    found = waiting(stories)
    if isinstance(found, Diagnostic):
        refuse(found)
    if not found:
        click.echo("Nothing waits for a decision")
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("\n".join(commands(found)), err=True)
        raise Misused("A review needs a terminal", "Decide with the commands above")
    from runner.screens.review import Review

    left = Review(found, DeskOfGoldens(open_workshop())).run()
    if left is None:
        leave(MEND)
    if left:
        leave(DRIFT)
