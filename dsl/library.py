"""What a script stands on: the files it uses, and its town. Found by whoever has a disk, read here."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import nearest
from dsl.parse import Parser, parse
from dsl.source import Source
from townlet.townfile import TownFile

Said = tuple[Diagnostic, ...]


class Library(Protocol):
    """Where used files are. A path is looked for beside the file `beside`, then in the shipped library."""

    def read(self, path: str, beside: str) -> Source | None:
        """The file, under one name however it was asked for; None if there is none."""

    def names(self, beside: str) -> Sequence[str]:
        """What could have been asked for, for the sake of a guess."""


class FoundTown(msgspec.Struct, frozen=True):
    """A town file: the town, if it could be read, and what was said about it."""

    town: TownFile | None
    source: Source
    diagnostics: Said = ()


class Towns(Protocol):
    """Where towns are: beside the script, then among those that ship."""

    def find(self, name: str, beside: str) -> FoundTown | None:
        """The town of that name; None if there is no such file."""

    def names(self, beside: str) -> Sequence[str]:
        """The towns there are, for the sake of a guess."""


class Gathered(msgspec.Struct, frozen=True):
    """A file and all it uses, directly or not, each once, the file itself first."""

    files: tuple[tree.File, ...]
    sources: tuple[Source, ...]
    diagnostics: Said

    @property
    def main(self) -> tree.File:
        """The file that was asked for."""
        return self.files[0]


MOST_FILES = 200


def gather(source: Source, parser: Parser, library: Library) -> Gathered:
    """Read `source` and whatever it uses. The same file twice is one; a cycle does no harm."""
    files: list[tree.File] = []
    sources = {source.name: source}
    said: list[Diagnostic] = []
    waiting = [source]
    while waiting:
        file, found = parse(waiting.pop(0), parser)
        files.append(file)
        said.extend(found)
        for use in file.uses:
            other = library.read(use.path.text, use.span.file)
            if other is None:
                missing = _missing(use, library)
                said.append(missing)
                other = _meant(missing, library)  # What it defines is not missing as well.
            if other is not None and other.name not in sources and len(sources) < MOST_FILES:
                sources[other.name] = other
                waiting.append(other)
    return Gathered(tuple(files), tuple(sources.values()), tuple(said))


def _meant(missing: Diagnostic, library: Library) -> Source | None:
    """The file that was most likely meant."""
    return library.read(missing.fix.text[1:-1], missing.span.file) if missing.fix is not None else None


def _missing(use: tree.Use, library: Library) -> Diagnostic:
    wanted = use.path.text
    names = library.names(use.span.file)
    inside = (name for name in names if name.rpartition("/")[2] == wanted.rpartition("/")[2])
    guess = next(inside, None) or nearest(wanted, names)
    return Diagnostic(
        "TN200",
        f"I cannot find the file `{wanted}`",
        use.path.span,
        label=f"did you mean `{guess}`?" if guess else "no such file",
        fix=Fix(use.path.span, f'"{guess}"') if guess else None,
        hint="A file is looked for beside the one that uses it, then in the library that ships with Townlet",
    )
