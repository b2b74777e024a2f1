"""`townlet trace`"""

import sys
from collections.abc import Sequence

import click

from runner.at_hand import SEED, SET, open_workshop, readied, refuse
from runner.usage import Misused, command, line_of


@command("trace", short_help="Show all that comes of a line of a script.")
@click.argument("place", metavar="FILE:LINE")
@click.option("--in", "scenario", metavar="NAME|FILE", help="The scenario, for a line of a library or a town file.")
@SEED
@SET
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def trace_(place: str, scenario: str | None, seed: int | None, settings: Sequence[str], as_json: bool) -> None:
    """Show all that comes of a line of a script, directly or down the chain: events, lines of the story, verdicts.

    In the margin stand the numbers of lines of the transcript: those of the golden, if it tells this story, else those
    of the run. What has none passes in silence. If nothing came of it, it is said why.
    """
    import msgspec

    from dsl.diagnostic import Diagnostic
    from runner.catalogue import located
    from runner.keeping import kept
    from runner.places import texts
    from runner.report import paint_for, show
    from runner.traces import answer, as_data, as_in_golden, scenario_of, told

    file, line = line_of(place)
    if isinstance(line, str):
        hint = f"A line of the story goes by `townlet why {place}`; here it is one of the script: `{file}:25`"
        raise Misused(f"`{line}` is no line of a script", hint)
    target = scenario or scenario_of(file, line)
    if isinstance(target, Diagnostic):
        refuse(target)
    workshop = open_workshop()
    ready = readied(workshop, target, settings)
    chosen = ready.schedule.seed if seed is None else seed
    run = kept(ready.schedule, ready.town, chosen)
    found = answer(file, line, ready, workshop.disk, run, chosen)
    if isinstance(found, Diagnostic):
        refuse(found)
    script = located(target)
    if not isinstance(script, Diagnostic):
        found = as_in_golden(found, script[0], run)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(as_data(found, target, chosen)), indent=1))
        return
    paint = paint_for(sys.stdout)
    sys.stdout.writelines(paint(text, role) for text, role in told(found))
    if found.nothing is not None:
        show([found.nothing], {**ready.sources, **texts(ready.schedule, ready.sources)}, sys.stdout)
