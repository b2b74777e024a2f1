"""From what was found out to what is told: events in words, with their causes down to a line or a rule."""

import re
from collections.abc import Sequence
from typing import Final, get_origin

import msgspec

from runner.places import written
from runner.recording.parting import NOTHING, Change, Draw, Parting, happened
from runner.rehearsal.drift.attributing import Cause
from runner.rehearsal.drift.edit import Spot
from runner.rehearsal.drift.explained import Chain, Share, Step
from runner.rehearsal.drift.take import Staged, Take
from runner.rehearsal.passages import differing
from runner.transcript import moment, origin
from runner.words import PHRASES, SIGNS, Titles, told
from runner.words import in_words as deed
from townlet.causes import RULES
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.telemetry.wire import Happened
from townlet.units import coins_text, share_text

DRAWS: Final = {"engine.choice": "a choice of {who}'s"}
"""What draws of some streams are for."""
ELSEWHENCE: Final = "It happens as before; only what it comes of is another, or is called otherwise"
SEEN: Final = ("on stage", "place", "doing", "wallet", "prices", "walk")
"""Figures that one would notice first."""


def share(cause: Cause) -> Share:
    """A cause in words."""
    wording = (cause.wording.was, cause.wording.now) if cause.wording is not None else None
    texts = [take.text for take in cause.takes or () if take.text]
    passages = tuple(differing(*texts)) if len(texts) == 2 else ()
    found = Share(cause.kind, edits=cause.edits, edit=cause.edit, wording=wording, note=cause.note, passages=passages)
    parting = cause.parting
    if parting is None or cause.takes is None:
        return found
    was, now = cause.takes
    before, after = chain(parting.was, was), chain(parting.now, now)
    if before is not None and after is not None and before.steps[0] == after.steps[0]:
        before, after = _apart(before, after, parting)
    if before is not None and after is not None and before.steps[0] == after.steps[0]:
        found = msgspec.structs.replace(found, note=". ".join(filter(None, (found.note, ELSEWHENCE))))
    return msgspec.structs.replace(
        found, tick=parting.tick, clock=moment(parting.tick, now.staged.schedule), first=parting.first,
        states=_figures(parting, Titles(now.staged.town)), draws=_draws(parting),
        was=before, now=after,
    )  # fmt: skip


def _figures(parting: Parting, titles: Titles) -> tuple[Change, ...]:
    """The figures in words, those that one would notice first; of who does something else, not how far that is."""
    others = {change.subject for change in parting.states if change.field == "doing"}
    found = (change for change in parting.states if change.subject not in others or change.field not in OF_DOING)
    return tuple(_in_words(change, titles) for change in sorted(found, key=lambda change: _rank(change, parting)))


OF_DOING: Final = (
    "how far that has come", "doing it since", "doing it until", "who wanted it", "doing it with",
)  # fmt: skip


def _in_words(change: Change, titles: Titles) -> Change:
    """What somebody does, or is to do, as it is said: `give the biscuit to Otto`."""
    if change.field == "doing":
        was, now = (each if each == NOTHING.text else deed(each, titles) for each in (change.was, change.now))
        return msgspec.structs.replace(change, was=was, now=now)
    kind, to, act = change.field.partition(" to ")
    return msgspec.structs.replace(change, field=f"{kind}{to}{deed(act, titles)}") if kind in STEERING else change


STEERING: Final = ("directive", "nudge")


def _rank(change: Change, parting: Parting) -> tuple[bool, bool, bool]:
    """Figures of those whom the first event is about come first; of each, those that one would see, feelings last."""
    concerned = {event.who for event in (parting.was, parting.now) if event is not None}
    is_feeling = change.field.startswith("feeling")
    return is_feeling, change.subject not in concerned, change.field not in SEEN


def _apart(one: Chain, other: Chain, parting: Parting) -> tuple[Chain, Chain]:
    """Two events that are the same in words, with what is not the same about them."""
    was, now = (_fields(event) for event in (parting.was, parting.now) if event is not None)
    names = [name for name in [*was, *(each for each in now if each not in was)] if was.get(name) != now.get(name)]
    names = [name for name in names if name not in NUMBERED]
    return _with(one, was, now, names), _with(other, now, was, names)


NUMBERED: Final = ("id", "cause", "root")
"""Fields that point to another event or line, which is told below."""


def _fields(event: Happened) -> dict[str, object]:
    data = msgspec.to_builtins(event.data) if isinstance(event.data, dict) else {}
    units = dict(UNITS.findall(PHRASES.get(event.kind, "")))
    said = {name: _said(value, units.get(name, NAMED.get(name, ""))) for name, value in data.items()}
    return {"cause": event.cause, "root": event.root, "sign": SIGNS.get(event.sign, ""), "id": event.id, **said}


UNITS: Final = re.compile(r"\{(\w+):(coins|share)\}")
NAMED: Final = {
    "quality": "share", "gains": "share", "warmth": "share", "strength": "share", "lasting": "ticks", "ticks": "ticks",
}  # fmt: skip
"""Units of fields that stand in no phrase."""


def _said(value: object, unit: str) -> object:
    """A value of a field in a writer's units."""
    match value:
        case dict():
            return {name: _said(each, NAMED.get(name, unit)) for name, each in value.items()}
        case int() if unit == "ticks":
            return f"{value} ticks"
        case int() if not isinstance(value, bool) and unit:
            return share_text(value) if unit == "share" else coins_text(value)
        case _:
            return value


def _with(chain: Chain, data: dict[str, object], other: dict[str, object], names: Sequence[str]) -> Chain:
    said = ", ".join(_apart_in(name, data.get(name), other.get(name)) for name in names)
    text = chain.steps[0].text
    first = msgspec.structs.replace(chain.steps[0], text=f"{text} ({said})" if said else text)
    return msgspec.structs.replace(chain, steps=(first, *chain.steps[1:]))


def _apart_in(name: str, value: object, other: object) -> str:
    """`about prices`: of what has parts, those that are not the same."""
    if isinstance(value, dict) or isinstance(other, dict):
        one, two = (each if isinstance(each, dict) else {} for each in (value, other))
        parts = [part for part in [*one, *(each for each in two if each not in one)] if one.get(part) != two.get(part)]
        return ", ".join(_apart_in(part, one.get(part), two.get(part)) for part in parts)
    if name == "text":
        return f"“{value or ''}”"
    return f"{name.replace('_', ' ')} {'none' if value in (None, '') else value}" if name != "sign" else str(value)


def chain(event: Happened | None, take: Take) -> Chain | None:
    """An event with its causes, the latest first."""
    if event is None:
        return None
    events, steps = happened(take.side), list[Step]()
    titles, at = Titles(take.staged.town), event.id
    while at in events:
        tick, each = events[at]
        steps.append(Step(tick, moment(tick, take.staged.schedule), each.sign, in_words(each, tick, titles)))
        at = each.cause
    return Chain(tuple(steps), *_root(event.root, take.staged))


def in_words(event: Happened, tick: int, titles: Titles) -> str:
    """What happened. An event of a kind that I do not know any more goes by its sentence, or by its kind."""
    data = msgspec.to_builtins(event.data) if isinstance(event.data, dict) else {}
    head = {name: getattr(event, name) for name in ("id", "kind", "who", "where", "cause", "root", "sign")}
    try:
        return told(msgspec.convert(_complete(event.kind, {**data, **head, "tick": tick}), type=Event), titles)
    except (msgspec.ValidationError, KeyError, AttributeError):
        return event.text or f"{event.who} {event.kind}".strip()


def _complete(kind: str, data: dict[str, object]) -> dict[str, object]:
    """With the fields that are left out because they are nothing: 0, "", an empty list, no."""
    for field in FIELDS.get(kind, ()):
        if field.encode_name not in data and field.required:
            data[field.encode_name] = NOTHINGS.get(get_origin(field.type) or field.type, "")
    return data


NOTHINGS: Final[dict[object, object]] = {int: 0, bool: False, str: "", tuple: (), list: [], dict: {}}
FIELDS: Final = {
    str(kind.__struct_config__.tag): msgspec.structs.fields(kind) for kind in Event.__args__
}  # fmt: skip
"""By kind of event, its fields."""


def _root(root: str, staged: Staged) -> tuple[str, Spot | None]:
    if root in RULES:
        return f"A rule of the town: {RULES[root]}", None
    return origin(root, staged.schedule), spot_of(root, staged.schedule)


def spot_of(statement: str, schedule: Schedule) -> Spot | None:
    """Where a statement stands."""
    place = written(statement, schedule)
    return Spot(place.file, place.line, place.column, place.text) if place is not None else None


def _draws(parting: Parting) -> tuple[str, str] | None:
    if parting.draws is None:
        return None
    was, now = parting.draws
    return _draw(was), _draw(now)


def _draw(draw: Draw | None) -> str:
    """What was asked of chance: `engine.work, covers: Ida, Per`; nothing if nothing was."""
    if draw is None:
        return ""
    stream, kind, who, whom = [*draw.reason.split("|"), "", "", ""][:4]
    if stream in DRAWS:
        return DRAWS[stream].format(who=who)
    people = ", ".join(filter(None, (who, whom)))
    return f"{stream}, {kind}{f': {people}' if people else ''}"
