"""Checking and performing a script again: what is said of it, and how the run went if there was one."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from dsl.library import Said
from runner.cache import Cache, Warm
from runner.keeping import kept
from runner.verdicts import wanting
from runner.watching.compare import Told, told
from runner.workshop import Ready, Sources, Workshop


class Again(msgspec.Struct, frozen=True):
    """`run` is None when the script could not be performed; `wants` is what its verdicts want to be looked at."""

    said: Said
    sources: Sources
    paths: tuple[Path, ...]
    run: Told | None = None
    wants: Said = ()


class Stage:
    """Where one script is performed again and again. The parser and the towns stay at hand between two runs."""

    def __init__(self, target: str, values: Mapping[str, str], seed: int | None, cache: Cache) -> None:
        self.target, self.values, self.seed = target, values, seed
        self.workshop = Workshop(Warm(cache))

    def again(self) -> Again:
        """Read everything anew, check it, and perform it if it can be."""
        self.workshop = self.workshop.anew()
        found = self.workshop.ready(self.target, self.values)
        said, sources, paths = self._said(found.diagnostics), found.sources, self.workshop.disk.paths
        if not isinstance(found, Ready):
            return Again(said, sources, paths)
        run = kept(found.schedule, found.town, self.seed)
        verdicts = run.run.verdicts
        page = told(found.schedule.clock, run.beats.values(), verdicts)
        return Again(said, sources, paths, page, wanting(verdicts, found.schedule))

    def _said(self, said: Said) -> Said:
        """A script that was there and is gone needs no guess at what was meant: it is waited for."""
        hint = "Save it again under this name, and it is performed again"
        gone = "TN001" if not os.path.islink(self.target) else ""
        return tuple(
            msgspec.structs.replace(each, hint=hint) if (each.code, each.span.file) == (gone, self.target) else each
            for each in said
        )
