"""What is to be performed: the scripts that are meant, and for each its cells and the cell of its golden."""

import os
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import prod
from pathlib import Path
from typing import Final, Protocol

import msgspec

from dsl.diagnostic import Diagnostic
from runner.catalogue import located, names
from runner.given import closed, is_folder, scripts_in
from runner.keeping import golden_seed
from runner.rehearsal.cells import Cell, Cells, Values
from runner.rehearsal.covering import Map, joined, mapped
from runner.shelf import SHIPPED
from runner.trouble import trouble
from runner.workshop import Looked, Ready, Workshop
from townlet.schedule import Schedule

MOST_CELLS: Final = 100_000
"""Cells of one scenario."""


class Wanted(msgspec.Struct, frozen=True):
    """What the command line asks for instead of what scripts say; None leaves it to them."""

    seeds: tuple[int, ...] | None = None
    vary: Mapping[str, tuple[str, ...]] | None = None


class Target(msgspec.Struct, frozen=True):
    """A script: how it is called on the command line, and where it is."""

    name: str
    path: Path


class Plan(msgspec.Struct, frozen=True):
    """One scenario to rehearse. `ready` holds a schedule for each combination of values; that of the golden is `()`.

    `maps` says what runs of each can come to, and `map` what those of any can.
    """

    target: Target
    ready: dict[Values, Ready]
    cells: Cells
    maps: dict[Values, Map]
    map: Map

    @property
    def schedule(self) -> Schedule:
        """The scenario with its own values."""
        return self.ready[()].schedule

    @property
    def golden(self) -> Cell:
        """The cell whose story is kept."""
        return Cell(golden_seed(self.schedule))


class Unplanned(msgspec.Struct, frozen=True):
    """A script that cannot be rehearsed, and why."""

    target: Target
    looked: Looked


def targets(typed: Sequence[str]) -> list[Target] | Diagnostic:
    """What is meant by names, files and folders; without any, all that ships. A file is meant once."""
    found: dict[str, Target] = {}
    for each in typed or names():
        if is_folder(each):
            scripts = [path for path in scripts_in(Path(each)) if holds_a_scenario(path)]
            if not scripts and (why := closed(Path(each))):
                return trouble("TN003", each, f"I cannot open the folder `{each}`: {why}", "Look at who may read it")
            if not scripts:
                hint = "Name a folder with scripts in it, a script, or a name that `townlet list` shows"
                return trouble("TN031", each, f"There is no scenario in the folder `{each}`", hint)
            for path in scripts:
                found.setdefault(os.path.realpath(path), Target(str(path), path))
            continue
        place = located(each)
        if isinstance(place, Diagnostic):
            return place
        found.setdefault(os.path.realpath(place[0]), Target(each, place[0]))
    return [*found.values()]


def folders(typed: Sequence[str]) -> list[Path]:
    """The folders that are meant as a whole: in them a golden without its script is one too many."""
    if not typed:
        return [SHIPPED]
    return [Path(each) for each in typed if is_folder(each)]


class Advance(Protocol):
    """Told that so much is done, and that so much more is to do than was known."""

    def __call__(self, done: int, more: int = 0, /) -> None: ...


def nobody_waits(done: int, more: int = 0, /) -> None:
    """Whom it is told who is not interested."""


def planned(target: Target, wanted: Wanted, workshop: Workshop, advance: Advance = nobody_waits) -> Plan | Unplanned:
    """The cells of one script: seeds × every combination of varied values, each of which is compiled."""
    own = workshop.ready(target.name, {})
    advance(1)
    if not isinstance(own, Ready):
        return Unplanned(target, own)
    rehearse = own.schedule.rehearse
    seeds = wanted.seeds or rehearse.seeds or (golden_seed(own.schedule),)
    vary = rehearse.vary if wanted.vary is None else wanted.vary
    cells = len(seeds) * prod(map(len, vary.values()))  # Counted first: written out they might not fit in memory.
    if cells > MOST_CELLS:
        return Unplanned(target, Looked((_too_many(target, cells),)))
    combinations = _combinations(vary)
    ready: dict[Values, Ready] = {(): own}
    advance(0, len(combinations))
    for values in combinations:
        found = workshop.ready(target.name, dict(values)) if values else own
        if not isinstance(found, Ready):
            return Unplanned(target, found if wanted.vary is None else _as_varied(found))
        advance(1)
        ready[values] = found
    maps = {values: mapped(each.schedule) for values, each in ready.items()}
    return Plan(target, ready, Cells(combinations, seeds), maps, joined(maps.values()))


def _as_varied(looked: Looked) -> Looked:
    """What is said of values given with --set, said of the option that they were given with."""
    said = tuple(
        msgspec.structs.replace(
            each,
            message=each.message.replace("`--set ", "`--vary "),
            hint=each.hint and each.hint.replace("`--set ", "`--vary "),
        )
        for each in looked.diagnostics
    )
    return Looked(said, looked.sources)


def _combinations(vary: Mapping[str, Iterable[str]]) -> list[Values]:
    choices = [[(name, value) for value in values] for name, values in vary.items()]
    return [tuple(each) for each in product(*choices)]


def _too_many(target: Target, cells: int) -> Diagnostic:
    hint = "Fewer seeds, or fewer values to vary"
    message = f"{cells:,} runs of `{target.name}` are more than the {MOST_CELLS:,} that I perform in one rehearsal"
    return trouble("TN032", target.name, message, hint)


def holds_a_scenario(path: Path) -> bool:
    """By its first words: a library is used by others, and not performed."""
    try:
        return any(line.startswith("scenario") for line in path.read_text("utf-8", "replace").splitlines())
    except OSError:
        return True  # Whoever performs it will say what is wrong with it.
