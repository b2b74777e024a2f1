"""`townlet import`"""

from pathlib import Path

import click

from runner.at_hand import FILE, leave, open_workshop, refuse
from runner.exits import MEND
from runner.usage import command


@command("import", short_help="Make a script of an older timeline.")
@click.argument("old", type=FILE, metavar="OLD.yaml|OLD.json")
@click.option("-o", "--output", type=FILE, metavar="NEW.town", help="Where to; otherwise to standard output.")
@click.option("--town", default="riverside", show_default=True, metavar="TOWN", help="The town it is to play in.")
def import_(old: Path, output: Path | None, town: str) -> None:
    """Make a script of a timeline of the older kind, and say line by line what became of it.

    What never worked in the older file stays in the script as a comment.
    """
    from dsl.source import Source
    from dsl.timeline import imported
    from runner.disk import read_source, replace_file
    from runner.outputs import misplaced
    from runner.report import to_stderr
    from runner.towns import town_for

    workshop = open_workshop()
    source = read_source(old, workshop.disk.name(old, str(old)))
    if not isinstance(source, Source):
        refuse(source)
    wrong = misplaced([("--output", output)], workshop.disk) if output is not None else None
    if wrong is not None:
        refuse(wrong)
    found = town_for(workshop, town, str(output or old))
    if isinstance(found, tuple):
        refuse(*found)
    made = imported(source, found, town)
    to_stderr(made.diagnostics, {source.name: source})
    if made.text is None:
        leave(MEND)
    if output is None:
        click.echo(made.text, nl=False)
    elif (unwritten := replace_file(output, made.text.encode())) is not None:
        refuse(unwritten)
