"""The door while a run goes on: statements come in between two ticks, and each is answered.

A statement is looked at as a script is, becomes a cue of the next tick (or of the tick it asks for), and from then on
the run is that of a script with this cue in it. What it asks for goes through `townlet.asking.ask` like all else.
"""

from typing import Final

import msgspec

from dsl.diagnostic import Diagnostic, has_errors
from dsl.source import Source
from dsl.statement import OPERATOR, Known, tidy, understood
from runner.attending import Attendant
from runner.live.allowance import Allowance, without_limit
from runner.live.answers import Answer, Answers, Judged, Vain
from runner.live.incoming import Incoming
from runner.live.message import Message, called, number_in
from runner.moments import tick_of
from runner.transcript import moment
from runner.trouble import trouble
from runner.workshop import NO_SOURCES, Sources
from townlet.events import Event, OrderEnded, Refused
from townlet.schedule import Schedule
from townlet.script.inputs import Input, Joined
from townlet.script.joining import join
from townlet.town import Town
from townlet.units import DAY

MOST: Final = 10_000
"""Statements of one run."""

MOST_LINES: Final = 50_000
"""Lines that they may come to when vignettes are written out."""


AT_ONCE: Final = 20
"""Statements that are heard before keys and screens are looked after again."""

EVER: Final = -1
"""The moment of a statement of which only its tick is known, because a snapshot brought it along."""


class _Open(msgspec.Struct):
    """A statement that was accepted, and is not over; and what the town could not do of it."""

    joined: Joined
    vain: list[Vain] = []


class _Given(msgspec.Struct):
    """What an id was given to, and what was answered last."""

    say: str
    at: str | int | None
    answer: Answer

    def is_same(self, message: Message) -> bool:
        """Whether a message says the same once more."""
        return self.say == tidy(message.say) and self.at in (message.at, EVER)


class Door(Attendant):
    """Takes what comes in, `on_and_on` or, if not, all of it before the first tick, until whoever writes has closed.

    While it goes on it listens for no longer than its `allowance`; what is left waits for the next tick.
    """

    def __init__(
        self, known: Known, incoming: Incoming, answers: Answers, schedule: Schedule, on_and_on: bool,
        allowance: Allowance | None = None,
    ) -> None:  # fmt: skip
        self.known, self.incoming, self.answers, self.schedule = known, incoming, answers, schedule
        self.on_and_on, self.allowance = on_and_on, allowance or without_limit()
        self._given: dict[str, _Given] = {}
        self._open: dict[str, _Open] = {}
        self._number = known.first
        self._lines = 0
        self._begun = self._over = False
        self._sources = {source.name: source for source in known.script.sources}
        self._prefix = f"{schedule.id}/{OPERATOR}-"

    # ── attending ────────────────────────────────────────────────────────────────────────────────────────────

    def next(self, town: Town, tick: int) -> int | None:
        """See `Attendant`."""
        return tick if self.on_and_on or self._open or not self._begun else None

    def look(self, town: Town) -> None:
        """See `Attendant`."""
        self.take(town)
        self._settle(town)

    def take(self, town: Town) -> None:
        """Hear some of what has come in so far; the town stands between two ticks."""
        if not self._begun:
            self._begin(town)
        for _ in range(AT_ONCE):
            message = self.incoming.taken() if self.allowance.permits(town.tick) else None
            if message is None:
                return
            with self.allowance.spending():
                self._hear(message, town)
        self.incoming.wake()  # There may be more.

    def hear(self, event: Event) -> None:
        """See `Attendant`: whatever the town could not do of what a statement asked for."""
        if not event.root.startswith(self._prefix):
            return
        statement = self._open.get("/".join(event.root.split("/")[:2]))
        if statement is None:
            return
        if isinstance(event, Refused) and event.sign != "·":
            why = f"{event.act}: {event.because}" if event.because else event.act
            statement.vain.append(Vain(why, event.who, event.id))
        elif isinstance(event, OrderEnded) and event.how == "out-of-time":
            statement.vain.append(Vain(f"{event.act}: time ran out", event.who, event.id))

    def over(self, town: Town) -> None:
        """See `Attendant`: what is still under way was cut short, and what is still to be heard comes too late."""
        self._over = True
        for message in self.incoming.rest():
            self._hear(message, town)
        self.incoming.close()
        self._settle(town)
        for statement in list(self._open.values()):
            self._end(statement, Answer(statement.joined.input.id, "cut-short", town.tick), town)

    # ── hearing ──────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, town: Town) -> None:
        """What a run that goes on has heard before; and all there is, if that is to be read first."""
        self._begun = True
        self.incoming.open(max((number_in(each.input.id) for each in town.performance.inputs), default=0))
        for joined in town.performance.inputs:
            self._enter(joined, EVER)
            over = self._outcome(self._open[joined.cue.id], town)
            if over is not None:  # Which was answered then.
                self._close(self._open[joined.cue.id], over, town)
        if not self.on_and_on:
            for message in self.incoming.all_of_it():
                self._hear(message, town)

    def _hear(self, message: Message, town: Town) -> None:
        before = self._given.get(message.id)
        if message.wrong is None and before is not None and before.is_same(message):
            self.answers.give(msgspec.structs.replace(before.answer, again=True), (), NO_SOURCES)
            return
        tick = message.wrong or self._unheard(message) or self._tick(message, town)
        if isinstance(tick, int):
            self._understand(message, tick, town)
        else:
            self._refuse(message.id, town, (tick,))

    def _understand(self, message: Message, tick: int, town: Town) -> None:
        heard = understood(message.say, called(message.id), self.known, self._number, tick)
        if heard.cue is None or has_errors(heard.diagnostics):
            self._refuse(message.id, town, heard.diagnostics, self._with(heard.source))
            return
        heard_input = Input(message.id, self._number, town.tick, tick, tidy(message.say))
        joined = Joined(heard_input, heard.cue, heard.places)
        self._enter(joined, message.at)
        self.answers.give(self._given[message.id].answer, heard.diagnostics, self._with(heard.source))
        join(town, joined)

    def _enter(self, joined: Joined, at: str | int | None) -> None:
        made = joined.input
        self._number = max(self._number, made.number + 1)
        self._lines += len(joined.places)
        self._open[joined.cue.id] = _Open(joined)
        self._given[made.id] = _Given(made.text, at, Answer(made.id, "accepted", made.tick, joined.cue.name))

    def _refuse(self, name: str, town: Town, said: tuple[Diagnostic, ...], sources: Sources = NO_SOURCES) -> None:
        self.answers.give(Answer(name, "refused", town.tick), said, sources)

    def _with(self, source: Source) -> Sources:
        """The texts that what is said of a statement may point into: its own, and those of the script."""
        return {**self._sources, source.name: source}

    def _tick(self, message: Message, town: Town) -> int | Diagnostic:
        """The tick in which a statement is to be performed."""
        tick: int | None = town.tick + 1
        if isinstance(message.at, int):
            tick = message.at
        elif message.at is not None:
            tick = tick_of(message.at, self.schedule, town.tick + 1)
        if tick is None:
            hint = "Write `60` for a tick, `09:15` or `day 2 09:15` for a clock time, or `end`"
            return trouble("TN081", called(message.id), f"`{message.at}` is no moment", hint)
        if town.tick < tick <= self.schedule.length and not self._is_over(town):
            return tick
        return self._out_of_time(message, tick, town)

    def _out_of_time(self, message: Message, tick: int, town: Town) -> Diagnostic:
        now, end = (f"tick {at} ({moment(at, self.schedule)})" for at in (town.tick, self.schedule.length))
        if self._is_over(town):
            said = f"This comes too late: the run is over, at {now}"
        elif tick <= town.tick:
            said = f"This is for tick {tick}, and that is past: it is {now}"
        elif isinstance(message.at, str) and 0 <= tick - DAY <= town.tick and not message.at.startswith("day"):
            said = f"`{message.at}` is past: it is {now}, and the run ends before tomorrow, at {end}"
        else:
            said = f"This is for tick {tick}, and the run ends at {end}"
        return trouble("TN081", called(message.id), said, "Leave `at` out to have it performed in the next tick")

    def _is_over(self, town: Town) -> bool:
        """Whether no tick will follow this one."""
        return self._over or town.performance.blocked or town.tick >= self.schedule.length

    def _unheard(self, message: Message) -> Diagnostic | None:
        """Why a statement is not even looked at."""
        if message.id in self._given:
            said = f"The id `{message.id}` was given to another statement already"
            return trouble("TN084", called(message.id), said, "Give each statement an id of its own")
        if len(self._given) < MOST and self._lines < MOST_LINES:
            return None
        heard = f"{len(self._given):,} statements of {self._lines:,} lines"
        said = f"There were {heard} in this run, which is as many as I hear"
        return trouble("TN085", called(message.id), said, "Say more at once, with a vignette: `play …`")

    # ── settling ─────────────────────────────────────────────────────────────────────────────────────────────

    def _settle(self, town: Town) -> None:
        """Answer what is over by now."""
        for statement in list(self._open.values()):
            answer = self._outcome(statement, town)
            if answer is not None:
                self._end(statement, answer, town)

    def _outcome(self, statement: _Open, town: Town) -> Answer | None:
        """What became of a statement; None while its block runs, or a check of it is open."""
        name, made = statement.joined.cue.id, statement.joined.input
        state = town.performance.cues[name]
        if not state.fired or state.running:
            return None
        if any(each.check.startswith(f"{name}/") for each in town.performance.armed.values()):
            return None
        blocked = state.completed < 0 and not statement.vain
        vain = [Vain("what it assumes did not hold")] if blocked else statement.vain
        return Answer(made.id, "refused" if vain else "done", town.tick, because=tuple(vain))

    def _end(self, statement: _Open, answer: Answer, town: Town) -> None:
        self.answers.give(self._close(statement, answer, town), (), NO_SOURCES)

    def _close(self, statement: _Open, answer: Answer, town: Town) -> Answer:
        """There is nothing more to come of a statement; gives the answer with what was judged."""
        name = statement.joined.cue.id
        del self._open[name]
        found = (each for each in town.performance.verdicts if each.check.startswith(f"{name}/"))
        judged = tuple(Judged(each.text, each.outcome) for each in found)
        answer = msgspec.structs.replace(answer, cue=statement.joined.cue.name, verdicts=judged)
        self._given[answer.id].answer = answer
        return answer
