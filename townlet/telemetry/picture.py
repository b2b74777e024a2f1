"""The state as it was last told: raw values by section and id, and what becomes of them in a message."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from msgspec import UNSET

from townlet.telemetry import wire
from townlet.telemetry.matters import MATTERS, Matter
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
    """What was touched in a tick, in that order: of people which sections, of all else the sorts and ids."""

    __slots__ = ("matters", "people")

    def __init__(self) -> None:
        self.people: dict[str, int] = {}
        self.matters: dict[tuple[str, str], None] = {}

    def mark(self, section: str, whose: str) -> None:
        """Note one section of somebody, or something of a sort."""
        if section in BITS:
            self.people[whose] = self.people.get(whose, 0) | BITS[section]
        else:
            self.matters[section, whose] = None

    def __bool__(self) -> bool:
        return bool(self.people or self.matters)

    def clear(self) -> None:
        """Begin a new tick."""
        self.people.clear()
        self.matters.clear()


class Told:
    """What was told last: of each of the people a raw value for every section, of all else one for every id.

    The parts that were made of them for a whole state are kept until they change, for the next.
    """

    __slots__ = ("made", "made_of_people", "matters", "people")

    def __init__(self, people: dict[str, list[Any]], matters: dict[str, dict[str, Any]]) -> None:
        self.people = people
        self.matters = matters
        self.made_of_people: dict[str, list[Tree | None]] = {who: [None] * len(SECTIONS) for who in people}
        self.made: dict[str, dict[str, Any]] = {name: {} for name in matters}


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
    tree: Tree = {"agents": {who: _person(raws, told.made_of_people[who]) for who, raws in told.people.items()}}
    for name, matter in MATTERS.items():
        made, whole = told.made[name], matter.form.whole
        for each, raw in told.matters[name].items():
            if each not in made:
                made[each] = whole(raw)
        _branch(tree, matter.at[:-1])[matter.at[-1]] = made[""] if "" in made else dict(made)
    return _typed(tree)


def _person(raws: list[Any], made: list[Tree | None]) -> wire.AgentPart:
    """All of somebody; what was made of a section before is taken as it is."""
    own: Tree = {}
    for number, part in enumerate(SECTIONS):
        fields = made[number]
        if fields is None:
            fields = made[number] = part.whole(raws[number])
        own.update(fields)
    return wire.AgentPart(**own)


def changes(town: "Town", memory: Memory, told: Told, touched: Touched, removed: list[str]) -> wire.State:
    """What is different from what was told, of all that was touched; `told` is brought up to date."""
    tree: Tree = {}
    people = _people(town, told, touched.people, removed)
    if people:
        tree["agents"] = people
    if memory.fresh:
        tree["narration"] = _lines(memory, told, removed)
    for name, each in touched.matters:
        matter = MATTERS[name]
        if each != ALL:
            _matter(town, memory, matter, each, told.matters[name], told.made[name], tree, removed)
            continue
        for every in matter.ids(town, memory):
            _matter(town, memory, matter, every, told.matters[name], told.made[name], tree, removed)
    touched.clear()
    return _typed(tree)


def _people(
    town: "Town", told: Told, touched: dict[str, int], removed: list[str]
) -> dict[str, wire.AgentPart]:
    found: dict[str, wire.AgentPart] = {}
    for who, bits in touched.items():
        raws = told.people.get(who)
        if raws is None:
            if who in town.agents:
                told.people[who] = raws = [part.read(town, town.agents[who]) for part in SECTIONS]
                told.made_of_people[who] = [None] * len(SECTIONS)
                found[who] = _person(raws, told.made_of_people[who])
            continue
        agent, made = town.agents[who], told.made_of_people[who]
        own: Tree = {}
        for number, part in _sections(bits):
            now, before = part.read(town, agent), raws[number]
            if now != before:
                raws[number], made[number] = now, None
                part.change(before, now, who, own, removed)
        if own:
            found[who] = wire.AgentPart(**own)
    return found


def _lines(memory: Memory, told: Told, removed: list[str]) -> dict[str, wire.LinePart]:
    """The new lines; those that are no longer among the last are gone."""
    fresh, gone = memory.lately()
    removed.extend(f"/narration/{number}" for number in gone)
    told.matters["narration"] = told.made["narration"] = memory.tail  # It stays as it is until lines are next told.
    return fresh


@lru_cache(1 << len(SECTIONS))
def _sections(bits: int) -> tuple[tuple[int, Section], ...]:
    """Sections by their bits, each with its number."""
    return tuple((number, part) for number, part in enumerate(SECTIONS) if bits >> number & 1)


def _matter(
    town: "Town", memory: Memory, matter: Matter, each: str, told: dict[str, Any], made: dict[str, Any], tree: Tree,
    removed: list[str],
) -> None:  # fmt: skip
    now, before = matter.read(town, memory, each), told.get(each)
    if now == before:
        return
    made.pop(each, None)
    at = (*matter.at, each) if each else matter.at
    if now is None:
        del told[each]
        removed.append(pointer(at))
        return
    told[each] = now
    part = matter.form.whole(now) if before is None else matter.form.change(before, now, at, removed)
    if part is not UNSET:
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
