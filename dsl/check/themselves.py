"""Nobody meets or talks to themselves, whatever the parameters stand for in this compilation."""

from collections.abc import Iterable, Iterator, Mapping

from dsl import tree
from dsl.check.plays import DEEPEST
from dsl.diagnostic import Diagnostic
from dsl.lower.conditions import settled
from dsl.parameters import bound
from dsl.script import Script, lines_of
from dsl.source import Span
from dsl.walk import atoms, blocks

Values = Mapping[str, tree.Value]
Meeting = tuple[Span, str]
"""Where somebody is told to do something with themselves, and who it is."""

Seen = set[tuple[str, tuple[str, ...]]]
"""Vignettes that have been gone through, each with the people it was given."""


def themselves(script: Script) -> Iterator[Diagnostic]:
    """Lines and plays of the scenario that come to `Kai` meeting `Kai` once parameters have their values."""
    seen: Seen = set()
    cast = script.scope().names.get("agent", {})
    for span, who in _meetings(script, lines_of(script.scenario), script.values, seen):
        if who not in cast:
            continue
        message = f"`{who}` cannot do this with `{who}`"
        yield Diagnostic("TN306", message, span, label=f"this stands for `{who}`, and so does another name")


def _meetings(
    script: Script, lines: Iterable[tree.Line], values: Values, seen: Seen, depth: int = 0
) -> Iterator[Meeting]:
    for line in lines if depth < DEEPEST else ():
        match line:
            case tree.Direct() | tree.Nudge():
                yield from _in_line(line, values)
            case tree.Play():
                yield from _in_play(script, line, values, seen, depth + 1)
            case tree.If():
                for branch in _branches(line, values):
                    yield from _meetings(script, branch, values, seen, depth + 1)
            case _:
                for block in blocks(line):
                    yield from _meetings(script, block, values, seen, depth + 1)


def _branches(line: tree.If, values: Values) -> tuple[tuple[tree.Line, ...], ...]:
    """The branches that can be reached: what parameters settle (`if one is other:`) is settled."""
    match line.condition:
        case tree.Compare(subject=tree.Name() as one, operator=operator, value=other) if one.text in values:
            holds = settled(_value(one, values), operator, _value(other, values))
            return (line.then,) if holds else (line.otherwise,)
    mixed = (
        isinstance(atom, tree.Compare) and isinstance(atom.subject, tree.Name) and atom.subject.text in values
        for atom in atoms(line.condition)
    )
    return () if any(mixed) else (line.then, line.otherwise)


def _in_line(line: tree.Direct | tree.Nudge, values: Values) -> Iterator[Meeting]:
    people = {_name(name, values): name.text for name in line.who}
    phrases = (phrase.target for phrase in line.activity.phrases if phrase.word != "about")
    for other in (line.activity.object, *phrases):
        if isinstance(other, tree.Name):
            who = _name(other, values)
            if who in people and people[who] != other.text:
                yield other.span, who


def _in_play(
    script: Script, line: tree.Play, values: Values, seen: Seen, depth: int = 0
) -> Iterator[Meeting]:
    vignette = script.vignettes.get(line.vignette.text)
    if vignette is None:
        return
    inside = {each.name.text: each.default for each in vignette.parameters if each.default is not None}
    given = {
        parameter.name.text: (value, _value(value, values)) for parameter, value in bound(line, vignette)
    }
    if len(given) < len(line.arguments):
        return  # One is given twice or fits nowhere, which is said elsewhere.
    inside |= {name: value for name, (_, value) in given.items()}
    names = tuple(f"{name}={v.text}" for name, v in sorted(inside.items()) if isinstance(v, tree.Name))
    if (vignette.name.text, names) in seen:
        return
    seen.add((vignette.name.text, names))
    for _, who in _meetings(script, vignette.body, inside, seen, depth + 1):
        told = [written.span for written, value in given.values() if _is(value, who)]
        yield (told[-1] if told else line.span), who
        return


def _value(value: tree.Value, values: Values) -> tree.Value:
    return values.get(value.text, value) if isinstance(value, tree.Name) else value


def _name(name: tree.Name, values: Values) -> str:
    value = _value(name, values)
    return value.text if isinstance(value, tree.Name) else name.text


def _is(value: tree.Value, who: str) -> bool:
    return isinstance(value, tree.Name) and value.text == who
