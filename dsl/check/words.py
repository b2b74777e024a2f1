"""Words of closed tables that no table has."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, edits, nearest

NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


MOST: Final = 24
"""No more words than that are listed; of a longer table the nearest ones are."""


def no_such(
    code: str, kind: str, name: tree.Name, words: Iterable[str], said: Mapping[str, str] = NOTHING
) -> Diagnostic:
    """There is no event, no quality, no perturbation of that name; `said` are other words for those there are."""
    return unknown_word(code, f"There is no {kind} called `{name.text}`", name, tuple(words), said)


def unknown_word(
    code: str, message: str, name: tree.Name, words: Sequence[str], said: Mapping[str, str] = NOTHING
) -> Diagnostic:
    """A word that a closed table does not have, with the nearest that it has, or all of them."""
    meant = said.get(name.text, "")
    guess = meant if meant in words else nearest(name.text, words)
    return Diagnostic(
        code,
        message,
        name.span,
        label=f"did you mean `{guess}`?" if guess else "",
        hint=None if guess else _listed(name.text, words),
        fix=Fix(name.span, guess, sure=alike(name.text, guess)) if guess else None,
    )


def _listed(word: str, words: Sequence[str]) -> str:
    if not words:
        return "There is none"
    few = sorted(words, key=lambda each: edits(each, word))[:12] if len(words) > MOST else words
    return f"{'Among others' if few is not words else 'There are'}: {', '.join(f'`{each}`' for each in few)}"
