"""What each line wants at each of its positions: a person here, a share there.

This is the one description of positions. Names are looked up by it, figures checked against it, and the kinds
of parameters are found from it.
"""

from collections.abc import Iterator
from typing import assert_never

import msgspec

from dsl import tree, vocabulary
from dsl.vocabulary import (
    AGENT,
    ANYTHING,
    COINS,
    CUE,
    ITEM,
    JOB,
    LENGTH,
    PERIOD,
    PLACE,
    SHARE,
    WORK,
    Quality,
    Want,
)
from dsl.walk import atoms, conditions

Written = tree.Value | tree.Anyone | tree.Everyone | tree.Goods
"""What may be written where a name or a figure is wanted."""


class Wanted(msgspec.Struct, frozen=True):
    """Something written, and what is wanted there."""

    node: Written
    want: Want


def wanted(line: tree.Line) -> Iterator[Wanted]:
    """The positions of a line itself, not of its blocks, nor the arguments of a `play`."""
    yield from own(line)
    for condition in conditions(line):
        for atom in atoms(condition):
            yield from in_atom(atom)


def own(line: tree.Line) -> Iterator[Wanted]:
    """The positions of a line apart from its conditions."""
    match line:
        case tree.Dialogue():
            yield Wanted(line.who, AGENT)
        case tree.Direct():
            yield from _people(line.who)
            yield from in_activity(line.activity)
            yield from _figures(LENGTH, line.within, line.length)
        case tree.Nudge():
            yield from _people(line.who)
            yield from in_activity(line.activity)
            yield from _figures(SHARE, line.by)
            yield from _figures(LENGTH, line.length)
        case tree.Hold() | tree.Release() | tree.Exit():
            yield from _people(line.who)
        case tree.Set():
            yield from _set(line)
        case tree.Give():
            yield from _goods(line.what, ITEM)
            yield Wanted(line.to, AGENT)
        case tree.Take():
            yield from _goods(line.what, ITEM)
            yield Wanted(line.source, AGENT)
        case tree.Place():
            yield Wanted(line.who, AGENT)
            yield from target(line.at, PLACE)
        case tree.Enter():
            yield from _people(line.who)
            if line.at is not None:
                yield from target(line.at, PLACE)
        case tree.TriggerPerturbation():
            yield from _trigger(line)
        case tree.Wait():
            yield Wanted(line.length, LENGTH)
        case tree.WaitUntil():
            yield from _figures(LENGTH, line.within)
        case tree.Check():
            yield from _window(line.window)
        case tree.Cue():
            yield from _cue(line)
        case (
            tree.Mark()
            | tree.Narrate()
            | tree.Prompt()
            | tree.Play()
            | tree.If()
            | tree.Choose()
            | tree.Damaged()
        ):
            pass
        case _:
            assert_never(line)


def _cue(cue: tree.Cue) -> Iterator[Wanted]:
    yield from _figures(LENGTH, cue.dwell)
    match cue.trigger:
        case tree.AfterStart(delay=delay, cue=name):
            yield Wanted(delay, LENGTH)
            yield Wanted(name, CUE)
        case tree.AfterEnd(cue=name):
            yield Wanted(name, CUE)
        case tree.Every(period=period):
            yield Wanted(period, PERIOD)


def _window(window: tree.Window | None) -> Iterator[Wanted]:
    match window:
        case tree.Within() | tree.For():
            yield Wanted(window.length, LENGTH)
        case tree.During():
            yield Wanted(window.cue, CUE)


def _set(line: tree.Set) -> Iterator[Wanted]:
    if isinstance(line.target, tree.Possessive):
        yield from possessive(line.target)
        quality = quality_of(line.target)
        if quality is not None and quality.settable:
            yield from _figures(quality.value, line.value)


def _trigger(line: tree.TriggerPerturbation) -> Iterator[Wanted]:
    roles = vocabulary.PERTURBATIONS.get(line.name.text)
    if roles is not None:
        yield from _roles(roles, line.phrases, line.options)
    yield from _figures(PERIOD, line.length)


def in_activity(activity: tree.Activity) -> Iterator[Wanted]:
    """The positions of an activity; what its verb has no role for is somebody else's business."""
    roles = vocabulary.ACTIVITIES[activity.verb]
    if activity.object is not None and roles.object is not None:
        yield from _goods(activity.object, roles.object, coins=activity.verb == "give")
    yield from _roles(roles, activity.phrases, activity.options)


def _roles(
    roles: vocabulary.Roles, phrases: tuple[tree.Phrase, ...], options: tuple[tree.Option, ...]
) -> Iterator[Wanted]:
    for phrase in phrases:
        if phrase.word in roles.phrases:
            yield from target(phrase.target, roles.phrases[phrase.word])
    for option in options:
        if option.name is not None and option.name.text in roles.options:
            yield Wanted(option.value, roles.options[option.name.text])


def _goods(what: tree.Target | tree.Goods | tree.Coins, want: Want, coins: bool = True) -> Iterator[Wanted]:
    """Items, or coins where those will do as well."""
    match what:
        case tree.Goods():
            yield Wanted(what.item, want)
        case tree.Name() | tree.Possessive():
            yield from target(what, want)
        case tree.Coins():
            yield Wanted(what, COINS if coins else want)


def target(node: tree.Target | tree.Text | tree.Anyone | tree.Everyone, want: Want) -> Iterator[Wanted]:
    """A name, or somebody's something, where `want` is wanted."""
    if isinstance(node, tree.Possessive):
        yield from possessive(node)
    yield Wanted(node, want)


def possessive(node: tree.Possessive) -> Iterator[Wanted]:
    """The two people, or the place or object, of `Kai's trust in Avery`."""
    quality = quality_of(node)
    if quality is not None:
        yield Wanted(node.owner, quality.owner)
        if node.toward is not None:
            yield Wanted(node.toward, ITEM if quality.toward == "of" else AGENT)


def quality_of(node: object) -> Quality | None:
    """The quality that somebody's something is, when there is one of that name."""
    return vocabulary.QUALITIES.get(node.quality.text) if isinstance(node, tree.Possessive) else None


def in_atom(atom: tree.Condition) -> Iterator[Wanted]:
    """The positions of one part of a condition."""
    match atom:
        case tree.Compare():
            yield from _compared(atom.subject, atom.value)
        case tree.Between():
            yield from _compared(atom.subject, atom.low, atom.high)
        case tree.Changes():
            yield from _changed(atom)
        case tree.Near():
            yield Wanted(atom.who, AGENT)
            yield from target(atom.target, vocabulary.SPOT)
        case tree.At():
            yield Wanted(atom.who, AGENT)
            if not (isinstance(atom.place, tree.Name) and atom.place.text == WORK):
                yield from target(atom.place, PLACE)
        case tree.Has():
            yield Wanted(atom.who, AGENT)
            yield from _goods(atom.what, ITEM)
        case tree.Employed():
            yield Wanted(atom.who, AGENT)
            if atom.job is not None:
                yield Wanted(atom.job, JOB)
        case tree.Friends() | tree.Rivals():
            yield Wanted(atom.who, AGENT)
            yield Wanted(atom.whom, AGENT)
        case tree.Event():
            yield from _event(atom)
        case tree.Count():
            yield from _event(atom.event)
        case tree.Says() | tree.And() | tree.Or() | tree.Not():
            pass
        case _:
            assert_never(atom)


def _event(event: tree.Event) -> Iterator[Wanted]:
    for who in event.pair or ():
        yield Wanted(who, AGENT)
    for phrase in event.phrases:
        if phrase.word == "by":
            yield from target(phrase.target, AGENT)


def _compared(subject: tree.Target | tree.Subject, *values: tree.Value) -> Iterator[Wanted]:
    quality = quality_of(subject)
    if isinstance(subject, tree.Possessive):
        yield from possessive(subject)
    if quality is not None:
        yield from _figures(quality.value, *values)
    elif isinstance(subject, tree.Name):
        for value in values:
            kind = kind_of_figure(value)
            yield Wanted(subject, Want((kind,)) if kind is not None else ANYTHING)
            yield Wanted(value, ANYTHING)


def _changed(atom: tree.Changes) -> Iterator[Wanted]:
    quality = quality_of(atom.subject)
    if isinstance(atom.subject, tree.Possessive):
        yield from possessive(atom.subject)
    if quality is not None:
        yield Wanted(atom.by, Want(quality.value.kinds, 0))


def kind_of_figure(node: object) -> vocabulary.Kind | None:
    """The kind that a figure shows by itself; None for a name."""
    match node:
        case tree.Share():
            return "share"
        case tree.Coins():
            return "coins"
        case tree.Duration():
            return "duration"
        case tree.Clock():
            return "clock"
        case tree.Number():
            return "number"
        case tree.Text():
            return "text"
    return None


def _people(who: tuple[tree.Name, ...]) -> Iterator[Wanted]:
    return (Wanted(name, AGENT) for name in who)


def _figures(want: Want, *values: tree.Value | None) -> Iterator[Wanted]:
    return (Wanted(value, want) for value in values if value is not None)
