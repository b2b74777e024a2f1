"""What is left to look at when parts of a town file are at fault, so that all errors come in one go."""

from collections.abc import Iterable
from typing import Any, Final

from dsl.townfile.nodes import Path
from townlet.conditions import NEEDS

SECTIONS: Final = ("places", "objects", "affordances", "items", "jobs", "barriers", "chances")
"""The parts of a town file whose entries stand for themselves: one can be at fault and the others sound."""

STAND_INS: Final[dict[Any, Any]] = {
    "title": "this town",
    "rent": "0 coins",
    "beginning": {**dict.fromkeys(NEEDS, "100%"), "wallet": "0 coins"},
    "pace": dict.fromkeys(NEEDS, "0% an hour"),
    "names": [],
}
"""What the rest is looked at with while the writer's own is at fault; no town with these is ever returned."""


def healthy(data: Any, at_fault: Iterable[Path]) -> dict[str, Any] | None:
    """`data` without the entries at fault, or None when there is no town without what is at fault."""
    sound = data
    for path in at_fault:
        section = path[0] if path else None
        if section in STAND_INS:
            sound = {**sound, section: STAND_INS[section]}
        elif section in SECTIONS and len(path) > 1:
            sound = {**sound, section: _without(sound[section], path[1], data[section])}
        else:
            return None
    return dict(sound)


def _without(entries: Any, step: str | int, original: Any) -> Any:
    if isinstance(entries, dict):
        return {key: entry for key, entry in entries.items() if key != step}
    return [entry for entry in entries if entry is not original[step]]
