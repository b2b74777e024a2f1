"""Holds that can outlast half an hour, when somebody who stands still looks broken, and those that hold nobody."""

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.graphs import walked
from dsl.lower.actions import LIMIT
from dsl.moments import keyed, ticks
from dsl.parameters import played
from dsl.script import Script
from dsl.source import Span
from townlet.units import DAY

MOST: Final = 30  # ticks
FOR_EVER: Final = 1 << 30


class State(msgspec.Struct):
    """A block gone through at its slowest: who has been held how long, and when its directs are over."""

    held: dict[str, tuple[int, Span]] = {}
    due: int = 0
    spent: int = 0

    def copy(self) -> "State":
        return State(dict(self.held), self.due, self.spent)

    def wait(self, length: int) -> None:
        length = min(length, FOR_EVER)
        self.held = {name: (since + length, span) for name, (since, span) in self.held.items()}
        self.due = max(0, self.due - length)
        self.spent = min(self.spent + length, FOR_EVER)

    def merge(self, other: "State") -> None:
        """Whichever branch is the slower."""
        for name, (since, span) in other.held.items():
            if name not in self.held or since > self.held[name][0]:
                self.held[name] = (since, span)
        self.due, self.spent = max(self.due, other.due), max(self.spent, other.spent)


class Slowest:
    """Goes through blocks at their slowest, and collects the holds that last too long."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.lasting: dict[str, int] = {}
        self.long: dict[Span, str] = {}
        self.idle: dict[Span, str] = {}

    def block(self, body: tuple[tree.Line, ...], values: Mapping[str, tree.Value], going: int = 0) -> int:
        """The most ticks that a block can take, its directs included; for `going` something else keeps it going."""
        state = State()
        self._lines(body, state, values)
        state.wait(max(state.due, going - state.spent))
        for name, (since, span) in list(state.held.items()):
            if not since:
                self.idle.setdefault(span, name)
            self._release(name, state)
        return state.spent

    def vignette(self, vignette: tree.Vignette) -> int:
        """The most ticks that a vignette can take, the cues included for which it waits."""
        values = {each.name.text: each.default for each in vignette.parameters if each.default is not None}
        cues = keyed(vignette.body)
        lasts = {
            key: 0 if isinstance(cue.trigger, tree.While) else self.block(cue.body, values) for key, cue in cues
        }
        ends: dict[str, int] = {}
        for key, cue in cues:
            ends[key] = self._begins(cue, ends, lasts, values) + lasts[key]
        return self.block(vignette.body, values, min(max(ends.values(), default=0), FOR_EVER))

    def _begins(
        self, cue: tree.Cue, ends: Mapping[str, int], lasts: Mapping[str, int], values: Mapping[str, tree.Value]
    ) -> int:
        """The last tick of a vignette at which one of its cues can begin; what only watches asks for no time."""
        match cue.trigger:
            case tree.AtMoment(moment=moment) | tree.Every(until=moment) if moment is not None:
                return _at_latest(moment)
            case tree.AfterStart(delay=delay, cue=other):
                begun = ends.get(other.text, 0) - lasts.get(other.text, 0)
                return begun + (ticks(delay, values) or 0)
            case tree.AfterEnd(cue=other, condition=None):
                return ends.get(other.text, 0)
        return 0

    def _release(self, name: str, state: State) -> None:
        since, span = state.held.pop(name, (0, None))
        if since > MOST and span is not None:
            self.long.setdefault(span, name)

    def _lines(self, lines: tuple[tree.Line, ...], state: State, values: Mapping[str, tree.Value]) -> None:
        for line in lines:
            match line:
                case tree.If():
                    self._branches((line.then, line.otherwise), state, values)
                case tree.Choose():
                    self._branches(tuple(arm.body for arm in line.arms), state, values)
                case _:
                    self._line(line, state, values)

    def _branches(
        self, blocks: tuple[tuple[tree.Line, ...], ...], state: State, values: Mapping[str, tree.Value]
    ) -> None:
        ends = [state.copy() for _ in blocks]
        for block, end in zip(blocks, ends, strict=True):
            self._lines(block, end, values)
        if ends:
            state.held, state.due, state.spent = ends[0].held, ends[0].due, ends[0].spent
        for end in ends[1:]:
            state.merge(end)

    def _line(self, line: tree.Line, state: State, values: Mapping[str, tree.Value]) -> None:
        match line:
            case tree.Hold():
                for name in line.who:
                    state.held.setdefault(name.text, (0, line.span))
            case tree.Release():
                for name in line.who:
                    self._release(name.text, state)
            case tree.Direct(within=within):
                state.due = max(state.due, LIMIT if within is None else ticks(within, values) or 0)
            case tree.Wait(length=length):
                state.wait(ticks(length, values) or 0)
            case tree.WaitUntil(within=within):
                state.wait(FOR_EVER if within is None else ticks(within, values) or 0)
            case tree.Play(vignette=vignette):
                state.wait(self.lasting.get(vignette.text, 0))


def _at_latest(moment: tree.Moment) -> int:
    match moment:
        case tree.TickMoment(tick=tick):
            return tick
        case tree.Start():
            return 0
        case tree.ClockMoment():
            return DAY
        case tree.End():
            return FOR_EVER


def holds(script: Script) -> Iterator[Diagnostic]:
    """Every hold of vignettes and cues whose block can go on for more than 30 ticks before it is released."""
    slowest = Slowest(script)
    for name in walked(played(script.vignettes))[0]:
        slowest.lasting[name] = slowest.vignette(script.vignettes[name])
    for line in script.scenario.body if script.scenario is not None else ():
        if isinstance(line, tree.Cue) and not isinstance(line.trigger, tree.While):
            slowest.block(line.body, script.values)
    for span, name in slowest.long.items():
        yield Diagnostic(
            "TN304",
            f"`{name}` can be held here for more than {MOST} ticks",
            span,
            severity="warning",
            hint=f"Add `release {name}` sooner, or a shorter `within` to what is waited for",
        )
    for span, name in slowest.idle.items():
        yield Diagnostic(
            "TN305",
            f"`{name}` is held here for no time at all",
            span,
            severity="warning",
            label="a hold ends with its block, and this one is over at once",
            hint="Say how long: `wait 10 ticks` after it",
        )
