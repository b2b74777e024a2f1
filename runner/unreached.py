"""Why nothing came of a line of a script: it was never reached, or what it does is no event."""

from collections.abc import Iterator, Sequence

from dsl.diagnostic import Diagnostic
from runner.performing import performed
from runner.places import around, span_of, written
from runner.rehearsal.approach import WATCHING, approaches, in_words
from runner.rehearsal.covering import Covering, Map, mapped
from runner.trouble import whole
from townlet import schedule as s
from townlet.script.plot import Plot
from townlet.town import Town
from townlet.townfile import TownFile


def unreached(statements: Sequence[str], schedule: s.Schedule, town: TownFile, seed: int) -> Diagnostic:
    """Why nothing came of what stands on a line, in a run of this seed."""
    plot, statement = Plot(schedule), statements[0]
    map_ = mapped(schedule)
    covered = _covered(schedule, town, seed, map_)
    came = [point for bit, point in enumerate(map_.points) if covered >> bit & 1]
    cue = next((path for path in _paths(statement) if path in plot.cues), "")
    if cue and not any(point.block == cue for point in came):
        return _never_began(cue, plot, schedule, town, seed)
    if any(point.statement in statements for point in came):
        return _note("This was carried out, and nothing came of it that is an event", statement, schedule,
                     "it only waits, holds, asks or is for the operator")  # fmt: skip
    fork = next((path for path, _ in around(statement, schedule) if _is_fork(path, plot)), "")
    if fork:
        message = "This was never reached: what stands above it went another way"
        return _note(message, statement, schedule, "not reached", (fork, "this went another way, or was not reached"))
    message = "This was never reached: what it stands in did not begin, or something above it waited until the end"
    return _note(message, statement, schedule, "not reached")


def _covered(schedule: s.Schedule, town: TownFile, seed: int, map_: Map) -> int:
    followers: list[Covering] = []

    def attend(of: Town) -> list[Covering]:
        followers.append(Covering(of, map_))
        return followers

    performed(schedule, town, seed, attend=attend)
    return followers[0].covered


def _paths(statement: str) -> Iterator[str]:
    """A statement and what it stands in, from the inside out."""
    yield statement
    while "/" in statement:
        statement = statement.rpartition("/")[0]
        yield statement


def _is_fork(path: str, plot: Plot) -> bool:
    return any(
        isinstance(step, s.Branch | s.Choose) and step.id == path for block in plot.blocks.values() for step in block
    )


def _never_began(cue: str, plot: Plot, schedule: s.Schedule, town: TownFile, seed: int) -> Diagnostic:
    place = written(cue, schedule)
    label = "its moment did not come in this run"
    if isinstance(plot.cues[cue].trigger, WATCHING):
        label = f"closest: {in_words(approaches(schedule, town, seed, [cue])[cue], schedule)}"
    span = span_of(place) if place is not None else whole(schedule.id)
    hint = "If that is as it should be, leave it; if not, look at what it waits for"
    return Diagnostic("TN697", "Nothing came of it, because this never began", span, label, "note", hint=hint)


def _note(
    message: str, statement: str, schedule: s.Schedule, label: str, fork: tuple[str, str] | None = None
) -> Diagnostic:
    place = written(statement, schedule)
    above = written(fork[0], schedule) if fork is not None else None
    return Diagnostic(
        "TN699", message, span_of(place) if place is not None else whole(schedule.id), label, "note",
        ((span_of(above), fork[1]),) if above is not None and fork is not None else (),
    )  # fmt: skip
