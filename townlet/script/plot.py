"""A schedule looked up by name: its cues, their blocks, and what follows what."""

from collections.abc import Iterator

from townlet import schedule as s


class Plot:
    """An index of one schedule; nothing in it changes. Cues of vignettes are in it under the play they belong to."""

    __slots__ = ("after", "blocks", "checks", "cues", "during", "inside", "order", "places")

    def __init__(self, schedule: s.Schedule) -> None:
        self.cues: dict[str, s.Cue] = {cue.id: cue for cue in _cues(schedule.cues)}
        self.order: dict[str, int] = {cue: order for order, cue in enumerate(self.cues)}
        self.places = schedule.places
        self.blocks: dict[str, s.Block] = {}
        self.inside: dict[str, tuple[s.Cue, ...]] = {}  # By play, the cues of its vignette.
        self.checks: dict[str, s.Check] = {check.id: check for check in schedule.checks}
        self.after: dict[str, list[str]] = {}
        for cue in self.cues.values():
            for name, block, inside in _blocks(cue.id, cue.block):
                self.blocks[name] = block
                self.inside.update({name: inside} if inside else {})
            before = _before(cue.trigger)
            if before:
                self.after.setdefault(before, []).append(cue.id)
        for block in self.blocks.values():
            self.checks.update((step.check.id, step.check) for step in block if isinstance(step, s.Judge))
        self.during: dict[str, list[str]] = {}
        for check in schedule.checks:
            if check.during:
                self.during.setdefault(check.during, []).append(check.id)

    def text(self, statement: str) -> str:
        """A statement as written; its id where the schedule does not say."""
        written = self.places.get(statement)
        return written.text if written else statement


def _cues(cues: tuple[s.Cue, ...]) -> Iterator[s.Cue]:
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
