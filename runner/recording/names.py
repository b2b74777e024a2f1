"""The names of files in a recording: as the script sees them, wherever it lies and whoever's machine it is on."""

import os
from collections.abc import Mapping

import msgspec

from runner.recording.file import Head, head_of
from runner.workshop import Ready
from townlet.identity import Identity
from townlet.schedule import Schedule, Written


def head(ready: Ready, identity: Identity, since: bytes | None = None) -> Head:
    """The head of a recording of this run; `since` is the state that it goes on from."""
    names = portable(ready, identity.scenario)
    script = next(iter(ready.schedule.sources), identity.scenario)
    identity = msgspec.structs.replace(
        identity, scenario=_seen_from(os.path.dirname(script), script), sources=_renamed(identity.sources, names)
    )
    texts = {names[name]: source.text for name, source in ready.sources.items()}
    return head_of(identity, _portable(ready.schedule, names), ready.town, texts, since)


def portable(ready: Ready, scenario: str = "") -> dict[str, str]:
    """What the files of a script are called in a recording, by what they are called here."""
    folder = os.path.dirname(next(iter(ready.schedule.sources), scenario))
    return {name: _seen_from(folder, name) for name in (*ready.schedule.sources, *ready.sources, *_placed(ready))}


def _placed(ready: Ready) -> set[str]:
    return {place.file for place in ready.schedule.places.values()}


def _portable(schedule: Schedule, names: Mapping[str, str]) -> Schedule:
    places = {
        id: Written(names[place.file], place.line, place.column, place.text)
        for id, place in schedule.places.items()
    }  # fmt: skip
    return msgspec.structs.replace(schedule, places=places, sources=_renamed(schedule.sources, names))


def _renamed(sources: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {names.get(name, name): mark for name, mark in sources.items()}


def _seen_from(folder: str, name: str) -> str:
    """A name from the folder of the script; what lies elsewhere ships with Townlet, and is called so already."""
    if folder and name.startswith(f"{folder}{os.sep}"):
        name = name[len(folder) + 1 :]
    return os.path.basename(name) if os.path.isabs(name) or name.startswith("..") else name.replace(os.sep, "/")
