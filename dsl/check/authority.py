"""Who is in charge: what may stand where, and who is asked to do what with whom."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.moments import planned, ticks
from dsl.names import Scope
from dsl.parameters import bound
from dsl.script import Script
from dsl.source import Span

Values = Mapping[str, tree.Value]
DEEPEST: Final = 3
"""So many plays within plays are looked into to find two cues that direct one person."""

LEANING: Final = (tree.Nudge, tree.Direct, tree.Hold, tree.Damaged)
"""What a `while` may hold: whatever ends when the condition no longer holds."""


def whiles(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """A `while` holds only what can end with it."""
    if not isinstance(line, tree.Cue) or not isinstance(line.trigger, tree.While):
        return
    for inner in line.body:
        if not isinstance(inner, LEANING):
            span = line.span
            word = Span(span.file, span.line, span.column, span.line, span.column + len("while"))
            yield Diagnostic(
                "TN301",
                "`while` can only hold what ends with it: nudge, direct and hold",
                inner.span,
                label="this would be done once and stay",
                secondary=((span, "in force only while this holds"),),
                hint="`whenever` does it each time the condition comes true",
                fix=Fix(word, "whenever"),
            )


def company(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """Nobody meets, greets or talks to themselves, and nobody is named twice."""
    who = line.who if isinstance(line, PEOPLED) else ()
    seen: set[str] = set()
    for name in who:
        if name.text in seen:
            yield Diagnostic(
                "TN307", f"`{name.text}` is named twice", name.span, severity="warning", label="a second time",
                hint="Once is enough; or is somebody else meant?",
            )  # fmt: skip
        seen.add(name.text)
    if isinstance(line, tree.Direct | tree.Nudge):
        for other in _others(line.activity):
            if other.text in seen:
                message = f"`{other.text}` cannot do this with `{other.text}`"
                yield Diagnostic("TN306", message, other.span, label="somebody else belongs here")


PEOPLED: Final = (tree.Direct, tree.Nudge, tree.Hold, tree.Release, tree.Enter, tree.Exit)


def _others(activity: tree.Activity) -> Iterator[tree.Name]:
    for target in (
        activity.object,
        *(phrase.target for phrase in activity.phrases if phrase.word != "about"),
    ):
        if isinstance(target, tree.Name):
            yield target


class Order(msgspec.Struct, frozen=True):
    """A `direct` that is certain to be given to somebody at one tick; `cue` says in which cue of which play."""

    line: tree.Direct
    name: tree.Name
    who: str
    tick: int
    cue: tuple[Span, ...]


def directors(script: Script) -> Iterator[Diagnostic]:
    """Two cues that direct one person in one tick, where that can be proved."""
    first: dict[tuple[str, int], Order] = {}
    for order in _orders(script):
        other = first.setdefault((order.who, order.tick), order)
        if other.cue != order.cue:
            yield Diagnostic(
                "TN303",
                f"Two cues direct `{order.who}` in tick {order.tick}",
                order.name.span,
                severity="warning",
                label="this one wins, the other resumes if its time is not up",
                secondary=((other.line.span, "also directed here"),),
            )


def _orders(script: Script) -> Iterator[Order]:
    """The directs of cues whose start is settled."""
    for each in planned(script.scenario, script.values) if script.scenario is not None else ():
        if each.start is not None:
            yield from _given(script, each.cue.body, script.values, each.start, (each.cue.span,))


def _given(
    script: Script, body: tuple[tree.Line, ...], values: Values, tick: int, cue: tuple[Span, ...], depth: int = 0
) -> Iterator[Order]:
    """The directs of a block, up to the first line of an unknown length, those of what it plays there included."""
    for line in body:
        match line:
            case tree.WaitUntil():
                return
            case tree.Wait():
                wait = ticks(line.length, values)
                if wait is None:
                    return
                tick += wait
            case tree.Play():
                if depth < DEEPEST:
                    yield from _played(script, line, values, tick, cue, depth + 1)
                return
            case tree.Direct():
                for name in line.who:
                    value = values.get(name.text, name)
                    who = value.text if isinstance(value, tree.Name) else name.text
                    yield Order(line, name, who, tick, cue)


def _played(
    script: Script, line: tree.Play, values: Values, tick: int, cue: tuple[Span, ...], depth: int
) -> Iterator[Order]:
    """The directs of a vignette that begins at a tick, and of those of its cues that say at which tick they do."""
    vignette = script.vignettes.get(line.vignette.text)
    if vignette is None:
        return
    inside = {each.name.text: each.default for each in vignette.parameters if each.default is not None}
    given = ((parameter.name.text, value) for parameter, value in bound(line, vignette))
    inside |= {name: values.get(value.text, value) if isinstance(value, tree.Name) else value for name, value in given}
    yield from _given(script, vignette.body, inside, tick, cue, depth)
    for each in vignette.body:
        match each:
            case tree.Cue(trigger=tree.AtMoment(moment=tree.TickMoment(tick=later))):
                yield from _given(script, each.body, inside, tick + later, (*cue, line.span, each.span), depth)
            case tree.Cue(trigger=tree.AtMoment(moment=tree.Start())):
                yield from _given(script, each.body, inside, tick, (*cue, line.span, each.span), depth)
