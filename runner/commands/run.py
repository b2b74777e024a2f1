"""`townlet run`"""

import sys
from typing import Any

import click

from runner.at_hand import FILE, FORMAT, SEED, SET, leave, open_workshop, readied, refuse, say
from runner.exits import FAILED, INTERRUPTED, MEND, OUR_FAULT, UNREAD
from runner.usage import command, number


@command("run", short_help="Perform a scenario.")
@click.argument("target", metavar="[NAME|FILE]", required=False)
@SEED
@SET
@click.option("--ticks", callback=number(1, 1_000_000), metavar="N", help="Another length than the script's.")
@click.option("--stats", type=FILE, metavar="FILE", help="Write the figures of the run as JSON.")
@click.option("--kpis", is_flag=True, help="How the town is doing, as a table at the end.")
@click.option("--events", type=FILE, metavar="FILE", help="Write each event as a line of JSON.")
@click.option("--digests", type=FILE, metavar="FILE", help="Write digests of the state, each as a line of JSON.")
@click.option("--record", type=FILE, metavar="FILE.townrun", help="Record the run, to replay or inspect it.")
@click.option("--save-at", multiple=True, metavar="MOMENT", help="Save the run at a tick, or at a clock time.")
@click.option("--snapshot", type=FILE, multiple=True, metavar="FILE", help="Where to save it; one for each --save-at.")
@click.option("--from", "since", type=FILE, metavar="FILE", help="Go on from a run that was saved.")
@click.option("--statements", metavar="FILE", help="Listen to statements in a pipe or a file; - is standard input.")
@click.option("--answers", metavar="FILE", help="Answer them in JSON there, and not beside the story.")
@click.option("--speed", metavar="SPEED", help="How fast: 1x is four ticks a second; 2.5x, 10x, max.")
@click.option("--duration", metavar="TIME", help="How long the whole run takes: 90s, 12m, 1h30m.")
@click.option("--lang", metavar="TAG", help="Tell it in a language that the script is translated into.")
@click.option("--stream-telemetry", is_flag=True, help="Telemetry to standard output, the story beside it.")
@click.option("--telemetry-path", type=FILE, multiple=True, metavar="FILE", help="Telemetry to .jsonl, .jsonl.zst.")
@click.option("--telemetry-tcp", multiple=True, metavar="HOST:PORT", help="Telemetry to a consumer there, by TLS.")
@click.option("--telemetry-ca", type=FILE, metavar="FILE", help="The certificates to trust, as PEM.")
@click.option("--telemetry-plaintext", is_flag=True, help="Without TLS, to this machine only.")
@click.option("--sampled", callback=number(1, 1_000_000), metavar="N", help="Telemetry in numbers, every N ticks.")
@click.option("--strict", is_flag=True, help="Hold the town to its laws after every event.")
@click.option("--heavy", is_flag=True, help="Save and restore at every tick, and compare.")
@FORMAT
def run_(target: str | None, **typed: Any) -> None:
    """Perform a scenario that ships, a script, or a compiled schedule; or go on with one that was saved."""
    from runner.asked import asked
    from runner.formats import DOCUMENTS, write
    from runner.play import Play

    workshop, form = open_workshop(), typed["form"]
    ready, wishes = asked(target, typed, workshop, lambda name, values: readied(workshop, name, values, form), refuse)
    story = sys.stderr if form in DOCUMENTS or typed["stream_telemetry"] else sys.stdout
    played = Play(ready, wishes, story, sys.stderr).perform()
    if played.report is not None and form != "full":
        write(played.report, form, sys.stdout)
    if played.interrupted:
        say(*played.troubles)
        leave(INTERRUPTED)
    if played.troubles:
        say(*played.troubles)
        leave(OUR_FAULT if played.fault else MEND)
    if played.failed:
        leave(FAILED)
    if played.unread:
        leave(UNREAD)
