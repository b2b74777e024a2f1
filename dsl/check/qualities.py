"""Qualities (`Kai's mood`) and events: which can be set, which asked, and what stands beside them."""

from collections.abc import Iterator
from typing import Final

from dsl import tree, vocabulary
from dsl.check.states import of_state, state
from dsl.check.words import no_such, unknown_word
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import nearest
from dsl.mend.triggers import scenery
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.values import figure, spoken
from dsl.vocabulary import CROWDS, QUALITIES
from dsl.walk import atoms, conditions, everybody
from dsl.wants import kind_of_figure
from townlet.events import ASKABLE


def qualities(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """What is wrong with whatever has `'s` on a line, and with what its conditions compare and wait for."""
    if isinstance(line, tree.Set):
        yield from _set(line)
    for possessive in _possessives(line):
        yield from _quality(possessive, isinstance(line, tree.Set))
    for condition in conditions(line):
        for atom in atoms(condition):
            yield from _atom(atom, scope)


def _set(line: tree.Set) -> Iterator[Diagnostic]:
    if isinstance(line.target, tree.Name):
        if line.target.text in vocabulary.SCENERY:
            yield scenery(line.target.text, line.target.span)
        else:
            yield Diagnostic(
                "TN226",
                f"`{line.target.text}` as such cannot be set",
                line.target.span,
                label="whose what?",
                hint="For example: `set Kai's hunger to 60%`",
            )
        return
    for who in (line.target.owner, line.target.toward):
        if isinstance(who, tree.Anyone):
            yield Diagnostic(
                "TN226",
                "I cannot set something of just anyone",
                who.span,
                label="whose?",
                hint="Name somebody, or say `everyone`: the whole cast",
            )
        if isinstance(who, tree.Everyone):
            yield from _crowd(who)
    if isinstance(line.value, tree.Share) and line.value.signed and line.value.millionths > 0:
        yield _not_a_change(line.value)
    quality = QUALITIES.get(line.target.quality.text)
    if quality is not None and not quality.settable:
        can = ", ".join(f"`{word}`" for word, each in QUALITIES.items() if each.settable)
        yield Diagnostic(
            "TN226",
            f"`{line.target.quality.text}` cannot be set",
            line.target.quality.span,
            label=vocabulary.NOT_SET.get(line.target.quality.text, ""),
            hint=f"What can be set: {can}",
        )


def _not_a_change(value: tree.Share) -> Diagnostic:
    plain = spoken(value)
    return Diagnostic(
        "TN228",
        f"`set` gives the new value, so `+{plain}` is not {plain} more",
        value.span,
        severity="warning",
        label=f"did you mean `{plain}`?",
        hint="Nothing can be raised or lowered by so much; say what it is to be",
        fix=Fix(value.span, plain),
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


def _quality(node: tree.Possessive, to_be_set: bool) -> Iterator[Diagnostic]:
    word = node.quality.text
    quality = QUALITIES.get(word)
    of_people = quality is None or quality.toward != "of"
    if quality is None:
        yield _no_quality(node.quality, to_be_set)
    elif quality.toward and node.toward is None:
        yield Diagnostic(
            "TN225",
            f"`{word}` is between two people" if of_people else f"`{word}` is of one item",
            node.quality.span,
            label=f"`{quality.toward}` {'whom' if of_people else 'what'}?",
            hint=f"For example: `Kai's {word} {quality.toward} Avery`"
            if of_people
            else "For example: `cafe's stock of coffee`",
        )
    elif node.toward is not None and node.preposition != quality.toward:
        said = (
            f"it is `{word} {quality.toward}`" if quality.toward else f"`{word}` has nobody on the other side"
        )
        between = node.quality.span.after()
        between = Span(between.file, between.line, between.column, between.line, node.toward.span.column)
        yield Diagnostic(
            "TN224",
            f"`{word}` does not take `{node.preposition}`",
            node.toward.span,
            label=said,
            fix=Fix(between, f" {quality.toward} ") if quality.toward and of_people else None,
        )


def _no_quality(word: tree.Name, to_be_set: bool) -> Diagnostic:
    hint = vocabulary.NO_QUALITIES.get(word.text)
    said = vocabulary.QUALITIES_SAID.get(word.text)
    if to_be_set and said is not None and not QUALITIES[said].settable:
        hint = f"It is called `{said}`, and cannot be set: {vocabulary.NOT_SET[said]}"
    if hint is not None:
        return Diagnostic("TN213", f"There is no quality called `{word.text}`", word.span, hint=hint)
    return no_such("TN213", "quality", word, QUALITIES, vocabulary.QUALITIES_SAID)


def _crowd(who: tree.Everyone) -> Iterator[Diagnostic]:
    if who.kind is not None and who.kind.text not in CROWDS:
        yield unknown_word("TN210", f"I know no `every {who.kind.text}`", who.kind, CROWDS)


def _atom(atom: tree.Condition, scope: Scope) -> Iterator[Diagnostic]:
    for who in everybody(atom):
        if isinstance(who, tree.Everyone):
            yield from _crowd(who)
        if isinstance(who, tree.Name) and who.text in SOMEBODY and scope.kind_of(who.text, ("agent",)) is None:
            yield _somebody(who, atom)
    match atom:
        case tree.Compare(subject=tree.Name() as subject, value=tree.Name() as value) if state(atom, scope):
            yield of_state(subject, value, scope)
        case tree.Compare() | tree.Between() | tree.Changes():
            yield from _asked(atom.subject, scope)
            if isinstance(atom, tree.Between):
                yield from _backwards(atom)
            if isinstance(atom.subject, tree.Name) and atom.subject.text not in scope.parameters:
                yield from _scenery(atom, atom.subject)
            if isinstance(atom, tree.Changes) and isinstance(atom.subject, tree.Name):
                yield _no_quantity(atom.subject, scope)
        case tree.Event():
            yield from _event(atom)
        case tree.Count():
            yield from _event(atom.event)


SOMEBODY: Final = {"someone": "anyone", "somebody": "anyone", "anybody": "anyone", "all": "everyone",
                   "everybody": "everyone", "nobody": "not anyone", "noone": "not anyone"}  # fmt: skip
"""What people say in a condition for people whom they do not name."""


def _somebody(who: tree.Name, atom: tree.Condition) -> Diagnostic:
    meant = SOMEBODY[who.text]
    if meant.startswith("not ") and (who.span.line, who.span.column) != (atom.span.line, atom.span.column):
        return _nobody_behind(who)
    return Diagnostic(
        "TN201",
        f"There is nobody called `{who.text}`",
        who.span,
        label=f"did you mean `{meant}`?",
        fix=Fix(who.span, meant),
    )


def _nobody_behind(who: tree.Name) -> Diagnostic:
    """`Ida is near nobody`: what is denied is the whole, and `not` begins it."""
    hint = "`not` goes before the whole, with `anyone` here: `not Ida is near anyone`"
    return Diagnostic("TN201", f"There is nobody called `{who.text}`", who.span, hint=hint)


def _backwards(atom: tree.Between) -> Iterator[Diagnostic]:
    """`between 60% and 20%` never holds."""
    low, high = atom.low, atom.high
    if kind_of_figure(low) == kind_of_figure(high) is not None and figure(low) > figure(high):
        span = low.span.to(high.span)
        meant = f"{spoken(high)} and {spoken(low)}"
        yield Diagnostic("TN227", "Nothing lies between these, the way they stand", span,
                         label=f"did you mean `{meant}`?", fix=Fix(span, meant))  # fmt: skip


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
                yield _no_quantity(subject, scope)
        case tree.Anyone() | tree.Everyone():
            yield _no_quantity(subject, scope)


def _scenery(
    atom: tree.Compare | tree.Between | tree.Changes, subject: tree.Name
) -> Iterator[Diagnostic]:
    """The weather is rain or clear; there is no more and less of it."""
    states = vocabulary.SCENERY.get(subject.text)
    if states is None or isinstance(atom, tree.Changes):
        return
    if not isinstance(atom, tree.Compare) or atom.operator != "is" or not isinstance(atom.value, tree.Name):
        said = " or ".join(f"`{subject.text} is {state}`" for state in states)
        yield Diagnostic("TN226", f"There is no more or less of `{subject.text}`", subject.span, hint=f"Say {said}")
    elif atom.value.text not in states:
        message = f"`{subject.text}` is never `{atom.value.text}`"
        yield unknown_word("TN210", message, atom.value, states, vocabulary.STATES_SAID)


def _no_quantity(subject: tree.Name | tree.Anyone | tree.Everyone, scope: Scope) -> Diagnostic:
    if isinstance(subject, tree.Name) and subject.text in ASKABLE:
        span = subject.span
        return Diagnostic(
            "TN226",
            f"`{subject.text}` is an event, and is asked about as one",
            span,
            label="`event` is missing before this",
            fix=Fix(Span(span.file, span.line, span.column, span.line, span.column), "event ", sure=True),
        )
    guess = nearest(subject.text, scope.parameters) if isinstance(subject, tree.Name) else None
    owner = subject.text if isinstance(subject, tree.Name) and subject.text[0].isupper() else "Kai"
    word = subject.text if isinstance(subject, tree.Name) else "a person"
    return Diagnostic(
        "TN226",
        f"I cannot compare {f'`{word}`' if isinstance(subject, tree.Name) else word} as such",
        subject.span,
        label=f"did you mean `{guess}`?" if guess else "what about it?",
        fix=Fix(subject.span, guess) if guess else None,
        hint=None if guess else f"For example: `{owner}'s mood above 60%`, `{owner} is at cafe`",
    )


def _event(event: tree.Event) -> Iterator[Diagnostic]:
    takes = ASKABLE.get(event.kind.text)
    if takes is None:
        yield no_such("TN211", "event", event.kind, ASKABLE, vocabulary.EVENTS_SAID)
        return
    can = " or ".join(f"`{word}`" for word in takes)
    if event.pair is not None and "between" not in takes:
        span = event.pair[0].span.to(event.pair[1].span)
        yield Diagnostic(
            "TN224", f"`{event.kind.text}` is not between two people", span, hint=f"It takes {can}"
        )
    for phrase in event.phrases:
        if phrase.word not in takes:
            alone = len(event.phrases) == 1 and event.pair is None and phrase.word in ("of", "from", "to")
            span = phrase.span
            word = Span(span.file, span.line, span.column, span.line, span.column + len(phrase.word))
            yield Diagnostic(
                "TN224",
                f"The event `{event.kind.text}` does not take `{phrase.word}`",
                span,
                label="did you mean `by`?" if alone else "",
                hint=f"It takes {can}",
                fix=Fix(word, "by") if alone else None,
            )
