"""`townlet stats`"""

import sys
from collections.abc import Sequence

import click

from runner.at_hand import SET, leave, open_workshop, parameters
from runner.exits import MEND
from runner.usage import command


@command("stats", short_help="Count words, lines, scenes and people.")
@click.argument("files", nargs=-1, required=True, metavar="NAME|FILE...")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON: a list with an entry for each script.")
@SET
def stats_(files: Sequence[str], as_json: bool, settings: Sequence[str]) -> None:
    """Count the words and lines of scripts; and perform each once, with its golden's seed, to count what is told.

    What is written is counted once, with the vignettes it plays. What is told is counted by person and by scene, from
    mark to mark.
    """
    from runner.drawing.tables import as_text, show
    from runner.report import to_stderr
    from runner.statistics import statistics
    from runner.workshop import Ready

    workshop, values = open_workshop(), parameters(settings)
    found = [workshop.ready(each, values) for each in files]
    for each in found:
        to_stderr(each.diagnostics, each.sources)
    counted = [statistics(each) for each in found if isinstance(each, Ready)]
    if as_json:
        click.echo(as_text(counted), nl=False)
    else:
        show(counted, sys.stdout)
    if len(counted) < len(found):
        leave(MEND)
