"""`townlet new`"""

import click

from runner.at_hand import refuse
from runner.usage import command


@command("new", short_help="Write a small script to start from.")
@click.argument("name", metavar="NAME")
def new_(name: str) -> None:
    """Write a small script to start from: it runs, and its notes say what is what.

    NAME becomes the file NAME.town and the title: my-story is called "My Story".
    """
    from dsl.diagnostic import Diagnostic
    from runner.beginning import begun

    written = begun(name)
    if isinstance(written, Diagnostic):
        refuse(written)
    click.echo(f"{written}: written. Perform it with `townlet run {written}`, then change it")
