"""From a script on the command line to its texts and their translations."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from dsl.library import Said
from dsl.source import Source
from dsl.strings import Catalogue, Text, lookup, lookup_alone, texts
from runner.catalogue import located
from runner.disk import read_source
from runner.translation import po
from runner.translation.languages import Found, folders, in_language, language, languages, name_of, named
from runner.translation.translated import Translated
from runner.trouble import trouble, whole
from runner.workshop import Looked, Ready, Sources, Workshop


class Words(msgspec.Struct, frozen=True):
    """The texts of a script, where its translations are, and under which name. `project` is for the head of a file."""

    title: str
    name: str
    texts: tuple[Text, ...]
    folders: tuple[Found, ...]
    sources: Sources


def words_of(workshop: Workshop, target: str, into: Path | None = None) -> Words | Looked:
    """The texts of a script that must be sound; `into` is another folder for the translations to be in."""
    found = workshop.script(target)
    if isinstance(found, Looked):
        return found
    checked, path = found
    source = checked.sources[0]
    scenario = checked.script.scenario
    places = folders(path, source.name) if into is None else folders(into / path.name, str(into / path.name))
    return Words(
        scenario.title.text if scenario is not None else "", name_of(source.name), texts(checked.script), places,
        {each.name: each for each in checked.sources},
    )  # fmt: skip


def catalogue_at(found: Found) -> tuple[po.Po, Source] | Diagnostic:
    """A file of translations, read."""
    source = read_source(*found)
    if isinstance(source, Diagnostic):
        return source
    read = po.read(source)
    return read if isinstance(read, Diagnostic) else (read, source)


def interpreted(workshop: Workshop, target: str, ready: Ready, lang: str) -> tuple[Translated, Said] | Diagnostic:
    """A run of `ready` as it is told in a language, and what there is to say about that."""
    tag = language(lang)
    place = located(target)
    if isinstance(tag, Diagnostic):
        return tag
    if isinstance(place, Diagnostic):
        return place
    path, name = place
    own, places = name_of(name), folders(path, name)
    found = in_language(places, tag, own)
    if found is None:
        return no_translation(target, own, places, tag)
    read = catalogue_at(found)
    if isinstance(read, Diagnostic):
        return read
    words = words_of(workshop, target) if path.suffix.lower() != ".json" else None
    return _told(words.texts if isinstance(words, Words) else None, read[0].catalogue, ready, tag, target, found[1])


def _told(
    of_script: Sequence[Text] | None, catalogue: Catalogue, ready: Ready, tag: str, target: str, file: str
) -> tuple[Translated, Said]:
    found = lookup(of_script, catalogue) if of_script is not None else lookup_alone(catalogue)
    told = Translated(tag, found, ready.schedule)
    if not found.missing:
        return told, ()
    are = "has no translation yet and is" if found.missing == 1 else "have no translation yet and are"
    message = f"{found.missing} of {found.texts} texts {are} told as written"
    hint = f"`townlet strings check {target} --lang {tag}` shows which"
    return told, (Diagnostic("TN822", message, whole(file), severity="warning", hint=hint),)


def no_translation(target: str, name: str, places: Sequence[Found], tag: str = "") -> Diagnostic:
    """There is none into that language, or into any."""
    there = languages(places, name)
    into = f" into {named(tag)}" if tag else ""
    guess = nearest(tag, there) if tag else None
    listed = ", ".join(f"`{each}`" for each in there)
    hint = f"Did you mean `--lang {guess}`?" if guess else f"There is one into {listed}. " if there else ""
    if not guess:
        hint += f"`townlet strings extract {target} --lang {tag or 'de'}` begins one"
    return trouble("TN821", target, f"There is no translation of `{target}`{into}", hint)
