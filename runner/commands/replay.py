"""`townlet replay`"""

import sys
from pathlib import Path

import click

from runner.at_hand import FILE, leave, refuse, say
from runner.exits import DRIFT
from runner.usage import Misused, command


@command("replay", short_help="Perform a recorded run again.")
@click.argument("recording", type=FILE, metavar="FILE.townrun")
@click.option("--from", "since", metavar="MOMENT", help="Tell it from this tick or clock time on.")
@click.option("--to", "until", metavar="MOMENT", help="And up to this one.")
@click.option("--verify", is_flag=True, help="Tell nothing; say whether it is the run that was recorded.")
def replay_(recording: Path, since: str | None, until: str | None, verify: bool) -> None:
    """Perform a recorded run again, from what the recording holds: no script or town file is looked at.

    A clock time without a day is the next one. With --verify every tick is held against what was recorded; a run that
    is another ends with status 3, and I say from which tick on, and in what.
    """
    from dsl.diagnostic import Diagnostic
    from runner.recording.again import other_engine, piece
    from runner.recording.reading import read
    from runner.recording.telling import told, window

    if verify and since is not None:
        raise Misused("`--verify` looks at every tick from the first on", "Leave `--from` out; `--to` is fine")
    name = str(recording)
    found = read(recording, name)
    if isinstance(found, Diagnostic):
        refuse(found)
    made = piece(found, name)
    if isinstance(made, Diagnostic):
        refuse(*found.said, made)
    within = window(since, until, made)
    if isinstance(within, Diagnostic):
        refuse(within)
    said = (*found.said, *(() if verify else other_engine(found, name)))
    if said:
        say(*said)
    if not verify:
        told(made, within, sys.stdout, sys.stderr)
        return
    from runner.recording.showing import parted, same
    from runner.recording.verifying import verified

    result = verified(made, within.last)
    if result.same:
        click.echo(same(made, result, name))
        return
    parted(made, result, name, sys.stdout)
    leave(DRIFT)
