"""Going through a tree: every line of a block, every part of a condition, in the order of the file."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, assert_never

import msgspec

from dsl import tree

Condition = tree.Condition


def every_line(body: Iterable[tree.Line]) -> Iterator[tree.Line]:
    """Each line of `body` and of the blocks in it, outer lines before inner ones."""
    stack = list(reversed(tuple(body)))
    while stack:
        line = stack.pop()
        yield line
        inside = BLOCKS.get(type(line))
        for block in reversed(inside(line)) if inside is not None else ():
            stack.extend(reversed(block))


def every_name(node: object) -> Iterator[tree.Name]:
    """Every name in a tree or in a part of one, whatever it stands for."""
    stack = [node]
    while stack:
        match stack.pop():
            case tree.Name() as name:
                yield name
            case tuple() as parts:
                stack.extend(parts)
            case msgspec.Struct() as part:
                stack.extend(getattr(part, field) for field in part.__struct_fields__ if field != "span")


Body = tuple[tree.Line, ...]

BLOCKS: Final[dict[type, Callable[[Any], tuple[Body, ...]]]] = {
    tree.If: lambda line: (line.then, line.otherwise),
    tree.Choose: lambda line: tuple(arm.body for arm in line.arms),
    tree.Cue: lambda line: (line.body,),
    tree.Damaged: lambda line: (line.body,),
}
"""The lines that hold blocks. A table, as most lines hold none and all are asked, many times over."""


def blocks(line: tree.Line) -> tuple[Body, ...]:
    """The blocks that stand directly under a line."""
    inside = BLOCKS.get(type(line))
    return inside(line) if inside is not None else ()


STATING: Final = frozenset({tree.If, tree.WaitUntil, tree.Check, tree.Cue})
"""The lines that may state a condition: looked up first, as all lines are asked, many times over."""


def conditions(line: tree.Line) -> tuple[Condition, ...]:
    """The conditions that a line states itself."""
    if type(line) not in STATING:
        return ()
    match line:
        case tree.If() | tree.WaitUntil() | tree.Check():
            return (line.condition,)
        case tree.Cue(trigger=trigger):
            match trigger:
                case tree.When() | tree.Whenever() | tree.While():
                    return (trigger.condition,)
                case tree.AfterEnd(condition=condition) if condition is not None:
                    return (condition,)
    return ()


def atoms(condition: Condition) -> Iterator[Condition]:
    """The parts that `and`, `or` and `not` join."""
    stack = [condition]
    while stack:
        part = stack.pop()
        match part:
            case tree.And() | tree.Or():
                stack.extend(reversed(part.parts))
            case tree.Not():
                stack.append(part.part)
            case _:
                yield part


def everybody(atom: Condition) -> Iterator[tree.Subject]:
    """The subjects that an atom of a condition speaks of, owners of qualities included."""
    for thing in _speaks_of(atom):
        match thing:
            case tree.Possessive():
                yield thing.owner
                if thing.toward is not None:
                    yield thing.toward
            case tree.Name() | tree.Anyone() | tree.Everyone():
                yield thing


def named_by(*nodes: Condition) -> Iterator[tree.Name]:
    """The names that conditions give to whoever they hold for: `anyone as who`."""
    people = (who for node in nodes for atom in atoms(node) for who in everybody(atom))
    return (who.alias for who in people if isinstance(who, tree.Anyone) and who.alias is not None)


def _speaks_of(atom: Condition) -> tuple[tree.Target | tree.Subject, ...]:
    match atom:
        case tree.Compare() | tree.Between() | tree.Changes():
            return (atom.subject,)
        case tree.Near():
            return (atom.who, atom.target)
        case tree.At():
            return (atom.who, atom.place)
        case tree.Has() | tree.Employed():
            return (atom.who,)
        case tree.Friends() | tree.Rivals():
            return (atom.who, atom.whom)
        case tree.Event():
            return (*(atom.pair or ()), *(phrase.target for phrase in atom.phrases))
        case tree.Count():
            return _speaks_of(atom.event)
        case tree.Says() | tree.And() | tree.Or() | tree.Not():
            return ()
        case _:
            assert_never(atom)


def moments(line: tree.Line) -> tuple[tree.Moment, ...]:
    """The moments that a line names."""
    match line:
        case tree.Cue(trigger=tree.AtMoment(moment=moment)):
            return (moment,)
        case tree.Cue(trigger=tree.Every(start=start, until=until)):
            return tuple(moment for moment in (start, until) if moment is not None)
        case tree.Check(window=tree.Until(moment=moment)):
            return (moment,)
    return ()


def levels(body: Iterable[tree.Line]) -> Iterator[tuple[int, tree.Line]]:
    """Each line of `body` with how many lines it stands under."""
    stack = [(0, line) for line in body]
    while stack:
        level, line = stack.pop()
        yield level, line
        stack.extend((level + 1, inner) for block in blocks(line) for inner in block)
