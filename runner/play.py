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
from townlet.snapshot import save
from townlet.town import Town

if TYPE_CHECKING:
    from runner.telemetry.broadcast import Broadcast
    from runner.translation.translated import Translated


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a run besides the story. `saves` are ticks, each with the file to save the run in."""

    identity: Identity
    since: Snapshot | None = None
    stats: Path | None = None
    events: Path | None = None
    digests: Path | None = None
    telemetry: Wanted | None = None
    saves: tuple[tuple[int, Path], ...] = ()
    strict: bool = False
    heavy: bool = False
    told: "Translated | None" = None
    form: str = "full"
    """How verdicts that want a look are told; in another form than in full, by whoever asked for the run."""


class Played(msgspec.Struct, frozen=True):
    """How a run went: whether an `expect` failed or the run was blocked whole, whether the town itself did, what else
    there is to mend, and whether somebody read standard output and left before the end."""

    failed: bool = False
    fault: bool = False
    troubles: tuple[Diagnostic, ...] = ()
    report: Report | None = None
    unread: bool = False


class Play:
    """One performance before an audience, with all that was wished for."""

    def __init__(self, ready: Ready, wishes: Wishes, story: TextIO, aside: TextIO) -> None:
        self.ready, self.wishes, self.aside = ready, wishes, aside
        self.schedule: Schedule = with_length(ready.schedule, wishes.identity.length)
        since = wishes.since.identity if wishes.since is not None else None
        self.telling = Telling(Transcript(self.schedule, since, wishes.told), story, aside)
        self.troubles: list[Diagnostic] = []
        self.digests: LineFile | None = None
        self.broadcast: Broadcast | None = None
        self.town: Town | None = None

    def perform(self) -> Played:
        """Perform; a town that breaks its laws leaves a snapshot of how it was just before, and a report."""
        try:
            return self._performed()
        except faults.OURS as error:
            said = faults.reported(error, self.ready, self.wishes, self.schedule)
            return Played(fault=True, troubles=(said, *self._untold()))
        except OSError:
            raise  # A stream or a disk, and not the town.
        except Exception as error:
            if self.town is not None:
                faults.remember(error, self.town.tick, self.ready, self.wishes, self.schedule)
            raise

    def _performed(self) -> Played:
        wishes = self.wishes
        with ExitStack() as stack:
            files = [LineFile(path) if path is not None else None for path in (wishes.events, wishes.digests)]
            opened = [stack.enter_context(file) for file in files if file is not None]
            wrong = tuple(file.trouble for file in opened if file.trouble) or self._call(stack)
            if wrong:  # Said before the curtain rises, not after.
                for file in opened:
                    file.abandon()
                return Played(troubles=wrong)
            events, self.digests = files
            self.telling.write(self.telling.transcript.header(wishes.identity.seed))
            run = performed(
                self.schedule, self.ready.town, wishes.identity.seed, self.telling.beat,
                events.take if events is not None else None, self._attendants,
                wishes.since.state if wishes.since is not None else None,
            )  # fmt: skip
        self.troubles += [_not_come_to(at, path, run) for at, path in wishes.saves if run.blocked and at > run.tick]
        self._end(run)
        self.troubles += [file.trouble for file in opened if file.trouble]
        told, unread = (self.broadcast.figures, self.broadcast.left) if self.broadcast is not None else (None, False)
        self.troubles += self._untold()
        if wishes.stats is not None and (unwritten := figures.write(run, wishes.stats, told)):
            self.troubles.append(unwritten)
        failed = run.failed or run.blocked
        return Played(failed, False, tuple(self.troubles), report(run, self.schedule, self.ready), unread)

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
        if self.broadcast is not None and wishes.telemetry is not None:
            from runner.telemetry.making import attendants

            yield from attendants(town, self.broadcast, wishes.telemetry.sampled)
        if wishes.saves:
            yield Saving(wishes.saves, self._save)

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

    def _look_at(self, run: Performed) -> None:
        """What did not come true, under the story; what never began, beside it."""
        said, sources = wanting(run.verdicts, self.schedule), texts(self.schedule, self.ready.sources)
        if said:
            self.telling.story.write("\n")
            show(said, sources, self.telling.story)
        never = idle(run, self.schedule)
        if never:
            self.aside.write("\n")
            show(never, sources, self.aside)


def _not_come_to(at: int, path: Path, run: Performed) -> Diagnostic:
    """A run that is blocked whole is over before it was to be saved."""
    message = f"`{path}` is not written: the run was blocked at tick {run.tick}, and does not come to tick {at}"
    return trouble("TN025", "--save-at", message, "What the run assumes must hold when the stage is set")
