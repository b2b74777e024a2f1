"""What the language can say and the town does not perform yet: one honest message for each, at its line."""

from collections.abc import Iterator
from typing import Final

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.walk import atoms, conditions, every_line, everybody
from dsl.wants import wanted

CODE: Final = "TN290"


def _not_yet(what: str, span: Span) -> Diagnostic:
    return Diagnostic(CODE, f"{what} can be written, but the town does not perform it yet", span)


def whole(script: Script) -> Iterator[Diagnostic]:
    """`assume` for the run as a whole, homes as parameters, and rehearsals that cover every cue or branch."""
    if script.scenario is None:
        return
    for parameter in script.scenario.parameters:
        home = parameter.default
        if isinstance(home, tree.Possessive) and not _known_home(script, home, ()):
            yield _not_yet("Somebody's home as a parameter", home.span)
    for line in script.scenario.body:
        if isinstance(line, tree.Check) and line.kind == "assume":
            yield _not_yet("`assume` for a whole scenario", line.span)
    for cover in script.scenario.rehearse.cover if script.scenario.rehearse is not None else ():
        if isinstance(cover, tree.CoverEvery) and cover.kind.text in ("cue", "branch"):
            yield _not_yet(f"`cover every {cover.kind.text}`", cover.kind.span)


def lines(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """Statements and parts of statements."""
    match line:
        case tree.Cue(trigger=tree.While(), dwell=dwell) if dwell is not None:
            yield _not_yet("`while … for`", dwell.span)
        case tree.Cue() if scope.vignette:
            yield _not_yet("A cue in a vignette", line.span)
        case tree.Direct() | tree.Nudge():
            yield from _at_once(line.activity)
    for whose, who in _homes(line):
        if not _known_home(script, whose, who):
            yield _not_yet("Somebody else's home as a place", whose.span)
    for condition in conditions(line):
        yield from _condition(condition)
    yield from _bound(line)


ONE_BY_ONE: Final = ("cook", "eat", "use")


def _at_once(activity: tree.Activity) -> Iterator[Diagnostic]:
    """Two meals are two lines."""
    what = activity.object
    if activity.verb in ONE_BY_ONE and isinstance(what, tree.Goods) and what.count > 1:
        yield _not_yet(f"`{activity.verb}` for several at once", what.span)


def _homes(line: tree.Line) -> Iterator[tuple[tree.Possessive, tuple[tree.Subject, ...]]]:
    """Wherever somebody's home is a place, and who would be there."""
    spots: list[tuple[object, tuple[tree.Subject, ...]]] = []
    match line:
        case tree.Direct() | tree.Nudge():
            spots = [(phrase.target, line.who) for phrase in line.activity.phrases]
        case tree.Enter():
            spots = [(line.at, line.who)]
        case tree.Place():
            spots = [(line.at, (line.who,))]
        case tree.TriggerPerturbation():
            spots = [(phrase.target, ()) for phrase in line.phrases]
        case tree.Play():
            spots = [(argument.value, ()) for argument in line.arguments]
    for condition in conditions(line):
        spots += [(atom.place, (atom.who,)) for atom in atoms(condition) if isinstance(atom, tree.At)]
    return ((spot, who) for spot, who in spots if isinstance(spot, tree.Possessive))


def _known_home(script: Script, whose: tree.Possessive, who: tuple[tree.Subject, ...]) -> bool:
    """Whether the home is that of the one person there, or one that the cast tells."""
    if not isinstance(whose.owner, tree.Name):
        return False
    owner = whose.owner.text
    if [name.text for name in who if isinstance(name, tree.Name)] == [owner]:
        return True
    cast = script.scenario.cast if script.scenario is not None else ()
    return any(isinstance(each, tree.Member) and each.home and each.name.text == owner for each in cast)


def _condition(condition: tree.Condition) -> Iterator[Diagnostic]:
    for atom in atoms(condition):
        yield from _crowds(atom)


def _crowds(atom: tree.Condition) -> Iterator[Diagnostic]:
    who = tuple(everybody(atom))
    crowds = [each for each in who if isinstance(each, tree.Anyone | tree.Everyone)]
    if isinstance(atom, tree.Event | tree.Count):
        crowds = [each for each in crowds if isinstance(each, tree.Everyone)]
        if crowds:
            yield _not_yet("`everyone` in an event", crowds[0].span)
    elif len(crowds) > 1:
        yield _not_yet("Everyone with everyone", atom.span)


def _bound(line: tree.Line) -> Iterator[Diagnostic]:
    """`anyone as who`: in its own condition the agent is known, but a block cannot yet be told who it was."""
    names = {
        alias
        for c in conditions(line)
        for atom in atoms(c)
        for who in everybody(atom)
        for alias in _alias(who)
    }
    for inner in every_line(line.body) if names and isinstance(line, tree.Cue) else ():
        for each in wanted(inner):
            if isinstance(each.node, tree.Name) and each.node.text in names:
                yield _not_yet(f"`{each.node.text}`, whoever it was,", each.node.span)


def _alias(who: tree.Subject) -> tuple[str, ...]:
    return (who.alias.text,) if isinstance(who, tree.Anyone) and who.alias is not None else ()
