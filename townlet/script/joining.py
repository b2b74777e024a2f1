"""Cues that join a run while it goes on: what an operator says becomes one, as if the script had held it all along.

Whoever joins a cue does so between two ticks, for a later one. From then on it is a cue of the schedule like any
other, the last of the file: the events, their causes and their roots are those of the same script with this cue in it.
What joined is part of the state, and is saved with it.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from townlet import schedule as s
from townlet.script import standby
from townlet.script.inputs import Joined
from townlet.script.performance import CueState

if TYPE_CHECKING:
    from townlet.town import Town


def join(town: "Town", joined: Joined) -> None:
    """Let a cue stand by that the schedule did not have; one that is there already changes nothing.

    Its tick lies ahead: what is past comes no more.
    """
    cue = joined.cue
    if cue.id in town.performance.cues:
        return
    enter(town, joined)
    town.performance.inputs.append(joined)
    town.performance.cues[cue.id] = CueState()
    town.moved("cues", cue.id)
    standby.stand_by(town, cue.id, cue, 0)
    if town.performance.joins is not None:
        town.performance.joins(joined.input)


def enter(town: "Town", joined: Joined) -> None:
    """Make a cue known to the schedule and the plot of one run, if it is not. Those of other runs stay as they are."""
    if joined.cue.id in town.plot.cues:
        return
    town.schedule = replace(town.schedule, cues=(*town.schedule.cues, joined.cue))
    town.plot.enter(joined.cue, joined.places)


def grown(schedule: s.Schedule, joined: list[Joined]) -> s.Schedule:
    """A schedule with cues that joined a run of it, and where their lines stand: for whoever reads it afterwards."""
    cues, places = {cue.id: cue for cue in schedule.cues}, dict(schedule.places)
    for each in joined:
        cues[each.cue.id] = each.cue
        places |= each.places
    return replace(schedule, cues=tuple(cues.values()), places=places) if joined else schedule
