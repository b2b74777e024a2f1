"""What a consumer does with a diff, in a few lines to be copied into any language: plain JSON in, plain JSON out.

A diff is merged into a state in two steps, in this order:

1. Whatever `removed` names by its path (a JSON Pointer, RFC 6901) is taken away, if it is there.
2. `changes` are merged as in RFC 7396: objects field by field, all else (arrays too) replaced. `null` is a value like
   any other; what is gone is in `removed`.

So an object that is to be replaced, not merged, is in both. Nothing that is passed in is changed.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

Plain = dict[str, Any]
"""A JSON object: a state, a diff, or a stretch of one."""

MISSING: Final = object()


def merged(state: Plain, diff: Mapping[str, Any]) -> Plain:
    """The state after a diff. The diff must follow it: its `base` is the `seq` that the state is of."""
    found: Plain = _merge(_without(state, diff.get("removed", ())), diff.get("changes", {}))
    return found


def composed(older: Mapping[str, Any], newer: Mapping[str, Any], limit: int) -> Plain:
    """One diff for two that follow each other: to merge it comes to the same as to merge both.

    Of the events of both the last `limit` are kept, and `dropped` counts the others. ValueError if they do not follow.
    """
    if (older["run"], older["seq"]) != (newer["run"], newer["base"]):
        raise ValueError(f"diff {newer['seq']} follows {newer['base']}, and not {older['seq']}")
    removed = {*older.get("removed", ()), *newer.get("removed", ())}
    before = _without(older.get("changes", {}), newer.get("removed", ()))
    changes = _merge(before, newer.get("changes", {}), replaced=removed)
    events = [*_dated(older, newer["tick"]), *newer.get("events", ())]
    left_out = max(0, len(events) - limit)
    told: Plain = {
        "changes": changes,
        "removed": sorted(path for path in removed if _counts(path, removed, changes)),
        "events": events[left_out:],
        "dropped": older.get("dropped", 0) + newer.get("dropped", 0) + left_out,
    }
    head = {name: value for name, value in newer.items() if name not in told}
    return head | {"base": older["base"]} | {name: value for name, value in told.items() if value}


def _merge(state: Any, changes: Any, path: str = "", replaced: set[str] | None = None) -> Any:
    """`changes` laid over `state`. Where an object takes the place of something else its path goes into `replaced`:
    merged into a state that is older still it must not meet an object that had gone in between."""
    if not isinstance(changes, dict):
        return changes
    if not isinstance(state, dict):
        if state is not MISSING and replaced is not None:
            replaced.add(path)
        return changes
    found = dict(state)
    for name, value in changes.items():
        below = path if replaced is None else f"{path}/{_escaped(name)}"
        found[name] = _merge(found.get(name, MISSING), value, below, replaced)
    return found


def _without(state: Plain, paths: Iterable[str]) -> Plain:
    """The state without what the paths name."""
    for path in paths:
        state = _taken(state, [_plain(name) for name in path.split("/")[1:]])
    return state


def _taken(state: Any, names: list[str]) -> Any:
    if not isinstance(state, dict) or not names or names[0] not in state:
        return state
    name, *below = names
    if below:
        return state | {name: _taken(state[name], below)}
    return {each: value for each, value in state.items() if each != name}


def _counts(path: str, removed: set[str], changes: Plain) -> bool:
    """Whether a removal makes a difference: nothing above it is removed too, nor replaced whole by the changes."""
    names = path.split("/")
    if any("/".join(names[:depth]) in removed for depth in range(2, len(names))):
        return False
    found: Any = changes
    for name in names[1:]:
        if not isinstance(found, dict):
            return False
        found = found.get(_plain(name), MISSING)
        if found is MISSING:
            return True
    return isinstance(found, dict)


def _dated(diff: Mapping[str, Any], now: int) -> list[Plain]:
    """The events of a diff as part of a later one: those of another tick say of which."""
    events, tick = diff.get("events", ()), diff["tick"]
    return [*events] if tick == now else [event if "tick" in event else event | {"tick": tick} for event in events]


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _plain(name: str) -> str:
    return name.replace("~1", "/").replace("~0", "~")
