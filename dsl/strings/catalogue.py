"""A catalogue of translations, and how it follows its script: nothing that was translated is ever lost."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

import msgspec

from dsl.source import Span
from dsl.strings.texts import Text, kind_of

ALIKE: Final = 0.25
"""How alike two texts of one place, kind and speaker must be for one to be the other, edited."""
VERY_ALIKE: Final = 0.6
"""And how alike two texts of one kind that are of different places."""


class Entry(msgspec.Struct, frozen=True):
    """A text and its translation, which is empty when there is none. What is `fuzzy` wants another look.

    `previous` is the text that a fuzzy translation was made for; `notes` are for translators, `remarks` by them;
    `places` say file and line; `span` is where the entry stands in its file, if it has been read from one.
    """

    id: str
    source: str
    translation: str = ""
    fuzzy: bool = False
    previous: str = ""
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    obsolete: bool = False
    span: Span | None = None


class Catalogue(msgspec.Struct, frozen=True):
    """The entries of one language, in the order of the script, the obsolete ones last."""

    entries: tuple[Entry, ...] = ()

    @property
    def current(self) -> tuple[Entry, ...]:
        """The entries that are of some use, as far as the file knows."""
        return tuple(entry for entry in self.entries if not entry.obsolete)


NOTHING: Final = Catalogue()


def merged(texts: Iterable[Text], old: Catalogue = NOTHING) -> Catalogue:
    """A catalogue of just these texts, with the translations that the old one has for them.

    A text that was moved, or whose cue was renamed, keeps its translation; one that was edited keeps it as fuzzy. What
    is no longer of any use is kept as obsolete, in case the text comes back.
    """
    wanted = _distinct(texts)
    known = {entry.id: entry for entry in reversed(old.entries)}
    found = {text.id: _same(text, known[text.id]) for text, _ in wanted if text.id in known}
    current = {text.id for text, _ in wanted}
    gone = [entry for entry in known.values() if entry.id not in current and entry.translation]
    rescued = list(_rescued([text for text, _ in wanted if text.id not in found], gone))
    found |= {text.id: _same(text, entry) for text, entry in rescued}
    kept = [_with_places(text, places, found.get(text.id)) for text, places in wanted]
    used = {entry.id for _, entry in rescued}
    lost = [
        msgspec.structs.replace(entry, obsolete=True, places=(), notes=()) for entry in gone if entry.id not in used
    ]
    return Catalogue((*kept, *sorted(lost, key=lambda entry: entry.id)))


def _distinct(texts: Iterable[Text]) -> list[tuple[Text, tuple[tuple[str, int], ...]]]:
    """Each id once, with all the places where its text stands."""
    places: dict[str, list[tuple[str, int]]] = {}
    first: dict[str, Text] = {}
    for text in texts:
        first.setdefault(text.id, text)
        places.setdefault(text.id, []).append((text.span.file, text.span.line))
    return [(text, tuple(dict.fromkeys(places[name]))) for name, text in first.items()]


def _same(text: Text, entry: Entry) -> Entry:
    """An entry for this text: what it was translated from otherwise makes it fuzzy."""
    edited = entry.source != text.text
    fuzzy = bool(entry.translation) and (edited or entry.fuzzy)
    previous = (entry.source if edited else entry.previous) if fuzzy else ""
    return msgspec.structs.replace(
        entry, id=text.id, source=text.text, fuzzy=fuzzy, previous=previous, obsolete=False
    )


def _with_places(text: Text, places: tuple[tuple[str, int], ...], entry: Entry | None) -> Entry:
    entry = entry or Entry(text.id, text.text)
    return msgspec.structs.replace(entry, places=places, notes=(_note(text),))


def _note(text: Text) -> str:
    """What a translator has to know of a text that its words do not say."""
    return {
        "title": "The title of the scenario.",
        "mark": "A heading.",
        "narrate": "Narration.",
        "prompt": "For the operator alone; the audience does not see it.",
        "say": f"Said by {text.who}.",
        "because": "The reason of a check: because …",
    }[text.kind]


# Which of the old entries a new text may have been.

Fits = Callable[[Text, Entry, float], bool]


def _rescued(texts: Sequence[Text], gone: Sequence[Entry]) -> Iterator[tuple[Text, Entry]]:
    """Each text with the entry that it was, each of them once: what was moved before what was edited, and of these the
    most alike first; between equals the order of the script decides."""
    pairs = sorted((-likeness, at, also) for (at, also), likeness in _likenesses(texts, gone).items())
    taken: set[int] = set()
    used: set[int] = set()
    for fits in (_moved, _edited, _elsewhere):
        for likeness, at, also in pairs:
            if at not in taken and also not in used and fits(texts[at], gone[also], -likeness):
                taken.add(at)
                used.add(also)
                yield texts[at], gone[also]


def _moved(text: Text, entry: Entry, likeness: float) -> bool:
    """The same words of the same kind, in another place or by another speaker."""
    return text.text == entry.source and kind_of(entry.id) == text.kind


def _edited(text: Text, entry: Entry, likeness: float) -> bool:
    return likeness >= ALIKE and entry.id.rpartition("/")[0] == text.prefix


def _elsewhere(text: Text, entry: Entry, likeness: float) -> bool:
    return likeness >= VERY_ALIKE and kind_of(entry.id) == text.kind


def _likenesses(texts: Sequence[Text], entries: Sequence[Entry]) -> dict[tuple[int, int], float]:
    """How alike each text and each entry are that share anything, from 0 to 1: by letters, three in a row, that both
    have (Dice's coefficient). They are found by their letters and not by comparing all with all."""
    holders: dict[str, list[tuple[int, int]]] = {}
    sizes = []
    for also, entry in enumerate(entries):
        threes = _threes(entry.source)
        sizes.append(threes.total())
        for three, count in threes.items():
            holders.setdefault(three, []).append((also, count))
    found: dict[tuple[int, int], float] = {}
    for at, text in enumerate(texts):
        threes, shared = _threes(text.text), Counter[int]()
        for three, count in threes.items():
            for also, other in holders.get(three, ()):
                shared[also] += min(count, other)
        for also, both in shared.items():
            found[at, also] = 2 * both / (threes.total() + sizes[also])
    return found


def _threes(text: str) -> Counter[str]:
    padded = f"  {text.casefold()} "
    return Counter(padded[at : at + 3] for at in range(len(padded) - 2))
