"""`townlet inspect`"""

import sys
from pathlib import Path

import click

from runner.at_hand import FILE, refuse, say
from runner.usage import command


@command("inspect", short_help="Show the town at a moment of a recording.")
@click.argument("recording", type=FILE, metavar="FILE.townrun")
@click.option("--at", "at", default="end", show_default=True, metavar="MOMENT", help="A tick, or a clock time.")
@click.option("--agent", "agent", metavar="NAME", help="All there is of one person.")
@click.option("--json", "as_json", is_flag=True, help="The state as JSON, in the units of the telemetry.")
def inspect_(recording: Path, at: str, agent: str | None, as_json: bool) -> None:
    """Show how the town stood at the end of a tick of a recording: who does what, why and until when, and the rest.

    Nothing is performed, so recordings of any Townlet can be looked into. A clock time without a day is the first.
    """
    from dsl.diagnostic import Diagnostic
    from runner.drawing.tables import write
    from runner.recording.inspecting import as_data, named, person_sheet, seen, times_of, town_sheet
    from runner.recording.reading import read
    from runner.recording.times import tick_in

    found = read(recording, str(recording))
    if isinstance(found, Diagnostic):
        refuse(found)
    times = times_of(found, str(recording))
    if isinstance(times, Diagnostic):
        refuse(times)
    if found.said:
        say(*found.said)
    tick = tick_in(at, "--at", times)
    if isinstance(tick, Diagnostic):
        refuse(tick)
    town = seen(found, times, tick)
    who = named(town, agent) if agent is not None else ""
    if isinstance(who, Diagnostic):
        refuse(who)
    if as_json:
        click.echo(as_data(town, who), nl=False)
    else:
        write(person_sheet(town, who) if who else town_sheet(town), sys.stdout)
