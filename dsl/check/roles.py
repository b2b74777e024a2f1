"""Verbs, perturbations, qualities and events: which words each takes, and which it needs."""

from collections.abc import Iterator

from dsl import tree, vocabulary
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import nearest
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.vocabulary import QUALITIES, Roles
from dsl.walk import atoms, conditions
from townlet.events import ASKABLE


def roles(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """What one line says too much or too little beside its words."""
    match line:
        case tree.Direct() | tree.Nudge():
            yield from _activity(line.activity)
        case tree.TriggerPerturbation():
            yield from _perturbation(line)
        case tree.Set():
            yield from _set(line)
        case tree.Enter(at=None):
            yield Diagnostic(
                "TN225",
                "Nobody can enter without a place",
                line.span,
                label="where?",
                hint="Say `enter … at station`",
            )
    for possessive in _possessives(line):
        yield from _quality(possessive)
    for condition in conditions(line):
        for atom in atoms(condition):
            yield from _atom(atom, scope)


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
        yield _unknown("TN215", "perturbation", line.name, list(vocabulary.PERTURBATIONS))
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
        fix=Fix(name.span, guess) if guess else None,
    )


def _too_much(word: str, what: str, span: Span, table: Roles) -> Diagnostic:
    return Diagnostic("TN224", f"`{word}` does not take {what}", span, hint=f"For example: `{table.example}`")


def _too_little(word: str, what: str, span: Span, table: Roles) -> Diagnostic:
    said = f"`{word}` needs somebody or something" if what == "object" else f"`{word}` needs `{what}`"
    return Diagnostic("TN225", said, span, label="it is missing here", hint=f"For example: `{table.example}`")


def _set(line: tree.Set) -> Iterator[Diagnostic]:
    if isinstance(line.target, tree.Name):
        if line.target.text not in vocabulary.SCENERY:
            yield Diagnostic(
                "TN226",
                f"`{line.target.text}` as such cannot be set",
                line.target.span,
                label="whose what?",
                hint="For example: `set Kai's hunger to 60%`",
            )
        return
    quality = QUALITIES.get(line.target.quality.text)
    if quality is not None and not quality.settable:
        can = ", ".join(f"`{word}`" for word, each in QUALITIES.items() if each.settable)
        yield Diagnostic(
            "TN226",
            f"`{line.target.quality.text}` cannot be set",
            line.target.quality.span,
            label="this follows from other things",
            hint=f"What can be set: {can}",
        )


def _possessives(line: tree.Line) -> Iterator[tree.Possessive]:
    """Whatever has `'s` on a line, wherever it stands."""
    match line:
        case tree.Set(target=tree.Possessive() as target):
            yield target
        case tree.Place(at=tree.Possessive() as at) | tree.Enter(at=tree.Possessive() as at):
            yield at
        case tree.Direct() | tree.Nudge():
            targets = [line.activity.object, *(phrase.target for phrase in line.activity.phrases)]
            yield from (each for each in targets if isinstance(each, tree.Possessive))
    for condition in conditions(line):
        for atom in atoms(condition):
            yield from _in_atom(atom)


def _in_atom(atom: tree.Condition) -> Iterator[tree.Possessive]:
    match atom:
        case tree.Compare() | tree.Between() | tree.Changes():
            if isinstance(atom.subject, tree.Possessive):
                yield atom.subject
        case tree.At(place=tree.Possessive() as place):
            yield place
        case tree.Near(target=tree.Possessive() as target):
            yield target


def _quality(node: tree.Possessive) -> Iterator[Diagnostic]:
    word = node.quality.text
    quality = QUALITIES.get(word)
    if quality is None:
        yield _unknown("TN213", "quality", node.quality, list(QUALITIES))
    elif quality.toward and node.toward is None:
        yield Diagnostic(
            "TN225",
            f"`{word}` is between two people",
            node.quality.span,
            label=f"`{quality.toward}` whom?",
            hint=f"For example: `Kai's {word} {quality.toward} Avery`",
        )
    elif node.toward is not None and node.preposition != quality.toward:
        said = (
            f"it is `{word} {quality.toward}`" if quality.toward else f"`{word}` has nobody on the other side"
        )
        yield Diagnostic(
            "TN224", f"`{word}` does not take `{node.preposition}`", node.toward.span, label=said
        )


def _atom(atom: tree.Condition, scope: Scope) -> Iterator[Diagnostic]:
    match atom:
        case tree.Compare() | tree.Between() | tree.Changes():
            yield from _asked(atom.subject, scope)
            if isinstance(atom, tree.Changes) and isinstance(atom.subject, tree.Name):
                yield _no_quantity(atom.subject)
        case tree.Event():
            yield from _event(atom)
        case tree.Count():
            yield from _event(atom.event)


def _asked(subject: tree.Target | tree.Subject, scope: Scope) -> Iterator[Diagnostic]:
    """A comparison is about somebody's something, a parameter, or the scenery."""
    match subject:
        case tree.Possessive():
            quality = QUALITIES.get(subject.quality.text)
            if quality is not None and not quality.askable:
                yield Diagnostic(
                    "TN226", f"`{subject.quality.text}` cannot be compared", subject.quality.span
                )
        case tree.Name():
            if subject.text not in scope.parameters and subject.text not in vocabulary.SCENERY:
                yield _no_quantity(subject)
        case tree.Anyone() | tree.Everyone():
            yield _no_quantity(subject)


def _no_quantity(subject: tree.Name | tree.Anyone | tree.Everyone) -> Diagnostic:
    word = subject.text if isinstance(subject, tree.Name) else "a person"
    return Diagnostic(
        "TN226",
        f"I cannot compare {f'`{word}`' if isinstance(subject, tree.Name) else word} as such",
        subject.span,
        label="what about it?",
        hint="For example: `Kai's mood below 45%`",
    )


def _event(event: tree.Event) -> Iterator[Diagnostic]:
    takes = ASKABLE.get(event.kind.text)
    if takes is None:
        yield _unknown("TN211", "event", event.kind, list(ASKABLE))
        return
    can = " or ".join(f"`{word}`" for word in takes)
    if event.pair is not None and "between" not in takes:
        span = event.pair[0].span.to(event.pair[1].span)
        yield Diagnostic(
            "TN224", f"`{event.kind.text}` is not between two people", span, hint=f"It takes {can}"
        )
    for phrase in event.phrases:
        if phrase.word not in takes:
            yield Diagnostic(
                "TN224",
                f"The event `{event.kind.text}` does not take `{phrase.word}`",
                phrase.span,
                hint=f"It takes {can}",
            )


def _unknown(code: str, kind: str, name: tree.Name, words: list[str]) -> Diagnostic:
    return unknown_word(code, f"There is no {kind} called `{name.text}`", name, words)


def unknown_word(code: str, message: str, name: tree.Name, words: list[str]) -> Diagnostic:
    """A word that a closed table does not have, with the nearest that it has, or all of them."""
    guess = nearest(name.text, words)
    return Diagnostic(
        code,
        message,
        name.span,
        label=f"did you mean `{guess}`?" if guess else "",
        hint=None if guess else f"There are: {', '.join(f'`{word}`' for word in words)}",
        fix=Fix(name.span, guess) if guess else None,
    )
