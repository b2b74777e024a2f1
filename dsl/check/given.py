"""Values a parameter can have: words it is compared with, variations of a rehearsal, values from outside."""

from collections.abc import Iterator

from dsl import tree
from dsl.check.cast import without_parameters
from dsl.check.parameters import kind_wanted
from dsl.check.positions import given_value, judged
from dsl.check.words import unknown_word
from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from dsl.names import Scope
from dsl.script import Script, lines_of
from dsl.values import read_value
from dsl.vocabulary import NAMED, Want
from dsl.walk import atoms, conditions, every_line
from dsl.wants import Wanted

ANSWERS = ("yes", "no")


def choices(script: Script) -> Iterator[Diagnostic]:
    """`if power-cut is yes`: the word is one that the parameter can be."""
    if script.scenario is None or not script.scenario.parameters:
        return
    scope = without_parameters(script.scope())
    parameters = {parameter.name.text: parameter for parameter in script.scenario.parameters}
    words = {name: _words(parameter, script.scenario) for name, parameter in parameters.items()}
    for name, value in _compared(script.scenario):
        if name.text in parameters and value.text not in parameters:
            yield from _choice(value, parameters[name.text], words[name.text], scope)


def _compared(scenario: tree.Scenario) -> Iterator[tuple[tree.Name, tree.Name]]:
    for line in every_line(lines_of(scenario)):
        for condition in conditions(line):
            for atom in atoms(condition):
                match atom:
                    case tree.Compare(subject=tree.Name() as name, value=tree.Name() as value):
                        yield name, value


def _choice(
    value: tree.Name, parameter: tree.Parameter, words: tuple[str, ...], scope: Scope
) -> Iterator[Diagnostic]:
    default = parameter.default
    kind = scope.kind_of(default.text, NAMED) if isinstance(default, tree.Name) else None
    if kind is not None:
        yield from judged(Wanted(value, Want((kind,))), scope)
    elif value.text not in words:
        yield unknown_word("TN217", f"`{parameter.name.text}` is never `{value.text}`", value, words)


def _words(parameter: tree.Parameter, scenario: tree.Scenario) -> tuple[str, ...]:
    """The words that a parameter can be: its default, its variations, and `no` beside `yes`."""
    varied = scenario.rehearse.vary if scenario.rehearse is not None else ()
    values = [value for each in varied if each.name.text == parameter.name.text for value in each.values]
    words = [value.text for value in (parameter.default, *values) if isinstance(value, tree.Name)]
    return tuple(dict.fromkeys([*words, *(ANSWERS if {*words} & {*ANSWERS} else ())]))


def given(script: Script) -> Iterator[Diagnostic]:
    """Values from outside; whatever is wrong with one is said at the parameter it is for."""
    scenario = script.scenario
    parameters = {each.name.text: each for each in scenario.parameters} if scenario is not None else {}
    for name, text in script.given.items() if scenario is not None else ():
        if name not in parameters:
            yield _no_parameter(name, script, list(parameters))
            continue
        value = read_value(text, parameters[name].span)
        if value is None:
            message = f"I cannot read `{text}` as a value for `{name}`"
            yield Diagnostic("TN218", message, parameters[name].span)
        else:
            for said in _fits(value, parameters[name], script):
                yield _from_outside(said, parameters[name], text)


def _from_outside(said: Diagnostic, parameter: tree.Parameter, text: str) -> Diagnostic:
    """The same about a value that stands in no script: nothing in the file is wrong, so nothing there is mended."""
    name = parameter.name.text
    meant = f"`{_setting(name, said.fix.text)}`" if said.fix is not None else said.label
    hint = f"did you mean {meant}?" if said.fix is not None else said.hint or said.label or None
    return Diagnostic(
        said.code,
        f"`{_setting(name, text)}`: {said.message}",
        parameter.span,
        label=f"the value of `{name}` was given from outside",
        hint=hint,
    )


def _setting(name: str, value: str) -> str:
    """How a value is given on the command line; a shell wants quotes around spaces."""
    return f'--set "{name}={value}"' if " " in value else f"--set {name}={value}"


def _no_parameter(name: str, script: Script, known: list[str]) -> Diagnostic:
    guess = nearest(name, known)
    return Diagnostic(
        "TN216",
        f"This scenario has no parameter `{name}`",
        script.scenario.span if script.scenario is not None else script.main.span,
        label=f"did you mean `{guess}`?" if guess else "",
        hint=f"It has: {', '.join(f'`{each}`' for each in known)}" if known else "It has none",
    )


def varied(script: Script) -> Iterator[Diagnostic]:
    """`vary`: the parameter exists, and can have these values."""
    scenario = script.scenario
    if scenario is None or scenario.rehearse is None:
        return
    parameters = {each.name.text: each for each in scenario.parameters}
    for vary in scenario.rehearse.vary:
        if vary.name.text not in parameters:
            message = f"This scenario has no parameter `{vary.name.text}`"
            yield unknown_word("TN216", message, vary.name, tuple(parameters))
            continue
        for value in vary.values:
            yield from _fits(value, parameters[vary.name.text], script)


def _fits(value: tree.Value, parameter: tree.Parameter, script: Script) -> Iterator[Diagnostic]:
    scope = without_parameters(script.scope())
    want = kind_wanted(parameter, script.wants, scope)
    if want.kinds or script.scenario is None:
        yield from given_value(value, want, scope)
        return
    words = _words(parameter, script.scenario)
    if isinstance(value, tree.Name) and value.text not in words:
        yield unknown_word("TN217", f"`{parameter.name.text}` is never `{value.text}`", value, words)
    elif not isinstance(value, tree.Name) and isinstance(parameter.default, tree.Name):
        label = f"it is one of {', '.join(f'`{word}`' for word in words)}"
        yield Diagnostic("TN221", f"`{parameter.name.text}` is a word", value.span, label=label)
