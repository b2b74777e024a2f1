"""`townlet new`"""

import click

from runner.at_hand import open_workshop, refuse
from runner.usage import command


@command("new", short_help="Write a small script to start from.")
@click.argument("name", metavar="NAME")
@click.option("--town", metavar="NAME", help="Another town than riverside for it to play in.")
def new_(name: str, town: str | None) -> None:
    """Write a small script to start from: it runs, and its notes say what is what.

    NAME becomes the file NAME.town and the title: my-story is called "My Story".
    """
    from dsl.diagnostic import Diagnostic
    from runner.beginning import begun, town_called

    place = town_called(town, name, open_workshop().map) if town is not None else None
    if isinstance(place, tuple):
        refuse(*place)
    written = begun(name, place)
    if isinstance(written, Diagnostic):
        refuse(written)
    click.echo(f"{written}: written. Perform it with `townlet run {written}`, then change it")
