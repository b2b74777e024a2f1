"""`townlet import`"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runner.at_hand import FILE, FORMAT, leave, open_workshop, refuse
from runner.exits import MEND
from runner.usage import command

if TYPE_CHECKING:
    from dsl.diagnostic import Diagnostic


@command("import", short_help="Make a script of an older timeline.")
@click.argument("old", type=FILE, metavar="OLD.yaml|OLD.json")
@click.option("-o", "--output", type=FILE, metavar="NEW.town", help="Where to; standard output, if not given.")
@FORMAT
@click.option("--town", default="riverside", show_default=True, metavar="TOWN", help="The town it is to play in.")
def import_(old: Path, output: Path | None, form: str, town: str) -> None:
    """Make a script of a timeline of the older kind, and say line by line what became of it.

    What never worked in the older file stays in the script as a comment. The report goes to standard error.
    """
    from dsl.source import Source
    from dsl.timeline import imported
    from runner.disk import read_source, replace_file
    from runner.formats import Case, Report, write
    from runner.outputs import misplaced
    from runner.towns import town_for

    workshop = open_workshop()
    source = read_source(old, workshop.disk.name(old, str(old)))
    if not isinstance(source, Source):
        refuse(source)
    if old.suffix.lower() == ".town":
        refuse(_script(source.name))
    wrong = misplaced([("--output", output)], workshop.disk) or _edited(output) if output is not None else None
    if wrong is not None:
        refuse(wrong)
    found = town_for(workshop, town, str(output or old))
    if isinstance(found, tuple):
        refuse(*found)
    made = imported(source, found, town)
    case = Case(source.name, source.name, made.diagnostics)
    write(Report("import", (case,), {source.name: source}), form, sys.stderr)
    if made.text is None:
        leave(MEND)
    if form == "full":
        click.echo(_sum(made.done, made.entries, source.name), err=True)
    if output is None:
        click.echo(made.text, nl=False)
    elif (unwritten := replace_file(output, made.text.encode())) is not None:
        refuse(unwritten)


def _edited(output: Path) -> "Diagnostic | None":
    """A script that is there already: somebody may have worked on it since it was imported."""
    from runner.trouble import trouble

    if not output.is_file():
        return None
    message = f"`{output}` is there already, and I will not write over what you may have edited"
    return trouble("TN027", str(output), message, "Name another file, or move that one out of the way")


def _script(name: str) -> "Diagnostic":
    """A script, which has nothing to be made of it."""
    from runner.trouble import trouble

    message = f"`{name}` is a script already; what is imported is a timeline of the older kind, in YAML or JSON"
    return trouble("TN970", name, message, f"Perform it with `townlet run {name}`")


def _sum(done: int, entries: int, name: str) -> str:
    """How much of the older file is now a line of the script."""
    rest = "" if done == entries else "; the rest is a comment in it, or was left out, as said above"
    return f"{name}: {done} of {entries} {'entry is' if entries == 1 else 'entries are'} in the script{rest}"
