"""`townlet blame`"""

import sys

import click

from runner.at_hand import open_workshop, readied, refuse
from runner.usage import Misused, command, line_of


@command("blame", short_help="Say where a line of a kept story comes from.")
@click.argument("place", metavar="NAME:LINE")
@click.option("--new", is_flag=True, help="Of the story that waits for a decision, not of the golden.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def blame_(place: str, new: bool, as_json: bool) -> None:
    """Say where a line of the golden comes from: cause by cause, down to the script's line or the town's rule.

    LINE is its number in the file, or what its clock shows (coffee-too-dear:08:30). A line of a run goes by `why`.
    """
    import msgspec

    from dsl.diagnostic import Diagnostic
    from runner.blame import as_data, blame, in_words
    from runner.catalogue import located
    from runner.given import is_folder
    from runner.why import shown

    target, line = line_of(place)
    if is_folder(target):
        raise Misused(f"`{target}` is a folder, and a line is of one story", "Name the script that the story is of")
    ready = readied(open_workshop(), target, ())
    script = located(target)
    found = blame(script[0], ready, line, target, new) if not isinstance(script, Diagnostic) else script
    if isinstance(found, Diagnostic):
        refuse(found)
    if isinstance(found, str):
        if as_json:
            raise Misused(f"Several lines are told at {line}", f"Ask about one of them by its number: {target}:NUMBER")
        click.echo(f"{found}\nAsk about one of them by its number: {target}:NUMBER")
    elif as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(as_data(found, target)), indent=1))
    else:
        click.echo(in_words(found), nl=False)
        shown(found.answer, found.ready, sys.stdout)
