"""Parameters: what each must be, seen from how it is used, and which value each gets."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from dsl import tree
from dsl.graphs import walked
from dsl.source import Span
from dsl.vocabulary import ANYTHING, Want
from dsl.walk import every_line
from dsl.wants import kind_of_figure, possessive, wanted

Vignettes = Mapping[str, tree.Vignette]
Wants = Mapping[str, Want]
Signatures = Mapping[str, Wants]
"""By vignette, what each of its parameters must be."""


class Used(msgspec.Struct, frozen=True):
    """One use of a parameter: which, where, and what is wanted there."""

    name: str
    span: Span
    want: Want


def uses(
    parameters: tuple[tree.Parameter, ...],
    lines: Iterable[tree.Line],
    vignettes: Vignettes,
    known: Signatures,
) -> Iterator[Used]:
    """Every use of `parameters` in `lines`, those as arguments of vignettes in `known` included."""
    names = {parameter.name.text for parameter in parameters}
    for line in every_line(lines) if names else ():
        for each in wanted(line):
            if isinstance(each.node, tree.Name) and each.node.text in names:
                yield Used(each.node.text, each.node.span, each.want)
        if isinstance(line, tree.Direct | tree.Nudge):
            for option in line.activity.options:  # Those that the verb does not know are used all the same.
                if isinstance(option.value, tree.Name) and option.value.text in names:
                    yield Used(option.value.text, option.value.span, ANYTHING)
        if isinstance(line, tree.Play) and line.vignette.text in vignettes:
            wants = known.get(line.vignette.text, {})
            for parameter, value in bound(line, vignettes[line.vignette.text]):
                if isinstance(value, tree.Name) and value.text in names:
                    yield Used(value.text, value.span, wants.get(parameter.name.text, ANYTHING))
                elif isinstance(value, tree.Possessive):
                    yield from _owners(value, names)


def _owners(value: tree.Possessive, names: set[str]) -> Iterator[Used]:
    """Of `one's home` as an argument, whose home it is."""
    for each in possessive(value):
        if isinstance(each.node, tree.Name) and each.node.text in names:
            yield Used(each.node.text, each.node.span, each.want)


def bound(play: tree.Play, vignette: tree.Vignette) -> Iterator[tuple[tree.Parameter, tree.Value]]:
    """The arguments of a `play` with the parameters they are for; those that fit nowhere are left out."""
    by_name = {parameter.name.text: parameter for parameter in vignette.parameters}
    plain = iter(vignette.parameters)
    for argument in play.arguments:
        parameter = by_name.get(argument.name.text) if argument.name is not None else next(plain, None)
        if parameter is not None:
            yield parameter, argument.value


def meet(one: Want, other: Want) -> Want | None:
    """What is wanted in both places; None if nothing can be both."""
    if not one.kinds or not other.kinds:
        kinds = one.kinds or other.kinds
    else:
        kinds = tuple(kind for kind in one.kinds if kind in other.kinds)
        if not kinds:
            return None
    lows = [low for low in (one.low, other.low) if low is not None]
    highs = [high for high in (one.high, other.high) if high is not None]
    return Want(kinds, max(lows, default=None), min(highs, default=None))


def wants_of(parameters: tuple[tree.Parameter, ...], used: Iterable[Used]) -> dict[str, Want]:
    """What each parameter must be: a figure as default counts before all uses, then the first use."""
    found = {parameter.name.text: by_default(parameter) for parameter in parameters}
    for use in used:
        found[use.name] = meet(found[use.name], use.want) or found[use.name]
    return found


def by_default(parameter: tree.Parameter) -> Want:
    """What a default tells: a figure shows its kind, a name may be anything."""
    kind = kind_of_figure(parameter.default)
    return Want((kind,)) if kind is not None else ANYTHING


def signatures(vignettes: Vignettes) -> dict[str, dict[str, Want]]:
    """What the parameters of all vignettes must be, inner vignettes before those that play them."""
    order, _ = walked(played(vignettes))
    found: dict[str, dict[str, Want]] = {}
    for name in order:
        vignette = vignettes[name]
        found[name] = wants_of(
            vignette.parameters, uses(vignette.parameters, vignette.body, vignettes, found)
        )
    return found


def played(vignettes: Vignettes) -> dict[str, list[str]]:
    """By vignette, those that it plays."""
    return {name: [play.vignette.text for play in plays(each.body)] for name, each in vignettes.items()}


def plays(body: Iterable[tree.Line]) -> Iterator[tree.Play]:
    """The `play` lines of a block, however deep."""
    return (line for line in every_line(body) if isinstance(line, tree.Play))


def reached(body: Iterable[tree.Line], vignettes: Vignettes) -> set[str]:
    """The vignettes that a block plays, directly or not."""
    found: set[str] = set()
    waiting = [play.vignette.text for play in plays(body)]
    while waiting:
        name = waiting.pop()
        if name in vignettes and name not in found:
            found.add(name)
            waiting.extend(play.vignette.text for play in plays(vignettes[name].body))
    return found
