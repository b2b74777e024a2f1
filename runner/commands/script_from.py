"""`townlet script-from`"""

from pathlib import Path

import click

from runner.at_hand import FILE, open_workshop, refuse, say
from runner.usage import command


@command("script-from", short_help="Make a recorded run a script, statements and all.")
@click.argument("recording", type=FILE, metavar="FILE.townrun")
@click.option("-o", "--output", type=FILE, metavar="OUT.town", help="Where to; standard output, if not given.")
def script_from_(recording: Path, output: Path | None) -> None:
    """Write the script of a recorded run, with a cue for everything that its operator said.

    Its seed, values and length are those of the run, so that the script does the very same; that is tried before it is
    given away.
    """
    from dsl.diagnostic import Diagnostic
    from runner.disk import replace_file
    from runner.outputs import misplaced
    from runner.recording.again import piece
    from runner.recording.reading import read
    from runner.recording.scripting import around, scripted

    workshop, name = open_workshop(), str(recording)
    workshop.disk.name(recording, name)
    found = read(recording, name)
    if isinstance(found, Diagnostic):
        refuse(found)
    made = piece(found, name)
    if isinstance(made, Diagnostic):
        refuse(*found.said, made)
    script = scripted(made, name, workshop.parser)
    if isinstance(script, Diagnostic):
        refuse(*found.said, script)
    said = [*found.said, *script.said]
    if output is None:
        click.echo(script.text, nl=False)
    else:
        wrong = misplaced([("--output", output)], workshop.disk) or replace_file(output, script.text.encode())
        if wrong is not None:
            refuse(wrong)
        said += around(made, output, workshop)
    if said:
        say(*said)
    click.echo(f"{output or 'Script'}: {script.in_words()}", err=True)
