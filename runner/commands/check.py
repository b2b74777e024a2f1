"""`townlet check`"""

import sys
from collections.abc import Sequence

import click

from runner.at_hand import FORMAT, leave, open_workshop, refuse
from runner.exits import MEND
from runner.usage import Misused, command


@command("check", short_help="Say everything there is to say about scripts.")
@click.argument("files", nargs=-1, required=True, metavar="FILE|DIR...")
@click.option("--fix", is_flag=True, help="Mend what is sure to be a slip, and say what is left.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@FORMAT
def check_(files: Sequence[str], fix: bool, diff: bool, form: str) -> None:
    """Say everything there is to say about scripts, without performing them.

    Of a folder, that is every script in it. With - the script comes from standard input.
    """
    from runner.formats import Case, Report, once, write
    from runner.given import INPUT, STREAM, from_stream, meant

    files = meant(files)
    if STREAM in files and (fix or diff):
        raise Misused("Standard input is no file that could be mended", "Save it as a file, or leave `--fix` out")
    mended = _mend(files, diff) if fix or diff else False
    looked = [
        open_workshop().looked_at(from_stream(), INPUT) if file == STREAM else open_workshop().looked(file)
        for file in files
    ]
    files = [INPUT if file == STREAM else file for file in files]
    cases = once(Case(file, file, one.diagnostics) for file, one in zip(files, looked, strict=True))
    report = Report("check", cases, {name: source for one in looked for name, source in one.sources.items()})
    if not diff:
        write(report, form, sys.stdout)
    if not all(one.sound for one in looked):
        leave(MEND)
    if form == "full" and not report.said and not mended:
        click.echo(f"{', '.join(files)}: nothing to mend")


def _mend(files: Sequence[str], only_show: bool) -> bool:
    """Mend what can be, or show how; whether there was anything."""
    from runner.mending import in_words, mendings, show_diff

    found = mendings(open_workshop(), files)
    for each in found:
        if only_show:
            show_diff(each, sys.stdout)
            continue
        wrong = each.write()
        if wrong is not None:
            refuse(wrong)
        click.echo(in_words(each), err=True)
    return bool(found)
