"""`townlet prompt-book`"""

from collections.abc import Sequence
from pathlib import Path

import click

from runner.at_hand import FILE, SEED, SET, open_workshop, readied, refuse
from runner.usage import command


@command("prompt-book", short_help="Write what the operator needs on the day.")
@click.argument("target", metavar="NAME|FILE")
@SEED
@SET
@click.option("--seeds", metavar="1..100", help="Seeds to rehearse with; the script's own, if not given.")
@click.option("-o", "--output", type=FILE, metavar="BOOK.md", help="Where to; standard output, if not given.")
def prompt_book_(
    target: str, seed: int | None, settings: Sequence[str], seeds: str | None, output: Path | None
) -> None:
    """Write a page for whoever runs the show: when each mark, cue and prompt comes and how surely, what the screen
    shows then, and what went wrong in rehearsal. The seed of the day is the golden one, or the script's own."""
    from dsl.diagnostic import Diagnostic
    from runner.disk import replace_file
    from runner.keeping import golden_seed
    from runner.outputs import misplaced
    from runner.rehearsal import asked
    from runner.rehearsal.prompt_book import book, written

    wanted = asked.wanted(seeds, ())
    if isinstance(wanted, Diagnostic):
        refuse(wanted)
    workshop = open_workshop()
    ready = readied(workshop, target, settings)
    wrong = misplaced([("--output", output)], workshop.disk) if output is not None else None
    if wrong is not None:
        refuse(wrong)
    day = golden_seed(ready.schedule) if seed is None else seed
    found = book(ready.schedule, ready.town, day, wanted.seeds or ready.schedule.rehearse.seeds)
    text = "\n".join(written(found)) + "\n"
    if output is None:
        click.echo(text, nl=False)
    elif unwritten := replace_file(output, text.encode()):
        refuse(unwritten)
