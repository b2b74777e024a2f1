"""Verbs and perturbations: which words each takes, and which it needs."""

from collections.abc import Iterator

from dsl import tree, vocabulary
from dsl.check.words import no_such
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, nearest
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.vocabulary import Roles


def roles(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """What one line says too much or too little beside its words."""
    match line:
        case tree.Direct() | tree.Nudge():
            yield from _activity(line.activity)
        case tree.TriggerPerturbation():
            yield from _perturbation(line)
        case tree.Enter(at=None):
            yield Diagnostic(
                "TN225",
                "Nobody can enter without a place",
                line.span,
                label="where?",
                hint="Say `enter … at station`",
            )


def _activity(node: tree.Activity) -> Iterator[Diagnostic]:
    table = vocabulary.ACTIVITIES[node.verb]
    if node.object is not None and table.object is None:
        yield _too_much(node.verb, "an object", node.object.span, table)
    beside = list(_beside(node.verb, table, node.phrases, node.options))
    yield from beside
    given = {phrase.word for phrase in node.phrases} | _names(node.options)
    missing = [
        need for need in table.needs if need not in given and (need != "object" or node.object is None)
    ]
    if missing and not beside:
        yield _too_little(node.verb, missing[0], node.span, table)


def _perturbation(line: tree.TriggerPerturbation) -> Iterator[Diagnostic]:
    table = vocabulary.PERTURBATIONS.get(line.name.text)
    if table is None:
        yield no_such("TN215", "perturbation", line.name, vocabulary.PERTURBATIONS)
        return
    beside = list(_beside(line.name.text, table, line.phrases, line.options))
    yield from beside
    given = (
        {phrase.word for phrase in line.phrases} | _names(line.options) | ({"for"} if line.length else set())
    )
    missing = [need for need in table.needs if need not in given]
    if missing and not beside:
        yield _too_little(line.name.text, missing[0], line.span, table)


def _beside(
    word: str, table: Roles, phrases: tuple[tree.Phrase, ...], options: tuple[tree.Option, ...]
) -> Iterator[Diagnostic]:
    for phrase in phrases:
        if phrase.word not in table.phrases:
            yield _too_much(word, f"`{phrase.word}`", phrase.span, table)
    for option in options:
        if option.name is not None and option.name.text not in table.options:
            yield _option(word, option.name, table)


def _names(options: tuple[tree.Option, ...]) -> set[str]:
    return {option.name.text for option in options if option.name is not None}


def _option(word: str, name: tree.Name, table: Roles) -> Diagnostic:
    guess = nearest(name.text, table.options)
    known = (
        f"It takes {', '.join(f'`{each}`' for each in table.options)}"
        if table.options
        else "It takes nothing in brackets"
    )
    return Diagnostic(
        "TN214",
        f"`{word}` has no `{name.text}`",
        name.span,
        label=f"did you mean `{guess}`?" if guess else "",
        hint=known,
        fix=Fix(name.span, guess, sure=alike(name.text, guess)) if guess else None,
    )


def _too_much(word: str, what: str, span: Span, table: Roles) -> Diagnostic:
    return Diagnostic("TN224", f"`{word}` does not take {what}", span, hint=f"For example: `{table.example}`")


def _too_little(word: str, what: str, span: Span, table: Roles) -> Diagnostic:
    said = f"`{word}` needs somebody or something" if what == "object" else f"`{word}` needs `{what}`"
    return Diagnostic("TN225", said, span, label="it is missing here", hint=f"For example: `{table.example}`")
