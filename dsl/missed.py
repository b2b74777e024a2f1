"""A name that is missed in several places and is right in none lacks its definition: that is one message."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic, Fix
from dsl.heads import WORD
from dsl.source import Span

UNKNOWN: Final = tuple(f"TN{number}" for number in range(201, 211))
"""What is said of a name that nothing has."""

CALLED: Final = re.compile(r"called `([^`]+)`")
"""How a message says which name is missed."""

IN_LIBRARY: Final = "It is in the library: "
"""How a hint begins that asks for a `use` line; one such line is enough for all that lack it."""

MOST_SHOWN: Final = 3
"""So many other places are pointed at; the rest is counted."""

Lines = Mapping[str, list[str]]


def once_a_name(said: Iterable[Diagnostic], lines: Lines) -> Iterator[Diagnostic]:
    """The same messages, with one for each name that is missed throughout.

    Where something is spelt nearly so, each place is a slip of its own, unless that something stands nowhere but
    where it is defined: then the slip is there.
    """
    places: dict[str, list[Diagnostic]] = {}
    for each in said:
        missed = CALLED.search(each.message) if each.code in UNKNOWN and each.severity == "error" else None
        if missed is None:
            yield each
        else:
            shared = each.hint if each.hint and each.hint.startswith(IN_LIBRARY) else missed[1]
            places.setdefault(shared, []).append(each)
    several = {name: together for name, together in places.items() if len(together) > 1}
    guesses = {name: next((each.fix.text for each in each_of if each.fix), "") for name, each_of in several.items()}
    lonely = _only_places({*guesses.values()} - {""}, lines)
    for name, together in places.items():
        guess = guesses.get(name, "")
        if len(together) == 1 or (guess and guess not in lonely):
            yield from together
        elif guess:
            yield _renamed(together, name, guess, lonely[guess])
        else:
            yield _gathered(together)


def _gathered(together: Sequence[Diagnostic]) -> Diagnostic:
    """One message for all of them, with the first few places."""
    first, *rest = together
    shown = tuple((each.span, "here too") for each in rest[:MOST_SHOWN])
    left = len(rest) - len(shown)
    if left:
        shown = (*shown[:-1], (shown[-1][0], f"here too, and in {left} more place{'s' if left > 1 else ''}"))
    return msgspec.structs.replace(first, secondary=(*first.secondary, *shown))


def _renamed(together: Sequence[Diagnostic], name: str, guess: str, defined: Span) -> Diagnostic:
    """All call it by one name, and the definition alone by another: that is where the slip is."""
    first = _gathered(together)
    return msgspec.structs.replace(
        first,
        label=f"`{guess}` is called so only where it is defined",
        secondary=((defined, f"did you mean `{name}`?"), *first.secondary),
        hint=None,
        fix=Fix(defined, name),
    )


def _only_places(words: set[str], lines: Lines) -> dict[str, Span]:
    """Where these words stand, of those that stand in one place only."""
    found: dict[str, Span] = {}
    often: set[str] = set()
    for file, text in lines.items() if words else ():
        for number, line in enumerate(text, 1):
            for match in WORD.finditer(line):
                if match[0] in found:
                    often.add(match[0])
                elif match[0] in words:
                    found[match[0]] = Span(file, number, match.start() + 1, number, match.end() + 1)
    return {word: span for word, span in found.items() if word not in often}
