"""`townlet why`"""

import sys
from collections.abc import Sequence

import click

from runner.at_hand import SEED, SET, open_workshop, readied, refuse
from runner.usage import command, line_of


@command("why", short_help="Say why a line of a transcript is there.")
@click.argument("place", metavar="NAME:LINE")
@SEED
@SET
def why_(place: str, seed: int | None, settings: Sequence[str]) -> None:
    """Say why a line of a transcript, or a verdict, is there.

    LINE is its number, or what its clock shows (coffee-too-dear:08:30). Numbers count from 1 and are those of what
    `run` writes to standard output: prompts, which only the operator sees, are not counted. A line of a golden
    goes by `blame`.
    """
    from dsl.diagnostic import Diagnostic
    from runner.why import Answer, shown, why

    target, line = line_of(place)
    ready = readied(open_workshop(), target, settings)
    chosen = ready.schedule.seed if seed is None else seed
    answer = why(ready.schedule, ready.town, chosen, line, target)
    if isinstance(answer, Diagnostic):
        refuse(answer)
    if isinstance(answer, Answer):
        shown(answer, ready, sys.stdout)
    else:
        click.echo(f"{answer}\nAsk about one of them by its number: {target}:NUMBER")
