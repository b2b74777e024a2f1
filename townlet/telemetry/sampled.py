"""Plain numbers instead of courses: a state as it stands at one tick, for consumers that only want samples.

A course `{level, rate, since}`, with `min` and `max` where they are not 0 and 1,000,000, becomes its value, a mood one
number, a walk the tile that it has come to. To be copied into any language, like `merging`: plain JSON in and out.
"""

from itertools import pairwise
from typing import Any, Final, Literal

import msgspec

from townlet.telemetry.merging import Plain

Version = Literal["townlet.samples/1"]
SAMPLES: Final[Version] = "townlet.samples/1"

COURSE: Final = frozenset(("level", "rate", "since"))
BOUNDS: Final = frozenset(("min", "max"))
ONE: Final = 1_000_000


class Sample(msgspec.Struct, frozen=True, kw_only=True, tag_field="payload_type", tag="sample"):
    """A state in plain numbers. It stands by itself, so one that is missed does no harm; `seq` tells that it was."""

    schema: Version
    run: str
    seq: int
    tick: int
    state: Plain


def at_tick(state: Plain, tick: int) -> Plain:
    """The state in plain numbers, as it stands at `tick`, which no later change may lie before."""
    found: Plain = _plain(state, tick)
    for person in found.get("agents", {}).values():
        if "mood" in person:
            person["mood"] = _mood(person["mood"], person.get("needs", {}))
        if "position" in person:
            person["position"] = _position(person["position"], tick)
    return found


def _plain(part: Any, tick: int) -> Any:
    if not isinstance(part, dict):
        return part
    if part.keys() - BOUNDS == COURSE:
        value = part["level"] + part["rate"] * max(0, tick - part["since"])
        return min(max(value, part.get("min", 0)), part.get("max", ONE))
    return {name: _plain(each, tick) for name, each in part.items()}


def _mood(mood: Plain, needs: dict[str, int]) -> int:
    """0..1,000,000: the needs by their weights in hundredths, and the feelings."""
    weighed = sum(weight * needs.get(need, 0) for need, weight in mood.get("weights", {}).items())
    felt = 100 * sum(mood.get("feelings", {}).values())
    return int(min(max((weighed + felt) // 100, 0), ONE))


def _position(position: Plain, tick: int) -> Plain:
    """Where somebody is; `to` is where a walk leads, which only those have who are on their way."""
    found = {name: value for name, value in position.items() if name != "walk"}
    walk = position.get("walk")
    if walk:
        found["tile"] = _along(walk["path"], max(0, tick - walk["start"]))
        found["to"] = walk["place"]
    return found


def _along(path: list[list[int]], steps: int) -> list[int]:
    """The tile after so many steps on a way that is given by its corners, straight in between."""
    for (x, y), (to_x, to_y) in pairwise(path):
        length = max(abs(to_x - x), abs(to_y - y))
        if steps < length:
            return [x + (to_x - x) // length * steps, y + (to_y - y) // length * steps]
        steps -= length
    return path[-1]
