"""`townlet shrink`"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from runner.at_hand import FILE, SEED, SET, leave, open_workshop, parameters, readied, refuse
from runner.exits import FAILED
from runner.usage import command


@command("shrink", short_help="Find the smallest script in which a check still fails.")
@click.argument("target", metavar="NAME|FILE")
@SEED
@SET
@click.option("--check", "check", metavar="TEXT", help="Which check, by its words; the first that fails, if not given.")
@click.option("-o", "--output", type=FILE, metavar="OUT.town", help="Where to; standard output, if not given.")
def shrink_(target: str, seed: int | None, settings: Sequence[str], check: str | None, output: Path | None) -> None:
    """Drop cues, statements and people from a failing scenario for as long as the check still fails.

    Exit status: 0 a smaller script was written, 1 nothing fails in this run.
    """
    from runner.disk import replace_file
    from runner.outputs import misplaced
    from runner.rehearsal.concrete import Concrete, concrete, failing, verdicts
    from runner.rehearsal.shrinking import shrunk

    workshop = open_workshop()
    ready = readied(workshop, target, settings)
    found = concrete(target, ready, ready.schedule.seed if seed is None else seed, parameters(settings), workshop)
    if not isinstance(found, Concrete):
        refuse(found)
    wrong = misplaced([("--output", output)], workshop.disk) if output is not None else None
    if wrong is not None:
        refuse(wrong)
    def texts(script: str) -> list[str]:
        return [each.text for each in failing(verdicts(found, script, workshop))]

    failed = [text for text in texts(found.text) if check is None or check in text]
    if not failed:
        what = f"No check with the words `{check}` fails" if check is not None else "Nothing fails"
        if any(each.outcome == "blocked" for each in verdicts(found, found.text, workshop)):
            what += " (but something that is assumed did not hold)"
        click.echo(f"{what} with seed {found.seed}, so there is nothing to shrink", err=True)
        leave(FAILED)
    wanted = failed[0]
    smallest = shrunk(found.text, lambda script: wanted in texts(script))
    if output is None:
        click.echo(smallest.text, nl=False)
    elif wrong := replace_file(output, smallest.text.encode()):
        refuse(wrong)
    before, after = (text.count("\n") for text in (found.text, smallest.text))
    click.echo(
        f"From {before} lines to {after}, in {smallest.tried} trials. `{wanted}` still fails, and no line can be "
        "dropped any more without losing that",
        file=sys.stderr,
    )
