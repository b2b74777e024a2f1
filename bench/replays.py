"""A day recorded, and performed again from its recording: what that costs beside the run itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.clockwork import timed_in_turn
from bench.figure import Figure, Wanted, counted, ratio
from bench.stage import Play
from runner.performing import performed
from runner.recording.again import Piece, piece
from runner.recording.file import Recording
from runner.recording.making import recorded
from runner.recording.reading import decoded
from runner.recording.verifying import verified

DAY: Final = "a-day-in-riverside"

SIZE: Final = Wanted("a-day-in-riverside recorded", "kB", 600, 450)
RECORDED: Final = Wanted("run --record: times as long as a run that nobody listens to", "×")
VERIFIED: Final = Wanted("replay --verify: of the speed of a run that nobody listens to", "×", 0.8, 0.9, more=True)
ROWS: Final = (SIZE, RECORDED, VERIFIED)


def measured(samples: int, warm_up: int, kept: Path) -> Iterator[Figure]:
    """The three figures; the run, the recorded one and the one performed again take turns, five at a time."""
    ready = Play(DAY, kept).ready
    data = recorded(ready, DAY)
    made = _made(data)

    def verify() -> None:
        assert verified(made).same

    steps = [lambda: performed(ready.schedule, ready.town), lambda: recorded(ready, DAY), verify]
    run, recording, again = timed_in_turn(steps, samples, warm_up, 5)
    yield counted(SIZE, len(data) / 1_000)
    yield ratio(RECORDED, recording, run)
    yield ratio(VERIFIED, run, again)


def _made(data: bytes) -> Piece:
    found = decoded(data, "day.townrun")
    assert isinstance(found, Recording), found
    made = piece(found, "day.townrun")
    assert isinstance(made, Piece), made
    return made
