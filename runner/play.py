"""`townlet run`: perform and tell, then the verdicts, the figures and the files that were asked for."""

from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from dsl.diagnostic import Diagnostic
from runner import figures
from runner.performing import Performed, performed, with_length
from runner.places import texts
from runner.report import show
from runner.sink import EventFile
from runner.telling import Telling
from runner.transcript import Transcript
from runner.verdicts import wanting
from runner.workshop import Ready
from townlet.schedule import Schedule


def play(
    ready: Ready,
    seed: int | None,
    ticks: int | None,
    stats: Path | None,
    events: Path | None,
    story: TextIO,
    aside: TextIO,
) -> tuple[bool, list[Diagnostic]]:
    """Perform a schedule before an audience. Whether it failed, and which files could not be written."""
    schedule = with_length(ready.schedule, ticks)
    telling = Telling(Transcript(schedule), story, aside)
    with ExitStack() as stack:
        sink = stack.enter_context(EventFile(events)) if events is not None else None
        if sink is not None and sink.trouble is not None:
            return True, [sink.trouble]  # Said before the curtain rises, not after.
        chosen = schedule.seed if seed is None else seed
        telling.write(telling.transcript.header(chosen))
        run = performed(schedule, ready.town, chosen, telling.beat, sink.take if sink is not None else None)
    _end(run, schedule, ready, telling)
    aside.write(f"\n{figures.in_words(run)}\n")
    troubles = [
        sink.trouble if sink is not None else None,
        figures.write(run, stats) if stats is not None else None,
    ]
    return run.failed, [each for each in troubles if each is not None]


def _end(run: Performed, schedule: Schedule, ready: Ready, telling: Telling) -> None:
    """The verdicts, the last line, and where to look for what did not come true."""
    page = telling.transcript
    telling.write(page.verdicts(run.verdicts) + page.closing(run.tick, run.state, run.chain))
    wants = wanting(run.verdicts, schedule)
    if wants:
        telling.story.write("\n")
        show(wants, texts(schedule, ready.sources), telling.story)
