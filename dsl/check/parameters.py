"""Parameters: each is one kind of thing wherever it is used, and so are its default, its variations
and what is given from outside."""

from collections.abc import Iterable, Iterator, Mapping

from dsl import tree
from dsl.check.cast import without_parameters
from dsl.check.positions import judged, one_of
from dsl.check.words import unknown_word
from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from dsl.names import Scope
from dsl.parameters import Used, by_default, meet, uses
from dsl.script import Script, lines_of
from dsl.values import read_value
from dsl.vocabulary import ANYTHING, NAMED, Want
from dsl.walk import atoms, conditions, every_line
from dsl.wants import Wanted, kind_of_figure

ANSWERS = ("yes", "no")


def of_vignettes(script: Script) -> Iterator[Diagnostic]:
    """The parameters of every vignette: used in one way, with defaults that fit."""
    for vignette in (each for file in script.files for each in file.vignettes):
        used = list(uses(vignette.parameters, vignette.body, script.vignettes, script.signatures))
        yield from _contradictions(vignette.parameters, used)
        yield from _idle(vignette.parameters, used, script.damaged)
        wants = script.signatures.get(vignette.name.text, {})
        scope = without_parameters(script.scope_of(vignette))
        for parameter in vignette.parameters:
            if parameter.default is not None:
                yield from judged(Wanted(parameter.default, wants.get(parameter.name.text, ANYTHING)), scope)


def of_scenario(script: Script) -> Iterator[Diagnostic]:
    """The parameters of the scenario, likewise; each has a default, and what is given from outside fits."""
    scenario = script.scenario
    if scenario is None:
        return
    used = list(uses(scenario.parameters, lines_of(scenario), script.vignettes, script.signatures))
    yield from _contradictions(scenario.parameters, used)
    yield from _idle(scenario.parameters, [*used, *_mentioned(scenario)], script.damaged)
    scope = without_parameters(script.scope())
    for parameter in scenario.parameters:
        if parameter.default is None:
            yield Diagnostic(
                "TN235",
                f"`{parameter.name.text}` has no value",
                parameter.span,
                label="what is it when nothing is said?",
                hint=f"Give it one: `{parameter.name.text} = …`",
            )
        else:
            want = kind_wanted(parameter, script.wants, scope)
            yield from judged(Wanted(parameter.default, want), scope)
            yield from _choices(parameter, scenario, scope)
    yield from _given(script, scenario, scope)
    yield from _varied(script, scenario, scope)


def kind_wanted(parameter: tree.Parameter, wants: Mapping[str, Want], scope: Scope) -> Want:
    """What a parameter must be: by its uses, or else by its default."""
    want = wants.get(parameter.name.text, ANYTHING)
    if want.kinds or parameter.default is None:
        return want
    kind = kind_of_figure(parameter.default)
    if kind is None and isinstance(parameter.default, tree.Name):
        kind = scope.kind_of(parameter.default.text, NAMED)
    return Want((kind,)) if kind is not None else ANYTHING


def _contradictions(parameters: tuple[tree.Parameter, ...], used: Iterable[Used]) -> Iterator[Diagnostic]:
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


def _idle(
    parameters: tuple[tree.Parameter, ...], used: Iterable[Used], damaged: frozenset[str]
) -> Iterator[Diagnostic]:
    names = {use.name for use in used}
    for parameter in parameters:
        if parameter.name.text not in names and parameter.name.text not in damaged:
            yield Diagnostic(
                "TN702", f"`{parameter.name.text}` is never used", parameter.name.span, severity="warning"
            )


def _mentioned(scenario: tree.Scenario) -> Iterator[Used]:
    """Parameters in conditions about themselves (`power-cut is yes`)."""
    for compare in _about_names(scenario):
        if isinstance(compare.subject, tree.Name):
            yield Used(compare.subject.text, compare.span, ANYTHING)


def _about_names(scenario: tree.Scenario) -> Iterator[tree.Compare]:
    for line in every_line(lines_of(scenario)):
        for condition in conditions(line):
            for atom in atoms(condition):
                if isinstance(atom, tree.Compare) and isinstance(atom.subject, tree.Name):
                    yield atom


def _choices(parameter: tree.Parameter, scenario: tree.Scenario, scope: Scope) -> Iterator[Diagnostic]:
    """`if power-cut is yes`: the word is one that the parameter can be."""
    words = list(_words(parameter, scenario))
    for compare in _about_names(scenario):
        name = compare.subject
        if (
            isinstance(name, tree.Name)
            and name.text == parameter.name.text
            and isinstance(compare.value, tree.Name)
        ):
            yield from _choice(compare.value, parameter, words, scope)


def _choice(
    value: tree.Name, parameter: tree.Parameter, words: list[str], scope: Scope
) -> Iterator[Diagnostic]:
    default = parameter.default
    kind = scope.kind_of(default.text, NAMED) if isinstance(default, tree.Name) else None
    if kind is not None:
        yield from judged(Wanted(value, Want((kind,))), scope)
    elif value.text not in words:
        message = f"`{parameter.name.text}` is never `{value.text}`"
        yield unknown_word("TN217", message, value, words)


def _words(parameter: tree.Parameter, scenario: tree.Scenario) -> Iterator[str]:
    varied = scenario.rehearse.vary if scenario.rehearse is not None else ()
    values = [value for each in varied if each.name.text == parameter.name.text for value in each.values]
    words = [value.text for value in (parameter.default, *values) if isinstance(value, tree.Name)]
    yield from dict.fromkeys([*words, *(ANSWERS if {*words} & {*ANSWERS} else ())])


def _given(script: Script, scenario: tree.Scenario, scope: Scope) -> Iterator[Diagnostic]:
    """Values from outside; whatever is wrong with one is said at the parameter it is for."""
    parameters = {parameter.name.text: parameter for parameter in scenario.parameters}
    for name, text in script.given.items():
        if name not in parameters:
            guess = nearest(name, parameters)
            yield Diagnostic(
                "TN216",
                f"This scenario has no parameter `{name}`",
                scenario.span,
                label=f"did you mean `{guess}`?" if guess else "",
                hint=f"It has: {', '.join(f'`{each}`' for each in parameters)}"
                if parameters
                else "It has none",
            )
            continue
        parameter = parameters[name]
        value = read_value(text, parameter.span)
        if value is None:
            yield Diagnostic("TN218", f"I cannot read `{text}` as a value for `{name}`", parameter.span)
        else:
            yield from _fits(value, parameter, script, scope)


def _fits(value: tree.Value, parameter: tree.Parameter, script: Script, scope: Scope) -> Iterator[Diagnostic]:
    want = kind_wanted(parameter, script.wants, scope)
    yield from judged(Wanted(value, want), scope)
    words = [*_words(parameter, script.scenario)] if script.scenario is not None else []
    if not want.kinds and isinstance(value, tree.Name) and value.text not in words:
        yield unknown_word("TN217", f"`{parameter.name.text}` is never `{value.text}`", value, words)
    elif not want.kinds and not isinstance(value, tree.Name) and isinstance(parameter.default, tree.Name):
        yield Diagnostic(
            "TN221",
            f"`{parameter.name.text}` is a word",
            value.span,
            label=f"it is one of {', '.join(words)}",
        )


def _varied(script: Script, scenario: tree.Scenario, scope: Scope) -> Iterator[Diagnostic]:
    parameters = {parameter.name.text: parameter for parameter in scenario.parameters}
    for vary in scenario.rehearse.vary if scenario.rehearse is not None else ():
        if vary.name.text not in parameters:
            message = f"This scenario has no parameter `{vary.name.text}`"
            yield unknown_word("TN216", message, vary.name, list(parameters))
            continue
        for value in vary.values:
            yield from _fits(value, parameters[vary.name.text], script, scope)
