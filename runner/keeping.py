"""A performance kept whole, as text and as events: what goldens are compared with, what `why` looks into."""

import msgspec

from runner.performing import Attend, Performed, performed
from runner.sink import line
from runner.transcript import Transcript
from townlet.beat import Beat
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.script.performance import Verdict
from townlet.townfile import TownFile


class Kept(msgspec.Struct, frozen=True):
    """The lines of a transcript; beats and verdicts by the number of theirs (from 1); the events; how it went."""

    lines: list[str]
    beats: dict[int, Beat]
    judged: dict[int, Verdict]
    events: list[Event]
    run: Performed

    @property
    def text(self) -> str:
        """The transcript as a file."""
        return "\n".join(self.lines) + "\n"

    @property
    def stream(self) -> str:
        """The events as a file, one JSON object a line."""
        return b"".join(map(line, self.events)).decode()


def kept(schedule: Schedule, town: TownFile, seed: int | None = None, attend: Attend | None = None) -> Kept:
    """Perform a schedule from end to end and keep everything; others may `attend`."""
    page = Transcript(schedule)
    chosen = schedule.seed if seed is None else seed
    lines = page.header(chosen)
    events: list[Event] = []
    run = performed(schedule, town, chosen, lambda beat: lines.extend(page.beat(beat)), events.append, attend)
    lines += page.verdicts(run.verdicts) + page.closing(run.tick, run.state, run.chain)
    return Kept(lines, page.beats, page.judged, events, run)


def golden_seed(schedule: Schedule) -> int:
    """The seed of the golden: the one the script names for it, or else its own."""
    return schedule.seed if schedule.rehearse.golden is None else schedule.rehearse.golden
