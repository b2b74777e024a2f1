"""What a review has to decide about, and the desk that carries decisions out on goldens."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.source import Source
from runner.catalogue import called, located, names
from runner.given import is_folder
from runner.keeping import golden_seed
from runner.rehearsal.approving import Record, accepted, approved, pending, rejected
from runner.rehearsal.golden import difference, pending_path, whole_at
from runner.rehearsal.passages import differing, parts
from runner.screens.passage import Passage
from runner.shelf import SHIPPED
from runner.transcript import Transcript
from runner.trouble import trouble
from runner.typed import typed
from runner.usage import Misused
from runner.workshop import Ready, Workshop

if TYPE_CHECKING:
    from runner.rehearsal.drift.explained import Explained


def waiting(asked: Sequence[str]) -> list[Passage] | Diagnostic:
    """Every passage that waits for a decision, story by story."""
    scripts: dict[Path, None] = {}
    for each in asked:
        if each not in names() and Path(each).is_dir():
            scripts |= dict.fromkeys(Path(story.script) for story in pending([Path(each)]))
            continue
        place = located(each)
        if isinstance(place, Diagnostic):
            return place
        scripts[place[0]] = None
    if not asked:
        scripts = dict.fromkeys(Path(story.script) for story in pending([SHIPPED, Path()]))
    return [passage for script in scripts for passage in _of(script)]


def named(asked: str) -> tuple[str, str]:
    """A story, and the passage of it that is meant, as in `coffee-too-dear#three-coins`; nothing if all of it is.

    A file may have a `#` in its own name. Misused if no name stands behind the mark.
    """
    story, mark, passage = asked.rpartition("#")
    if not mark or Path(asked).exists():
        return asked, ""
    if not passage:
        raise Misused("A passage has a name behind the `#`", f"`{story}` alone is the whole story")
    return story, passage


def one_story(asked: str) -> None:
    """Stories are decided about one at a time. Misused if a folder of them is named."""
    if is_folder(asked):
        folder = typed(asked)
        hint = f"`townlet pending {folder}` lists what waits in it, `townlet review {folder}` goes through all of it"
        raise Misused(f"`{asked}` is a folder, and stories are decided about one at a time", hint)


def somebody_looks() -> None:
    """Nothing is decided where nobody looks. Misused if that is so."""
    if os.environ.get("CI"):
        message = "No story is accepted or rejected where nobody looks (`CI` is set)"
        raise Misused(message, "Run this on your own machine")


def commands(found: Iterable[Passage]) -> list[str]:
    """How to decide about them on the command line."""
    stories = dict.fromkeys(typed(called(Path(passage.story))) for passage in found)
    return [line for story in stories for line in (f'townlet accept {story} --because "…"', f"townlet reject {story}")]


def _of(script: Path) -> Iterator[Passage]:
    was, now = approved(script), _waiting(script)
    if not now:
        return
    if not was:
        yield Passage(str(script), "", (), tuple(now.splitlines()))
        return
    old, new = parts(was).passages, parts(now).passages
    for name in differing(was, now):
        yield Passage(str(script), name, old.get(name, ()), new.get(name, ()))


def _waiting(script: Path) -> str:
    found = whole_at(pending_path(script))
    return found.text if isinstance(found, Source) else ""


class DeskOfGoldens:
    """Carries decisions out on goldens; see `runner.screens.review.Desk`."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self._why: dict[str, Explained | None] = {}
        self._told: dict[str, tuple[str, bytes]] = {}  # By header, what is performed once for all passages of a story.

    def accept(self, passage: Passage, because: str) -> str:
        """Put the passage into the golden."""
        found = today(passage.story, self.workshop)
        if isinstance(found, Diagnostic):
            return _said(found)
        self._why.pop(passage.story, None)
        done = accepted(Path(passage.story), passage.name, because, found.header, lambda: self._performed(found))
        wrong = done if isinstance(done, Diagnostic) else done.trouble
        return _said(wrong) if wrong is not None else ""

    def _performed(self, today: "Today") -> tuple[str, bytes]:
        if today.header not in self._told:
            self._told[today.header] = today.record()
        return self._told[today.header]

    def reject(self, passage: Passage) -> str:
        """Take the passage out of what waits."""
        wrong = rejected(Path(passage.story), passage.name)
        return _said(wrong) if wrong is not None else ""

    def why(self, passage: Passage) -> str:
        """Why it differs, in a line; of each story it is found out once."""
        from runner.rehearsal.drift.telling import headline

        if passage.story not in self._why:
            self._why[passage.story] = _why(Path(passage.story), self.workshop)
        found = self._why[passage.story]
        return headline(found, passage.name) if found is not None else ""

    def whole(self, story: str) -> tuple[Sequence[str], Sequence[str]]:
        """All lines of a story, before and now."""
        script = Path(story)
        return approved(script).splitlines(), _waiting(script).splitlines()


class Today(msgspec.Struct, frozen=True):
    """A script as it stands: the header that a run of it has, and what performs and records one."""

    header: str
    record: Record


def today(story: str, workshop: Workshop) -> Today | Diagnostic:
    """A script as it stands, or why it cannot be performed."""
    ready = workshop.ready(story, {})
    if not isinstance(ready, Ready):
        message = f"`{story}` needs mending before its story can be decided about"
        return trouble("TN038", story, message, f"`townlet check {typed(story)}` says what is wrong")
    return Today("\n".join(Transcript(ready.schedule).header(golden_seed(ready.schedule))), lambda: _recorded(ready))


def _recorded(ready: Ready) -> tuple[str, bytes]:
    from runner.rehearsal.records import recorded

    told, data = recorded(ready)
    return told.text, data


def _why(script: Path, workshop: Workshop) -> "Explained | None":
    """Why what waits is not what was approved; nothing where there is nothing to hold it against."""
    from runner.rehearsal.drift.drifted import drifted

    ready, was, now = workshop.ready(str(script), {}), approved(script), _waiting(script)
    if not isinstance(ready, Ready) or not was or not now:
        return None
    return drifted(script, ready, golden_seed(ready.schedule), now, difference(was, now, ("text",)))


def _said(wrong: Diagnostic) -> str:
    return f"{wrong.message}. {wrong.hint}."
