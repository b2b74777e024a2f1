"""What the figures are taken of: scripts compiled and performed in process, and the command as a process."""

import os
import subprocess
import sys
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import scenarios
from runner.cache import Cache
from runner.performing import Performed, performed
from runner.sink import line
from runner.transcript import Transcript
from runner.workshop import Ready, Workshop
from townlet.beat import Beat
from townlet.events import Event

COFFEE: Final = "coffee-too-dear"
SHIPPED: Final = Path(scenarios.__file__).parent


class Play:
    """A scenario by its name or path, ready to be performed; what can be kept is kept in the folder `cache`."""

    def __init__(self, target: str, cache: Path) -> None:
        self.target = target
        self.cache = Cache(cache)
        self.ready = self.made_ready()

    def made_ready(self) -> Ready:
        """Read, checked and compiled in a new workshop: what a command does before the curtain."""
        found = Workshop(self.cache).ready(self.target, {})
        assert isinstance(found, Ready), found.diagnostics
        return found

    def perform(self) -> Performed:
        """A run as the command makes it: opened, told line by line, each event written as a line of JSON."""
        return _told(self.ready)[0]

    def from_text(self) -> str:
        """From the text to the finished transcript."""
        return _told(self.made_ready())[1]


def written(text: str, path: Path) -> str:
    """Put a script in a file; gives its path."""
    path.write_text(text, "utf-8")
    return str(path)


class Reading:
    """A script to be checked, in a workshop that has its parser and its town at hand."""

    def __init__(self, target: str, cache: Path) -> None:
        self.target = target
        self.workshop = Workshop(Cache(cache))

    def check(self) -> None:
        """Parse the script and what it uses, and look through all of it."""
        found = self.workshop.looked(self.target)
        assert found.sound, found.diagnostics


class Command:
    """`townlet check` as somebody runs it, with a home and a cache of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.line = [*_townlet(), "check", str(SHIPPED / f"{COFFEE}.town")]

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
        around.pop("PYTHONDONTWRITEBYTECODE", None)  # Without bytecode it would be Python that is measured.
        done = subprocess.run(self.line, env=around, cwd=self.home, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def _told(ready: Ready) -> tuple[Performed, str]:
    schedule = ready.schedule
    page, story, sink = Transcript(schedule), StringIO(), BytesIO()

    def beat(each: Beat) -> None:
        story.writelines(f"{text}\n" for text in page.beat(each))

    def event(each: Event) -> None:
        sink.write(line(each))

    run = performed(schedule, ready.town, None, beat, event)
    rest = page.verdicts(run.verdicts) + page.closing(run.tick, run.state, run.chain)
    return run, "\n".join([*page.header(schedule.seed), story.getvalue(), *rest])


def _townlet() -> list[str]:
    """The command of this environment; in a plain checkout, what it stands for."""
    entry = Path(sys.executable).with_name("townlet")
    if entry.exists():
        return [str(entry)]
    start = "import sys; sys.path.insert(0, sys.argv.pop(1)); from runner.cli import main; sys.exit(main())"
    return [sys.executable, "-c", start, str(SHIPPED.parent)]
