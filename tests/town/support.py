"""Short scripts performed: what came of them, to be looked at from every side."""

from collections.abc import Callable
from functools import cache
from textwrap import dedent, indent
from typing import Any, NamedTuple, TypeVar

from tests.dsl.shipped import Map, compiled
from townlet.beat import Beat
from townlet.clock import perform as run_on
from townlet.events import Base
from townlet.opening import opened, raise_curtain
from townlet.schedule import Schedule
from townlet.script.performance import Verdict
from townlet.setting import Setting
from townlet.snapshot import digest
from townlet.town import Town

TWO = "Ann: balanced, at cafe\nBen: balanced, at cafe"
THREE = f"{TWO}\nCy: balanced, at cafe"

E = TypeVar("E", bound=Base)


class Performance(NamedTuple):
    """A run from curtain to end."""

    events: list[Base]
    beats: list[Beat]
    verdicts: list[Verdict]
    town: Town

    def of(self, kind: type[E], who: str = "", since: int = 0) -> list[E]:
        """The events of a kind (by somebody), in order."""
        return [e for e in self.events if isinstance(e, kind) and who in ("", e.who) and e.tick >= since]

    def ticks(self, kind: type[Base], who: str = "") -> list[int]:
        return [event.tick for event in self.of(kind, who)]

    def marks(self) -> list[tuple[int, str]]:
        """When which mark was set: how a script here says that a line was reached."""
        return [(beat.tick, beat.text) for beat in self.beats if beat.kind == "mark"]

    def outcomes(self) -> list[str]:
        return [verdict.outcome for verdict in self.verdicts]

    def trace(self) -> tuple[str, str, list[Base], list[Beat], list[Verdict]]:
        """All that must be equal between two runs that are said to be the same."""
        return self.town.chain.hex(), digest(self.town), self.events, self.beats, self.verdicts


def script(
    body: str = "", *, cast: str = TWO, length: str = "60 ticks", clock: str = "09:00", town: str = "riverside",
    head: str = "", streams: str = "luck", stage: str = "", still: str = "", hold: str = "600 ticks",
) -> str:  # fmt: skip
    """A whole script around a few lines; who is kept `still` does nothing but what those lines make them do."""
    fields = f"town: {town}\nclock: {clock}\nlength: {length}\nseed: 1\nstreams: {streams}\n"
    parts = [fields, "cast:\n" + _in(cast)]
    if stage:
        parts.append("stage:\n" + _in(stage))
    if still:
        parts.append(f"at start as still:\n    hold {still}\n    wait {hold}")
    parts.append(dedent(body).strip())
    return f'{dedent(head).strip()}\n\nscenario "Test":\n' + _in("\n\n".join(parts))


def _in(text: str) -> str:
    return indent(dedent(text).strip(), "    ") + "\n"


def schedule_of(text: str, **parameters: str) -> Schedule:
    """The schedule of a script that must compile without an error."""
    found = compiled(text, "test.town", **parameters)
    assert found.schedule is not None, [each.message for each in found.diagnostics]
    return found.schedule


@cache
def setting(name: str) -> Setting:
    found = Map().find(name, "")
    assert found is not None
    assert found.town is not None
    return Setting(found.town)


def raised(
    schedule: Schedule, seed: int | None = None, each: Callable[[Town, Base], None] | None = None,
    where: Setting | None = None,
) -> Performance:  # fmt: skip
    """A town whose curtain is up, and lists that fill as it goes on; `each` is called after every event."""
    town = opened(where or setting(schedule.town), schedule, seed)
    found = Performance([], [], town.performance.verdicts, town)
    listen(found, town, each)
    raise_curtain(town)
    return found


def listen(found: Performance, town: Town, each: Callable[[Town, Base], None] | None = None) -> None:
    """Let what a town tells go into these lists."""

    def hear(event: Base) -> None:
        found.events.append(event)
        if each:
            each(town, event)

    town.listener = hear
    town.page.listener = found.beats.append


def perform(text: str, seed: int | None = None, **parameters: str) -> Performance:
    """The whole run of a script."""
    return performed(schedule_of(text, **parameters), seed)


def performed(
    schedule: Schedule, seed: int | None = None, each: Callable[[Town, Base], None] | None = None
) -> Performance:
    found = raised(schedule, seed, each)
    run_on(found.town)
    return found


def play(body: str, seed: int | None = None, **around: Any) -> Performance:
    """The run of a few lines in a script of their own."""
    return perform(script(body, **around), seed)


def at(tick: int, *lines: str) -> str:
    """A cue of those lines."""
    return f"at tick {tick}:\n" + "".join(f"    {line}\n" for line in lines)
