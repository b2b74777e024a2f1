"""Every name that is written in a tree, with what kind of thing is named there.

Of what stands in lines, `dsl.wants` says what is wanted; the rest is here.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, Literal, TypeAlias

import msgspec

from dsl import tree
from dsl.parameters import bound
from dsl.vocabulary import ANYTHING, HOME, SCENERY, WORK, Kind, Want
from dsl.wants import wanted

Role: TypeAlias = (
    Kind
    | Literal[
        "town", "file", "tie", "parameter", "event", "quality", "perturbation", "trait", "need", "preference", "reward",
        "option", "crowd", "compared", "ignored", "covered", "state", "scenery", "kept-off",
    ]
)  # fmt: skip
"""What a name can be of: the kinds of the language, and words of its closed tables."""


class Spot(msgspec.Struct, frozen=True):
    """A name in its place; `of` is the name it belongs to (the vignette of an argument, the activity of an option)."""

    name: tree.Name | tree.Text
    roles: tuple[Role, ...]
    defines: bool = False
    of: str = ""


Signatures = Mapping[str, Mapping[str, Want]]
FIGURES: Final[dict[str, Role]] = {
    "traits": "trait", "needs": "need", "use": "need", "prefers": "preference", "rewards": "reward",
    "personalities": "personality",
}  # fmt: skip
"""What the words before figures are, by the field they stand in."""
NAMES: Final[dict[str, Role]] = {
    "town": "town", "personality": "personality", "extends": "personality", "starts": "place", "home": "place",
    "job": "job", "keeps_off": "kept-off", "compare": "compared", "ignore": "ignored",
}  # fmt: skip
"""What a name is, by the field that holds it."""


def of_file(file: tree.File) -> Iterator[Spot]:
    """The names of all declarations of a file, but not of the lines in its blocks."""
    for use in file.uses:
        yield Spot(use.path, ("file",))
    for name in file.streams:
        yield Spot(name, ("stream",), defines=True)
    for personality in file.personalities:
        yield Spot(personality.name, ("personality",), defines=True)
        yield from of_fields(msgspec.structs.asdict(personality))
    for item in file.items:
        yield Spot(item.name, ("item",), defines=True)
        yield from of_fields(msgspec.structs.asdict(item))
    for vignette in file.vignettes:
        yield Spot(vignette.name, ("vignette",), defines=True)
        yield from (Spot(each.name, ("parameter",), defines=True) for each in vignette.parameters)
    for scenario in file.scenarios:
        yield from _scenario(scenario)


def _scenario(scenario: tree.Scenario) -> Iterator[Spot]:
    yield from parameters(scenario.parameters)
    if scenario.town is not None:
        yield Spot(scenario.town, ("town",))
    for name in scenario.streams:
        yield Spot(name, ("stream",), defines=True)
    for entry in scenario.cast:
        yield from of_entry(entry)
    if scenario.rehearse is not None:
        yield from of_fields(msgspec.structs.asdict(scenario.rehearse))


def parameters(declared: Iterable[tree.Parameter]) -> Iterator[Spot]:
    """The names of parameters; what a default is, the parameter's uses tell."""
    for parameter in declared:
        yield Spot(parameter.name, ("parameter",), defines=True)
        if isinstance(parameter.default, tree.Name):
            yield Spot(parameter.default, (), of=parameter.name.text)


def of_entry(entry: tree.CastEntry) -> Iterator[Spot]:
    """Somebody of the cast, or a group."""
    if isinstance(entry, tree.Damaged):
        return
    if isinstance(entry, tree.Member):
        yield Spot(entry.name, ("agent",), defines=True)
    yield from of_fields(msgspec.structs.asdict(entry))


def of_fields(fields: Mapping[str, Any]) -> Iterator[Spot]:
    """The names in the fields of a declaration, by what the fields are called."""
    for field, value in fields.items():
        for each in value if isinstance(value, tuple | list) else (value,):
            yield from _in_field(field, each)


def _in_field(field: str, value: Any) -> Iterator[Spot]:
    match value:
        case tree.Name() if field in NAMES:
            yield Spot(value, (NAMES[field],))
        case tree.Figure() if field in FIGURES:
            yield Spot(value.name, (FIGURES[field],))
        case tree.Goods():
            yield Spot(value.item, ("item",))
        case tree.Tie():
            yield Spot(value.quality, ("tie",))
            yield Spot(value.toward, ("agent",))
        case tree.Vary():
            yield Spot(value.name, ("parameter",))
            yield from (Spot(each, (), of=value.name.text) for each in value.values if isinstance(each, tree.Name))
        case tree.CoverEvery():
            yield Spot(value.kind, ("covered",))
        case tree.CoverValues():
            yield from _possessives(value.subject)


def of_line(line: tree.Line, vignettes: Mapping[str, tree.Vignette], signatures: Signatures) -> Iterator[Spot]:
    """The names on a line itself, not those in its blocks."""
    for each in wanted(line):
        if isinstance(each.node, tree.Name) and each.node.text not in (HOME, WORK):
            yield Spot(each.node, each.want.kinds)
    for part in parts(line):
        yield from _words(part)
    match line:
        case tree.Play():
            yield from _play(line, vignettes, signatures)
        case tree.Choose(stream=tree.Name() as stream):
            yield Spot(stream, ("stream",))
        case tree.Cue(name=tree.Name() as name):
            yield Spot(name, ("cue",), defines=True)
        case tree.TriggerPerturbation():
            yield Spot(line.name, ("perturbation",))
            yield from _options(line.options, line.name.text)
        case tree.Direct() | tree.Nudge():
            yield from _options(line.activity.options, line.activity.verb)


def _play(line: tree.Play, vignettes: Mapping[str, tree.Vignette], signatures: Signatures) -> Iterator[Spot]:
    called = line.vignette.text
    yield Spot(line.vignette, ("vignette",))
    for argument in line.arguments:
        if argument.name is not None:
            yield Spot(argument.name, ("parameter",), of=called)
    if called in vignettes:
        for parameter, value in bound(line, vignettes[called]):
            if isinstance(value, tree.Name):
                yield Spot(value, signatures.get(called, {}).get(parameter.name.text, ANYTHING).kinds)


def _options(options: Iterable[tree.Option], of: str) -> Iterator[Spot]:
    for option in options:
        if option.name is not None:
            yield Spot(option.name, ("option",), of=of)


def _words(part: tree.Node) -> Iterator[Spot]:
    """Words of the closed tables, and the names that `as` gives."""
    match part:
        case tree.Possessive():
            yield Spot(part.quality, ("quality",), of=_called(part.owner))
        case tree.Event():
            yield Spot(part.kind, ("event",))
        case tree.Anyone(alias=tree.Name() as alias):
            yield Spot(alias, ("agent",), defines=True)
        case tree.Everyone(kind=tree.Name() as kind):
            yield Spot(kind, ("crowd",))
        case tree.Compare(subject=tree.Name() as subject, value=tree.Name() as value) if subject.text in SCENERY:
            yield Spot(subject, ("scenery",))
            yield Spot(value, ("state",), of=subject.text)


def _possessives(subject: tree.Target) -> Iterator[Spot]:
    if isinstance(subject, tree.Possessive):
        yield Spot(subject.quality, ("quality",), of=_called(subject.owner))
        for each in (subject.owner, subject.toward):
            if isinstance(each, tree.Name):
                yield Spot(each, ("agent", "place", "thing", "item"))


def _called(owner: tree.Subject) -> str:
    return owner.text if isinstance(owner, tree.Name) else ""


def parts(line: tree.Line) -> Iterator[tree.Node]:
    """A line and all nodes in it, but not the lines under it."""
    waiting: list[Any] = [line]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting.extend(reversed([each for each in node if not isinstance(each, tree.Line | tree.Arm)]))
        elif isinstance(node, tree.Node):
            yield node
            waiting.extend(getattr(node, field) for field in reversed(node.__struct_fields__) if field != "span")
