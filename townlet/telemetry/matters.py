"""What is told of everything that is not somebody: objects, ties, jobs, quarrels, the story, the script, the town."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from townlet.circumstances.weather import RAIN
from townlet.goods import ledger
from townlet.telemetry import wire
from townlet.telemetry.coming import pending
from townlet.telemetry.memory import Memory
from townlet.telemetry.sections import PLAIN, Form, record, table
from townlet.telemetry.ties import TIE, every, read

if TYPE_CHECKING:
    from townlet.town import Town

Raw = Any
Read = Callable[["Town", Memory, str], Raw]
"""The raw value of the one of that id; None when there is none."""
Ids = Callable[["Town", Memory], Iterable[str]]


class Matter(NamedTuple):
    """Things of one sort: where in the state they stand, keyed by their id; their form; who they are, and each."""

    at: tuple[str, ...]
    form: Form
    ids: Ids
    read: Read


CLOSURE: Final = "closure"
UTILITIES: Final = {"power": "blackout", "water": "water-outage"}
"""By what each is cut off."""


def _object(town: "Town", memory: Memory, name: str) -> Raw:
    thing = town.things.get(name)
    if thing is None:  # An item can be used as well.
        return None
    return tuple(thing.users), tuple(thing.queue), thing.ready, in_service(town, name)


def in_service(town: "Town", name: str) -> bool:
    """Whether an object can be used as things stand: its place is not shut, and not all it is for lacks something."""
    thing = town.setting.things[name]
    if not town.running:
        return True
    if town.is_shut(thing.place):
        return False
    uses = [how for each, how in town.setting.inside.get(thing.place, ()) if each is thing]
    return not uses or not all(town.lacks(how) for how in uses)


def _job(town: "Town", memory: Memory, name: str) -> Raw:
    lists = town.register
    staff, applicants = lists.staff.get(name, ()), lists.applicants.get(name, ())
    return tuple(staff), lists.vacant.get(name, 0), tuple(applicants)


def _cue(town: "Town", memory: Memory, name: str) -> Raw:
    state = town.performance.cues.get(name)
    if state is None:
        return None
    return state.fired, state.started, state.completed, bool(state.running or state.each)


def _verdict(town: "Town", memory: Memory, name: str) -> Raw:
    each = town.performance.verdicts[int(name)]
    return each.severity, each.outcome, each.text, each.tick, each.because


def _shelf(town: "Town", memory: Memory, place: str) -> Raw:
    """What a place sells, sold out or not, and whatever else is on its shelf."""
    sells = dict.fromkeys([goods.item for goods in town.setting.places[place].sells], 0)
    return sells | town.ledger.get(ledger.shelf(place), {})


def _utilities(town: "Town") -> Raw:
    return {what: "off" if town.disturbed(cut) else "on" for what, cut in UTILITIES.items()}


def _weather(town: "Town") -> Raw:
    return "rain" if town.disturbed(RAIN) else "clear"


def _closed(town: "Town") -> Raw:
    return {each.place: True for each in town.running.values() if each.kind == CLOSURE}


def _active(town: "Town") -> Raw:
    return {
        name: (each.kind, each.place, each.strength, each.since, each.until, each.sign)
        for name, each in town.running.items()
    }


def _prices(town: "Town") -> Raw:
    return {name: town.places[name].level for name in _shops(town)}


def _shops(town: "Town") -> list[str]:
    return [place.id for place in town.file.places if place.sells]


_DISTURBANCES: Final = table(record(wire.Disturbance))


def _fact(at: tuple[str, ...], form: Form, read: "Callable[[Town], Raw]") -> Matter:
    """What there is once in a town: it stands under no id."""
    return Matter(at, form, lambda town, memory: ("",), lambda town, memory, name: read(town))


MATTERS: Final[dict[str, Matter]] = {
    "name": _fact(("town", "name"), PLAIN, lambda town: town.file.title),
    "clock": _fact(("town", "clock"), PLAIN, lambda town: town.opens),
    "length": _fact(("town", "length"), PLAIN, lambda town: town.schedule.length),
    "prices": _fact(("town", "prices"), table(PLAIN), _prices),
    "utilities": _fact(("town", "utilities"), table(PLAIN), _utilities),
    "weather": _fact(("town", "weather"), PLAIN, _weather),
    "closed": _fact(("town", "closed"), table(PLAIN), _closed),
    "active": _fact(("town", "active"), _DISTURBANCES, _active),
    "pending": _fact(("town", "pending"), _DISTURBANCES, pending),
    "stock": Matter(("town", "stock"), table(PLAIN), lambda town, memory: _shops(town), _shelf),
    "objects": Matter(("objects",), record(wire.ObjectPart), lambda town, memory: town.things, _object),
    "ties": Matter(("ties",), TIE, lambda town, memory: every(town), lambda town, memory, name: read(town, name)),
    "employment": Matter(("employment",), record(wire.JobPart), lambda town, memory: town.setting.jobs, _job),
    "conflicts": Matter(
        ("conflicts",), record(wire.ConflictPart), lambda town, memory: memory.conflicts,
        lambda town, memory, pair: memory.conflicts.get(pair),
    ),
    "kpis": Matter(
        ("kpis",), table(PLAIN), lambda town, memory: ("",), lambda town, memory, name: memory.figures,
    ),
    "narration": Matter(
        ("narration",), PLAIN, lambda town, memory: memory.tail, lambda town, memory, number: memory.tail.get(number),
    ),
    "cues": Matter(
        ("script", "cues"), record(wire.CuePart), lambda town, memory: town.performance.cues, _cue,
    ),
    "verdicts": Matter(
        ("script", "verdicts"), record(wire.VerdictPart),
        lambda town, memory: [str(number) for number in range(len(town.performance.verdicts))], _verdict,
    ),
    "blocked": _fact(("script", "blocked"), PLAIN, lambda town: town.performance.blocked),
}  # fmt: skip
"""By the name that `townlet.telemetry.touches` knows them by."""
