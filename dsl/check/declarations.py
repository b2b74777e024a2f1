"""Personalities and items: what they extend, and the figures they name."""

from collections.abc import Iterator, Sequence

from dsl import tree
from dsl.check.positions import bound, unknown
from dsl.check.words import unknown_word
from dsl.diagnostic import Diagnostic
from dsl.graphs import walked
from dsl.script import Script
from dsl.values import spoken
from dsl.vocabulary import KEPT_OFF, LEVEL, NEEDS, TIE, Want
from townlet.personality import PREFERENCES, REWARDS, TRAITS
from townlet.units import ONE

TRAIT = Want(("number",), -ONE, ONE)


def personalities(script: Script) -> Iterator[Diagnostic]:
    """Each extends something known, and names known traits, needs, preferences and rewards."""
    scope = script.scope()
    for each in (each for file in script.files for each in file.personalities):
        known = each.extends is None or each.extends.text in script.names["personality"]
        unread = "personality" in script.unread
        if each.extends is not None and not known and not unread and each.extends.text not in script.damaged:
            yield unknown(each.extends, ("personality",), scope)
        yield from figures("trait", each.traits, TRAITS, TRAIT)
        yield from figures("need", each.needs, tuple(NEEDS), LEVEL)
        yield from figures("preference", each.prefers, PREFERENCES, LEVEL)
        yield from figures("reward", each.rewards, REWARDS, LEVEL)
    yield from _rings(script)


def _rings(script: Script) -> Iterator[Diagnostic]:
    written = {each.name.text: each for file in reversed(script.files) for each in file.personalities}
    graph = {name: [each.extends.text] if each.extends is not None else [] for name, each in written.items()}
    for ring in walked(graph)[1]:
        extends = written[ring[0]].extends
        if extends is not None:
            yield Diagnostic(
                "TN233",
                f"The personality `{ring[0]}` extends itself",
                extends.span,
                label=" → ".join([*ring, ring[0]]),
                hint="Somewhere one of them has to extend a personality of the town's, such as `balanced`",
            )


def items(script: Script) -> Iterator[Diagnostic]:
    """Each names known needs, comes in one portion at least, and keeps off what can be kept off."""
    for item in (item for file in script.files for item in file.items):
        yield from figures("need", item.use, tuple(NEEDS), TIE)
        if item.portions is not None and (item.portions.whole is None or item.portions.whole < 1):
            yield Diagnostic(
                "TN222", "An item has one portion or more", item.portions.span, label="at least 1"
            )
        if item.keeps_off is not None and item.keeps_off.text not in KEPT_OFF:
            yield unknown_word("TN210", f"Nothing keeps off `{item.keeps_off.text}`", item.keeps_off, KEPT_OFF)
        if item.price is not None and item.price.thousandths < 0:
            yield Diagnostic(
                "TN222", "Nothing costs less than nothing", item.price.span, label="at least 0 coins"
            )


def figures(
    kind: str, found: tuple[tree.Figure, ...], words: Sequence[str], want: Want
) -> Iterator[Diagnostic]:
    """Figures by name: each name from `words` and only once, each figure within bounds."""
    seen: dict[str, tree.Figure] = {}
    for each in found:
        word, size = each.name.text, each.value.millionths
        if word not in words:
            yield unknown_word("TN212", f"There is no {kind} called `{word}`", each.name, list(words))
        elif word in seen:
            first = ((seen[word].span, "it was given here first"),)
            yield Diagnostic("TN230", f"`{word}` is given twice", each.name.span, secondary=first)
        elif want.low is not None and size < want.low:
            yield _beyond(each, "too little", "at least", want, want.low)
        elif want.high is not None and size > want.high:
            yield _beyond(each, "too much", "at most", want, want.high)
        seen.setdefault(word, each)


def _beyond(each: tree.Figure, how: str, side: str, want: Want, size: int) -> Diagnostic:
    limit = f"{size // ONE}" if want == TRAIT else bound(want, size)
    return Diagnostic("TN222", f"`{spoken(each.value)}` is {how}", each.value.span, label=f"{side} {limit}")
