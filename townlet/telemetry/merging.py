"""What a consumer does with a diff, in a few lines to be copied into any language: plain JSON in, plain JSON out.

A diff is merged into a state in two steps, in this order:

1. Whatever `removed` names by its path (a JSON Pointer, RFC 6901) is taken away, if it is there.
2. `changes` are merged as in RFC 7396: objects field by field, all else (arrays too) replaced. `null` is a value like
   any other; what is gone is in `removed`.

So an object that is to be replaced, not merged, is in both. Nothing that is passed in is changed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

Plain = dict[str, Any]
"""A JSON object: a state, a diff, or a stretch of one."""

MISSING: Final = object()


def merged(state: Plain, diff: Mapping[str, Any]) -> Plain:
    """The state after a diff. The diff must follow it: its `base` is the `seq` that the state is of."""
    for path in diff.get("removed", ()):
        state = _without(state, _names(path))
    found: Plain = _merge(state, diff.get("changes", {}))
    return found


def composed(older: Mapping[str, Any], newer: Mapping[str, Any], limit: int) -> Plain:
    """One diff for two that follow each other: to merge it comes to the same as to merge both.

    Of the events of both the last `limit` are kept, and `dropped` counts the others. ValueError if they do not follow.
    """
    return all_composed((older, newer), limit)


def all_composed(diffs: Sequence[Mapping[str, Any]], limit: int) -> Plain:
    """One diff for as many as there are, at least one; see `composed`."""
    changes: Plain = {}
    removed: set[str] = set()
    events: list[Plain] = []
    last, dropped, before = diffs[-1], 0, diffs[0]
    for diff in diffs:
        if diff is not before and (before["run"], before["seq"]) != (diff["run"], diff["base"]):
            raise ValueError(f"diff {diff['seq']} follows {diff['base']}, and not {before['seq']}")
        for path in diff.get("removed", ()):
            _take_away(changes, _names(path))
            removed.add(path)
        _lay_over(changes, diff.get("changes", {}), "", removed)
        events += _dated(diff, last["tick"])
        dropped += diff.get("dropped", 0)
        before = diff
    left_out = max(0, len(events) - limit)
    told: Plain = {
        "changes": changes,
        "removed": sorted(path for path in removed if _counts(path, removed, changes)),
        "events": events[left_out:],
        "dropped": dropped + left_out,
    }
    head = {name: value for name, value in last.items() if name not in told}
    return head | {"base": diffs[0]["base"]} | {name: value for name, value in told.items() if value}


def _merge(state: Any, changes: Any) -> Any:
    """`changes` merged into `state`."""
    if not isinstance(changes, dict) or not isinstance(state, dict):
        return changes
    return state | {name: _merge(state.get(name), value) for name, value in changes.items()}


def _without(state: Any, names: Sequence[str]) -> Any:
    """The state without what is at the end of these names."""
    if not names or not isinstance(state, dict) or names[0] not in state:
        return state
    name, *below = names
    if below:
        return state | {name: _without(state[name], below)}
    return {each: value for each, value in state.items() if each != name}


def _lay_over(tree: Plain, changes: Plain, path: str, removed: set[str]) -> None:
    """Merge into a tree of changes itself. Where an object takes the place of something else its path is removed too:
    merged into a state that is older still it must not meet an object that had gone in between."""
    for name, value in changes.items():
        if not isinstance(value, dict):
            tree[name] = value
            continue
        below = f"{path}/{_escaped(name)}"
        found = tree.get(name, MISSING)
        if not isinstance(found, dict):
            if found is not MISSING:
                removed.add(below)
            found = tree[name] = {}
        _lay_over(found, value, below, removed)


def _take_away(tree: Plain, names: Sequence[str]) -> None:
    """Take from a tree of changes itself what is at the end of these names."""
    for name in names[:-1]:
        below = tree.get(name)
        if not isinstance(below, dict):
            return
        tree = below
    tree.pop(names[-1], None)


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


def _names(path: str) -> list[str]:
    return [_plain(name) for name in path.split("/")[1:]]


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _plain(name: str) -> str:
    return name.replace("~1", "/").replace("~0", "~")
