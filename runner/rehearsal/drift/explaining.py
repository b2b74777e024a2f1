"""From what was found out to what is told: events in words, with their causes down to a line or a rule."""

from collections.abc import Sequence
from typing import Final, get_origin

import msgspec

from runner.places import written
from runner.recording.parting import Change, Draw, Parting, happened
from runner.rehearsal.drift.attributing import Cause
from runner.rehearsal.drift.edit import Spot
from runner.rehearsal.drift.explained import Chain, Share, Step
from runner.rehearsal.drift.take import Staged, Take
from runner.rehearsal.passages import differing
from runner.transcript import moment, origin
from runner.words import Titles, told
from townlet.causes import RULES
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.telemetry.wire import Happened

DRAWS: Final = {"engine.choice": "a choice of {who}'s"}
"""What draws of some streams are for."""
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
    return msgspec.structs.replace(
        found, tick=parting.tick, clock=moment(parting.tick, now.staged.schedule), first=parting.first,
        states=tuple(sorted(parting.states, key=lambda change: _rank(change, parting))), draws=_draws(parting),
        was=before, now=after,
    )  # fmt: skip


def _rank(change: Change, parting: Parting) -> tuple[bool, bool, bool]:
    """Figures of those whom the first event is about come first; of each, those that one would see, feelings last."""
    concerned = {event.who for event in (parting.was, parting.now) if event is not None}
    is_feeling = change.field.startswith("feeling")
    return is_feeling, change.subject not in concerned, change.field not in SEEN


def _apart(one: Chain, other: Chain, parting: Parting) -> tuple[Chain, Chain]:
    """Two events that are the same in words, with what is not the same about them."""
    was, now = (_fields(event) for event in (parting.was, parting.now) if event is not None)
    names = [name for name in [*was, *(each for each in now if each not in was)] if was.get(name) != now.get(name)]
    return _with(one, was, names), _with(other, now, names)


def _fields(event: Happened) -> dict[str, object]:
    data = msgspec.to_builtins(event.data) if isinstance(event.data, dict) else {}
    return {"cause": event.cause, "root": event.root, "sign": event.sign, "id": event.id, **data}


def _with(chain: Chain, data: dict[str, object], names: Sequence[str]) -> Chain:
    said = ", ".join(f"{name} {data.get(name, 'nothing')}" for name in names)
    first = msgspec.structs.replace(chain.steps[0], text=f"{chain.steps[0].text} ({said})")
    return msgspec.structs.replace(chain, steps=(first, *chain.steps[1:]))


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
