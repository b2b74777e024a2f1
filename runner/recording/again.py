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
from townlet.script.inputs import Joined
from townlet.script.joining import grown, join
from townlet.setting import Setting
from townlet.snapshot import decoded, strangers
from townlet.town import Town
from townlet.townfile import TownFile


class Piece(msgspec.Struct, frozen=True):
    """A recording that can be performed again."""

    recording: Recording
    schedule: Schedule
    town: TownFile
    since: bytes | None = None
    joined: tuple[Joined, ...] = ()
    """What is to join while it goes on."""

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
        joined = recording.joined()
        wrong = _unsound(schedule, town, joined) or _strange(since, schedule, town)
    except UNFIT as error:
        return damage.unperformable(name, recording.identity.engine, str(error))
    if wrong:
        return damage.unperformable(name, recording.identity.engine, wrong)
    if recording.identity.engine == ENGINE and _is_another(recording, schedule, town):
        return damage.edited(name, "what it says was performed is not what it holds")
    return Piece(recording, schedule, town, since, joined)


def again(
    piece: Piece, attend: Attend, on_beat: Callable[[Beat], None] | None = None, until: int | None = None
) -> Performed | None:
    """Perform it up to the end of tick `until`; None is as far as it was recorded. Gives None when it did not come to
    its end, which may be sooner than it was written: whoever watched it may have ended it."""
    until = piece.last if until is None else until
    whole = piece.recording.end is not None and until >= piece.last

    def everybody(town: Town) -> Iterator[Attendant]:
        if piece.joined:
            yield Feeding(piece.joined)
        yield from attend(town)
        if until < piece.schedule.length:
            yield Ending(until) if whole else Stopping(until)

    try:
        return performed(piece.schedule, piece.town, piece.seed, on_beat, None, everybody, piece.since)
    except OverError:
        return None


class OverError(Exception):
    """Enough of a run was performed."""


class Feeding(Attendant):
    """Lets join again what joined while the run was recorded, each after the tick that it joined after."""

    def __init__(self, joined: Sequence[Joined]) -> None:
        self._left = [*joined]

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return max(self._left[0].input.heard, tick) if self._left else None

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        while self._left and self._left[0].input.heard <= town.tick:
            join(town, self._left.pop(0))


class Stopping(Attendant):
    """Stops a run when a tick is over, with nothing settled; the last to look at it."""

    def __init__(self, tick: int) -> None:
        self.tick = tick

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return max(self.tick, tick)

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        raise OverError


class Ending(Stopping):
    """Ends a run when a tick is over, as whoever watched it did."""

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        self.ends = True


def other_engine(recording: Recording, name: str) -> Iterable[Diagnostic]:
    """A warning if it was recorded by another engine."""
    if recording.identity.engine != ENGINE:
        yield damage.by_another(name, recording.identity.engine, ENGINE)


def _unsound(schedule: Schedule, town: TownFile, joined: Sequence[Joined]) -> str:
    """What keeps it from being performed, with what joined while it went on."""
    for each in joined:
        if not each.input.heard < each.input.tick <= schedule.length:
            return f"a statement heard in tick {each.input.heard} is for tick {each.input.tick}"
    return next(iter(soundness.unsound(grown(schedule, [*joined]), town)), "")


def _strange(since: bytes | None, schedule: Schedule, town: TownFile) -> str:
    """What the state that it goes on from does not share with it, if there is one."""
    if since is None:
        return ""
    state = decoded(since)
    found: Sequence[str] = strangers(state, opened(Setting(town), grown(schedule, state.script.inputs), 0))
    return f"the state it goes on from differs in {found[0]}" if found else ""


def _is_another(recording: Recording, schedule: Schedule, town: TownFile) -> bool:
    kept = recording.identity
    plain = msgspec.json.decode(recording.head.schedule, type=Schedule)
    own = identify(plain, town, {}, engine=ENGINE, scenario="", seed=kept.seed, length=kept.length)
    return (own.schedule, own.ground) != (kept.schedule, kept.ground)
