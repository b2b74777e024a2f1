"""A script under `townlet watch`: from a save to what changed on the page, without the wait for the file system."""

from io import StringIO
from pathlib import Path
from typing import Final

from bench.stage import SHIPPED
from runner.cache import Cache
from runner.watching.again import Stage
from runner.watching.loop import Watcher

LONGEST: Final = "a-day-in-riverside"
"""Of what ships, the one that takes longest to perform."""

OTHER: Final = "\n    at tick 3 as another:\n        narrate \"A line more.\"\n"


class Saves:
    """A copy of a scenario, saved now with a cue more, now with a cue less."""

    def __init__(self, name: str, home: Path) -> None:
        self.script = home / f"{name}.town"
        self.text = (SHIPPED / f"{name}.town").read_text("utf-8")
        self.more = False
        self.stream = StringIO()
        self.watcher = Watcher(Stage(str(self.script), {}, None, Cache(home / "kept")), self.script, self.stream)
        self.save()

    def save(self) -> None:
        """Save a change, and let it be shown."""
        self.more = not self.more
        other = self.script.with_suffix(".new")
        other.write_text(self.text + OTHER * self.more, "utf-8")
        other.replace(self.script)
        shown = self.stream.tell()
        self.watcher.look()
        assert "A line more." in self.stream.getvalue()[shown:]
