"""`townlet check --fix`: the fixes that are sure, in the files that were named, and not a byte besides."""

import codecs
from collections.abc import Iterable
from difflib import unified_diff
from pathlib import Path
from typing import TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.fixing import Mended, mended
from dsl.source import Source
from runner.catalogue import located
from runner.disk import decoded, read_bytes, replace_file
from runner.report import Paint, paint_for
from runner.shelf import SHIPPED
from runner.workshop import Workshop, is_compiled

OF_DIFF = {"-": "removed", "+": "added", "@": "gutter"}
"""The role of a line of a diff, by its first character."""


class Mending(msgspec.Struct, frozen=True):
    """A file, the text that was in it, and that text mended."""

    path: Path
    before: Source
    after: Mended
    mark: bytes
    """The byte order mark that it begins with, if any."""

    def write(self) -> Diagnostic | None:
        """Put the mended text in the place of the other, whole or not at all."""
        return replace_file(self.path, self.mark + self.after.source.text.encode("utf-8"))


def mendings(workshop: Workshop, targets: Iterable[str]) -> list[Mending]:
    """The files for which something sure can be done. Whatever cannot be read is for the check to say."""
    found: dict[Path, Mending] = {}
    for target in targets:
        place = located(target)
        if isinstance(place, Diagnostic) or is_compiled(place[0]) or SHIPPED in place[0].resolve().parents:
            continue
        mending = _mending(workshop, *place)
        if mending is not None and mending.after.mended:
            found.setdefault(place[0].resolve(), mending)
    return list(found.values())


def _mending(workshop: Workshop, path: Path, name: str) -> Mending | None:
    data = read_bytes(path, name)
    source = workshop.text((path, name))
    if isinstance(data, Diagnostic) or isinstance(source, Diagnostic) or decoded(data, name) != source:
        return None
    after = mended(source, lambda text: workshop.looked_through(text, path).diagnostics)
    return Mending(path, source, after, codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b"")


def in_words(mending: Mending) -> str:
    """How much was mended, in one line."""
    count = len(mending.after.mended)
    return f"{mending.before.name}: {count} {'thing' if count == 1 else 'things'} mended"


def show_diff(mending: Mending, stream: TextIO) -> None:
    """What would change, as a diff."""
    paint: Paint = paint_for(stream)
    name = mending.before.name
    lines = (mending.before.lines, mending.after.source.lines)
    for line in unified_diff(*lines, f"{name}", f"{name} (mended)", lineterm=""):
        stream.write(paint(line + "\n", OF_DIFF.get(line[:1], "plain")))
