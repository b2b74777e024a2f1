"""Streams taken down, and merged as whoever receives them would."""

from collections.abc import Callable
from typing import Any

import msgspec

from tests.town.support import setting
from townlet.clock import advance
from townlet.opening import opened, raise_curtain
from townlet.schedule import Schedule
from townlet.script.checks import finish
from townlet.setting import Setting
from townlet.telemetry import picture
from townlet.telemetry.memory import Memory
from townlet.telemetry.stream import Stream, Told, digest_of
from townlet.town import Town

Plain = dict[str, Any]
Each = Callable[[Told, Stream], None]

encode = msgspec.json.Encoder().encode


def plain(value: Any) -> Plain:
    """A value as whoever receives it has it."""
    found: Plain = msgspec.json.decode(encode(value))
    return found


def listen(town: Town, each: Each, memory: Memory | None = None) -> Stream:
    """A stream of a town, with everything led to it that it wants to hear."""
    stream = Stream(town, lambda message: each(message, stream), memory)
    town.listener, town.page.listener, town.observer = stream.hear, stream.told, stream
    return stream


def perform(schedule: Schedule, each: Each, seed: int | None = None, where: Setting | None = None) -> Town:
    """A whole run, with its stream."""
    town = opened(where or setting(schedule.town), schedule, seed)
    stream = listen(town, each)
    raise_curtain(town)
    if not town.performance.blocked:
        advance(town, schedule.length)
    finish(town)
    stream.close()
    return town


def fresh(stream: Stream) -> Plain:
    """The state of a stream's town as somebody would find it who looks at it anew."""
    return plain(picture.state(picture.looked(stream.town, stream.memory)))


class Consumer:
    """Merges what it gets, and holds it against the town each time."""

    def __init__(self) -> None:
        self.state: Plain = {}
        self.seq = 0
        self.wrong: list[str] = []
        self.pending: dict[str, None] = {}  # What was ever known to come.

    def take(self, message: Told, stream: Stream) -> None:
        told = plain(message)
        if told["payload_type"] == "snapshot":
            self.state = told["state"]
        else:
            assert told["base"] == self.seq == told["seq"] - 1
            self.state = merged(self.state, told)
        self.seq = told["seq"]
        self.pending |= dict.fromkeys(self.state["town"]["pending"])
        truth = fresh(stream)
        if self.state != truth:
            self.wrong += [f"message {self.seq}, {each}" for each in differences(self.state, truth)]
        if "digest" in told and told["digest"] != digest_of(self.state):
            self.wrong.append(f"message {self.seq}: digest")


def merged(state: Plain, diff: Plain) -> Plain:
    """The state after a diff, in as few words as possible."""
    for path in diff.get("removed", ()):
        state = _without(state, [name.replace("~1", "/").replace("~0", "~") for name in path.split("/")[1:]])
    return _merged(state, diff.get("changes", {}))


def _merged(one: Any, other: Any) -> Any:
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return other
    return one | {name: _merged(one.get(name), value) for name, value in other.items()}


def _without(state: Plain, path: list[str]) -> Plain:
    name, *below = path
    if below:
        return state | {name: _without(state[name], below)}
    return {each: value for each, value in state.items() if each != name}


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two states differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = sorted(name for name in one.keys() | other.keys() if one.get(name, ...) != other.get(name, ...))
        return [each for name in names for each in differences(one.get(name), other.get(name), f"{path}/{name}")]
    return [f"{path}: {one} told, {other} true"]
