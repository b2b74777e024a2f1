"""`townlet fmt`"""

from collections.abc import Sequence

import click

from runner.at_hand import leave, open_workshop, say
from runner.exits import FAILED, MEND
from runner.usage import command


@command("fmt", short_help="Put scripts into the one form that all have.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--check", is_flag=True, help="Only list what would change, and end with 1 if anything would.")
def fmt_(files: Sequence[str], check: bool) -> None:
    """Put scripts into the one form they are written in: spacing, indentation, blank lines; never a word.

    Of a folder, that is every script in it. With - the script comes from standard input, and its form goes to
    standard output. Lines that cannot be read stay as they are.
    """
    from runner.formatting import Formatting

    formatting = Formatting(open_workshop().parser, check)
    for file in files:
        formatting.put(file)
    say(*formatting.said)
    if formatting.failed:
        leave(MEND)
    if check and formatting.changed:
        leave(FAILED)
