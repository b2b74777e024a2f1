"""Catalogues as gettext PO files, which every translator's tool can edit. Read and written by Babel; no dates in them,
so that writing one twice changes nothing."""

import re
from collections.abc import Iterable
from io import BytesIO
from typing import Any, Final

import msgspec
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, denormalize, write_po

from dsl.diagnostic import Diagnostic
from dsl.source import Source, Span
from dsl.strings import Catalogue, Entry
from runner.translation.languages import tag_of

LINE: Final = re.compile(r'(?:(?:#~ *)?(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?) *)?"(?:[^"\\]|\\.)*"')
"""Any line of an entry: a word of the format and a text between quotation marks, or the text alone."""

OF_AN_ENTRY: Final = re.compile(r'(?:#~ *)?(?:msg|")')
"""How a line begins that was meant to be one."""

CONFLICT: Final = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")
"""What git leaves between two versions."""

OURS: Final = ("Project-Id-Version", "Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
DATED: Final = ("POT-Creation-Date",)


class Po(msgspec.Struct, frozen=True):
    """A catalogue and what its file says of itself: the comment at its head, and fields such as `Language`."""

    catalogue: Catalogue = Catalogue()
    comment: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()

    def field(self, name: str) -> str:
        """What the head says under that name."""
        return next((value for key, value in self.fields if key.lower() == name.lower()), "")


class _All(Catalog):
    """A catalogue that keeps every message it is handed, the head and doublets included."""

    def __init__(self) -> None:
        super().__init__(charset="utf-8")
        self.handed: list[Message] = []

    def __setitem__(self, id: Any, message: Message) -> None:
        self.handed.append(message)


def read(source: Source) -> Po | Diagnostic:
    """A PO file, or where it cannot be read."""
    broken = _broken_line(source)
    if broken is not None:
        return _unreadable(source, broken)
    found = _All()
    try:
        PoFileParser(found, abort_invalid=True).parse(source.text.removeprefix("\ufeff").splitlines())
    except PoFileError as error:
        return _unreadable(source, error.lineno + 1)
    head = next((message for message in found.handed if not message.id), None)
    entries = [_entry(message, source) for message in found.handed if message.id]
    lost = [msgspec.structs.replace(_entry(message, source), obsolete=True) for message in found.obsolete.values()]
    comment = tuple(head.user_comments) if head is not None else ()
    return Po(Catalogue((*entries, *lost)), comment, tuple(_fields(_one(head.string))) if head is not None else ())


def _broken_line(source: Source) -> int | None:
    """The first line that is not of the form of an entry."""
    lines = source.text.removeprefix("\ufeff").splitlines()
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare and (bare.startswith("#~") or not bare.startswith("#")) and not LINE.fullmatch(_unmarked(bare)):
            return number
    return None


def _unmarked(line: str) -> str:
    """A line of an obsolete entry as it would be without its mark; an old text beside it says nothing."""
    bare = line.removeprefix("#~").strip() if line.startswith("#~") else line
    return '""' if bare.startswith("|") or not bare else bare


def _unreadable(source: Source, line: int) -> Diagnostic:
    text = source.lines[line - 1] if 0 < line <= len(source.lines) else ""
    span = Span(source.name, line, 1, line, max(2, len(text.rstrip()) + 1))
    return Diagnostic("TN818", "I cannot read this file of translations from here on", span, hint=_form(text.strip()))


def _form(line: str) -> str:
    """How such a line is written, or why it is there."""
    if CONFLICT.match(line):
        return "Two versions of the file were not merged: keep one of each text, and take out the lines with the marks"
    if not OF_AN_ENTRY.match(line):
        return "A line is a text between quotation marks, behind `msgid`, `msgstr` or alone; a remark begins with `# `"
    return 'Every text stands between two quotation marks on its line; one inside is written `\\"`'


def _entry(message: Message, source: Source) -> Entry:
    lines = source.lines
    number = min(max(message.lineno or 1, 1), len(lines))
    line = lines[number - 1]
    begins = len(line) - len(line.lstrip()) + 1
    said = [each for each in message.user_comments if not each.startswith("|")]
    return Entry(
        message.context or "", _one(message.id), _one(message.string), "fuzzy" in message.flags,
        _previous(message.user_comments), tuple(message.auto_comments), tuple(said),
        tuple((file, at or 0) for file, at in message.locations),
        span=Span(source.name, number, begins, number, max(begins + 1, len(line.rstrip()) + 1)),
    )  # fmt: skip


def _one(text: Any) -> str:
    """The first form of a text that has several; we never write such."""
    return str(text[0] if isinstance(text, list | tuple) else text or "")


def _previous(comments: Iterable[str]) -> str:
    """`#| msgid "…"`, which Babel takes for a remark."""
    pieces = [each[1:].strip().removeprefix("msgid").strip() for each in comments if each.startswith("|")]
    quoted = [piece for piece in pieces if piece.startswith('"') and piece.endswith('"') and len(piece) > 1]
    return denormalize("\n".join(['""', *quoted])) if quoted else ""


def _fields(head: str) -> Iterable[tuple[str, str]]:
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()


# Writing.


def written(po: Po, project: str, language: str, title: str) -> bytes:
    """A file for this language (empty: the template). Fields and remarks that translators added stay."""
    buffer = BytesIO()
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for entry in po.catalogue.entries:
        message = _message(entry)
        if entry.obsolete:
            catalog.obsolete[entry.id, entry.source] = message
        else:
            catalog[message.id] = message
    write_po(buffer, catalog, omit_header=True, include_previous=True)
    return "\n".join([*_head(po, project, language, title), "", ""]).encode() + buffer.getvalue().rstrip() + b"\n"


def _message(entry: Entry) -> Message:
    message = Message(
        entry.source, entry.translation, [(file, at) for file, at in entry.places], (), entry.notes, entry.remarks,
        [entry.previous] if entry.previous else (), context=entry.id,
    )  # fmt: skip
    message.flags = {"fuzzy"} if entry.fuzzy else set()  # Babel sees codes of Python in `55 % c`.
    return message


def _head(po: Po, project: str, language: str, title: str) -> list[str]:
    comment = po.comment or (f"{title}: its texts" + (f" in {language}." if language else ", to be translated."),)
    ours = {
        "Project-Id-Version": project, "Language": language, "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit",
    }  # fmt: skip
    kept = {name: value for name, value in po.fields if name not in (*OURS, *DATED)}
    fields = {**ours, **kept}
    lines = [f'"{name}: {_escaped(value)}\\n"' for name, value in fields.items()]
    return [*(f"# {line}".rstrip() for line in comment), 'msgid ""', 'msgstr ""', *lines]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def header_fault(po: Po, language: str, source: Source) -> Diagnostic | None:
    """A head that is missing or names another language than the folder."""
    said = po.field("Language")
    if tag_of(said) == language:
        return None
    lines = source.lines
    number = next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith('"Language:')), 1)
    span = Span(source.name, number, 1, number, max(2, len(lines[number - 1].rstrip()) + 1))
    message = f"This is the folder of `{language}`, and the file says that it is in `{said}`" if said else (
        f"This file does not say that it is in `{language}`"
    )  # fmt: skip
    return Diagnostic("TN819", message, span, hint=f'Its head says `"Language: {language}\\n"`')
