"""What could be written at a cursor: the words that the parser would take there, and names of the kind wanted."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

import msgspec

from dsl import tree
from dsl.editing import cards
from dsl.editing.mentions import Symbol
from dsl.editing.snippets import escaped, snippets
from dsl.editing.spots import Role, Spot
from dsl.editing.standing import Standing, standing, supposed
from dsl.editing.tails import tails
from dsl.library import Library, Towns
from dsl.names import Scope
from dsl.parse import Parser
from dsl.script import Script
from dsl.source import Source, Span
from dsl.vocabulary import (
    ACTIVITIES,
    CALLED,
    COMPARED,
    CROWDS,
    HOME,
    IGNORED,
    KEPT_OFF,
    NAMED,
    NEEDS,
    PERTURBATIONS,
    QUALITIES,
    SCENERY,
    TIES,
    Kind,
)
from townlet.events import ASKABLE
from townlet.personality import PREFERENCES, REWARDS, TRAITS

USED: Final = re.compile(r'\s*use\s+"(?P<path>[^"]*)$')
Sort: TypeAlias = Role | Literal["word", "line"]


class Offer(msgspec.Struct, frozen=True):
    """Something that could be written; `insert` is a snippet (LSP's notation), empty if it is the label itself."""

    label: str
    sort: Sort
    detail: str = ""
    about: str = ""
    insert: str = ""


class Offers(msgspec.Struct, frozen=True):
    """What could be written in the place of `span`, the best first."""

    span: Span
    offers: tuple[Offer, ...] = ()


class Surroundings(msgspec.Struct, frozen=True):
    """What an answer is looked for in."""

    script: Script
    parser: Parser
    library: Library
    towns: Towns


def offers(source: Source, line: int, column: int, around: Surroundings) -> Offers | None:
    """What could be written at a cursor; None where nothing can be known."""
    lines = source.lines
    text = lines[line - 1][: column - 1] if 1 <= line <= len(lines) else ""
    used = USED.fullmatch(text)
    if used is not None:
        span = Span(source.name, line, used.start("path") + 1, line, column)
        return Offers(span, tuple(Offer(name, "file") for name in around.library.names(source.name)))
    found = standing(source, line, column, around.parser)
    if found is None:
        return None
    named = _names(found, around) if "NAME" in found.expected() else ()
    unique: dict[str, Offer] = {}
    for offer in (*named, *_words(found)):
        unique.setdefault(offer.label, offer)
    return Offers(found.place, tuple(sorted(unique.values(), key=lambda each: each.sort in ("word", "line"))))


def _words(found: Standing) -> Iterator[Offer]:
    """The words that may come next; at the beginning of a line, whole lines."""
    table = found.reader.machine.table
    expected = found.expected()
    for terminal in sorted(expected):
        word = table.literals.get(terminal, "")
        if not word[:1].isalpha():
            continue
        if not found.before:
            yield from _lines(word, found)
        elif word in ACTIVITIES and found.before[-1].text == "to":
            yield Offer(
                word, "word", ACTIVITIES[word].example, insert=snippets(ACTIVITIES[word].example, table.keywords)
            )
        else:
            yield Offer(word, "word")
    if "AT_END" in expected:
        yield Offer("at end", "word")


def _lines(word: str, found: Standing) -> Iterator[Offer]:
    shapes = cards.shapes(word, in_personality="TRAITS" in found.expected())
    for shape in shapes:
        insert = snippets(shape, found.reader.machine.table.keywords)
        yield Offer(shape.rstrip(":") if len(shapes) > 1 else word, "line", shape, cards.of_keyword(word), insert)
    if not shapes:
        yield Offer(word, "word")


def _names(found: Standing, around: Surroundings) -> Iterator[Offer]:
    spots = [spot for spot in supposed(found, tails(around.parser.scan), around.script) if not spot.defines]
    scope = _scope(around.script, found.place.line)
    for spot in dict.fromkeys(Spot(_NO_NAME, each.roles, of=each.of) for each in spots):
        yield from _of_spot(spot, found, scope, around)


AT_HOME: Final = ("direct", "nudge", "place", "enter")
"""The lines that may name the home of whoever they are about."""

_NO_NAME: Final = tree.Name(Span("", 1, 1, 1, 1), "")


def _of_spot(spot: Spot, found: Standing, scope: Scope, around: Surroundings) -> Iterator[Offer]:
    kinds: tuple[Kind, ...] = tuple(role for role in spot.roles if role in NAMED)
    for name in scope.candidates(kinds) if kinds else ():
        kind = scope.kind_of(name, kinds)
        symbol = Symbol(kind or "parameter", name)
        insert = _call(around.script, name) if kind == "vignette" else ""
        yield Offer(
            name,
            symbol.role,
            CALLED.get(kind, "a parameter") if kind else "a parameter",
            cards.card(symbol, around.script),
            insert,
        )
    if "place" in kinds and found.before and found.before[0].text in AT_HOME:
        yield Offer(HOME, "place", "the home of whoever the line is about")
    figures = {role for role in spot.roles if role not in NAMED}
    for name, want in scope.parameters.items():
        if not kinds and figures & {*want.kinds}:
            yield Offer(name, "parameter", "a parameter")
    for role in spot.roles:
        for word in closed_words(role, spot.of, found, scope, around):
            insert = f"{escaped(word)} = ${{0}}" if role in ("option", "parameter") and spot.of else ""
            yield Offer(word, role, "", cards.card(Symbol(role, word), around.script), insert)


def closed_words(role: Role, of: str, found: Standing, scope: Scope, around: Surroundings) -> Iterable[str]:
    """The words of a closed table, as far as they make sense here."""
    match role:
        case "quality":
            return _qualities(of, found, scope)
        case "option":
            roles = ACTIVITIES.get(of) or PERTURBATIONS.get(of)
            return roles.options if roles is not None else ()
        case "state":
            return SCENERY.get(of, ())
        case "town":
            return around.towns.names(found.place.file)
        case "parameter":
            return _parameters(of, around.script)
    return WORDS.get(role, ())


WORDS: Final[Mapping[str, Iterable[str]]] = {
    "event": ASKABLE, "perturbation": PERTURBATIONS, "trait": TRAITS, "need": NEEDS, "preference": PREFERENCES,
    "reward": REWARDS, "crowd": CROWDS, "compared": COMPARED, "ignored": IGNORED,
    "covered": ("vignette", "cue", "branch"),
    "scenery": SCENERY, "tie": TIES, "kept-off": KEPT_OFF,
}  # fmt: skip


def _qualities(owner: str, found: Standing, scope: Scope) -> Iterator[str]:
    """Qualities of such an owner; in a `set` line those that can be set."""
    kind = scope.kind_of(owner, ("agent", "place", "thing")) if owner else "agent"
    first = found.before[0].text if found.before else ""
    for word, quality in QUALITIES.items():
        fits = kind is None or kind in quality.owner.kinds
        can = quality.settable if first == "set" else quality.askable or word == HOME
        if fits and can:
            yield word


def _parameters(of: str, script: Script) -> list[str]:
    owner = script.vignettes.get(of) or script.scenario
    return [each.name.text for each in owner.parameters] if owner is not None else []


def _call(script: Script, name: str) -> str:
    """`small-talk(a, b)` with its parameters as places to fill in."""
    needed = [each.name.text for each in script.vignettes[name].parameters if each.default is None]
    places = ", ".join(f"${{{number}:{escaped(each)}}}" for number, each in enumerate(needed, 1))
    return f"{name}({places})"


def _scope(script: Script, line: int) -> Scope:
    """What can be seen from a line of the script's own file."""
    file = script.main
    declared = [*file.uses, *file.personalities, *file.items, *file.vignettes, *file.scenarios]
    above = [each for each in declared if each.span.line < line]
    nearest = max(above, key=lambda each: each.span.line, default=None)
    return script.scope_of(nearest) if isinstance(nearest, tree.Vignette) else script.scope()
