"""When the town itself is at fault: the report, and the run as it was just before, to be looked into.

A run is a function of its script, town and seed, so nothing has to be kept while it goes well: the moment before the
fault is found by performing it once more.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from dsl.diagnostic import Diagnostic
from runner import saving
from runner.attending import AstrayError
from runner.transcript import moment
from runner.trouble import trouble
from townlet.clock import advance
from townlet.invariants import LawError
from townlet.opening import opened, raise_curtain
from townlet.schedule import Schedule
from townlet.script.inputs import Joined
from townlet.script.joining import join
from townlet.setting import Setting
from townlet.snapshot import restored, save
from townlet.town import Town

if TYPE_CHECKING:
    from runner.play import Wishes
    from runner.workshop import Ready

OURS: Final = (LawError, AstrayError)
"""What `--strict` and `--heavy` find."""


def reported(
    error: "LawError | AstrayError", ready: "Ready", wishes: "Wishes", schedule: Schedule, inputs: Sequence[Joined] = ()
) -> Diagnostic:
    """What was found, when, and where the run is kept as it was just before."""
    when = f"at tick {error.tick} ({moment(error.tick, schedule)})"
    if isinstance(error, LawError):
        event = error.event
        after = "when the tick was over"
        if event is not None:
            after = f"after event {event.id} ({event.__struct_config__.tag})"
        code, message = "TN695", f"{error.says} But {when}, {after}: {error.where}"
    else:
        where = "; ".join(error.where)
        code, message = "TN696", f"Saved and restored, the run goes another way {when}: {where}"
    hint = "This is a fault of ours and not of your script. Please report it, with the script"
    kept = _kept(error.tick, ready, wishes, schedule, inputs)
    if kept:
        asked = "--strict" if isinstance(error, LawError) else "--heavy"
        again = f"townlet run {wishes.identity.scenario} --from {kept} {asked}"
        hint += f" and `{kept}`, the run as it was just before: `{again}` comes to it again"
    return trouble(code, wishes.identity.scenario, message, hint)


def remember(
    error: Exception, tick: int, ready: "Ready", wishes: "Wishes", schedule: Schedule, inputs: Sequence[Joined] = ()
) -> None:
    """Note on an error where the run is kept as it was just before, if it could be."""
    with suppress(Exception):  # What is broken may break again.
        kept = _kept(tick, ready, wishes, schedule, inputs)
        if kept:
            error.add_note(f"The run as it was just before, at tick {tick - 1}, is in {kept}.")


def _kept(tick: int, ready: "Ready", wishes: "Wishes", schedule: Schedule, inputs: Sequence[Joined]) -> str:
    """The name of a snapshot of the tick before a fault; empty when there is none."""
    begun = wishes.since.identity.tick if wishes.since is not None else 0
    if tick <= begun:
        return ""
    setting = Setting(ready.town)
    if wishes.since is not None:
        town = restored(wishes.since.state, setting, schedule)
    else:
        town = opened(setting, schedule, wishes.identity.seed)
        raise_curtain(town)
    for each in inputs:  # What came in while it went on, it now knows beforehand, which makes no difference.
        join(town, each)
    return _written(_advanced(town, tick - 1), wishes)


def _advanced(town: Town, tick: int) -> Town:
    advance(town, tick)
    return town


def _written(town: Town, wishes: "Wishes") -> str:
    identity = msgspec.structs.replace(wishes.identity, tick=town.tick)
    path = Path(f"{Path(identity.scenario).stem}-before-tick-{town.tick + 1}.snapshot")
    return "" if saving.write(path, identity, save(town)) else str(path)
