"""What ships to be performed, and what a name or a path on the command line means."""

import os
from pathlib import Path

import msgspec

from dsl.diagnostic import Diagnostic, has_errors
from dsl.guess import nearest
from dsl.parse import Parser, parse
from dsl.source import Source
from runner.disk import read_source
from runner.shelf import SHIPPED, SHIPPED_NAME
from runner.trouble import trouble


class Entry(msgspec.Struct, frozen=True):
    """One scenario that ships, as `townlet list` shows it."""

    name: str
    title: str
    length: str  # As written: `150 ticks`.
    tags: tuple[str, ...]


def names() -> list[str]:
    """The scenarios that ship, by name."""
    return sorted(path.stem for path in SHIPPED.glob("*.town"))


def entries(parser: Parser) -> list[Entry]:
    """The scenarios that ship, read but not checked."""
    return [found for name in names() if (found := _entry(name, parser)) is not None]


def standing(said: tuple[Diagnostic, ...]) -> str:
    """What keeps a scenario from being performed, by what is said about it; nothing if nothing does."""
    return "needs mending" if has_errors(said) else ""


def located(target: str) -> tuple[Path, str] | Diagnostic:
    """Where a target of the command line is and what it is called: a name of what ships, or else a path."""
    if target in names():
        return SHIPPED / f"{target}.town", f"{SHIPPED_NAME}/{target}.town"
    path = Path(target)
    try:
        there = bool(target) and path.exists()
    except (OSError, ValueError):
        there = False
    return (path, target) if there else _missing(target)


def called(script: Path) -> str:
    """How a script is named on the command line: one that ships by its name, any other by its path."""
    ships = script.suffix == ".town" and script.parent == SHIPPED
    return script.stem if ships else str(script)


def _missing(target: str) -> Diagnostic:
    """Neither a file nor a name: guess from what ships and from what lies in the same folder."""
    if os.path.islink(target):
        message = f"`{target}` is a link to `{os.readlink(target)}`, where no file is"
        return trouble("TN001", target, message, "Put the file there, or make the link anew")
    folder, _, last = target.rpartition("/")
    stem = last.removesuffix(".town")
    near = [os.path.join(folder, name) for name in _scripts(Path(folder or "."))]
    shipped = nearest(stem, names())
    guess = next((each for each in near if each.rpartition(".")[0] == target), None)
    guess = guess or nearest(target, near) or shipped
    message = f"There is no file `{target}`"
    if last == target and not last.endswith((".town", ".json")):
        message += ", and no scenario of that name ships"
    hint = (
        f"Did you mean `{guess}`?" if guess else "`townlet list` shows what ships; a script of yours goes by its path"
    )
    return trouble("TN001", target, message, hint)


def _scripts(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith((".town", ".json")))
    except (OSError, ValueError):
        return []


def _entry(name: str, parser: Parser) -> Entry | None:
    source = read_source(SHIPPED / f"{name}.town", f"{SHIPPED_NAME}/{name}.town")
    if not isinstance(source, Source):
        return None
    file, _ = parse(source, parser)
    for scenario in file.scenarios:
        length = scenario.length.span if scenario.length is not None else None
        written = source.lines[length.line - 1][length.column - 1 : length.end_column - 1] if length else ""
        return Entry(name, scenario.title.text, written, tuple(tag.text for tag in scenario.tags))
    return None
