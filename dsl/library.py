"""What a script stands on: the files it uses, and its town. Found by whoever has a disk, read here."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

import msgspec

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import edits, nearest
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
MOST_WRONG = 2
CALLED_FILE = re.compile(r"the file `([^`]+)`")


def gather(source: Source, parser: Parser, library: Library) -> Gathered:
    """Read `source` and whatever it uses. The same file twice is one; a cycle does no harm."""
    return gather_with(partial(parse, parser=parser), source, library)


def gather_with(
    read: Callable[[Source], tuple[tree.File, Said]], source: Source, library: Library
) -> Gathered:
    """The same with something else that makes a tree of a text, such as one that remembers."""
    files: list[tree.File] = []
    sources = {source.name: source}
    said: list[Diagnostic] = []
    waiting = [source]
    while waiting:
        file, found = read(waiting.pop(0))
        files.append(file)
        said.extend(found)
        for use in file.uses:
            odd = _odd(use, library)
            if odd is not None:
                said.append(odd)
                continue
            other = library.read(use.path.text, use.span.file)
            if other is not None and other.name == use.span.file:
                said.append(_itself(use))
            if other is None:
                missing = _missing(use, library)
                said.append(missing)
                other = _meant(missing, library)  # What it defines is not missing as well.
            if other is not None and other.name not in sources and len(sources) < MOST_FILES:
                sources[other.name] = other
                waiting.append(other)
    return Gathered(tuple(files), tuple(sources.values()), tuple(said))


def _odd(use: tree.Use, library: Library) -> Diagnostic | None:
    """What is wrong with a path before any disk is asked."""
    path = use.path.text
    hint = "a path begins at the file that uses it, or in the library that ships: `library/people.town`"
    if re.match(r"[/\\\\~]|[A-Za-z]:|\w+://", path):
        return Diagnostic("TN248", f"`{path}` begins nowhere near this file", use.path.span, "not from here", hint=hint)
    if not path.endswith(".town"):
        guess = f"{path.rstrip('.')}.town"
        known = guess in library.names(use.span.file)
        return Diagnostic(
            "TN248", f"`{path}` is no file that can be used: such a file ends in `.town`", use.path.span,
            f"did you mean `{guess}`?" if known else "not a script", hint=hint,
            fix=Fix(use.path.span, f'"{guess}"') if known else None,
        )  # fmt: skip
    return None


def _itself(use: tree.Use) -> Diagnostic:
    hint = "leave the line out: a file knows what stands in it"
    return Diagnostic("TN248", "This file uses itself", use.path.span, severity="warning", hint=hint)


def _meant(missing: Diagnostic, library: Library) -> Source | None:
    """The file that was meant, if that is beyond doubt: a letter or two are wrong, or the folder is missing."""
    wanted = CALLED_FILE.search(missing.message)
    guess = missing.fix.text[1:-1] if missing.fix is not None else ""
    if wanted is None or edits(wanted[1].rpartition("/")[2], guess.rpartition("/")[2]) > MOST_WRONG:
        return None
    return library.read(guess, missing.span.file)


def _missing(use: tree.Use, library: Library) -> Diagnostic:
    wanted = use.path.text
    names = [name for name in library.names(use.span.file) if name != wanted]
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
