"""Scripts made of scripts, on a disk: pinned to a cell, and tried out with lines left out."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from dsl.compiler import compile
from dsl.diagnostic import Diagnostic
from dsl.parse import parse
from dsl.source import Source
from runner.catalogue import located
from runner.disk import read_source
from runner.rehearsal.cells import performed_in
from runner.rehearsal.pinning import pinned
from runner.trouble import trouble
from runner.workshop import Ready, Workshop
from townlet.script.checks import fails
from townlet.script.performance import Verdict


class Concrete(msgspec.Struct, frozen=True):
    """A script pinned to a seed and to values; `name` is the one that files it uses are looked for beside."""

    name: str
    path: Path
    text: str
    seed: int


def concrete(
    target: str, ready: Ready, seed: int, values: Mapping[str, str], workshop: Workshop
) -> Concrete | Diagnostic:
    """The script of a target, which must be one: a compiled schedule has no lines to write."""
    place = located(target)
    if isinstance(place, Diagnostic):
        return place
    path, name = place
    if path.suffix == ".json":
        return trouble(
            "TN010", name, f"`{name}` is a compiled schedule, and this takes a script", "Name the `.town` file"
        )
    source = read_source(path, workshop.disk.name(path, name))
    if isinstance(source, Diagnostic):
        return source
    file, _ = parse(source, workshop.parser)
    return Concrete(source.name, path, pinned(source, file, seed, values), seed)


def verdicts(found: Concrete, text: str, workshop: Workshop) -> tuple[Verdict, ...]:
    """The verdicts of a text performed in the place of the script; none if it cannot be performed."""
    source = Source(found.name, text)
    compiled = compile(source, workshop.parser, workshop.shelf, workshop.map)
    if compiled.schedule is None:
        return ()
    town = workshop.map.find(compiled.schedule.town, found.name)
    assert town is not None
    assert town.town is not None, "a script without a sound town does not compile"
    return performed_in(compiled.schedule, town.town, found.seed).verdicts


def failing(found: tuple[Verdict, ...]) -> list[Verdict]:
    """Those that fail the run, in the order in which they became clear."""
    return [verdict for verdict in found if fails(verdict)]
