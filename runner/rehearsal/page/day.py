"""The golden cell's run over its time: how many lines of each sign were told when, and how the cast felt."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from runner.attending import Attendant
from runner.keeping import Kept
from runner.rehearsal.page.charts import columns, line
from runner.rehearsal.page.contents import Day, Over
from runner.transcript import moment
from runner.words import SIGNS
from townlet.mood import mood
from townlet.schedule import Schedule
from townlet.town import Town
from townlet.units import ONE

STRETCHES: Final = 40
"""Into so many stretches the time is cut, for the lines."""
SAMPLES: Final = 80
"""So often, and once more, moods are looked at."""
MOST_PEOPLE: Final = 12
"""People of the cast whose moods are shown."""


class Feeling(Attendant):
    """Looks at the moods of some people, at even distances from the first tick to the last."""

    def __init__(self, schedule: Schedule) -> None:
        self.people = [member.name for member in schedule.cast][:MOST_PEOPLE]
        self.every = max(schedule.length // SAMPLES, 1)
        self.length = schedule.length
        self.felt: dict[int, dict[str, int]] = {}
        """By tick, the moods (millionths) of those who are on stage."""

    def next(self, town: Town, tick: int) -> int:
        """See `Attendant`."""
        return min(tick + -tick % self.every, self.length)

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        there = (town.agents[name] for name in self.people if name in town.agents)
        self.felt[town.tick] = {agent.id: mood(agent, town.tick) for agent in there if agent.on_stage}


def day(found: Kept, schedule: Schedule, feeling: Feeling) -> Day:
    """Lines and moods, each over the same time."""
    begins, ends = moment(0, schedule), moment(schedule.length, schedule)
    left_out = max(0, len(schedule.cast) - MOST_PEOPLE)
    moods = tuple(_mood(name, feeling.felt, schedule) for name in feeling.people)
    return Day(begins, ends, tuple(_signs(found, schedule)), moods, feeling.every, left_out)


def _signs(found: Kept, schedule: Schedule) -> Sequence[Over]:
    """By sign, the lines in each stretch of time; all to one scale."""
    counts = {sign: Counter[int]() for sign in SIGNS}
    for beat in found.beats.values():
        if beat.sign:
            counts[beat.sign][min(beat.tick * STRETCHES // max(schedule.length, 1), STRETCHES - 1)] += 1
    most = max((count for each in counts.values() for count in each.values()), default=0)
    lines = sum(each.total() for each in counts.values())
    return [
        Over(
            SIGNS[sign].partition(":")[0], sign, columns([each[n] for n in range(STRETCHES)], most),
            (f"{each.total()}", f"{each.total() / lines:.0%}" if lines else ""),
        )
        for sign, each in counts.items()
    ]  # fmt: skip


def _mood(name: str, felt: Mapping[int, Mapping[str, int]], schedule: Schedule) -> Over:
    values = [(tick, moods.get(name)) for tick, moods in felt.items()]
    there = [(value, tick) for tick, value in values if value is not None]
    drawn = line([None if value is None else value / ONE for _, value in values])
    if not there:
        return Over(name, "", drawn, ("off stage all the time", ""))
    low, high = min(there), max(there, key=lambda each: (each[0], -each[1]))
    figures = tuple(f"{value / ONE:.0%} at {moment(tick, schedule)}" for value, tick in (low, high))
    return Over(name, "", drawn, figures)
