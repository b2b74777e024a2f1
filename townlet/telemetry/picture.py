"""The state as it was last told: raw values by section and id, and what becomes of them in a message."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from msgspec import UNSET

from townlet.telemetry import wire
from townlet.telemetry.matters import MATTERS
from townlet.telemetry.memory import Memory
from townlet.telemetry.people import PEOPLE, Section
from townlet.telemetry.sections import pointer
from townlet.telemetry.touches import ALL

if TYPE_CHECKING:
    from townlet.town import Town

Tree = dict[str, Any]

SECTIONS: Final = tuple(PEOPLE.values())
BITS: Final = {name: 1 << number for number, name in enumerate(PEOPLE)}
"""Sections of people, as they are noted together in one whole number."""


class Touched:
    """What was touched in a tick, in that order: of people which sections, of all else the ids by sort."""

    __slots__ = ("matters", "people")

    def __init__(self) -> None:
        self.people: dict[str, int] = {}
        self.matters: dict[str, dict[str, None]] = {name: {} for name in MATTERS}

    def mark(self, section: str, whose: str) -> None:
        """Note one section of somebody, or something of a sort."""
        if section in BITS:
            self.people[whose] = self.people.get(whose, 0) | BITS[section]
        else:
            self.matters[section][whose] = None

    def clear(self) -> None:
        """Begin a new tick."""
        self.people.clear()
        for ids in self.matters.values():
            ids.clear()


class Told:
    """What was told last: of each of the people a raw value for every section, of all else one for every id."""

    __slots__ = ("matters", "people")

    def __init__(self, people: dict[str, list[Any]], matters: dict[str, dict[str, Any]]) -> None:
        self.people = people
        self.matters = matters


def looked(town: "Town", memory: Memory) -> Told:
    """The whole of a town, looked at now."""
    people = {who: [part.read(town, agent) for part in SECTIONS] for who, agent in town.agents.items()}
    matters = {
        name: {each: matter.read(town, memory, each) for each in matter.ids(town, memory)}
        for name, matter in MATTERS.items()
    }
    return Told(people, matters)


def state(told: Told) -> wire.State:
    """All that was told, as one value."""
    tree: Tree = {"agents": {who: _whole(raws) for who, raws in told.people.items()}}
    for name, matter in MATTERS.items():
        if "" not in told.matters[name]:
            _branch(tree, matter.at)
        for each, raw in told.matters[name].items():
            _put(tree, matter.at, each, matter.form.whole(raw))
    return _typed(tree)


def changes(town: "Town", memory: Memory, told: Told, touched: Touched, removed: list[str]) -> wire.State:
    """What is different from what was told, of all that was touched; `told` is brought up to date."""
    tree: Tree = {}
    people = _people(town, told.people, touched.people, removed)
    if people:
        tree["agents"] = people
    for name, ids in touched.matters.items():
        if ids:
            _matters(town, memory, told.matters[name], name, ids, tree, removed)
            ids.clear()
    return _typed(tree)


def _people(
    town: "Town", told: dict[str, list[Any]], touched: dict[str, int], removed: list[str]
) -> dict[str, wire.AgentPart]:
    found: dict[str, wire.AgentPart] = {}
    for who, bits in touched.items():
        raws = told.get(who)
        if raws is None:
            if who in town.agents:
                told[who] = raws = [part.read(town, town.agents[who]) for part in SECTIONS]
                found[who] = _whole(raws)
            continue
        agent, own = town.agents[who], dict[str, Any]()
        for number, part in _sections(bits):
            now, before = part.read(town, agent), raws[number]
            if now != before:
                raws[number] = now
                part.change(before, now, who, own, removed)
        if own:
            found[who] = wire.AgentPart(**own)
    touched.clear()
    return found


@lru_cache(1 << len(SECTIONS))
def _sections(bits: int) -> tuple[tuple[int, Section], ...]:
    """Sections by their bits, each with its number."""
    return tuple((number, part) for number, part in enumerate(SECTIONS) if bits >> number & 1)


def _whole(raws: list[Any]) -> wire.AgentPart:
    own: Tree = {}
    for part, raw in zip(SECTIONS, raws, strict=True):
        own.update(part.whole(raw))
    return wire.AgentPart(**own)


def _matters(
    town: "Town", memory: Memory, told: dict[str, Any], name: str, ids: dict[str, None], tree: Tree,
    removed: list[str],
) -> None:  # fmt: skip
    matter = MATTERS[name]
    for each in matter.ids(town, memory) if ALL in ids else ids:
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
        if part is not UNSET:
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


def _typed(tree: Tree) -> wire.State:
    """A tree of parts as the wire knows it."""
    if "town" in tree:
        tree["town"] = wire.TownPart(**tree["town"])
    if "script" in tree:
        tree["script"] = wire.ScriptPart(**tree["script"])
    return wire.State(**tree)
