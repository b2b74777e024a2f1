"""Everything that is looked at before a script may run, as lists in plain sight.

Every check is `(script) -> diagnostics` or `(script, scope, line) -> diagnostics`. None changes anything,
none stops another, and what is wrong is a value.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final, Protocol

from dsl import tree
from dsl.check import (
    authority,
    cast,
    chance,
    dead,
    declarations,
    definitions,
    disturbances,
    expectations,
    given,
    header,
    holds,
    parameters,
    plays,
    positions,
    prose,
    qualities,
    rehearse,
    roles,
    shops,
    themselves,
    time,
)
from dsl.diagnostic import Diagnostic
from dsl.library import Said
from dsl.names import Scope
from dsl.script import Script, lines_of
from dsl.walk import blocks, conditions, named_by

OfScript = Callable[[Script], Iterable[Diagnostic]]
OfLine = Callable[[Script, Scope, tree.Line], Iterable[Diagnostic]]

OF_EACH_LINE: Final[tuple[OfLine, ...]] = (
    roles.roles,
    qualities.qualities,
    positions.positions,
    plays.arguments,
    chance.draws,
    authority.whiles,
    authority.company,
    time.suffixes,
    expectations.checks,
    prose.prose,
    dead.nothing,
    shops.shops,
)

OF_THE_WHOLE: Final[tuple[OfScript, ...]] = (
    header.header,
    definitions.definitions,
    declarations.personalities,
    declarations.items,
    cast.cast,
    cast.enough_names,
    parameters.of_vignettes,
    parameters.of_scenario,
    given.choices,
    given.given,
    given.varied,
    plays.rings,
    plays.size,
    chance.streams,
    time.cues,
    time.moments,
    time.windows,
    expectations.during,
    expectations.at_once,
    authority.directors,
    themselves.themselves,
    holds.holds,
    rehearse.rehearse,
    dead.vignettes,
    dead.idle,
    dead.offstage,
)


class Cleared(Protocol):
    """Lines that nothing is said about, with all that stands under them, as is known from before."""

    def knows(self, top: tree.Line) -> bool:
        """Whether a line of a scenario or of a vignette need not be looked at."""

    def add(self, top: tree.Line) -> None:
        """One more has been found to be in order."""


def examine(script: Script, cleared: Cleared | None = None) -> Said:
    """What all checks say about a script."""
    whole = [each for check in OF_THE_WHOLE for each in check(script)]
    return tuple(_heard(whole, chain(_by_line(script, cleared), disturbances.at_once(script))))


def _by_line(script: Script, cleared: Cleared | None) -> Iterator[Diagnostic]:
    for scope, top, _ in tops(script):
        if cleared is not None and cleared.knows(top):
            continue
        under = _under(top, scope)
        said = [each for inner, line in under for check in OF_EACH_LINE for each in check(script, inner, line)]
        if cleared is not None and not said:
            cleared.add(top)
        yield from said


Seen = tuple[Scope, tree.Line, tree.Vignette | None]
"""A line with what it can see, and the vignette it stands in."""


def tops(script: Script) -> Iterator[Seen]:
    """The outermost lines of every block: the scenario's, then those of all vignettes."""
    scope = script.scope()
    for line in lines_of(script.scenario):
        yield scope, line, None
    for vignette in (vignette for file in script.files for vignette in file.vignettes):
        scope = script.scope_of(vignette)
        for line in vignette.body:
            yield scope, line, vignette


def seen(script: Script) -> Iterator[Seen]:
    """Every line of every block."""
    for outer, top, vignette in tops(script):
        for scope, line in _under(top, outer):
            yield scope, line, vignette


def _under(top: tree.Line, scope: Scope) -> Iterator[tuple[Scope, tree.Line]]:
    """A line and all under it. People that a condition names (`anyone as who`) are known to it and to its block."""
    stack = [(scope, top)]
    while stack:
        around, line = stack.pop()
        named = around.also(named_by(*conditions(line)))
        yield named, line
        under = [(block, named if number == 0 else around) for number, block in enumerate(blocks(line))]
        for block, inner in reversed(under):
            stack.extend((inner, each) for each in reversed(block))


def _heard(whole: list[Diagnostic], by_line: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Everything about the whole; of each place on a line only the first; no warning beside an error."""
    said = list(whole)
    places = {_place(each) for each in whole}
    for each in by_line:
        if _place(each) not in places:
            places.add(_place(each))
            said.append(each)
    wrong = {_place(each)[:2] for each in said if each.severity == "error"}
    meant = {each.fix.text for each in said if each.severity == "error" and each.fix is not None}
    return (
        each
        for each in said
        if each.severity == "error" or (_place(each)[:2] not in wrong and not _misspelt(each, meant))
    )


def _misspelt(each: Diagnostic, meant: set[str]) -> bool:
    """Whether what is said to be idle is what an error elsewhere was meant to be."""
    return each.code in ("TN701", "TN702") and any(each.message.startswith(f"`{word}` ") for word in meant)


def _place(each: Diagnostic) -> tuple[str, int, int]:
    return each.span.file, each.span.line, each.span.column
