"""What a line of a town file is about: a thing of the town by its name, or one of the town's rules."""

import re
from typing import Final

import msgspec

from dsl.source import Source
from townlet.townfile import TownFile

KEY: Final = re.compile(r"( *)(?:- +)?([\w-]+):(?: |$)")
RULES: Final = {"rent": "town/rent", "pace": "town/needs-fall", "chances": "town/chance"}
"""By the word at the beginning of a section, the rule of the town whose figures stand there."""


class Subject(msgspec.Struct, frozen=True):
    """The keys that lead to a line, from the outside in; the things that they name; the rule, if there is one.

    Of what a type of object is good for, the objects of that type are `any_of`.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    any_of: tuple[str, ...] = ()
    rule: str = ""


def subject(source: Source, number: int, town: TownFile) -> Subject:
    """What the line of this number (from 1) is about; without keys if it is about nothing."""
    keys = _keys(source.lines[:number])
    rule = RULES.get(keys[0], "") if keys else ""
    if keys[:1] == ("affordances",) and len(keys) > 1:
        return Subject(keys, (), tuple(thing.id for thing in town.things if thing.type == keys[1]))
    known = {each.id for part in (town.places, town.things, town.items, town.jobs) for each in part}
    known |= {chance.kind for chance in town.chances} if rule == "town/chance" else set()
    return Subject(keys, tuple(dict.fromkeys(key for key in keys[1:] if key in known)), (), rule)


def _keys(lines: list[str]) -> tuple[str, ...]:
    """The keys above and on the last of some lines, by how far in each stands. A blank line has none."""
    if not lines or not lines[-1].split("#")[0].strip():
        return ()
    found: list[str] = []
    depth = len(lines[-1]) - len(lines[-1].lstrip()) + 1
    for line in reversed(lines):
        key = KEY.match(line)
        if key is not None and len(key[1]) < depth:
            depth = len(key[1])
            found.append(key[2])
    return tuple(reversed(found))
