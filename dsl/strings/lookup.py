"""What a run is told in: translations by where their texts stand, or where that is not known by what they say."""

from collections.abc import Mapping, Sequence

import msgspec

from dsl.strings.catalogue import Catalogue
from dsl.strings.texts import Kind, Text, kind_of, plain

Place = tuple[str, int, int]
"""The file, line and column at which a line of a script begins."""


class Lookup(msgspec.Struct, frozen=True):
    """Translations for one script; `missing` of its `texts` have none, or one that wants another look."""

    by_place: Mapping[Place, str]
    by_text: Mapping[tuple[str, str], str]
    texts: int
    missing: int

    def find(self, kind: Kind, text: str, place: Place | None = None) -> str | None:
        """The translation of a text of a kind; None if there is none."""
        if place is not None and place in self.by_place:
            return self.by_place[place]
        return self.by_text.get((kind, plain(text)))


def lookup_alone(catalogue: Catalogue) -> Lookup:
    """The translations by what they say alone: for a compiled schedule, which has no script to ask."""
    current = {entry.id: entry for entry in reversed(catalogue.current)}.values()
    ready = [entry for entry in current if entry.translation.strip() and not entry.fuzzy]
    by_text = {(kind_of(entry.id), entry.source): plain(entry.translation) for entry in ready}
    return Lookup({}, by_text, len(current), len(current) - len(ready))


def lookup(texts: Sequence[Text], catalogue: Catalogue) -> Lookup:
    """The translations of these texts. What is fuzzy was made for another text and does not count."""
    ready = {entry.id: entry for entry in reversed(catalogue.current) if entry.translation.strip() and not entry.fuzzy}
    wanted = {text.id: text for text in texts}
    by_place: dict[Place, str] = {}
    by_text: dict[tuple[str, str], str] = {}
    for text in texts:
        entry = ready.get(text.id)
        if entry is not None and entry.source == text.text:
            by_place[text.line.file, text.line.line, text.line.column] = plain(entry.translation)
            by_text.setdefault((text.kind, text.text), plain(entry.translation))
    missing = sum(1 for text in wanted.values() if text.id not in ready or ready[text.id].source != text.text)
    return Lookup(by_place, by_text, len(wanted), missing)
