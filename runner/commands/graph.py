"""`townlet graph`"""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from runner.at_hand import FILE, SET, open_workshop, readied, refuse, say
from runner.usage import Misused, command


@command("graph", short_help="Draw what a script plans: cues, people, time.")
@click.argument("target", metavar="NAME|FILE")
@click.option("--mermaid", is_flag=True, help="What leads to what: Mermaid, or as SVG a lane for each person.")
@click.option("--gantt", is_flag=True, help="What happens when: a timeline.")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Write a picture (.svg), or Mermaid (.mmd).")
@SET
def graph_(target: str, mermaid: bool, gantt: bool, output: Path | None, settings: Sequence[str]) -> None:
    """Draw what a script plans: each cue, when it can begin at the earliest, what it follows, and whom it touches.

    A timeline, unless --mermaid asks for a flowchart. On standard output the timeline is made of letters.
    """
    from dsl.outline import outline
    from runner.drawing.choice import drawn, left_to_others
    from runner.outputs import misplaced

    if mermaid and gantt:
        raise Misused("`--mermaid` and `--gantt` are two pictures", "Ask for one of them at a time")
    workshop = open_workshop()
    plan = outline(readied(workshop, target, settings).schedule)
    if output is None and not mermaid:
        from runner.drawing.timeline import show

        show(plan, sys.stdout)
        return
    wrong = misplaced([("--output", output)], workshop.disk) if output is not None else None
    if wrong is not None:
        refuse(wrong)
    picture = drawn(plan, mermaid, output)
    if not isinstance(picture, str):
        refuse(picture)
    if output is None:
        click.echo(picture, nl=False)
    say(*left_to_others(picture, output))
