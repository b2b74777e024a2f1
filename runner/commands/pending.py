"""`townlet pending`"""

from collections.abc import Sequence

import click

from runner.at_hand import leave, refuse
from runner.exits import DRIFT
from runner.usage import command


@command("pending", short_help="List stories that wait for a decision.")
@click.argument("folders", nargs=-1, metavar="[DIR]...")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def pending_(folders: Sequence[str], as_json: bool) -> None:
    """List the stories that differ from the approved ones, as the last rehearsals left them, with their passages.

    Looks in the folders named, or else among what ships and below the current folder. Exit status: 0 nothing waits,
    3 something does.
    """
    from pathlib import Path

    import msgspec

    from runner.catalogue import called
    from runner.rehearsal.approving import pending
    from runner.shelf import SHIPPED
    from runner.trouble import trouble

    for each in folders:
        if not Path(each).is_dir():
            refuse(trouble("TN031", each, f"There is no folder `{each}`", "Name a folder with scripts in it"))
    found = pending([Path(each) for each in folders] or [SHIPPED, Path()])
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=1))
    else:
        for story in found:
            passages = ", ".join(f"#{each}" for each in story.passages)
            whole = "it has no golden yet" if story.is_new else "to be decided about whole: its golden is damaged"
            click.echo(f"{called(Path(story.script))}: {passages or whole}")
        if not found:
            click.echo("Nothing waits for a decision")
    if found:
        leave(DRIFT)
