"""What the figures are taken of: scripts compiled and performed in process, and the command as a process."""

import os
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import scenarios
from dsl.compiler import check, compile
from dsl.diagnostic import has_errors
from dsl.source import Source
from runner.cache import Cache
from runner.performing import Performed, performed
from runner.sink import line
from runner.transcript import Transcript
from runner.workshop import Workshop
from townlet.beat import Beat
from townlet.events import Event
from townlet.schedule import Schedule
from townlet.townfile import TownFile

COFFEE = "coffee-too-dear.town"
SHIPPED = Path(scenarios.__file__).parent


class Play:
    """A script ready to be performed. Compiled by a workshop that keeps its results in the folder `cache`."""

    def __init__(self, text: str, name: str, cache: Path) -> None:
        self.source = Source(name, text)
        self.cache = Cache(cache)
        self.schedule, self.town = self.compiled()

    def compiled(self) -> tuple[Schedule, TownFile]:
        """The schedule and its town, by a new workshop: what a command does before the curtain."""
        workshop = Workshop(self.cache)
        found = compile(self.source, workshop.parser, workshop.shelf, workshop.map)
        assert found.schedule is not None, found.diagnostics
        town = workshop.map.find(found.schedule.town, self.source.name)
        assert town is not None
        assert town.town is not None
        return found.schedule, town.town

    def perform(self) -> Performed:
        """A run as the command makes it: opened, told line by line, each event written as a line of JSON."""
        return _told(self.schedule, self.town)[0]

    def from_text(self) -> str:
        """From the text to the finished transcript."""
        return _told(*self.compiled())[1]


def coffee(cache: Path) -> Play:
    """The demo."""
    return Play((SHIPPED / COFFEE).read_text("utf-8"), f"scenarios/{COFFEE}", cache)


class Reading:
    """A script to be checked, by a workshop that has its parser and its town at hand."""

    def __init__(self, text: str, cache: Path) -> None:
        self.source = Source("long.town", text)
        self.workshop = Workshop(Cache(cache))

    def check(self) -> None:
        """Parse the script and what it uses, and look through all of it."""
        shop = self.workshop
        found = check(self.source, shop.parser, shop.shelf, shop.map)
        assert not has_errors(found.diagnostics), found.diagnostics


class Command:
    """`townlet check` as somebody runs it, with a home and a cache of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.line = [*_townlet(), "check", str(SHIPPED / COFFEE)]

    def warm(self) -> None:
        """Whatever was kept by the run before is there."""
        self._run(self.home / "warm")

    def cold(self) -> None:
        """Nothing has been kept: the grammar is built and the town held against its schema."""
        with TemporaryDirectory(dir=self.home) as empty:
            self._run(Path(empty))

    def _run(self, cache: Path) -> None:
        around = os.environ | {"HOME": str(self.home), "XDG_CACHE_HOME": str(cache)}
        around.pop("TOWNLET_CACHE", None)
        done = subprocess.run(self.line, env=around, cwd=self.home, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def _told(schedule: Schedule, town: TownFile) -> tuple[Performed, str]:
    page, story, sink = Transcript(schedule), StringIO(), BytesIO()

    def beat(each: Beat) -> None:
        for text in page.beat(each):
            story.write(text + "\n")

    def event(each: Event) -> None:
        sink.write(line(each))

    run = performed(schedule, town, None, beat, event)
    rest = page.verdicts(run.verdicts) + page.closing(run.tick, run.state, run.chain)
    return run, "\n".join([*page.header(schedule.seed), story.getvalue(), *rest])


def _townlet() -> list[str]:
    """The command of this environment; in a plain checkout, what it stands for."""
    entry = Path(sys.executable).with_name("townlet")
    if entry.exists():
        return [str(entry)]
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from runner.cli import main; sys.exit(main())"
    return [sys.executable, "-c", start, str(SHIPPED.parent)]
