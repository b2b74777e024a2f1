"""Every name is defined once, and no two differ only in their capitals."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.lower.ids import KINDS
from dsl.moments import KINDS as CUE_KINDS
from dsl.names import cue_names, declared
from dsl.script import Script
from dsl.source import Span
from dsl.vocabulary import CALLED, Kind
from dsl.walk import conditions, every_line, named_by

_NUMBERED: Final = re.compile(r"(\w+)-\d+")
_TAKEN: Final = frozenset({*KINDS.values(), *CUE_KINDS.values(), "expect", "hope", "assume"})


def definitions(script: Script) -> Iterator[Diagnostic]:
    """Names that are defined twice, of one kind or where one hides the other."""
    shared = [
        (CALLED[kind], name) for file in script.files for kind, name in declared(file) if kind != "stream"
    ]
    for kind in ("personality", "item", "vignette"):
        yield from _twice(CALLED[kind], (name for called, name in shared if called == CALLED[kind]))
    for vignette in (each for file in script.files for each in file.vignettes):
        yield from _twice("a parameter", (parameter.name for parameter in vignette.parameters))
        yield from _twice("a cue", cue_names(vignette.body))
        yield from _reserved(cue_names(vignette.body))
        parameters = {each.name.text: each.name.span for each in vignette.parameters}
        yield from _bound(script, vignette.body, parameters, "a parameter")
    if script.scenario is not None:
        yield from _of_scenario(script, script.scenario)


def _of_scenario(script: Script, scenario: tree.Scenario) -> Iterator[Diagnostic]:
    yield from _twice("a parameter", (parameter.name for parameter in scenario.parameters))
    yield from _twice("a person", (each.name for each in scenario.cast if isinstance(each, tree.Member)))
    yield from _twice("a cue", cue_names(scenario.body))
    yield from _reserved(cue_names(scenario.body))
    people = {each.name.text: each.name.span for each in scenario.cast if isinstance(each, tree.Member)}
    yield from _bound(script, scenario.body, people, "a person")
    parameters = {each.name.text: each.name.span for each in scenario.parameters}
    yield from _bound(script, scenario.body, parameters, "a parameter")
    for entry in scenario.cast:
        if isinstance(entry, tree.Member):
            yield from _hidden(script, entry.name, "a person", ("place", "thing", "item"))
    for parameter in scenario.parameters:
        yield from _hidden(script, parameter.name, "a parameter", ("place", "thing", "item"))
        yield from _hides_person(parameter.name, scenario)


def _twice(kind: str, names: Iterable[tree.Name]) -> Iterator[Diagnostic]:
    seen: dict[str, tree.Name] = {}
    alike: dict[str, tree.Name] = {}
    for name in names:
        if name.text in seen:
            yield _again(f"There is {kind} called `{name.text}` already", name.span, seen[name.text].span)
        elif name.text.casefold() in alike:
            other = alike[name.text.casefold()]
            yield Diagnostic(
                "TN231",
                f"`{name.text}` and `{other.text}` differ only in their capitals",
                name.span,
                severity="warning",
                secondary=((other.span, f"`{other.text}` was defined here"),),
                hint="A reader will take one for the other",
            )
        seen.setdefault(name.text, name)
        alike.setdefault(name.text.casefold(), name)


def _bound(
    script: Script, body: tuple[tree.Line, ...], known: Mapping[str, Span], kind: str
) -> Iterator[Diagnostic]:
    """`anyone as who`: one name in a condition, and not that of somebody or something there is."""
    for line in every_line(body):
        stated = conditions(line)
        names = tuple(named_by(*stated)) if stated else ()
        for name in names if kind == "a parameter" else ():
            yield from _hidden(script, name, "whoever it may be", ("place", "thing", "item"))
        for name in names:
            if name.text in known:
                message = f"`{name.text}` is {kind} already, so it cannot stand for whoever it may be"
                yield _again(message, name.span, known[name.text])
        other = next((name for name in names if name.text != names[0].text), None)
        if other is not None and kind == "a parameter":
            yield Diagnostic(
                "TN247",
                f"Only one person can be given a name here, and `{names[0].text}` has one already",
                other.span,
                secondary=((names[0].span, f"`{names[0].text}` stands for whoever it may be"),),
                hint="Ask for the other with plain `anyone`, or by name",
            )


def _again(message: str, span: Span, first: Span | None) -> Diagnostic:
    secondary = ((first, "it was defined here first"),) if first is not None else ()
    return Diagnostic("TN230", message, span, label="defined again", secondary=secondary)


def _hidden(script: Script, name: tree.Name, kind: str, kinds: tuple[Kind, ...]) -> Iterator[Diagnostic]:
    for other in kinds:
        if name.text in script.names[other]:
            message = f"`{name.text}` is {CALLED[other]} already, so it cannot be {kind}"
            yield _again(message, name.span, script.names[other][name.text])
            return


def _hides_person(name: tree.Name, scenario: tree.Scenario) -> Iterator[Diagnostic]:
    for member in scenario.cast:
        if isinstance(member, tree.Member) and member.name.text == name.text:
            yield _again(
                f"`{name.text}` is a person already, so it cannot be a parameter", name.span, member.name.span
            )
            return


def _reserved(names: Iterable[tree.Name]) -> Iterator[Diagnostic]:
    """Cues without a name are called `at-1`, `after-2`; checks `expect-1`; the stage `stage`."""
    for name in names:
        numbered = _NUMBERED.fullmatch(name.text)
        if name.text == "stage" or (numbered is not None and numbered[1] in _TAKEN):
            yield Diagnostic(
                "TN232",
                f"`{name.text}` is a name that Townlet gives by itself",
                name.span,
                label="another name, please",
            )
