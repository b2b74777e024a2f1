"""`townlet accept`"""

import click

from runner.at_hand import open_workshop, refuse
from runner.usage import Misused, command


@command("accept", short_help="Accept a story that waits.")
@click.argument("story", metavar="NAME[#PASSAGE]")
@click.option("--because", required=True, metavar="REASON", help="Why; it is kept in the header of the golden.")
def accept_(story: str, because: str) -> None:
    """Put a story that waits in the place of the approved one: all of it, or the passage under one mark.

    What waits is what `townlet rehearse` left; `townlet pending` lists it.
    """
    from dsl.diagnostic import Diagnostic
    from runner.catalogue import located
    from runner.rehearsal.approving import accepted
    from runner.rehearsal.deciding import named, one_story, somebody_looks, today

    name, passage = named(story)
    one_story(name)
    somebody_looks()
    if not because.strip():
        raise Misused("A story is accepted for a reason", 'For example: `--because "the greeting is warmer now"`')
    place = located(name)
    if isinstance(place, Diagnostic):
        refuse(place)
    now = today(name, open_workshop())
    if isinstance(now, Diagnostic):
        refuse(now)
    done = accepted(place[0], passage, because, now.header, now.record)
    if isinstance(done, Diagnostic):
        refuse(done)
    left = f"; still to decide: {', '.join(f'#{each}' for each in done.left)}" if done.left else ""
    click.echo(f"{story}: accepted{left}")
    if done.older:
        older = ", ".join(f"#{each}" for each in done.older)
        click.echo(f"The golden is of no run as it stands: {older} is not what is performed, and will differ again")
    if done.broken:
        click.echo("\n  ".join(["It does not keep every promise:", *done.broken]))
    if done.trouble is not None:
        refuse(done.trouble)
