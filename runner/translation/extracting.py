"""`townlet strings`: files of translations brought up to date with their script, and held against it."""

import posixpath
from collections.abc import Sequence
from pathlib import Path

import msgspec

from dsl.diagnostic import Diagnostic, in_order
from dsl.library import Said
from dsl.source import Source
from dsl.strings import Catalogue, Entry, judged, merged
from runner.disk import read_source, replace_file, unwritable
from runner.translation import po
from runner.translation.interpreting import Words, catalogue_at, no_translation
from runner.translation.languages import Found, in_language, languages, named
from runner.workshop import Looked


def extracted(words: Words, tags: Sequence[str]) -> list[str] | Said:
    """Write the template and a file for each language there is or that is asked for; a line about each, or what is
    wrong. Nothing is written before everything has been read."""
    folder, called = words.folders[0]
    project = words.name
    template = po.Po(_shortened(merged(words.texts), words))
    waiting = [(folder / f"{project}.pot", f"{called}/{project}.pot", po.written(template, project, "", words.title))]
    lines = [f"{called}/{project}.pot: {_count(len(template.catalogue.entries), 'text')}"]
    for tag in sorted({*tags, *languages(words.folders[:1], project)}):
        old = _kept(words, tag)
        if isinstance(old, Diagnostic):
            return (old,)
        new = msgspec.structs.replace(old, catalogue=_shortened(merged(words.texts, old.catalogue), words))
        path, name = folder / tag / f"{project}.po", f"{called}/{tag}/{project}.po"
        waiting.append((path, name, po.written(new, project, tag, words.title)))
        lines.append(f"{name}: {_standing(new.catalogue.entries)}")
    for path, name, data in waiting:
        wrong = _put(path, name, data)
        if wrong is not None:
            return (wrong,)
    return lines


def _kept(words: Words, tag: str) -> po.Po | Diagnostic:
    """What there is in a language: beside the script, or as it ships."""
    found = in_language(words.folders, tag, words.name)
    read = catalogue_at(found) if found is not None else None
    if isinstance(read, Diagnostic):
        return read
    return read[0] if read is not None else po.Po(comment=(f"{words.title}: its texts in {named(tag)}.",))


def _shortened(catalogue: Catalogue, words: Words) -> Catalogue:
    """With places as seen from the script, so that they are the same wherever the command was typed."""
    folder = posixpath.dirname(next(iter(words.sources)))
    entries = (msgspec.structs.replace(each, places=_places(each, folder)) for each in catalogue.entries)
    return Catalogue(tuple(entries))


def _places(entry: Entry, folder: str) -> tuple[tuple[str, int], ...]:
    return tuple((file.removeprefix(f"{folder}/") if folder else file, line) for file, line in entry.places)


def _put(path: Path, name: str, data: bytes) -> Diagnostic | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return unwritable(name, error)
    return replace_file(path, data)


def _standing(entries: Sequence[Entry]) -> str:
    """`21 texts, 2 to translate, 1 to look at again, 3 put away`"""
    current = [each for each in entries if not each.obsolete]
    parts = [
        (sum(not each.translation for each in current), "to translate"),
        (sum(each.fuzzy for each in current), "to look at again"),
        (len(entries) - len(current), "put away"),
    ]
    return ", ".join([_count(len(current), "text"), *(f"{count} {what}" for count, what in parts if count)])


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def checked(words: Words, target: str, tag: str) -> Looked:
    """All there is to say about the translations into a language."""
    found: Found | None = in_language(words.folders, tag, words.name)
    if found is None:
        return Looked((no_translation(target, words.name, words.folders, tag),))
    read = catalogue_at(found)
    if isinstance(read, Diagnostic):
        text = read_source(*found)
        return Looked((read,), {text.name: text} if isinstance(text, Source) else {})
    file, source = read
    header = po.header_fault(file, tag, source)
    said = (*([header] if header is not None else []), *judged(words.texts, file.catalogue, source))
    return Looked(in_order(said), {source.name: source})
