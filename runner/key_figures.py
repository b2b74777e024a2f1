"""How a town was doing at the end of a run: its key figures, as a table for the operator, and the same as data."""

from collections.abc import Callable
from typing import Final, NamedTuple, TextIO

import msgspec

from runner.attending import Attendant
from runner.transcript import moment
from townlet.events import Event
from townlet.kpis import CLOSE, WELL, Kpis, Reading
from townlet.schedule import Schedule
from townlet.telemetry.memory import Figures as Named
from townlet.telemetry.memory import named
from townlet.town import Town
from townlet.units import ONE, PERCENT, coins_text


class KeyFigures(msgspec.Struct, frozen=True):
    """What `--stats` has of them: from which tick on and up to which is counted; figures as in telemetry."""

    since: int
    until: int
    figures: Named


def key_figures(reading: Reading) -> KeyFigures:
    """A reading as data."""
    return KeyFigures(reading.since, reading.tick, named(reading))


class Counting(Attendant):
    """Counts what happens from when it is made: before the curtain rises, or in a town that was restored."""

    def __init__(self, town: Town) -> None:
        self.town, self.kpis = town, Kpis.since(town)

    @property
    def reading(self) -> Reading:
        """The figures as they are now."""
        return self.kpis.read(self.town)

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return None

    def hear(self, event: Event) -> None:
        """See `Attendant`."""
        self.kpis.take(self.town, event)


NOTHING: Final = "nothing counted"


class Line(NamedTuple):
    """A key figure for people: what it is called; its value, None where nothing was counted; of what; what it means."""

    name: str
    value: Callable[[Reading], str | None]
    of: Callable[[Reading], str]
    means: str


def _share(name: str) -> Callable[[Reading], str | None]:
    """A share in percent."""

    def value(reading: Reading) -> str | None:
        found: int | None = getattr(reading, name)
        return None if found is None else f"{found * 100 / ONE:.0f}%"

    return value


def _count(name: str) -> Callable[[Reading], str | None]:
    return lambda reading: f"{getattr(reading, name):,}"


def _mean(whole: str, count: str) -> Callable[[Reading], str | None]:
    """Ticks on average: minutes of the town."""

    def value(reading: Reading) -> str | None:
        found: int = getattr(reading, count)
        return f"{getattr(reading, whole) / found:.1f} minutes" if found else None

    return value


def _of(name: str, one: str, many: str) -> Callable[[Reading], str]:
    def of(reading: Reading) -> str:
        count: int = getattr(reading, name)
        return f"{count:,} {one if count == 1 else many}"

    return of


def _people(reading: Reading) -> str:
    return "1 person" if reading.people == 1 else f"{reading.people:,} people"


def _shifts(reading: Reading) -> str:
    count = reading.started + reading.absent
    return "1 shift" if count == 1 else f"{count:,} shifts"


def _cost(reading: Reading) -> str:
    return f"{coins_text(reading.spent)} spent, {coins_text(reading.wages)} earned"


LINES: Final = (
    Line("self-sufficiency", _share("self_sufficiency"), _of("looked", "look", "looks"),
         f"whose hunger, hygiene and energy are all above {WELL // PERCENT}%, looked at in every full hour"),
    Line("the same, now", lambda reading: f"{reading.well_now:,}", _people, "of those on stage when the run ended"),
    Line("attendance", _share("attendance"), _shifts, "to which somebody came"),
    Line("lateness", _share("lateness"), _of("started", "shift begun", "shifts begun"), "to which they came late"),
    Line("late by", _mean("late_ticks", "late"), _of("late", "shift begun late", "shifts begun late"), "on average"),
    Line("faints", _count("faints"), _of("faints_unprovoked", "unprovoked", "unprovoked"),
         "unprovoked: nothing had disturbed the town for a day"),
    Line("chats that went well", _share("chat_success"), _of("chats", "chat", "chats"), "that ended, well or not"),
    Line("quarrels that repeat", _share("repeated_conflicts"), _of("conflicts", "quarrel", "quarrels"),
         "between two who had words in the day before"),
    Line("close to somebody", _share("tied_share"), _people, f"with a tie stronger than {CLOSE // PERCENT}%, now"),
    Line("queue wait", _mean("waited", "turns"), _of("turns", "turn", "turns"), "waited for a turn, on average"),
    Line("queues left", _count("gave_up"), _of("passed_over", "passed over", "passed over"), "without a turn"),
    Line("wages to living", _share("wages_to_cost"), _cost, "wages, as a share of goods, washing and rent"),
    Line("rents owed", _count("rent_owed"), lambda reading: "", "days for which somebody could not pay"),
    Line("emergent", _share("emergent_share"), _of("lines", "line", "lines"), "that nobody wrote or directed"),
)  # fmt: skip
"""All that is shown, in this order."""


def heading(reading: Reading, began: int, schedule: Schedule) -> str:
    """What the figures cover: they look back a day, by whole hours, but not to before the tick that they began in."""
    covered = f"{moment(reading.since, schedule)} to {moment(reading.tick, schedule)}"
    if reading.since > began:
        return f"How the town was doing over the last day, by whole hours: {covered}"
    if began:
        return f"How the town was doing since it went on, and not before: {covered}"
    return f"How the town was doing: {covered}"


def show(counting: Counting, schedule: Schedule, stream: TextIO) -> None:
    """Write them as a table."""
    from runner.drawing.tables import Figures, write  # Rich is heavy.

    reading = counting.reading
    rows = tuple((line.name, line.value(reading) or NOTHING, line.of(reading), line.means) for line in LINES)
    table = Figures(("key figure", "", "", "what it means"), rows)
    write((heading(reading, counting.kpis.began, schedule), table), stream)
