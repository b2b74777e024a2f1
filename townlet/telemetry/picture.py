"""The state as it was last told: raw values by section and id, and what becomes of them in a message."""

from typing import TYPE_CHECKING, Any, Final

from townlet.telemetry import wire
from townlet.telemetry.matters import MATTERS
from townlet.telemetry.memory import Memory
from townlet.telemetry.people import PEOPLE
from townlet.telemetry.sections import pointer
from townlet.telemetry.touches import ALL

if TYPE_CHECKING:
    from townlet.town import Town

Told = dict[str, dict[str, Any]]
"""By section, by id, the raw value."""
Touched = dict[str, dict[str, None]]
"""By section, the ids of what was touched, in that order."""
Tree = dict[str, Any]

SECTIONS: Final = (*PEOPLE, *MATTERS)


def looked(town: "Town", memory: Memory) -> Told:
    """The whole of a town, looked at now."""
    told: Told = {}
    for name, part in PEOPLE.items():
        told[name] = {who: part.read(town, each) for who, each in town.agents.items()}
    for name, matter in MATTERS.items():
        told[name] = {each: matter.read(town, memory, each) for each in matter.ids(town, memory)}
    return told


def state(told: Told) -> wire.State:
    """All that was told, as one value."""
    tree: Tree = {"agents": {who: {} for who in told["identity"]}}
    for name, part in PEOPLE.items():
        for who, raw in told[name].items():
            for (field, form), each in zip(part.fields.items(), raw, strict=True):
                tree["agents"][who][field] = form.whole(each)
    for name, matter in MATTERS.items():
        if "" not in told[name]:
            _branch(tree, matter.at)
        for each, raw in told[name].items():
            _put(tree, matter.at, each, matter.form.whole(raw))
    return typed(tree)


def changes(town: "Town", memory: Memory, told: Told, touched: Touched, removed: list[str]) -> Tree:
    """What is different from what was told, of all that was touched; `told` is brought up to date."""
    tree: Tree = {}
    for name in PEOPLE:
        names = touched[name]
        if names:
            _people(town, told[name], name, names, tree, removed)
            names.clear()
    for name in MATTERS:
        names = touched[name]
        if names:
            _matters(town, memory, told[name], name, names, tree, removed)
            names.clear()
    return tree


def _people(
    town: "Town", told: dict[str, Any], name: str, names: dict[str, None], tree: Tree, removed: list[str]
) -> None:
    part, agents = PEOPLE[name], town.agents
    for who in names:
        agent = agents.get(who)
        if agent is None:
            continue
        now, before = part.read(town, agent), told.get(who)
        if now == before:
            continue
        told[who] = now
        own = tree.setdefault("agents", {}).setdefault(who, {})
        if before is None:
            for (field, form), new in zip(part.fields.items(), now, strict=True):
                own[field] = form.whole(new)
        else:
            for (field, form), old, new in zip(part.fields.items(), before, now, strict=True):
                if old != new:
                    own[field] = form.change(old, new, ("agents", who, field), removed)


def _matters(
    town: "Town", memory: Memory, told: dict[str, Any], name: str, names: dict[str, None], tree: Tree,
    removed: list[str],
) -> None:  # fmt: skip
    matter = MATTERS[name]
    for each in matter.ids(town, memory) if ALL in names else names:
        now, before = matter.read(town, memory, each), told.get(each)
        if now == before:
            continue
        at = (*matter.at, each) if each else matter.at
        if now is None:
            del told[each]
            removed.append(pointer(at))
            continue
        told[each] = now
        part = matter.form.whole(now) if before is None else matter.form.change(before, now, at, removed)
        _put(tree, matter.at, each, part)


def _put(tree: Tree, at: tuple[str, ...], name: str, part: Any) -> None:
    """Let a part stand under its id, or where there is but one of its sort, in its place."""
    if name:
        _branch(tree, at)[name] = part
    else:
        _branch(tree, at[:-1])[at[-1]] = part


def _branch(tree: Tree, at: tuple[str, ...]) -> Tree:
    for name in at:
        tree = tree.setdefault(name, {})
    return tree


def typed(tree: Tree) -> wire.State:
    """A tree of parts as the wire knows it."""
    if "agents" in tree:
        tree["agents"] = {who: wire.AgentPart(**parts) for who, parts in tree["agents"].items()}
    if "town" in tree:
        tree["town"] = wire.TownPart(**tree["town"])
    if "script" in tree:
        tree["script"] = wire.ScriptPart(**tree["script"])
    return wire.State(**tree)
