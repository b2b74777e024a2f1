"""`townlet watch`"""

import os
import sys
from collections.abc import Sequence

import click

from runner.at_hand import SEED, SET, parameters, refuse
from runner.usage import command


@command("watch", short_help="Perform a script on each save, and show what changed.")
@click.argument("target", metavar="FILE")
@SEED
@SET
def watch_(target: str, seed: int | None, settings: Sequence[str]) -> None:
    """Perform a script now and on each save, and show what changed on the page since the last time.

    The libraries it uses and its town are watched too. Ctrl-C ends it.
    """
    from dsl.diagnostic import Diagnostic
    from runner.cache import opened
    from runner.catalogue import located
    from runner.disk import read_source
    from runner.watching.again import Stage
    from runner.watching.loop import Watcher, wakes

    place = located(target)
    if isinstance(place, Diagnostic):
        refuse(place)
    source = read_source(*place)
    if isinstance(source, Diagnostic):  # No save of a script can mend that.
        refuse(source)
    stage = Stage(target, parameters(settings), seed, opened(os.environ))
    watcher = Watcher(stage, place[0], sys.stdout)
    try:
        watcher.look()
        for _ in wakes(watcher):
            watcher.look()
    except KeyboardInterrupt:
        click.echo()
