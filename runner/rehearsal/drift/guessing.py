"""Why a story may be another when there is no record of the approved one: as far as its header and its words tell."""

import re
from collections.abc import Iterator
from typing import Final

from runner.rehearsal.drift.attributing import NEW_VERDICT, RETOLD, Kind
from runner.rehearsal.drift.explained import Share
from runner.rehearsal.drift.explaining import spot_of
from runner.rehearsal.golden import LINE, Difference, closing, is_verdict
from townlet.schedule import Schedule

HASH: Final = re.compile(r"\b(script|library|town) ([0-9a-f]{12})\b")
KINDS: Final[dict[str, Kind]] = {"script": "script", "library": "library", "town": "town file"}
CHANGED: Final = (
    "It is not the file that the approved story was told by; what was edited in it, only a record would tell"
)
UNCHANGED: Final = "Script, libraries and town file are those that the approved story was told by"


def guessed(golden: str, text: str, first: Difference | None, schedule: Schedule) -> tuple[Share, ...]:
    """What may have made `text` another than the golden, by what is known without a record.

    `first` is the first line that differs.
    """
    wording = (first.was, first.now) if first is not None else None
    note = _from(first, schedule)
    kinds = [*dict.fromkeys(_changed(golden, text))]
    if closing(golden) and closing(golden) == closing(text):
        judged = first is not None and is_verdict(first.now or first.was)
        if not kinds and not judged:
            return (Share("wording", wording=wording, note=note),)
        note = ". ".join(filter(None, (NEW_VERDICT if judged else RETOLD, note)))
    if not kinds:
        return (
            Share(
                "engine", sure=bool(_hashes(golden)), wording=wording, note=". ".join(filter(None, (UNCHANGED, note)))
            ),
        )
    said = ". ".join(filter(None, (CHANGED, note)))
    return tuple(Share(kind, sure=False, wording=wording, note=said) for kind in kinds)


def _changed(golden: str, text: str) -> Iterator[Kind]:
    """What the two headers do not agree in."""
    was, now = _hashes(golden), _hashes(text)
    if was and now:
        for word, kind in KINDS.items():
            if [mark for each, mark in was if each == word] != [mark for each, mark in now if each == word]:
                yield kind
    if _header(golden)[1:2] != _header(text)[1:2]:
        yield "seed"


def _header(text: str) -> list[str]:
    lines = text.split("\n")
    return lines[: next((n for n, line in enumerate(lines) if not line.startswith("# ")), 0)]


def _hashes(text: str) -> list[tuple[str, str]]:
    """The hashes in a header, by what each is of."""
    return [(found[1], found[2]) for line in _header(text)[3:4] for found in HASH.finditer(line)]


def _from(first: Difference | None, schedule: Schedule) -> str:
    """Where the first line that differs comes from, as far as today's script tells."""
    for line in (first.now, first.was) if first is not None else ():
        found = LINE.fullmatch(line)
        spot = spot_of(f"{schedule.id}/{found[3]}", schedule) if found is not None and found[3] else None
        if spot is not None:
            return f"The first line that differs comes from {spot.file}, line {spot.line}: {spot.text}"
    return ""
