"""`townlet pin`"""

from collections.abc import Sequence
from pathlib import Path

import click

from runner.at_hand import FILE, SEED, SET, open_workshop, parameters, readied, refuse
from runner.usage import command


@command("pin", short_help="Write one cell of a rehearsal as a script of its own.")
@click.argument("target", metavar="NAME|FILE")
@SEED
@SET
@click.option("-o", "--output", type=FILE, metavar="OUT.town", help="Where to; standard output, if not given.")
def pin_(target: str, seed: int | None, settings: Sequence[str], output: Path | None) -> None:
    """Write a scenario with one seed and one choice of values, as a concrete script that does the very same."""
    from runner.disk import replace_file
    from runner.outputs import misplaced
    from runner.rehearsal.cells import Cell
    from runner.rehearsal.concrete import Concrete, concrete

    workshop = open_workshop()
    ready = readied(workshop, target, settings)
    found = concrete(target, ready, ready.schedule.seed if seed is None else seed, parameters(settings), workshop)
    if not isinstance(found, Concrete):
        refuse(found)
    if output is None:
        click.echo(found.text, nl=False)
        return
    wrong = misplaced([("--output", output)], workshop.disk) or replace_file(output, found.text.encode())
    if wrong is not None:
        refuse(wrong)
    cell = Cell(found.seed, tuple(parameters(settings).items()))
    click.echo(f"{output}: `{target}` with {cell.in_words()}", err=True)
