"""What came of holding a run against its recording, in words."""

from collections.abc import Iterator
from typing import TextIO

from dsl.diagnostic import Diagnostic
from runner.drawing.tables import Figures, write
from runner.recording.again import Piece
from runner.recording.file import LUCK
from runner.recording.parting import Draw, Parting
from runner.recording.verifying import Verified
from runner.report import to_stderr
from runner.transcript import moment
from runner.trouble import trouble
from runner.version import ENGINE
from townlet.telemetry.wire import Happened

MOST = 20
"""So many figures that differ are shown."""


def same(piece: Piece, result: Verified, name: str) -> str:
    """One line: it is the run that was recorded, as far as it was looked at."""
    ticks = "1 tick" if result.ticks == 1 else f"{result.ticks} ticks"
    last = piece.start + result.ticks
    whole = piece.recording.end is not None and last >= piece.recording.end.tick
    upto = "" if whole else f", up to tick {last} ({moment(last, piece.schedule)})"
    by = f"; Townlet {piece.recording.identity.engine} recorded it" if _elder(piece) else ""
    return f"`{name}` is performed again just as it was recorded: {ticks}{upto}{by}"


def parted(piece: Piece, result: Verified, name: str, stream: TextIO) -> None:
    """That it is another, and from when on; what differs first goes to the stream."""
    if result.parting is not None:
        write(_tables(result.parting), stream)
        stream.flush()
    to_stderr([_diagnostic(piece, result, name)], {})


def _diagnostic(piece: Piece, result: Verified, name: str) -> Diagnostic:
    if result.tick is None:
        message = f"Performed again, `{name}` is the same in every tick, but {result.ending}"
    else:
        when = f"tick {result.tick} ({moment(result.tick, piece.schedule)})"
        message = f"Performed again, `{name}` is another story from {when} on"
    return trouble("TN075", name, message, _why(piece))


def _why(piece: Piece) -> str:
    if piece.recording.head.luck != LUCK:
        return "This Townlet draws its luck otherwise than the one that recorded it"
    if _elder(piece):
        return f"Townlet {piece.recording.identity.engine} recorded it; what the town does has changed up to {ENGINE}"
    return "The same version recorded it, so the engine was changed without a new number"


def _elder(piece: Piece) -> bool:
    return piece.recording.identity.engine != ENGINE


def _tables(parting: Parting) -> Iterator[str | Figures]:
    if parting.was is not None or parting.now is not None:
        row = ("first event that differs", _event(parting.was), _event(parting.now))
        yield Figures(("what happened", "was", "is"), (row,))
    if parting.draws is not None:
        one, other = map(_draw, parting.draws)
        yield Figures(("chance", "was asked", "is asked"), (("first draw that differs", one, other),))
    if parting.states:
        rows = tuple((each.subject, each.field, each.was, each.now) for each in parting.states[:MOST])
        yield Figures(("who or what", "in what", "was", "is"), rows)
    if len(parting.states) > MOST:
        yield f"and {len(parting.states) - MOST} more"
    if parting.first == "hidden":
        yield "It is something that telemetry does not tell of: the hashes differ, and nothing else."


def _event(event: Happened | None) -> str:
    if event is None:
        return "nothing"
    return event.text or " ".join(filter(None, (f"{event.kind}:", event.who, event.where and f"at {event.where}")))


def _draw(draw: Draw | None) -> str:
    return draw.reason.rstrip("|") if draw is not None else "nothing"
