"""A recorded run performed again, by this engine: from the schedule, town, seed and inputs that the recording holds."""

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from dsl.diagnostic import Diagnostic
from runner import soundness
from runner.attending import Attendant
from runner.performing import Attend, Performed, performed
from runner.recording import damage
from runner.recording.file import UNFIT, Recording
from runner.version import ENGINE
from townlet.beat import Beat
from townlet.identity import identify
from townlet.opening import opened
from townlet.schedule import Schedule
from townlet.setting import Setting
from townlet.snapshot import decoded, strangers
from townlet.town import Town
from townlet.townfile import TownFile


class Piece(msgspec.Struct, frozen=True):
    """A recording that can be performed again."""

    recording: Recording
    schedule: Schedule
    town: TownFile
    since: bytes | None

    @property
    def seed(self) -> int:
        """The seed of the run."""
        return self.recording.identity.seed

    @property
    def start(self) -> int:
        """The tick in which it begins."""
        return self.recording.identity.tick

    @property
    def last(self) -> int:
        """The last tick that was recorded."""
        return self.recording.last


def piece(recording: Recording, name: str) -> Piece | Diagnostic:
    """What a recording stands on, made ready; or why this engine cannot perform it."""
    try:
        schedule, town = recording.schedule(), recording.town()
        since = bytes(recording.head.since) if isinstance(recording.head.since, msgspec.Raw) else None
        wrong = next(iter(soundness.unsound(schedule, town)), "") or _strange(since, schedule, town)
    except UNFIT as error:
        return damage.unperformable(name, recording.identity.engine, str(error))
    if wrong:
        return damage.unperformable(name, recording.identity.engine, wrong)
    if recording.identity.engine == ENGINE and _is_another(recording, schedule, town):
        return damage.edited(name, "what it says was performed is not what it holds")
    return Piece(recording, schedule, town, since)


def again(
    piece: Piece, attend: Attend, on_beat: Callable[[Beat], None] | None = None, until: int | None = None
) -> Performed | None:
    """Perform it up to the end of tick `until` (None: to its end). None when it was over before its end."""

    def everybody(town: Town) -> Iterator[Attendant]:
        yield from attend(town)
        if until is not None and until < piece.schedule.length:
            yield Stopping(until)

    try:
        return performed(piece.schedule, piece.town, piece.seed, on_beat, None, everybody, piece.since)
    except OverError:
        return None


class OverError(Exception):
    """Enough of a run was performed."""


class Stopping(Attendant):
    """Ends a run when a tick is over; the last to look at it."""

    def __init__(self, tick: int) -> None:
        self.tick = tick

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return max(self.tick, tick)

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        raise OverError


def other_engine(recording: Recording, name: str) -> Iterable[Diagnostic]:
    """A warning if it was recorded by another engine."""
    if recording.identity.engine != ENGINE:
        yield damage.by_another(name, recording.identity.engine, ENGINE)


def _strange(since: bytes | None, schedule: Schedule, town: TownFile) -> str:
    """What the state that it goes on from does not share with it, if there is one."""
    if since is None:
        return ""
    found: Sequence[str] = strangers(decoded(since), opened(Setting(town), schedule, 0))
    return f"the state it goes on from differs in {found[0]}" if found else ""


def _is_another(recording: Recording, schedule: Schedule, town: TownFile) -> bool:
    kept = recording.identity
    plain = msgspec.json.decode(recording.head.schedule, type=Schedule)
    own = identify(plain, town, {}, engine=ENGINE, scenario="", seed=kept.seed, length=kept.length)
    return (own.schedule, own.ground) != (kept.schedule, kept.ground)
