"""A schedule looked up by name: its cues, their blocks, and what follows what."""

from collections.abc import Iterator

from townlet import schedule as s


class Plot:
    """An index of one schedule; nothing in it changes."""

    __slots__ = ("after", "blocks", "checks", "cues", "during", "order", "places")

    def __init__(self, schedule: s.Schedule) -> None:
        self.cues: dict[str, s.Cue] = {cue.id: cue for cue in schedule.cues}
        self.order: dict[str, int] = {cue.id: order for order, cue in enumerate(schedule.cues)}
        self.places = schedule.places
        self.blocks: dict[str, s.Block] = {}
        self.checks: dict[str, s.Check] = {check.id: check for check in schedule.checks}
        self.after: dict[str, list[str]] = {}
        for cue in schedule.cues:
            self.blocks.update(_blocks(cue.id, cue.block))
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


def _blocks(name: str, block: s.Block) -> Iterator[tuple[str, s.Block]]:
    yield name, block
    for step in block:
        if isinstance(step, s.Play):
            yield from _blocks(step.id, step.block)


def _before(trigger: s.Trigger) -> str:
    match trigger:
        case s.AfterCue():
            return trigger.cue
        case s.When():
            return trigger.after
        case _:
            return ""
