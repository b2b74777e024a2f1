"""What was edited between two schedules, statement by statement, each with its line before and now.

A schedule's statements form a tree by their ids. Siblings are matched by what they say, so that a line put in
before others is one line more and not a change of all that follow; what is left is matched by kind, in order.
"""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

import msgspec

from runner.places import around, written
from runner.rehearsal.drift.edit import Edit, Spot
from runner.transcript import origin
from townlet import schedule as s

TOP: Final = ""


class _Node(msgspec.Struct):
    """A statement: its id, what it says by itself, and what stands in it."""

    id: str
    says: str
    children: "list[_Node]"

    @property
    def kind(self) -> str:
        """The last part of its id, without its number: `direct`, `at`, or a name of its own."""
        last = self.id.rpartition("/")[2]
        word, _, number = last.rpartition("-")
        if word and number.isdecimal():
            return word
        return next((each for each in NOTES if last.startswith(f"{each}-")), last)

    @property
    def whole(self) -> tuple[Any, ...]:
        """All that it says, with what stands in it; ids apart."""
        return self.kind, self.says, tuple(child.whole for child in self.children)


NOTES: Final = ("mark", "narrate", "prompt")
"""Statements that are named by their words."""


def edits(old: s.Schedule, new: s.Schedule) -> list[Edit]:
    """The statements that were added, removed or edited, in the order of the newer schedule."""
    return _joined([_edit(*pair, old, new) for pair in _pairs([_tree(old)], [_tree(new)])])


def _joined(found: list[Edit]) -> list[Edit]:
    """One that goes and one that comes at the same line are one edit: a cue by another name."""
    gone = {(each.was.file, each.was.line): each for each in found if each.was is not None and each.now is None}
    come = {(each.now.file, each.now.line): each for each in found if each.now is not None and each.was is None}
    both = {place: (gone[place], come[place]) for place in gone if place in come}
    joined = [
        msgspec.structs.replace(now, was=was.was, ids=(was.ids[0], now.ids[1])) for was, now in both.values()
    ]
    return [*joined, *(each for each in found if all(each not in pair for pair in both.values()))]


def _pairs(old: Sequence[_Node], new: Sequence[_Node]) -> Iterator[tuple[_Node | None, _Node | None]]:
    """The statements that are not the same on both sides; None stands for one that is not there."""
    matcher = SequenceMatcher(None, [each.whole for each in old], [each.whole for each in new], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            yield from _matched([*old[i:i_end]], [*new[j:j_end]])


def _matched(old: list[_Node], new: list[_Node]) -> Iterator[tuple[_Node | None, _Node | None]]:
    for node in new:
        twin = next((each for each in old if each.id == node.id), None)
        twin = twin or next((each for each in old if each.kind == node.kind), None)
        twin = twin or next((each for each in old if not each.children and not node.children), None)
        if twin is None:
            yield None, node
            continue
        old.remove(twin)
        if (twin.kind, twin.says) != (node.kind, node.says):
            yield twin, node
        yield from _pairs(twin.children, node.children)
    yield from ((each, None) for each in old)


def _edit(old: _Node | None, new: _Node | None, before: s.Schedule, after: s.Schedule) -> Edit:
    was = _spot(old.id, before) if old is not None else None
    now = _spot(new.id, after) if new is not None else None
    if old is not None and new is not None and was is not None and now is not None and was.text == now.text:
        was, now = _around(old.id, new.id, before, after) or (was, now)
    ids = old.id if old is not None else "", new.id if new is not None else ""
    return Edit(origin(*((ids[1], after) if ids[1] else (ids[0], before))), was, now, ids)


def _spot(statement: str, schedule: s.Schedule) -> Spot | None:
    place = written(statement, schedule)
    return Spot(place.file, place.line, place.column, place.text) if place is not None else None


def _around(old: str, new: str, before: s.Schedule, after: s.Schedule) -> tuple[Spot, Spot] | None:
    """A statement may say something else because of the line that plays it: that one is shown then."""
    for (_, was), (_, now) in zip(around(old, before), around(new, after), strict=False):
        if was.text != now.text:
            return Spot(was.file, was.line, was.column, was.text), Spot(now.file, now.line, now.column, now.text)
    return None


def _tree(schedule: s.Schedule) -> _Node:
    """The statements of a schedule, under one that stands for all of it."""
    found = dict(_said(schedule))
    nodes = {TOP: _Node(TOP, "", [])} | {name: _Node(name, says, []) for name, says in found.items()}
    for name in found:
        parent = name.rpartition("/")[0]
        while parent not in nodes:
            parent = parent.rpartition("/")[0]
        nodes[parent].children.append(nodes[name])
    return nodes[TOP]


def _said(schedule: s.Schedule) -> Iterator[tuple[str, str]]:
    """Every statement by its id, and what it says: without its own id, and without lines it leads to."""
    yield from _block((*schedule.stage, *schedule.assumes))
    for check in schedule.checks:
        yield check.id, _text(check)
    yield from _cues(schedule.cues)


def _cues(cues: Sequence[s.Cue]) -> Iterator[tuple[str, str]]:
    for cue in cues:
        yield cue.id, _text(cue.trigger)
        yield from _block(cue.block)


def _block(block: s.Block) -> Iterator[tuple[str, str]]:
    for step in block:
        match step:
            case s.Jump():
                continue
            case s.Judge():
                yield step.check.id, _text(step.check)
            case s.Play():
                yield step.id, step.vignette
                yield from _block(step.block)
                yield from _cues(step.cues)
            case s.Choose():
                yield step.id, _text((step.stream, [weight for weight, _ in step.options]))
            case s.Branch():
                yield step.id, _text((step.condition, step.binds))
            case _:
                yield step.id, _text(step)


def _text(value: object) -> str:
    data = msgspec.to_builtins(value)
    if isinstance(data, Mapping):
        data = {name: each for name, each in data.items() if name != "id"}
    return msgspec.json.encode(data).decode()
