"""The shipped scripts, library and towns as the compiler wants them: what a runner does with a disk."""

import posixpath
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from dsl.compiler import Checked, Compiled, check, compile
from dsl.library import FoundTown
from dsl.parse import Parser, build_parser
from dsl.source import Source
from dsl.townfile import read_town_file

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SCRIPTS = sorted(path.relative_to(SCENARIOS).as_posix() for path in SCENARIOS.rglob("*.town"))


@cache
def parser() -> Parser:
    return build_parser()


class Shelf:
    """A library in memory: paths to texts; what is missing is looked for among the shipped files."""

    def __init__(self, texts: Mapping[str, str] | None = None) -> None:
        self.texts = dict(texts or {})

    def read(self, path: str, beside: str) -> Source | None:
        near = posixpath.normpath(posixpath.join(posixpath.dirname(beside), path))
        if near in self.texts:
            return Source(near, self.texts[near])
        for name in (near, path):
            if not name.startswith("..") and (SCENARIOS / name).is_file():
                return shipped(name)
        return None

    def names(self, beside: str) -> Sequence[str]:
        return [*self.texts, *(name for name in SCRIPTS if name.startswith("library/"))]


class Map:
    """The shipped towns."""

    def find(self, name: str, beside: str) -> FoundTown | None:
        return _town(name) if name in self.names(beside) else None

    def names(self, beside: str) -> Sequence[str]:
        return [path.stem for path in sorted((SCENARIOS / "towns").glob("*.yaml"))]


@cache
def _town(name: str) -> FoundTown:
    source = Source(f"towns/{name}.yaml", (SCENARIOS / "towns" / f"{name}.yaml").read_text("utf-8"))
    town, said = read_town_file(source)
    return FoundTown(town, source, said)


@cache
def shipped(name: str) -> Source:
    return Source(name, (SCENARIOS / name).read_text("utf-8"))


def checked(text: str, name: str = "test.town", **parameters: str) -> Checked:
    return check(
        Source(name, text), parser(), Shelf(), Map(), {k.replace("_", "-"): v for k, v in parameters.items()}
    )


def compiled(text: str, name: str = "test.town", **parameters: str) -> Compiled:
    return compile(
        Source(name, text), parser(), Shelf(), Map(), {k.replace("_", "-"): v for k, v in parameters.items()}
    )
