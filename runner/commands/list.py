"""`townlet list`"""

import click

from runner.at_hand import open_workshop
from runner.usage import command


@command("list", short_help="Show what can be performed.")
def list_() -> None:
    """Show what ships: name, title, length, tags; and what needs mending before it can be performed."""
    from runner.catalogue import entries, standing

    workshop = open_workshop()
    rows = [
        (each.name, each.title, each.length, ", ".join(each.tags), standing(workshop.looked(each.name).diagnostics))
        for each in entries(workshop.parser)
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (f"{text:<{width}}" for text, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())
