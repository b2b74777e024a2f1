"""Two runs held against each other, as they told of themselves: the first tick at which they differ, and in what.

    messages, draws ─by tick→ Tick ─compared→ Parting: states (who, figure, was, is), events, draws, words

Pure: it looks at values. Runs are only taken apart where they part, so that two equal runs are compared quickly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, Literal

import msgspec

from runner.recording.fields import CUE_NAMED, THE_SCRIPT, Figure, Flat, Moment, flat
from townlet.telemetry.merging import merged
from townlet.telemetry.wire import Diff, Happened, ScriptPart, Snapshot, State

Messages = Sequence[Snapshot | Diff]
Where = Literal["draw", "event", "state", "hidden"]
"""In what two runs part first: what was drawn, what happened, how the town stood; or something that is not told."""
NOT_TOLD: Final = ("narration", "kpis")
"""Parts of a state that are words, or counted from the rest."""
NOTHING: Final = Figure("nothing", "nothing")


class Draw(msgspec.Struct, frozen=True):
    """A draw: for what reason chance was asked, which event had happened last, what came of it (-1: not recorded)."""

    reason: str
    after: int = -1
    value: int = -1


class Side(msgspec.Struct, frozen=True):
    """A run: its messages, its draws by tick (`drawn` says whether they were recorded at all), and by tick the hash of
    all that happened so far: where two have the same, the same happened, however it is told."""

    messages: Messages
    draws: Mapping[int, Sequence[Draw]] = {}
    drawn: bool = True
    chains: Mapping[int, str] = {}


class Change(msgspec.Struct, frozen=True):
    """A figure that differs: whose, which, what it was in the one run and is in the other."""

    subject: str
    field: str
    was: str
    now: str


class Wording(msgspec.Struct, frozen=True):
    """An event that is told in other words."""

    tick: int
    event: int
    was: str
    now: str


class Parting(msgspec.Struct, frozen=True):
    """Where two runs part. `was` and `now` are the first event that differs, on either side: None where there is none.

    `draws` are the first draws that differ, likewise. `first` is what differs first, in the order of what happened.
    """

    tick: int
    first: Where
    states: tuple[Change, ...] = ()
    was: Happened | None = None
    now: Happened | None = None
    draws: tuple[Draw | None, Draw | None] | None = None


class Compared(msgspec.Struct, frozen=True):
    """Where two runs part, if they do: in what happens, or else in what the script keeps of itself. And the first of
    their words that differ before that."""

    parting: Parting | None
    wording: Wording | None = None


class _Tick(msgspec.Struct):
    """All that was told of one tick, as plain data that can be compared; events without their sentences."""

    changes: list[Any] = []
    events: list[Happened] = []
    words: list[str] = []
    draws: list[Draw] = []


def compared(one: Side, other: Side, same_beginning: bool = False) -> Compared:
    """Hold two runs against each other.

    With `same_beginning` both are of one script, town and seed: a figure that only one of them tells of at the
    beginning is then told of by one engine and not by the other, and no difference. Where one begins later than the
    other, what was before is not looked at.
    """
    one, other = _from_the_later(one, other)
    before, after = _by_tick(one), _by_tick(other)
    left, right = _Telling(one.messages), _Telling(other.messages)
    untold = _untold(left, right) if same_beginning else set()
    with_draws = one.drawn and other.drawn
    wording: Wording | None = None
    noted: Parting | None = None
    for tick in sorted(before.keys() | after.keys()):
        was, now = before.get(tick) or _Tick(), after.get(tick) or _Tick()
        if _same(was, now, with_draws):
            wording = wording or _wording(tick, was, now)
            continue
        events = _events(tick, (one, was), (other, now))
        states = tuple(_differing(left.at(tick), right.at(tick), untold)) if was.changes != now.changes else ()
        draws = _draws(was, now) if with_draws else None
        of_the_town = tuple(change for change in states if not is_note(change))
        if of_the_town or events != NO_EVENTS or draws is not None:
            return Compared(Parting(tick, _first(events, draws), of_the_town, events[0], events[1], draws), wording)
        if states:
            noted = noted or Parting(tick, "state", states)
    return Compared(noted, wording)


def is_note(change: Change) -> bool:
    """Whether a figure is what the script keeps of itself. Two runs part where something happens, if anything does."""
    return change.subject == THE_SCRIPT or change.subject.startswith(CUE_NAMED)


def _from_the_later(one: Side, other: Side) -> tuple[Side, Side]:
    """Both from the tick on that the later of them begins with."""
    begins = [side.messages[0].tick for side in (one, other) if side.messages]
    since = max(begins, default=0)
    return (one, other) if since == min(begins, default=0) else (_later(one, since), _later(other, since))


def _later(side: Side, since: int) -> Side:
    """A run from the end of a tick on: how it stood there, and what came after."""
    before = [message for message in side.messages if message.tick <= since]
    if not before or before[0].tick == since:
        first = before
    else:
        state = msgspec.convert(state_at(before, since), State, str_keys=True)
        first = [msgspec.structs.replace(before[0], tick=since, state=state, events=())]
    draws = {tick: draws for tick, draws in side.draws.items() if tick > since}
    return msgspec.structs.replace(side, messages=(*first, *side.messages[len(before) :]), draws=draws)


def parted(one: Side, other: Side) -> Parting | None:
    """Where two runs part; None if they are the same in all that is told of them."""
    return compared(one, other).parting


def happened(side: Side) -> dict[int, tuple[int, Happened]]:
    """All events of a run by their ids, each with its tick."""
    return {
        event.id: (message.tick if isinstance(event.tick, msgspec.UnsetType) else event.tick, event)
        for message in side.messages
        for event in message.events
    }


def words(side: Side) -> dict[str, str]:
    """The lines of the story by their number, as they were told."""
    found: dict[str, str] = {}
    for message in side.messages:
        state = message.state if isinstance(message, Snapshot) else message.changes
        if isinstance(state.narration, dict):
            found |= {number: str(line.text) for number, line in state.narration.items()}
    return found


def judged(side: Side) -> dict[str, object]:
    """The verdicts by their number, as they were put."""
    found: dict[str, object] = {}
    for message in side.messages:
        script = (message.state if isinstance(message, Snapshot) else message.changes).script
        if isinstance(script, ScriptPart) and isinstance(script.verdicts, dict):
            found |= script.verdicts
    return found


def state_at(messages: Iterable[Snapshot | Diff], tick: int) -> dict[str, Any]:
    """The state as of the end of a tick, as plain data: the last snapshot, with the diffs since merged into it."""
    state: dict[str, Any] = {}
    for message in messages:
        if message.tick > tick:
            break
        state = _after(state, message)
    return state


def _after(state: dict[str, Any], message: Snapshot | Diff) -> dict[str, Any]:
    """The state once a message was taken."""
    data: dict[str, Any] = msgspec.to_builtins(message, str_keys=True)
    if isinstance(message, Snapshot):
        found: dict[str, Any] = data["state"]
        return found
    return merged(state, data)


def _by_tick(side: Side) -> dict[int, _Tick]:
    found: dict[int, _Tick] = {}
    for message in side.messages:
        tick = found.setdefault(message.tick, _Tick([], [], [], []))
        changes, removed = (message.state, ()) if isinstance(message, Snapshot) else (message.changes, message.removed)
        bare = _without_words(changes)
        if bare != _NO_CHANGE or removed:
            tick.changes.append((bare, tuple(each for each in removed if not _is_words(each))))
        tick.events += (msgspec.structs.replace(event, text="") for event in message.events)
        tick.words += (event.text for event in message.events)
    for at, draws in side.draws.items():
        found.setdefault(at, _Tick([], [], [], [])).draws += draws
    return found


_NO_CHANGE: Final = State()


def _without_words(changes: State) -> State:
    """Changes without the story, what is counted, and how verdicts are put."""
    script = changes.script
    if isinstance(script, ScriptPart) and isinstance(script.verdicts, dict):
        bare = {
            number: msgspec.structs.replace(verdict, text=msgspec.UNSET, because=msgspec.UNSET)
            for number, verdict in script.verdicts.items()
        }
        script = msgspec.structs.replace(script, verdicts=bare)
    return msgspec.structs.replace(changes, narration=msgspec.UNSET, kpis=msgspec.UNSET, script=script)


def _is_words(pointer: str) -> bool:
    return pointer.split("/")[1] in NOT_TOLD


def _same(was: _Tick, now: _Tick, with_draws: bool) -> bool:
    return was.changes == now.changes and was.events == now.events and (not with_draws or _drawn_alike(was, now))


def _drawn_alike(was: _Tick, now: _Tick) -> bool:
    return len(was.draws) == len(now.draws) and all(map(_alike, was.draws, now.draws))


def _alike(was: Draw, now: Draw) -> bool:
    known = was.value >= 0 and now.value >= 0
    return was.reason == now.reason and (not known or was.value == now.value)


def _wording(tick: int, was: _Tick, now: _Tick) -> Wording | None:
    for event, old, new in zip(was.events, was.words, now.words, strict=True):
        if old != new:
            return Wording(tick, event.id, old, new)
    return None


Events = tuple[Happened | None, Happened | None]
NO_EVENTS: Final[Events] = (None, None)


def _events(tick: int, one: tuple[Side, _Tick], other: tuple[Side, _Tick]) -> Events:
    """The first events that differ; none where the hashes of all that happened agree."""
    (left, was), (right, now) = one, other
    known = left.chains.get(tick)
    if was.events == now.events or (known is not None and known == right.chains.get(tick)):
        return NO_EVENTS
    return next(pair for pair in zip_longest(was.events, now.events) if pair[0] != pair[1])


def _draws(was: _Tick, now: _Tick) -> tuple[Draw | None, Draw | None] | None:
    """The first draws that differ; one that is only on one side is shown alone."""
    old, new = was.draws, now.draws
    at = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if not _alike(one, other)), None)
    if at is None:
        at = min(len(old), len(new))
        if len(old) == len(new):
            return None
    last = new[at - 1].after if at else -1
    one = msgspec.structs.replace(old[at], after=max(old[at].after, last)) if at < len(old) else None
    other = new[at] if at < len(new) else None
    if one is not None and other is not None and one.reason != other.reason:
        if at + 1 < len(new) and new[at + 1].reason == one.reason:
            return None, other  # One more than before,
        if at + 1 < len(old) and old[at + 1].reason == other.reason:
            return one, None  # or one less.
    return one, other


def _first(events: Events, draws: tuple[Draw | None, Draw | None] | None) -> Where:
    """What differs first within a tick: a draw that was asked for before the first event that differs comes first."""
    ids = [event.id for event in events if event is not None]
    if draws is None:
        return "event" if ids else "state"
    asked = draws[1] or draws[0]
    assert asked is not None, "of two draws that differ there is at least one"
    return "event" if ids and asked.after >= min(ids) else "draw"


class _Telling:
    """The figures of a run at one tick after the other: asked for forwards, each message is merged once."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._taken = 0
        self._state: dict[str, Any] = {}

    def at(self, tick: int) -> Flat:
        """All figures at the end of a tick, which is not before the last that was asked for."""
        while self._taken < len(self._messages) and self._messages[self._taken].tick <= tick:
            self._state = _after(self._state, self._messages[self._taken])
            self._taken += 1
        return flat(self._state, Moment(tick, self._state.get("town", {}).get("clock", 0)))


def _untold(one: _Telling, other: _Telling) -> set[str]:
    """The figures that only one of two runs tells of at the beginning, by name."""
    was, now = ({field for _, field in telling.at(0)} for telling in (one, other))
    return was ^ now


def _differing(was: Flat, now: Flat, untold: set[str]) -> Iterator[Change]:
    for key in [*was, *(key for key in now if key not in was)]:
        old, new = was.get(key, NOTHING), now.get(key, NOTHING)
        if old == new or key[1] in untold:
            continue
        in_words = (old.text, new.text) if old.text != new.text else (old.exact, new.exact)
        yield Change(*key, *in_words)
