"""`townlet reject`"""

import click

from runner.at_hand import refuse
from runner.usage import command


@command("reject", short_help="Throw a changed story away.")
@click.argument("story", metavar="NAME")
def reject_(story: str) -> None:
    """Throw away the story that waits beside the approved one, which stays as it is."""
    from dsl.diagnostic import Diagnostic
    from runner.catalogue import located
    from runner.rehearsal.approving import rejected

    place = located(story)
    if isinstance(place, Diagnostic):
        refuse(place)
    wrong = rejected(place[0])
    if wrong is not None:
        refuse(wrong)
    click.echo(f"{story}: rejected; the golden stays as it was")
