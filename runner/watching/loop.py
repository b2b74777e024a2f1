"""Watching: woken by the file system, it looks whether anything was saved, performs again and shows what changed.

What was saved is told by the files themselves (time, size, which file it is) and not by the wake: a burst of them is
one look, one too many costs nothing, and one that is lost is made up for by the next.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from dsl.diagnostic import Diagnostic
from runner.report import paint_for, show
from runner.telling import coloured
from runner.watching.again import Again, Stage
from runner.watching.compare import Told, compare
from runner.watching.page import Row, changes, whole

STEP: Final = 25
"""Milliseconds without another change after which a burst of them counts as over."""

BURST: Final = 300
"""Milliseconds after which a burst is looked at although it goes on."""

PATIENCE: Final = 400
"""Milliseconds between two looks when nothing wakes us."""

ENDINGS: Final = (".town", ".yaml")

Stamp = tuple[int, int, int] | None
"""When a file was written, its size, and which file it is; None if it is not there."""


class Watcher:
    """Looks after one script. `look` may be called at any time and as often as one likes."""

    def __init__(self, stage: Stage, script: Path, stream: TextIO) -> None:
        self.stage, self.script, self.stream = stage, script, stream
        self._paint = paint_for(stream)
        self._stamps: dict[Path, Stamp] = {}
        self._listed: frozenset[Path] = frozenset()
        self._last: Again | None = None
        self._good: Told | None = None
        self._waited = False

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of all files that matter, as far as they are there."""
        beside = (self.script.parent / name for name in ("library", "towns"))
        wanted = {path.parent for path in (self.script, *self._stamps)} | {*beside}
        return tuple(sorted(folder for folder in wanted if folder.is_dir()))

    def look(self) -> None:
        """Perform again and show what changed, if anything was saved since."""
        stamps = {path: _stamp(path) for path in (self.script, *self._stamps)}
        listed = self._list()
        saved = [path for path, stamp in stamps.items() if stamp != self._stamps.get(path)]
        if not saved and listed == self._listed:
            return
        if any(stamp is None or not stamp[1] for stamp in stamps.values()) and not self._waited:
            self._waited = True  # Taken away, or emptied, most likely to be written anew: wait for the next wake.
            return
        self._waited = False
        self._stamps, self._listed = stamps, listed  # Before they are read: what is saved meanwhile is seen next time.
        self._perform(saved)

    def _perform(self, saved: Sequence[Path]) -> None:
        found, last = self.stage.again(), self._last
        self._stamps = {path: self._stamps.get(path) or _stamp(path) for path in (self.script, *found.paths)}
        if not saved and last is not None and found.sources == last.sources and found.said == last.said:
            return
        if last is not None:
            names = ", ".join(sorted(path.name for path in saved)) or "The folder"
            self._write([Row("", f"-- {names} --", "aside")])
        self._show(found, last)
        self._last = found
        self._good = found.run or self._good

    def _show(self, found: Again, last: Again | None) -> None:
        """What is said of the script, then what changed on the page, then the verdicts that want a look."""
        known = {_words(each) for each in (*last.said, *last.wants)} if last is not None and found.run else set()
        show((each for each in found.said if _words(each) not in known), found.sources, self.stream)
        if found.run is None:
            kept = "the last run that went well is kept to compare with" if self._good else "it will be performed then"
            self._write([Row("", f"Mend this and save; {kept}.", "aside")])
        elif self._good is None:
            self._write(whole(found.run))
        else:
            self._write(changes(compare(self._good, found.run), found.run))
        show((each for each in found.wants if _words(each) not in known), found.sources, self.stream)
        self.stream.write("\n")
        self.stream.flush()

    def _write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            if row.role == "plain":
                text = row.front + coloured(row.text, self._paint)
            else:
                text = self._paint(row.front + row.text, row.role)
            self.stream.write(text.rstrip() + "\n")
        self.stream.flush()

    def _list(self) -> frozenset[Path]:
        """The scripts and towns near by: one that is missing may turn up."""
        return frozenset(
            path for folder in self.folders if folder.is_dir() for path in folder.iterdir() if path.suffix in ENDINGS
        )


def wakes(watcher: Watcher) -> Iterator[None]:
    """Wake whenever something changes in the folders that matter, and now and then besides; for ever."""
    from watchfiles import watch

    while True:
        folders = watcher.folders
        for _ in watch(
            *folders, watch_filter=None, recursive=False, step=STEP, debounce=BURST, rust_timeout=PATIENCE,
            yield_on_timeout=True,
        ):  # fmt: skip
            yield
            if watcher.folders != folders:
                break


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _words(diagnostic: Diagnostic) -> tuple[str, str, str]:
    """What a diagnostic says, wherever that may stand by now."""
    return diagnostic.code, diagnostic.message, diagnostic.label
