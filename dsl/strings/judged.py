"""What is wrong with a catalogue of translations, by the lines of its file; and what it still lacks."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.source import Source, Span
from dsl.strings.catalogue import Catalogue, Entry
from dsl.strings.texts import Text

SLOT: Final = re.compile(r"\{[^{}\s]*\}")
"""What stands in curly brackets is for a machine, and a translation leaves it alone."""
QUOTES: Final = "\"“”„«»‹›「」『』"
SHOWN: Final = 40


def judged(texts: Iterable[Text], catalogue: Catalogue, file: Source) -> Iterator[Diagnostic]:
    """All there is to say about a catalogue, held against the texts of its script."""
    wanted = {text.id: text for text in texts}
    found: dict[str, Entry] = {}
    for entry in catalogue.current:
        if entry.id in found:
            yield _twice(entry, found[entry.id], file)
            continue
        found[entry.id] = entry
        text = wanted.get(entry.id)
        if text is None:
            yield _of_nothing(entry, file)
        elif text.text != entry.source:
            yield _of_another(entry, text, file)
        else:
            yield from _entry(entry, file)
    for text in wanted.values():
        if text.id not in found:
            yield _absent(text, file)
    yield from _put_away([entry for entry in catalogue.entries if entry.obsolete], file)


def _entry(entry: Entry, file: Source) -> Iterator[Diagnostic]:
    where = _answer(entry, file)
    if not entry.translation.strip():
        message, label = f"“{_short(entry.source)}” is not translated yet", "blank" if entry.translation else "empty"
        yield Diagnostic("TN810", message, where, label)
        return
    if entry.fuzzy:
        before = f"; it said “{_short(entry.previous)}”" if entry.previous else ""
        hint = "See that the translation still fits, then take the word `fuzzy` out"
        message = f"This was edited since it was translated{before}"
        yield Diagnostic("TN811", message, where, "for the text as it was", hint=hint)
    yield from _shape(entry, where)


def _shape(entry: Entry, where: Span) -> Iterator[Diagnostic]:
    """What a translation must have in common with its text."""
    said = entry.translation
    if "\n" in said or "\r" in said:
        yield _wrong("TN814", "A text stands on one line, and this has a line break in it", where, "Take the `\\n` out")
    elif said != said.strip():
        yield _wrong("TN814", "This begins or ends with a space, which nobody would see", where, "Take it out")
    lacking = Counter(SLOT.findall(entry.source)) - Counter(SLOT.findall(said))
    more = Counter(SLOT.findall(said)) - Counter(SLOT.findall(entry.source))
    if lacking or more:
        what = f"lacks {_listed(lacking)}" if lacking else f"has {_listed(more)}, which the text does not"
        hint = "What stands in curly brackets is for a machine: copy it as it is"
        yield _wrong("TN815", f"The translation {what}", where, hint)
    if _wrapped(said) and not _wrapped(entry.source):
        hint = "The page sets the quotation marks round what somebody says"
        yield _wrong("TN816", "The translation stands in quotation marks of its own", where, hint)
    elif said.count('"') % 2 and not entry.source.count('"') % 2:
        yield _wrong("TN816", "A quotation mark is opened and not closed", where, 'Write `\\"` on both sides')


def _wrapped(text: str) -> bool:
    return len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES


def _listed(slots: Counter[str]) -> str:
    return ", ".join(f"`{slot}`" for slot in slots)


def _of_nothing(entry: Entry, file: Source) -> Diagnostic:
    message = f"Nothing in the script says “{_short(entry.source)}” there any more"
    hint = "`townlet strings extract` puts it away, and finds the text again that it became"
    return Diagnostic("TN812", message, _question(entry, file), "", "warning", hint=hint)


def _of_another(entry: Entry, text: Text, file: Source) -> Diagnostic:
    message = f"The script says “{_short(text.text)}” by now"
    hint = "`townlet strings extract` brings the catalogue up to date"
    also = ((text.span, "this is what it says"),)
    return Diagnostic("TN812", message, _question(entry, file), "as it was", secondary=also, hint=hint)


def _absent(text: Text, file: Source) -> Diagnostic:
    message = f"“{_short(text.text)}” is not in the catalogue"
    hint = "`townlet strings extract` brings it up to date"
    return Diagnostic("TN813", message, _line(1, file), secondary=((text.span, "it is said here"),), hint=hint)


def _put_away(entries: Sequence[Entry], file: Source) -> Iterator[Diagnostic]:
    """The entries at the end, which nobody need do anything about."""
    if entries:
        are = "is of a text that is" if len(entries) == 1 else "are of texts that are"
        message = f"{len(entries)} translation{'' if len(entries) == 1 else 's'} here {are} gone"
        hint = "They are kept in case a text comes back; take them out if it never will"
        yield Diagnostic("TN812", message, _question(entries[0], file), "", "note", hint=hint)


def _twice(entry: Entry, first: Entry, file: Source) -> Diagnostic:
    message = "This text has a translation already"
    before = ((_question(first, file), "the first, which counts"),)
    return Diagnostic(
        "TN817", message, _question(entry, file), "the second", secondary=before, hint="Keep one of the two"
    )


def _wrong(code: str, message: str, span: Span, hint: str) -> Diagnostic:
    return Diagnostic(code, message, span, hint=hint)


# Places in the file: a text is where its `msgid` is, a translation where its `msgstr` is.


def _question(entry: Entry, file: Source) -> Span:
    return entry.span or _line(1, file)


def _answer(entry: Entry, file: Source) -> Span:
    """The first line of the translation, from the text on."""
    lines, start = file.lines, entry.span.line if entry.span is not None else 1
    number = next((n for n in range(start, len(lines) + 1) if lines[n - 1].lstrip().startswith("msgstr")), start)
    return _line(number, file)


def _line(number: int, file: Source) -> Span:
    line = file.lines[number - 1] if number <= len(file.lines) else ""
    return Span(file.name, number, 1, number, max(2, len(line.rstrip()) + 1))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
