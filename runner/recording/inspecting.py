"""The town at a tick of a recording, from its telemetry alone: nothing is performed, and no engine has to know it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from runner.drawing.tables import Figures
from runner.recording.fields import Flat, Moment, flat
from runner.recording.file import Recording
from runner.recording.times import Times
from runner.transcript import moment
from runner.trouble import trouble
from townlet.causes import RULES
from townlet.telemetry.merging import merged
from townlet.units import ONE, clamp, coins_text, share_text

Data = Mapping[str, Any]
Sheet = Iterator[str | Figures]


class Seen(msgspec.Struct, frozen=True):
    """A town at the end of a tick, as the stream tells it; `events` are those up to then, by id, each with its tick."""

    tick: int
    times: Times
    state: dict[str, Any]
    events: dict[int, Data]


def times_of(recording: Recording, name: str) -> Times | Diagnostic:
    """When a recording begins and ends; an error when nothing was told in it."""
    first = next(recording.told(), None)
    if first is None:
        message = f"`{name}` was cut off before its first tick, so there is nothing to look at"
        return trouble("TN071", name, message, "Record it anew: `townlet run NAME --record FILE.townrun`")
    found = msgspec.json.decode(first)
    return Times(found["state"].get("town", {}).get("clock", 0), found["tick"], recording.last)


def seen(recording: Recording, times: Times, tick: int) -> Seen:
    """The town as it was at the end of a tick."""
    state: dict[str, Any] = {}
    events: dict[int, Data] = {}
    for message in map(msgspec.json.decode, recording.told()):
        if message["tick"] > tick:
            break
        state = message["state"] if message["payload_type"] == "snapshot" else merged(state, message)
        for event in message.get("events", ()):
            events[event["id"]] = {"tick": message["tick"]} | event
    return Seen(tick, times, state, events)


def named(found: Seen, wanted: str) -> str | Diagnostic:
    """Somebody's name, however its letters are written; an error when nobody is called so."""
    people = [*found.state.get("agents", {})]
    name: str | None = next((each for each in people if each.casefold() == wanted.casefold()), None)
    if name is not None:
        return name
    guess = nearest(wanted, people)
    hint = f"Did you mean `{guess}`?" if guess else f"There are {', '.join(people) or 'no people'}"
    return trouble("TN077", "--agent", f"Nobody is called `{wanted}` at tick {found.tick}", hint)


def as_data(found: Seen, name: str = "") -> bytes:
    """The state as it is told, or what there is of one person, as JSON; ends in a newline."""
    state = found.state if not name else _alone(found.state, name)
    whole = {"tick": found.tick, "clock": moment(found.tick, found.times), "state": state}
    return bytes(msgspec.json.format(msgspec.json.encode(whole), indent=2)) + b"\n"


def _alone(state: Data, name: str) -> dict[str, Any]:
    ties = {pair: tie for pair, tie in state.get("ties", {}).items() if pair.startswith(f"{name}>")}
    return {"agents": {name: state["agents"][name]}, "ties": ties}


def town_sheet(found: Seen) -> Sheet:
    """The whole town: everybody in a row each, and all the rest of it as far as there is anything to say."""
    state = found.state
    yield f"{state.get('town', {}).get('name', 'The town')}, {_when(found)}"
    people = tuple(_row(who, fields, found) for who, fields in state.get("agents", {}).items())
    yield Figures(("who", "where", "does", "until", "why", *NEEDS, "mood", "has"), people)
    rest = {name: part for name, part in state.items() if name != "agents"}
    quiet = [thing for thing, fields in rest.get("objects", {}).items() if _is_quiet(fields)]
    rest["objects"] = {thing: fields for thing, fields in rest.get("objects", {}).items() if thing not in quiet}
    rest["town"] = {name: part for name, part in rest.get("town", {}).items() if name not in HEADING}
    yield Figures(("what", "is"), tuple(_in_short(flat(rest, Moment(found.tick, found.times.clock)))))
    if quiet:
        yield f"{len(quiet)} objects are free, and nobody waits for them."


def person_sheet(found: Seen, name: str) -> Sheet:
    """All there is of one person."""
    fields = found.state["agents"][name]
    yield f"{name}, {_when(found)}"
    at = Moment(found.tick, found.times.clock)
    rows = {field: figure.text for (_, field), figure in flat(_alone(found.state, name), at).items()}
    doing = fields.get("doing") or {}
    own = {"mood": _mood(fields, found.tick), **({"why": _reason(doing, found)} if doing else {})}
    yield Figures(("what", "is"), tuple((own | rows).items()))


HEADING: Final = ("name", "clock", "length")
"""What stands above the tables."""

EMPTY: Final = ("nothing", "0 %", "no", "0", "never")
"""What goes without saying, among much else."""


def _in_short(rest: Flat) -> Iterator[tuple[str, str]]:
    """A row for each that has anything to show, ties and cues included."""
    rows: dict[str, list[str]] = {}
    for (subject, field), figure in rest.items():
        if figure.text not in EMPTY:
            rows.setdefault(subject, []).append(f"{field} {figure.text}")
    return ((subject, "; ".join(figures)) for subject, figures in rows.items())


NEEDS: Final = ("hunger", "hygiene", "energy")


def _when(found: Seen) -> str:
    return f"{moment(found.tick, found.times)}, tick {found.tick}"


def _row(who: str, fields: Data, found: Seen) -> tuple[str, ...]:
    doing = fields.get("doing") or {}
    needs = (share_text(_level(fields.get("needs", {}).get(need, {}), found.tick)) for need in NEEDS)
    until = doing.get("until", -1)
    return (
        who, _where(fields.get("position", {})), doing.get("act", "nothing"),
        moment(until, found.times) if until >= 0 else "open", _root(doing.get("root", "")),
        *needs, _mood(fields, found.tick), coins_text(fields.get("wallet", 0)),
    )  # fmt: skip


def _where(position: Data) -> str:
    if not position.get("on_stage", True):
        return "offstage"
    walk = position.get("walk")
    if walk:
        return f"on the way to {walk.get('place') or 'the street'}"
    return position.get("place") or "the street"


def _level(course: Data, tick: int) -> int:
    moved: int = course.get("level", 0) + course.get("rate", 0) * (tick - course.get("since", 0))
    return clamp(moved, course.get("min", 0), course.get("max", ONE))


def _mood(fields: Data, tick: int) -> str:
    """The weighted sum of the needs (hundredths) and the feelings, as `townlet.mood` has it."""
    mood, needs = fields.get("mood", {}), fields.get("needs", {})
    weighed = sum(weight * _level(needs.get(need, {}), tick) for need, weight in mood.get("weights", {}).items())
    felt = sum(_level(course, tick) for course in mood.get("feelings", {}).values())
    return share_text(clamp((weighed + 100 * felt) // 100, 0, ONE))


def _root(root: str) -> str:
    """Where a chain of causes ends, without the name of the scenario."""
    return root if root in RULES else root.partition("/")[2] or root


def _reason(doing: Data, found: Seen) -> str:
    """Why somebody does what they do: the last event on the way to it that has a sentence, and what is behind that."""
    root = doing.get("root", "")
    behind = RULES.get(root, f"the script: {_root(root)}")
    began = found.events.get(doing.get("cause", 0), {})
    event = found.events.get(began.get("cause", 0))
    while event is not None and not event.get("text"):
        event = found.events.get(event.get("cause", 0))
    return f"{moment(event['tick'], found.times)} {event['text']} ({behind})" if event is not None else behind


def _is_quiet(fields: Data) -> bool:
    return not fields.get("users") and not fields.get("queue") and fields.get("in_service", True)
