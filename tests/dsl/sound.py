"""Whether a schedule holds together: it names only what exists, and jumps only to where something is."""

from collections.abc import Iterator
from typing import Any

import msgspec

from townlet import schedule
from townlet.conditions import Near
from townlet.schedule import Schedule
from townlet.townfile import TownFile


def faults(found: Schedule, town: TownFile) -> list[str]:
    """Everything that is wrong, in words."""
    people = {member.name for member in found.cast} | {"", "@"}
    places = {place.id for place in town.places} | {"", "home"}
    things = {thing.id for thing in town.things}
    items = {item.id for item in (*town.items, *found.items)} | {"coins", ""}
    known = {
        "who": people,
        "whom": people,  # but see `_words`
        "near": people | places | things,
        "place": places,
        "thing": things,
        "item": items,
        "to": people | places | things,
        "what": people | places | things | items,
        "during": {cue.id for cue in found.cues} | {""},
        "after": {cue.id for cue in found.cues} | {""},
        "cue": {cue.id for cue in found.cues},
        "stream": {*found.streams},
        "job": {job.id for job in town.jobs} | {""},
        "home": places,
        "personality": {*found.personalities},
        "id": {*found.places, found.id, *items, *(figure.name for figure in found.personalities.values())},
    }
    said = [f"{field} {word!r}" for field, word in _words(found) if word not in known.get(field, {word})]
    for cue in found.cues:
        said += _astray(cue.block)
    return said


def _words(node: Any) -> Iterator[tuple[str, str]]:
    """Every text in a field of the schedule, with the name of the field."""
    for field in node.__struct_fields__ if isinstance(node, msgspec.Struct) else ():
        value = getattr(node, field)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, str):
                yield "near" if isinstance(node, Near) and field == "whom" else field, part
            else:
                yield from _words(part)


def _astray(block: schedule.Block) -> Iterator[str]:
    for at, step in enumerate(block):
        match step:
            case schedule.Branch(otherwise=line) | schedule.Jump(to=line):
                lines = [line]
            case schedule.Choose(options=options):
                lines = [line for _, line in options]
            case schedule.Play(block=inner):
                yield from _astray(inner)
                continue
            case _:
                continue
        yield from (f"jump from {at} to {line}" for line in lines if not at < line <= len(block))
