"""`townlet run`: perform and tell, then the verdicts, the figures and the files that were asked for."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import msgspec

from dsl.diagnostic import Diagnostic
from runner import faults, figures, saving
from runner.attending import Attendant, Digests, Heavy, Saving, Strict
from runner.formats import Report
from runner.performing import Performed, performed, with_length
from runner.places import texts
from runner.report import show
from runner.saving import Snapshot
from runner.sink import LineFile
from runner.telemetry.wanted import Wanted
from runner.telling import Telling
from runner.transcript import Transcript
from runner.trouble import trouble
from runner.verdicts import idle, report, wanting
from runner.workshop import Ready
from townlet.identity import Identity
from townlet.schedule import Schedule
from townlet.script.inputs import Joined
from townlet.script.joining import grown
from townlet.snapshot import save
from townlet.town import Town

if TYPE_CHECKING:
    from runner.key_figures import Counting
    from runner.live.session import Live, Session
    from runner.recording.recorder import Recorder
    from runner.recording.tape import Tape
    from runner.telemetry.broadcast import Broadcast, TelemetryFigures
    from runner.translation.translated import Translated


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a run besides the story. `saves` are ticks, each with the file to save the run in."""

    identity: Identity
    since: Snapshot | None = None
    stats: Path | None = None
    kpis: bool = False
    events: Path | None = None
    digests: Path | None = None
    record: Path | None = None
    telemetry: Wanted | None = None
    saves: tuple[tuple[int, Path], ...] = ()
    strict: bool = False
    heavy: bool = False
    told: "Translated | None" = None
    live: "Live | None" = None
    form: str = "full"
    """How verdicts that want a look are told; in another form than in full, by whoever asked for the run."""


class Played(msgspec.Struct, frozen=True):
    """How a run went: whether an `expect` failed or the run was blocked whole, whether the town itself did, what else
    there is to mend, and whether somebody read standard output and left before the end."""

    failed: bool = False
    fault: bool = False
    interrupted: bool = False
    troubles: tuple[Diagnostic, ...] = ()
    report: Report | None = None
    unread: bool = False


class Play:
    """One performance before an audience, with all that was wished for."""

    def __init__(self, ready: Ready, wishes: Wishes, story: TextIO, aside: TextIO) -> None:
        self.ready, self.wishes, self.aside = ready, wishes, aside
        self.schedule: Schedule = with_length(ready.schedule, wishes.identity.length)
        since = wishes.since.identity if wishes.since is not None else None
        self.session = _session(wishes, self.schedule, story, aside)
        self.telling = Telling(Transcript(self.schedule, since, wishes.told), story, aside)
        self.troubles: list[Diagnostic] = []
        self.digests: LineFile | None = None
        self.recorder: Recorder | None = None
        self.broadcast: Broadcast | None = None
        self.counting: Counting | None = None
        self.town: Town | None = None

    def perform(self) -> Played:
        """Perform; a town that breaks its laws leaves a snapshot of how it was just before, and a report."""
        try:
            return self._performed()
        except faults.OURS as error:
            said = faults.reported(error, self.ready, self.wishes, self.schedule, self._inputs())
            return Played(fault=True, troubles=(said, *self._untold()))
        except OSError:
            raise  # A stream or a disk, and not the town.
        except Exception as error:
            if self.town is not None:
                faults.remember(error, self.town.tick, self.ready, self.wishes, self.schedule, self._inputs())
            raise

    def _performed(self) -> Played:
        wishes = self.wishes
        with ExitStack() as stack:
            paths = wishes.events, wishes.digests
            files = [LineFile(path, self._say) if path is not None else None for path in paths]
            tape = _tape(wishes.record) if wishes.record is not None else None
            opened: list[LineFile | Tape] = [file for file in (*files, tape) if file is not None]
            for file in opened:
                stack.enter_context(file)
            wrong = tuple(file.trouble for file in opened if file.trouble) or self._call(stack)
            if wrong:  # Said before the curtain rises, not after.
                for file in opened:
                    file.abandon()
                return Played(troubles=wrong)
            events, self.digests = files
            if tape is not None:
                tape.tell = self._say_at_once
                self.recorder = self._recorder(tape)
            if self.session is not None:
                stack.enter_context(self.session)
                self.telling.over(self.session.story, self.session.aside)
                if self.broadcast is not None:
                    self.session.meanwhile, self.broadcast.wake = self.broadcast.see_to, self.session.wake
            self.telling.write(self.telling.transcript.header(wishes.identity.seed))
            run = performed(
                self.schedule, self.ready.town, wishes.identity.seed, self.telling.beat,
                events.take if events is not None else None, self._attendants,
                wishes.since.state if wishes.since is not None else None,
            )  # fmt: skip
            if self.recorder is not None:
                self.recorder.finish(run)
            if self.session is not None:
                self.troubles += self.session.over()
                self.schedule = grown(self.schedule, self._inputs())
        self.troubles += [_not_come_to(at, path, run) for at, path in wishes.saves if at > run.tick]
        self._end(run)
        self.troubles += [file.trouble for file in opened if file.trouble]
        told, unread = (self.broadcast.figures, self.broadcast.left) if self.broadcast is not None else (None, False)
        self.troubles += self._untold()
        if wishes.stats is not None and (unwritten := self._written(run, wishes.stats, told)):
            self.troubles.append(unwritten)
        failed = run.failed or run.blocked
        interrupted = self.session is not None and self.session.interrupted
        said = report(run, self.schedule, self.ready)
        return Played(failed, False, interrupted, tuple(self.troubles), said, unread)

    def _say(self, wrong: Diagnostic) -> None:
        """Beside the story, at once."""
        show((wrong,), {}, self.aside)

    def _written(self, run: Performed, path: Path, told: "TelemetryFigures | None") -> Diagnostic | None:
        from runner.key_figures import key_figures

        return figures.write(run, path, told, key_figures(self.counting.reading) if self.counting is not None else None)

    def _say_at_once(self, wrong: Diagnostic) -> None:
        """What a run at a pace should not be over for before anybody hears of it."""
        show((wrong,), {}, self.session.aside if self.session is not None else self.aside)

    def _inputs(self) -> list[Joined]:
        return self.town.performance.inputs if self.town is not None else []

    def _call(self, stack: ExitStack) -> tuple[Diagnostic, ...]:
        """Call whoever is to be told of the run; what cannot be told at all is given back."""
        if self.wishes.telemetry is None:
            return ()
        from runner.telemetry.broadcast import broadcast_of  # Most runs tell nobody.

        found = broadcast_of(self.wishes.telemetry)
        if isinstance(found, Diagnostic):
            return (found,)
        said = found.open()
        if not said:
            self.broadcast = stack.enter_context(found)
        return tuple(said)

    def _untold(self) -> tuple[Diagnostic, ...]:
        """Who did not get all of the telemetry."""
        return tuple(self.broadcast.troubles) if self.broadcast is not None else ()

    def _attendants(self, town: Town) -> Iterator[Attendant]:
        self.town, wishes = town, self.wishes
        if wishes.strict:
            yield Strict(town)
        if wishes.heavy:
            yield Heavy()
        if self.digests is not None:
            yield Digests(town, self.digests.take, 1) if wishes.heavy else Digests(town, self.digests.take)
        if self.recorder is not None:
            from runner.recording import making as recordings

            yield from recordings.attendants(town, self.recorder)
        if self.broadcast is not None and wishes.telemetry is not None:
            from runner.telemetry import making as telemetry

            yield from telemetry.attendants(town, self.broadcast, wishes.telemetry.sampled)
        if wishes.kpis or wishes.stats is not None:
            from runner.key_figures import Counting  # Most runs are not counted.

            self.counting = Counting(town)
            yield self.counting
        if wishes.saves:
            yield Saving(wishes.saves, self._save)
        if self.session is not None:
            yield from self.session.attendants()

    def _recorder(self, tape: "Tape") -> "Recorder":
        """Who records; of a run that goes on, also the state that it goes on from."""
        from runner.recording.names import head  # Most runs are not recorded.
        from runner.recording.recorder import Recorder

        since, identity = self.wishes.since, self.wishes.identity
        if since is None:
            return Recorder(head(self.ready, identity), tape.write)
        kept = since.identity
        identity = msgspec.structs.replace(identity, tick=kept.tick, lines=kept.lines, day=kept.day)
        return Recorder(head(self.ready, identity, since.state), tape.write)

    def _save(self, town: Town, path: Path) -> None:
        """Write the run as it is; a disk that refuses stops the file, not the run."""
        page = self.telling.transcript
        identity = msgspec.structs.replace(self.wishes.identity, tick=town.tick, lines=page.count, day=page.day)
        wrong = saving.write(path, identity, save(town))
        if wrong is not None:
            self.troubles.append(wrong)

    def _end(self, run: Performed) -> None:
        """The verdicts, the last line, and where to look for what did not come true."""
        page, telling = self.telling.transcript, self.telling
        telling.write(page.verdicts(run.verdicts) + page.closing(run.tick, run.state, run.chain))
        if self.wishes.form == "full":
            self._look_at(run)
        told = self.broadcast.figures if self.broadcast is not None else None
        self.aside.write(f"\n{figures.in_words(run, told)}\n")
        if self.wishes.kpis and self.counting is not None:
            from runner.key_figures import show as show_key_figures

            self.aside.write("\n")
            show_key_figures(self.counting, self.schedule, self.aside)

    def _look_at(self, run: Performed) -> None:
        """What did not come true, under the story; what never began, beside it."""
        verdicts = run.verdicts
        if self.session is not None and self.session.stopped:  # Whoever ended it knows that it was cut short.
            verdicts = tuple(each for each in verdicts if each.outcome != "cut-short")
        said, sources = wanting(verdicts, self.schedule), texts(self.schedule, self.ready.sources)
        if said:
            self.telling.story.write("\n")
            show(said, sources, self.telling.story)
        never = idle(run, self.schedule) if run.tick >= self.schedule.length else ()
        if never:
            self.aside.write("\n")
            show(never, sources, self.aside)


def _tape(path: Path) -> "Tape":
    from runner.recording.tape import Tape

    return Tape(path)


def _session(wishes: Wishes, schedule: Schedule, story: TextIO, aside: TextIO) -> "Session | None":
    """What is around a run that people take part in."""
    if wishes.live is None:
        return None
    from runner.live.session import Session  # Most runs are over before anybody could say a word.

    return Session(wishes.live, schedule, story, aside)


def _not_come_to(at: int, path: Path, run: Performed) -> Diagnostic:
    """A run that is blocked whole, or that somebody ended, is over before it was to be saved."""
    how, hint = "ended", "Let it go on until then"
    if run.blocked:
        how, hint = "blocked", "What the run assumes must hold when the stage is set"
    message = f"`{path}` is not written: the run was {how} at tick {run.tick}, and does not come to tick {at}"
    return trouble("TN025", "--save-at", message, hint)
