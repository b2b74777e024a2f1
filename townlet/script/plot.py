"""A schedule looked up by name: its cues, their blocks, and what follows what."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping

from townlet import schedule as s


class Plot:
    """An index of one schedule, which only grows, by cues that join. Cues of vignettes are in it under their play."""

    __slots__ = ("after", "blocks", "checks", "cues", "during", "inside", "order", "places")

    def __init__(self, schedule: s.Schedule) -> None:
        self.cues: dict[str, s.Cue] = {}
        self.order: dict[str, int] = {}
        self.places: Mapping[str, s.Written] = schedule.places
        self.blocks: dict[str, s.Block] = {}
        self.inside: dict[str, tuple[s.Cue, ...]] = {}  # By play, the cues of its vignette.
        self.checks: dict[str, s.Check] = {check.id: check for check in schedule.checks}
        self.after: dict[str, list[str]] = {}
        self._enter(schedule.cues)
        self.during: dict[str, list[str]] = {}
        for check in schedule.checks:
            if check.during:
                self.during.setdefault(check.during, []).append(check.id)

    def enter(self, cue: s.Cue, places: Mapping[str, s.Written]) -> None:
        """One more cue, the last of all, and where its lines stand."""
        self._enter((cue,))
        if not isinstance(self.places, ChainMap):
            self.places = ChainMap({}, dict(self.places))  # The schedule's own are shared with other runs.
        self.places.update(places)

    def _enter(self, cues: Iterable[s.Cue]) -> None:
        for cue in _cues(cues):
            self.cues[cue.id] = cue
            self.order[cue.id] = len(self.order)
            for name, block, inside in _blocks(cue.id, cue.block):
                self.blocks[name] = block
                self.inside.update({name: inside} if inside else {})
                self.checks.update((step.check.id, step.check) for step in block if isinstance(step, s.Judge))
            before = _before(cue.trigger)
            if before:
                self.after.setdefault(before, []).append(cue.id)

    def text(self, statement: str) -> str:
        """A statement as written; its id where the schedule does not say."""
        written = self.places.get(statement)
        return written.text if written else statement


def _cues(cues: Iterable[s.Cue]) -> Iterator[s.Cue]:
    """Each cue, and after it those of the vignettes that it plays: the order of the file, written out."""
    for cue in cues:
        yield cue
        for _, _, inside in _blocks(cue.id, cue.block):
            yield from _cues(inside)


Blocks = Iterator[tuple[str, s.Block, tuple[s.Cue, ...]]]


def _blocks(name: str, block: s.Block, inside: tuple[s.Cue, ...] = ()) -> Blocks:
    """A block and those that it plays, each with its name and its own cues."""
    yield name, block, inside
    for step in block:
        if isinstance(step, s.Play):
            yield from _blocks(step.id, step.block, step.cues)


def _before(trigger: s.Trigger) -> str:
    match trigger:
        case s.AfterCue():
            return trigger.cue
        case s.When():
            return trigger.after
        case _:
            return ""
