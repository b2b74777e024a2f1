"""Words of closed tables that no table has."""

from collections.abc import Iterable, Sequence

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, nearest


def no_such(code: str, kind: str, name: tree.Name, words: Iterable[str]) -> Diagnostic:
    """There is no event, no quality, no perturbation of that name."""
    return unknown_word(code, f"There is no {kind} called `{name.text}`", name, tuple(words))


def unknown_word(code: str, message: str, name: tree.Name, words: Sequence[str]) -> Diagnostic:
    """A word that a closed table does not have, with the nearest that it has, or all of them."""
    guess = nearest(name.text, words)
    return Diagnostic(
        code,
        message,
        name.span,
        label=f"did you mean `{guess}`?" if guess else "",
        hint=None if guess else f"There are: {', '.join(f'`{word}`' for word in words)}",
        fix=Fix(name.span, guess, sure=alike(name.text, guess)) if guess else None,
    )
