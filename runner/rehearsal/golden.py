"""The golden beside a script: the approved transcript. It is read here; one that is there is never written over.

What is compared is what the script asks for (`compare: …`), each word adding to the one before:

    beats         which lines there are, in their order: clock, sign and the statement they come from, and all marks
    expectations  what became of each check
    events        the digests at the end: all that happened, and how the town stands
    text          every word (when nothing is said)

Of that, what the script says under `ignore:` is left out (`runner.rehearsal.ignoring`).
A run that differs is written beside the golden as `NAME.transcript.new`, for somebody to look at.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final, Literal, NamedTuple

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.source import Source
from runner.disk import create_file, discard, read_source, replace_file
from runner.rehearsal.ignoring import without
from runner.transcript import compared
from runner.trouble import trouble
from runner.version import ENGINE, LANGUAGE

Standing = Literal["same", "drift", "missing", "damaged"]
Look = Callable[[str], str | None]
"""What of a line is compared; None if nothing is."""

LINE: Final = re.compile(r"(\d\d:\d\d [·~!*])  (.*?)(?:  ‹([^‹›]*)›)?")
CLOSING: Final = re.compile(r"-- .*, tick \d+, state (\w+), events (\w+) --")
HEAD: Final = re.compile(r"# Townlet (\d+(?:\.\d+)*), language (\d+(?:\.\d+)*)")
"""The line of the header that says who told it."""
CONFLICT: Final = ("<<<<<<< ", ">>>>>>> ")
"""What git writes around two versions that it could not merge."""


class Difference(msgspec.Struct, frozen=True):
    """The first line that differs: its number in the golden (from 1), what stood there and what stands there now."""

    line: int
    was: str
    now: str

    @property
    def in_words(self) -> tuple[str, str]:
        """What stood there and what stands there, as it is shown: an empty line is seen, too."""
        return self.was or "(nothing)", self.now or "(nothing)"


class Held(msgspec.Struct, frozen=True):
    """How a transcript stands against its golden. `trouble` says why a golden is damaged."""

    standing: Standing
    first: Difference | None = None
    trouble: Diagnostic | None = None


def golden_path(script: Path) -> Path:
    """Where the golden of a script is."""
    return script.with_suffix(".transcript")


def pending_path(script: Path) -> Path:
    """Where a transcript waits that differs from the golden."""
    return script.with_suffix(".transcript.new")


def held(script: Path, text: str, levels: Iterable[str], ignored: Iterable[str] = ()) -> Held:
    """Compare a transcript with the golden of its script."""
    path = golden_path(script)
    if not path.exists():
        return Held("missing")
    found = whole_at(path)
    if isinstance(found, Diagnostic):
        return Held("damaged", trouble=found)
    first = difference(found.text, text, levels, ignored)
    if first is None:
        return Held("same")
    later = too_new(found)
    return Held("drift", first) if later is None else Held("damaged", trouble=later)


def difference(golden: str, text: str, levels: Iterable[str], ignored: Iterable[str] = ()) -> Difference | None:
    """The first line in which two transcripts differ, as far as is asked; headers are never compared."""
    chosen, left_out = _looks(levels), [*ignored]
    offset = golden.count("\n") - compared(golden).count("\n")
    before, after = _seen(golden, chosen, left_out), _seen(text, chosen, left_out)
    for one, other in zip_longest(before, after):
        if one is None or other is None or one.seen != other.seen:
            at = one.number if one is not None else before[-1].number + 1 if before else 0
            return Difference(at + offset, one.line if one is not None else "", other.line if other is not None else "")
    return None


def is_replaceable(found: Held) -> bool:
    """Whether a golden is so damaged that only another can take its place; what is kept from us may be whole."""
    return found.trouble is not None and found.trouble.code not in ("TN003", "TN052")


def put_beside(script: Path, text: str) -> Diagnostic | None:
    """Leave a transcript that differs where it can be looked at."""
    return replace_file(pending_path(script), text.encode())


def keep_first(script: Path, text: str) -> Diagnostic | None:
    """Write the first golden of a script. One that is there already is left alone."""
    return create_file(golden_path(script), text.encode())


def settle(script: Path) -> None:
    """Nothing waits any more: the golden and the script agree."""
    discard(pending_path(script))


def orphans(folder: Path) -> list[Path]:
    """The goldens in a folder and below whose script is gone, with their records; other recordings are nobody's."""
    lonely = [path for path in folder.rglob("*.transcript") if not script_of(path).exists()]
    records = [path.with_suffix(".townrun") for path in lonely]
    return sorted([*lonely, *(path for path in records if path.exists())])


def script_of(golden: Path) -> Path:
    """What a golden belongs to: a script, or a compiled schedule if only that is there."""
    script, compiled = golden.with_suffix(".town"), golden.with_suffix(".json")
    return compiled if compiled.exists() and not script.exists() else script


def whole_at(path: Path) -> Source | Diagnostic:
    """A transcript in a file, or what keeps it from being one. How its lines end is no matter: git may change that."""
    found = read_source(path, str(path))
    if isinstance(found, Diagnostic):
        return found
    found = Source(found.name, "\n".join(found.lines))
    wrong = damage(found)
    return found if wrong is None else wrong


def _looks(levels: Iterable[str]) -> list[Look]:
    """What is looked at: all up to the last of the levels that are named."""
    known = [*LEVELS]
    last = max((known.index(level) for level in levels), default=len(known) - 1)
    return [LEVELS["text"]] if known[last] == "text" else [LEVELS[each] for each in known[: last + 1]]


class _Seen(NamedTuple):
    """A line that is compared: its number, the whole of it, and what of it is compared."""

    number: int
    line: str
    seen: str


def _seen(text: str, chosen: Iterable[Look], ignored: Sequence[str]) -> list[_Seen]:
    """The lines that are compared, as far as each is."""
    lines = enumerate(compared(text).rstrip("\n").split("\n"), 1)
    return [
        _Seen(number, line, seen)
        for number, line in lines
        for look in chosen
        if (found := look(line)) is not None and (seen := without(found, ignored)) is not None
    ]


def _beat(line: str) -> str | None:
    found = LINE.fullmatch(line)
    if found is not None:
        return f"{found[1]}  ‹{found[3] or ''}›"
    return line if line.startswith("== ") else None


def _expectation(line: str) -> str | None:
    return line if is_verdict(line) else None


def _event(line: str) -> str | None:
    return line if CLOSING.fullmatch(line) else None


def is_verdict(line: str) -> bool:
    """Whether a line says what became of a check."""
    return line.split(" ", 1)[0] in OUTCOMES


OUTCOMES: Final = ("met", "failed", "unknown", "untested", "blocked", "cut-short")
LEVELS: Final[dict[str, Look]] = {
    "beats": _beat,
    "expectations": _expectation,
    "events": _event,
    "text": lambda line: line,
}
"""By the word behind `compare:`, what of each line is compared; from the least to all."""


def too_new(golden: Source) -> Diagnostic | None:
    """What is said of a golden that a later Townlet told, or one of a later language: it is not for us to judge."""
    found = next((HEAD.fullmatch(line) for line in golden.lines if line.startswith("# Townlet ")), None)
    if found is None or (_version(found[1]) <= _version(ENGINE) and _version(found[2]) <= _version(LANGUAGE)):
        return None
    message = f"`{golden.name}` was told by {found[0][2:]}, and this is Townlet {ENGINE}, language {LANGUAGE}"
    return trouble("TN052", golden.name, message, "Rehearse with that Townlet, or a later one")


def _version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def closing(text: str) -> tuple[str, str] | None:
    """The two digests of a transcript's last line: how the town stands, and all that happened."""
    found = CLOSING.fullmatch(text.rstrip("\n").rpartition("\n")[2])
    return (found[1], found[2]) if found is not None else None


def damage(golden: Source) -> Diagnostic | None:
    """What keeps a text from being a golden at all: half a file, or two of them."""
    mend = "Take the file as it was from version control; or rehearse, read the story, and accept it anew"
    for number, line in enumerate(golden.lines, 1):
        if line.startswith(CONFLICT):
            message = f"`{golden.name}` holds two versions that were not merged, from line {number}"
            return trouble("TN030", golden.name, message, mend)
    last = golden.text.rstrip("\n").rpartition("\n")[2]
    if not golden.text.endswith("\n") or not CLOSING.fullmatch(last):
        message = f"`{golden.name}` is not whole: the last line of a transcript begins with `-- ` and holds two digests"
        return trouble("TN030", golden.name, message, mend)
    return None
