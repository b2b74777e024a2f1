"""Parameters: each is one kind of thing wherever it is used, and so is its default."""

from collections.abc import Iterable, Iterator, Mapping

from dsl import tree
from dsl.check.cast import without_parameters
from dsl.check.positions import given_value, one_of
from dsl.diagnostic import Diagnostic
from dsl.names import Scope
from dsl.parameters import Used, by_default, meet, uses
from dsl.script import Script, lines_of
from dsl.vocabulary import ANYTHING, NAMED, Want
from dsl.wants import kind_of_figure

Parameters = tuple[tree.Parameter, ...]


def of_vignettes(script: Script) -> Iterator[Diagnostic]:
    """The parameters of every vignette: used in one way, with defaults that fit."""
    for vignette in (each for file in script.files for each in file.vignettes):
        used = list(uses(vignette.parameters, vignette.body, script.vignettes, script.signatures))
        yield from _contradictions(vignette.parameters, used)
        yield from _idle(vignette.parameters, used, script.damaged)
        wants = script.signatures.get(vignette.name.text, {})
        yield from _defaults(vignette.parameters, wants, without_parameters(script.scope_of(vignette)))


def of_scenario(script: Script) -> Iterator[Diagnostic]:
    """The parameters of the scenario, likewise; and each has a default."""
    scenario = script.scenario
    if scenario is None:
        return
    used = list(uses(scenario.parameters, lines_of(scenario), script.vignettes, script.signatures))
    yield from _contradictions(scenario.parameters, used)
    yield from _idle(scenario.parameters, used, script.damaged)
    yield from _defaults(scenario.parameters, script.wants, without_parameters(script.scope()))
    for parameter in scenario.parameters:
        if parameter.default is None:
            yield Diagnostic(
                "TN235",
                f"`{parameter.name.text}` has no value",
                parameter.span,
                label="what is it when nothing is said?",
                hint=f"Give it one: `{parameter.name.text} = …`",
            )


def _defaults(parameters: Parameters, wants: Mapping[str, Want], scope: Scope) -> Iterator[Diagnostic]:
    for parameter in parameters:
        idle = parameter.name.text not in wants and isinstance(parameter.default, tree.Name)
        if parameter.default is not None and not idle:  # Of what nothing uses, nobody knows what it should be.
            yield from given_value(parameter.default, kind_wanted(parameter, wants, scope), scope)


def kind_wanted(parameter: tree.Parameter, wants: Mapping[str, Want], scope: Scope) -> Want:
    """What a parameter must be: by its uses, or else by its default."""
    want = wants.get(parameter.name.text, ANYTHING)
    if want.kinds or parameter.default is None:
        return want
    kind = kind_of_figure(parameter.default)
    if kind is None and isinstance(parameter.default, tree.Name):
        kind = scope.kind_of(parameter.default.text, NAMED)
    return Want((kind,)) if kind is not None else ANYTHING


def _contradictions(parameters: Parameters, used: Iterable[Used]) -> Iterator[Diagnostic]:
    defaults = (Used(each.name.text, each.span, by_default(each)) for each in parameters)
    first = {each.name: each for each in defaults if each.want.kinds}
    for use in used:
        if not use.want.kinds:
            continue
        before = first.setdefault(use.name, use)
        if meet(before.want, use.want) is None:
            yield Diagnostic(
                "TN223",
                f"`{use.name}` cannot be both {one_of(before.want.kinds)} and {one_of(use.want.kinds)}",
                use.span,
                label=f"{one_of(use.want.kinds)} here",
                secondary=((before.span, f"{one_of(before.want.kinds)} here"),),
            )


def _idle(parameters: Parameters, used: Iterable[Used], damaged: frozenset[str]) -> Iterator[Diagnostic]:
    names = {use.name for use in used}
    for parameter in parameters:
        name = parameter.name
        if name.text not in names and name.text not in damaged:
            hint = "Use it in a line below, or take it out of the brackets"
            yield Diagnostic("TN702", f"`{name.text}` is never used", name.span, severity="warning", hint=hint)
