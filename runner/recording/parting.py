"""Two runs held against each other, as they told of themselves: the first tick at which they differ, and in what.

    messages, draws ─by tick→ Tick ─compared→ Parting: states (who, figure, was, is), events, draws, words

Pure: it looks at values. Runs are only taken apart where they part, so that two equal runs are compared quickly.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final, Literal

import msgspec

from runner.recording.fields import Figure, Flat, Moment, flat
from townlet.telemetry.wire import Diff, Happened, ScriptPart, Snapshot, State

Messages = Sequence[Snapshot | Diff]
Where = Literal["draw", "event", "state", "hidden"]
"""In what two runs part first: what was drawn, what happened, how the town stood, or what telemetry does not tell."""
NOT_TOLD: Final = ("narration", "kpis")
"""Parts of a state that are words, or counted from the rest."""
NOTHING: Final = Figure("nothing", "nothing")


class Draw(msgspec.Struct, frozen=True):
    """A draw: for what reason chance was asked, which event had happened last, what came of it (-1: not recorded)."""

    reason: str
    after: int = -1
    value: int = -1


class Side(msgspec.Struct, frozen=True):
    """A run: its messages, its draws by tick; `drawn` says whether draws were recorded at all."""

    messages: Messages
    draws: Mapping[int, Sequence[Draw]] = {}
    drawn: bool = True


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
    """Where two runs part, if they do; and the first of their words that differ before that."""

    parting: Parting | None
    wording: Wording | None = None


class _Tick(msgspec.Struct):
    """All that was told of one tick, as plain data that can be compared; events without their sentences."""

    changes: list[Any] = []
    events: list[Happened] = []
    words: list[str] = []
    digests: list[str] = []
    draws: list[Draw] = []


def compared(one: Side, other: Side) -> Compared:
    """Hold two runs against each other."""
    before, after = _by_tick(one), _by_tick(other)
    with_draws = one.drawn and other.drawn
    wording: Wording | None = None
    hidden: Parting | None = None
    for tick in sorted(before.keys() | after.keys()):
        was, now = before.get(tick) or _Tick(), after.get(tick) or _Tick()
        if _same(was, now, with_draws):
            wording = wording or _wording(tick, was, now)
            if hidden is None and _digests_differ(was, now):
                hidden = Parting(tick, "hidden")
            continue
        parting = _parting(tick, (one, was), (other, now), with_draws)
        if parting is not None:
            return Compared(parting, wording)
    return Compared(hidden, wording)


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


def state_at(messages: Iterable[Snapshot | Diff], tick: int) -> dict[str, Any]:
    """The state as of the end of a tick, as plain data: the last snapshot, with the diffs since merged into it."""
    state: dict[str, Any] = {}
    for message in messages:
        if message.tick > tick:
            break
        if isinstance(message, Snapshot):
            state = msgspec.to_builtins(message.state, str_keys=True)
        else:
            _merge(state, msgspec.to_builtins(message.changes, str_keys=True))
            for pointer in message.removed:
                _remove(state, pointer)
    return state


def _merge(into: dict[str, Any], changes: Mapping[str, Any]) -> None:
    """As RFC 7396, but that null is a value: what is gone is listed."""
    for name, value in changes.items():
        there = into.get(name)
        if isinstance(value, dict) and isinstance(there, dict):
            _merge(there, value)
        else:
            into[name] = value


def _remove(state: dict[str, Any], pointer: str) -> None:
    *path, last = (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
    found: Any = state
    for part in path:
        found = found.get(part) if isinstance(found, dict) else None
    if isinstance(found, dict):
        found.pop(last, None)


def _by_tick(side: Side) -> dict[int, _Tick]:
    found: dict[int, _Tick] = {}
    for message in side.messages:
        tick = found.setdefault(message.tick, _Tick([], [], [], [], []))
        changes, removed = (message.state, ()) if isinstance(message, Snapshot) else (message.changes, message.removed)
        bare = _without_words(changes)
        if bare != _NO_CHANGE or removed:
            tick.changes.append((bare, tuple(each for each in removed if not _is_words(each))))
        tick.events += (msgspec.structs.replace(event, text="") for event in message.events)
        tick.words += (event.text for event in message.events)
        tick.digests += [message.digest] if message.digest else []
    for at, draws in side.draws.items():
        found.setdefault(at, _Tick([], [], [], [], [])).draws += draws
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


def _digests_differ(was: _Tick, now: _Tick) -> bool:
    return bool(was.digests and now.digests) and was.digests != now.digests


def _wording(tick: int, was: _Tick, now: _Tick) -> Wording | None:
    for event, old, new in zip(was.events, was.words, now.words, strict=True):
        if old != new:
            return Wording(tick, event.id, old, new)
    return None


def _parting(tick: int, one: tuple[Side, _Tick], other: tuple[Side, _Tick], with_draws: bool) -> Parting | None:
    """What differs in a tick; None if it is only how a course is written down."""
    (left, was), (right, now) = one, other
    states = _changes(left, right, tick)
    events = next((pair for pair in zip_longest(was.events, now.events) if pair[0] != pair[1]), (None, None))
    draws = _draws(was, now) if with_draws else None
    if not states and events == (None, None) and draws is None:
        return None
    return Parting(tick, _first(events, draws), states, events[0], events[1], draws)


def _draws(was: _Tick, now: _Tick) -> tuple[Draw | None, Draw | None] | None:
    """The first draws that differ; one that is only on one side is shown alone."""
    old, new = was.draws, now.draws
    at = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if not _alike(one, other)), None)
    if at is None:
        at = min(len(old), len(new))
        if len(old) == len(new):
            return None
    one, other = (old[at] if at < len(old) else None), (new[at] if at < len(new) else None)
    if one is not None and other is not None and one.reason != other.reason:
        if at + 1 < len(new) and new[at + 1].reason == one.reason:
            return None, other  # One more than before,
        if at + 1 < len(old) and old[at + 1].reason == other.reason:
            return one, None  # or one less.
    return one, other


def _first(events: tuple[Happened | None, Happened | None], draws: tuple[Draw | None, Draw | None] | None) -> Where:
    """What differs first within a tick: a draw that was asked for before the first event that differs comes first."""
    ids = [event.id for event in events if event is not None]
    if draws is None:
        return "event" if ids else "state"
    after = [draw.after for draw in draws if draw is not None]
    if not ids or min(after) < min(ids):
        return "draw"
    return "event"


def _changes(one: Side, other: Side, tick: int) -> tuple[Change, ...]:
    """The figures that differ at the end of a tick. What the one never tells of at all is nothing that changed."""
    was, now = _flat(one, tick), _flat(other, tick)
    return tuple(_differing(was, now))


def _flat(side: Side, tick: int) -> Flat:
    state = state_at(side.messages, tick)
    return flat(state, Moment(tick, state.get("town", {}).get("clock", 0)))


def _differing(was: Flat, now: Flat) -> Iterator[Change]:
    for key in [*was, *(key for key in now if key not in was)]:
        old, new = was.get(key, NOTHING), now.get(key, NOTHING)
        if old.exact == new.exact and old.text == new.text:
            continue
        in_words = (old.text, new.text) if old.text != new.text else (old.exact, new.exact)
        yield Change(*key, *in_words)
