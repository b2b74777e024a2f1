"""`play`: the vignette exists, its arguments fit, nothing plays itself, the whole is not too long."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from dsl import tree
from dsl.check.positions import judged, unknown
from dsl.diagnostic import Diagnostic, Fix
from dsl.graphs import walked
from dsl.guess import alike, nearest
from dsl.names import Scope
from dsl.parameters import bound, played, plays
from dsl.script import Script, lines_of
from dsl.source import Span
from dsl.vocabulary import ANYTHING
from dsl.walk import every_line, levels
from dsl.wants import Wanted

LONGEST: Final = 100_000
"""The most lines a script may come to when its vignettes are written out."""

DEEPEST: Final = 100
"""How deep blocks and vignettes may stand inside each other when they are written out."""


def arguments(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """Whether a `play` line gives its vignette what it wants."""
    if not isinstance(line, tree.Play):
        return
    vignette = script.vignettes.get(line.vignette.text)
    if vignette is None:
        if line.vignette.text not in scope.damaged:
            yield unknown(line.vignette, ("vignette",), scope)
        return
    yield from _fit(line, vignette)
    wants = script.signatures.get(vignette.name.text, {})
    for parameter, value in bound(line, vignette):
        yield from judged(Wanted(value, wants.get(parameter.name.text, ANYTHING)), scope)


def _fit(line: tree.Play, vignette: tree.Vignette) -> Iterator[Diagnostic]:
    by_name = {parameter.name.text for parameter in vignette.parameters}
    defined = ((vignette.span, f"`{vignette.name.text}` was defined here"),)
    for argument in line.arguments:
        if argument.name is not None and argument.name.text not in by_name:
            yield _no_parameter(argument.name, vignette)
    plain = [argument for argument in line.arguments if argument.name is None]
    for argument in plain[len(vignette.parameters) :]:
        message = f"`{vignette.name.text}` takes {_so_many(len(vignette.parameters))}, and this is one more"
        yield Diagnostic("TN236", message, argument.span, secondary=defined)
    given = Counter(parameter.name.text for parameter, _ in bound(line, vignette))
    for parameter in vignette.parameters:
        name = parameter.name.text
        if given[name] > 1:
            yield Diagnostic("TN237", f"`{name}` is given twice", line.span, secondary=defined)
        elif not given[name] and parameter.default is None:
            message = f"`{vignette.name.text}` needs `{name}`, which is not given here"
            yield Diagnostic("TN235", message, line.span, label=f"`{name}` is missing", secondary=defined)


def _so_many(count: int) -> str:
    return {0: "nothing", 1: "one argument"}.get(count, f"{count} arguments")


def _no_parameter(name: tree.Name, vignette: tree.Vignette) -> Diagnostic:
    words = [parameter.name.text for parameter in vignette.parameters]
    guess = nearest(name.text, words)
    return Diagnostic(
        "TN216",
        f"`{vignette.name.text}` has no parameter `{name.text}`",
        name.span,
        label=f"did you mean `{guess}`?" if guess else "",
        secondary=((vignette.span, f"`{vignette.name.text}` was defined here"),),
        fix=Fix(name.span, guess, sure=alike(name.text, guess)) if guess else None,
    )


def rings(script: Script) -> Iterator[Diagnostic]:
    """Vignettes that play themselves, directly or by way of others."""
    for ring in walked(played(script.vignettes))[1]:
        first, following = ring[0], ring[1] if len(ring) > 1 else ring[0]
        play = next(each for each in plays(script.vignettes[first].body) if each.vignette.text == following)
        way = " → ".join([*ring, first])
        yield Diagnostic(
            "TN234",
            f"`{first}` plays itself, so it would never end",
            play.vignette.span,
            label=way if len(ring) > 1 else "",
            secondary=((script.vignettes[first].span, f"`{first}` was defined here"),),
        )


def size(script: Script) -> Iterator[Diagnostic]:
    """Whether a script is too long, or nested too deep, once its vignettes are written out."""
    lengths: dict[str, int] = {}
    depths: dict[str, int] = {}
    for name in walked(played(script.vignettes))[0]:
        body = script.vignettes[name].body
        lengths[name], depths[name] = _length(body, lengths), _depth(body, depths)
        if depths[name] > DEEPEST:
            yield _too_deep(script.vignettes[name].span, name)
            return
    scenario = script.scenario
    if scenario is not None and _length(lines_of(scenario), lengths) > LONGEST:
        message = f"Written out, this scenario has more than {LONGEST:,} lines"
        yield Diagnostic("TN238", message, scenario.span, hint="Which vignettes play which, and how often?")


def _too_deep(span: Span, name: str) -> Diagnostic:
    message = f"Written out, `{name}` is nested more than {DEEPEST} deep"
    return Diagnostic("TN239", message, span, hint="Vignettes that play vignettes that play vignettes …")


def _length(body: tuple[tree.Line, ...], lengths: dict[str, int]) -> int:
    lines = every_line(body)
    return sum(1 + lengths.get(line.vignette.text, 0) if isinstance(line, tree.Play) else 1 for line in lines)


def _depth(body: tuple[tree.Line, ...], depths: dict[str, int]) -> int:
    plays_at = ((level, line) for level, line in levels(body) if isinstance(line, tree.Play))
    return max((1 + level + depths.get(play.vignette.text, 0) for level, play in plays_at), default=0)
