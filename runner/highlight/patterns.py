"""The same colours as patterns, for editors: for each kind of line what opens it and what may stand in it.

`runner.highlight.reading` looks at the word before; a pattern cannot, so it takes the name behind a word along with it.
Read alike by Oniguruma and by Python: look-behinds have a fixed width.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from runner.highlight.reading import COMMENTS, LABELLED, NAMED, PERSON, SIGNS, figures, name
from runner.highlight.words import Shape, kept

START: Final = r"(?:^[ \t]*|(?<=%:)|(?<=%: )|(?<=% : )|(?<=otherwise ))"
"""Where a line may open: at its beginning, or behind `60%:` and `otherwise`."""

END: Final = r"(?!-?\w)"
"""Where a word ends: a hyphen is part of it."""


class Pattern(msgspec.Struct, frozen=True):
    """An expression whose groups have a colour each."""

    expression: str
    groups: tuple[str, ...]


def loose() -> tuple[Pattern, ...]:
    """What is coloured in a line of no known kind."""
    known = (Pattern(f"({expression})", (group,)) for expression, group in figures().values())
    return (*REMARKS, *known, *_names())


class Line(msgspec.Struct, frozen=True):
    """A kind of line: its name, how it opens, and what may stand in the rest; None if another line may begin there."""

    name: str
    opens: Pattern
    rest: tuple[Pattern, ...] | None


REMARKS: Final = tuple(Pattern(f"({expression})", (group,)) for expression, group in COMMENTS.items())
PROSE: Final = Pattern(r"^[ \t]*(>.*)", ("prose",))


def lines() -> list[Line]:
    """Every kind of line, in the order to try them: `at end` before `at`, and those that open with a name last."""
    found = [line for shape in kept().shapes for line in _lines_of(shape)]
    return sorted(found, key=lambda line: (line.opens.groups[0] == "person", -len(line.name), line.name))


def _lines_of(shape: Shape) -> Iterator[Line]:
    """The lines of one shape: those whose heads look alike are one."""
    rest = None if shape.opens else tuple(_inside(shape))
    alike: dict[tuple[str, bool], list[str]] = {}
    for head, group in shape.heads.items():
        if head != "PROSE":
            alike.setdefault((group, head.endswith(":")), []).append(head.rstrip(":"))
    for (group, colon), heads in alike.items():
        kinds = [heads] if group else [[head] for head in heads]
        for kind in kinds:
            called = kind[0].replace(" ", "-") + ("-field" if colon else "")
            yield Line(called, _opening(kind, group, colon, shape), rest)


def _opening(heads: list[str], group: str, colon: bool, shape: Shape) -> Pattern:
    """How a line opens; where a name follows at once, with the name."""
    if heads == ["NAME"]:
        return Pattern(rf"{START}({name()})(?=[ \t]*(?:\d+[ \t]*)?:)", ("person",))
    if heads == ["SHARE"]:
        return Pattern(rf"{START}({figures()['SHARE'][0]})[ \t]*(:)[ \t]?", ("figure", "sign"))
    if not group:
        return Pattern(rf"{START}({figures()[heads[0]][0]})(?=[ \t]+{_any(shape.words)})", ("figure",))
    if shape.opens:
        return Pattern(rf"{START}({_any(heads)})(?![ \t]*:)[ \t]?", (group,))
    pattern = Pattern(rf"{START}({_any(heads)})(?{'=' if colon else '!'}[ \t]*:)", (group,))
    return _with_name(pattern, heads[0], shape.names[""], heads[0]) if "" in shape.names and not colon else pattern


def _inside(shape: Shape) -> Iterator[Pattern]:
    """What may stand behind the head of a line, in the order in which it is tried."""
    head = next(iter(shape.heads)).rstrip(":")
    signs = {before: (re.escape(before), "sign") for before in shape.names if before and before in SIGNS}
    yield from REMARKS
    for before, (expression, group) in {**figures(), **signs}.items():
        pattern = Pattern(f"({expression})", (group,))
        yield _with_name(pattern, before, shape.names[before], head) if before in shape.names else pattern
    alike: dict[tuple[str, tuple[str, ...] | None, str | None], list[str]] = {}
    for word in sorted(shape.words, key=lambda each: (-len(each), each)):
        none = tuple(shape.names[word]) if word in shape.names else None
        alike.setdefault((shape.words[word], none, _kind(word, head)), []).append(word)
    for (group, none, _), words in sorted(alike.items(), key=lambda each: " " not in each[1][0]):
        pattern = Pattern(rf"(?<![\w-])({_any(words)})", (group,))
        yield pattern if none is None else _with_name(pattern, words[0], none, head)
    yield from _names()


def _names() -> tuple[Pattern, ...]:
    """What is left: names, and signs between them."""
    person, other = Pattern(rf"({PERSON})", ("person",)), Pattern(rf"({name()})", ("name",))
    return person, other, Pattern(f"([{re.escape(SIGNS)}])", ("sign",))


def _with_name(pattern: Pattern, before: str, none: Sequence[str], head: str) -> Pattern:
    """The same with the name that may follow, unless one of the words that are `none` does."""
    but = f"(?!{_any(none)})" if none else ""
    kind = _kind(before, head)
    named, groups = (f"({name()})", (kind,)) if kind else (f"(?:({PERSON})|({name()}))", ("person", "name"))
    return Pattern(rf"{pattern.expression}(?:[ \t]*{but}{named})?", (*pattern.groups, *groups))


def _kind(before: str, head: str) -> str | None:
    return "label" if before == "as" and head in LABELLED else NAMED.get(before)


def _any(words: Sequence[str] | dict[str, str]) -> str:
    listed = "|".join(sorted({*words}, key=lambda word: (-len(word), word))).replace(" ", r"[ \t]+")
    return f"(?:{listed}){END}"
