"""Whether a compiled schedule can be performed in its town: what the compiler guarantees and an edit may break.

Names stand for somebody or something there is, lines lead forward in their block, figures are in range.
"""

from collections.abc import Iterator
from copy import copy
from typing import Any, Final

import msgspec

from townlet import schedule as s
from townlet.actions import Buy, Drop, GiveTo, PickUp, TakeBack
from townlet.activity.whereabouts import HOME
from townlet.circumstances.perturbations import KNOWN
from townlet.conditions import EACH, NEEDS, STATES, THEIR_HOME, Anyone, Everyone, TownIs
from townlet.goods.ledger import COINS
from townlet.townfile import TownFile
from townlet.units import DAY

LONGEST: Final = 366 * DAY  # The longest run, in ticks; the compiler allows no more.
PEOPLE: Final = ("who", "whom")
LARGEST: Final = 2**53  # The largest whole number that every reader of JSON keeps exactly.
HANDLED: Final = (Buy, Drop, GiveTo, PickUp, TakeBack)
COUNTED: Final = ("within", "lasting", "ticks", "sustained", "first", "tick", "until")


def unsound(schedule: s.Schedule, town: TownFile) -> Iterator[str]:
    """Everything that would keep the schedule from being performed, each as the end of a sentence."""
    yield from _frame(schedule, town)
    known = _Known(schedule, town)
    for member in schedule.cast:
        yield from known.member(member)
    for line in (*schedule.stage, *schedule.checks, *schedule.assumes):
        yield from known.node(line)
    for cue in schedule.cues:
        yield from _cue(known, cue)


def _frame(schedule: s.Schedule, town: TownFile) -> Iterator[str]:
    """The run as a whole."""
    if not 1 <= schedule.length <= LONGEST:
        yield f"its length is {schedule.length} ticks"
    if not schedule.cast:
        yield "nobody is in its cast"
    for what, names in (
        ("person", [member.name for member in schedule.cast]),
        ("cue", [cue.id for cue in schedule.cues]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"the {what} `{name}` is in it twice"


def _cue(known: "_Known", cue: s.Cue) -> Iterator[str]:
    """A cue, its block, and the blocks and cues of what that plays: each knows the stand-ins it gives."""
    yield from known.node(cue.trigger)
    if isinstance(cue.trigger, s.Every) and cue.trigger.ticks < 1:
        yield f"`{cue.id}` comes every {cue.trigger.ticks} ticks"
    binds = cue.trigger.binds if isinstance(cue.trigger, s.When | s.While) else ""
    yield from _block(known.also(binds), cue.id, cue.block)


def _block(known: "_Known", name: str, block: s.Block) -> Iterator[str]:
    for step in block:
        if isinstance(step, s.Branch):  # Where it leads, the stand-in is somebody; elsewhere nobody asks for it.
            known = known.also(step.binds)
    yield from known.block(name, block)
    for step in block:
        if isinstance(step, s.Play):
            inside = known.knowing({cue.id for cue in step.cues})
            yield from _block(inside, step.id, step.block)
            for cue in step.cues:
                yield from _cue(inside, cue)


class _Known:
    """The names there are, by kind."""

    def __init__(self, schedule: s.Schedule, town: TownFile) -> None:
        self.people = {member.name for member in schedule.cast} | {""}
        self.places = {place.id for place in town.places} | {HOME, ""}
        self.things = {thing.id for thing in town.things} | {""}
        self.items = {item.id for item in (*town.items, *schedule.items)} | {COINS, ""}
        self.jobs = {job.id for job in town.jobs} | {""}
        self.cues = {cue.id for cue in schedule.cues} | {""}
        self.personalities = set(schedule.personalities)

    def also(self, stand_in: str) -> "_Known":
        """The same, and a stand-in for somebody."""
        other = copy(self)
        other.people = self.people | {stand_in}
        return other

    def knowing(self, cues: set[str]) -> "_Known":
        """The same with other cues: a vignette sees its own alone."""
        other = copy(self)
        other.cues = cues | {""}
        return other

    def kind(self, field: str) -> set[str] | None:
        """What may stand in a field of that name, if it is a name at all."""
        match field:
            case "what" | "to":
                return self.people | self.places | self.things | self.items
            case "after" | "cue" | "during":
                return self.cues
            case "place":
                return self.places
        return {"job": self.jobs, "thing": self.things, "item": self.items, "perturbation": set(KNOWN)}.get(field)

    def member(self, member: s.CastMember) -> Iterator[str]:
        """Somebody in the cast."""
        for what, name, names in (
            ("personality", member.personality, self.personalities), ("place", member.place, self.places),
            ("home", member.home, self.places), ("job", member.job, self.jobs),
        ):  # fmt: skip
            if name not in names:
                yield f"{member.name} has the {what} `{name}`, which does not exist"
        for name in (*member.carries, *member.ties):
            if name not in self.items | self.people:
                yield f"{member.name} has to do with `{name}`, which does not exist"
        for need in member.needs.keys() - set(NEEDS):
            yield f"{member.name} needs `{need}`, which nobody does"

    def block(self, name: str, block: s.Block) -> Iterator[str]:
        """The lines of a block: forks lead forward in it, and every line is sound."""
        for number, step in enumerate(block):
            if any(not number < line <= len(block) for line in _leads_to(step)):
                yield f"line {number + 1} of `{name}` leads nowhere"
            if isinstance(step, s.Choose) and (not step.options or min(weight for weight, _ in step.options) < 0):
                yield f"line {number + 1} of `{name}` has nothing to choose from"
            if not isinstance(step, s.Play):
                yield from self.node(step)

    def node(self, node: Any) -> Iterator[str]:
        """Every name and every figure in a value and in what it holds."""
        if isinstance(node, tuple):
            for each in node:
                yield from self.node(each)
        elif isinstance(node, msgspec.Struct):
            if isinstance(node, TownIs) and node.state not in STATES[node.of]:
                yield f"it asks whether the {node.of} is {node.state}, which it never is"
            known = self
            if isinstance(node, Anyone | Everyone):
                known = self.also(node.stand_in)
                if not node.stand_in or node.stand_in.strip(EACH):
                    yield f"its stand-in is `{node.stand_in}`"
            for field in node.__struct_fields__:
                value = getattr(node, field)
                yield from self.field(node, field, value)
                yield from known.node(value)

    def field(self, node: msgspec.Struct, field: str, value: Any) -> Iterator[str]:
        """One field: by its name, what it may hold. Nothing may be left out that the language cannot leave out."""
        if isinstance(value, int) and abs(value) > LARGEST:
            yield f"it has a {field} of {value}"
        elif _left_out(node, field, value) and (field in PEOPLE or self.kind(field) is not None):
            yield f"its `{field}` is empty"
        elif field in PEOPLE:
            for name in value if isinstance(value, tuple) else (value,):
                if name not in self.people and (field != "whom" or not self.there(name, "what")):
                    yield f"it asks for `{name}`, who is not in the cast"
        elif isinstance(value, str) and not self.there(value, field):
            yield f"it asks for `{value}`, which does not exist"
        elif field == "times" and value is not None and not 1 <= value <= LONGEST:
            yield f"it is to be done {value} times"
        elif field == "count" and value < (1 if isinstance(node, HANDLED) else 0):  # Nobody hands over nothing.
            yield f"it has a count of {value}"
        elif field in COUNTED and isinstance(value, int) and not -1 <= value <= LONGEST:
            yield f"it has a {field} of {value}"

    def there(self, name: str, field: str) -> bool:
        """Whether a name can stand in a field; a place may be somebody's home."""
        names = self.kind(field)
        if names is None or name in names:
            return True
        home = field in ("what", "to", "place") and name.endswith(THEIR_HOME)
        return home and name.removesuffix(THEIR_HOME) in self.people - {""}


def _left_out(node: msgspec.Struct, field: str, value: Any) -> bool:
    if isinstance(value, tuple):
        return "" in value
    return value == "" and any(each.name == field and each.required for each in msgspec.structs.fields(node))


def _leads_to(step: s.Step) -> tuple[int, ...]:
    match step:
        case s.Branch():
            return (step.otherwise,)
        case s.Jump():
            return (step.to,)
        case s.Choose():
            return tuple(line for _, line in step.options)
        case _:
            return ()
