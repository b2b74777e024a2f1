"""Which of several edits it was: the one that the first difference leads to."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from runner.recording.parting import Parting
from runner.rehearsal.drift.edit import Edit
from runner.rehearsal.golden import LINE, Difference
from townlet.telemetry.wire import Happened

WORDS: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def leading(edits: Sequence[Edit], parting: Parting | None, wording: Difference | None) -> Edit | None:
    """The edit that a parting comes of, or a line in other words; None if none can be singled out."""
    if len(edits) == 1:
        return edits[0]
    if wording is not None:
        return _of_line(edits, wording)
    if parting is None:
        return None
    events = [event for event in (parting.was, parting.now) if event is not None]
    return _of_roots(edits, events) or _of_words(edits, parting)


def _of_roots(edits: Iterable[Edit], events: Iterable[Happened]) -> Edit | None:
    """The statement that the first event comes from, or the nearest that was edited around it or within it."""
    roots = {event.root for event in events}
    near = [
        (len(_common(id, root)), edit)
        for edit in edits
        for id in edit.ids
        if id
        for root in roots
        if _related(id, root)
    ]
    return max(near, key=lambda each: each[0])[1] if near else None


def _related(one: str, other: str) -> bool:
    """Whether one statement is the other, or stands in it."""
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _common(one: str, other: str) -> str:
    return one if len(one) < len(other) else other


def _of_words(edits: Iterable[Edit], parting: Parting) -> Edit | None:
    """The key, or the member of the cast, of whom most is said in what differs; None if several are as good."""
    said = _said(parting)
    scores = sorted(((len(said & {*WORDS.findall(edit.what)}), n) for n, edit in enumerate(edits)), reverse=True)
    best = scores[0] if scores else (0, 0)
    tied = len(scores) > 1 and scores[1][0] == best[0]
    return None if not best[0] or tied else [*edits][best[1]]


def _said(parting: Parting) -> set[str]:
    words: list[str] = []
    for event in (parting.was, parting.now):
        if event is not None:
            data = event.data if isinstance(event.data, dict) else {}
            words += [event.who, event.where, *(value for value in data.values() if isinstance(value, str))]
    for change in parting.states:
        words += [change.subject, change.field]
    return {word for each in words for word in WORDS.findall(each)}


def _of_line(edits: Iterable[Edit], wording: Difference) -> Edit | None:
    """The statement that a line of the transcript names as its origin, or whose words it has."""
    for line in (wording.was, wording.now):
        found = LINE.fullmatch(line)
        origin = found[3] if found is not None else None
        for edit in edits:
            if origin and any(id.endswith(f"/{origin}") for id in edit.ids):
                return edit
        heading = line.strip("= ")
        for edit in edits:
            if heading and any(spot is not None and heading in spot.text for spot in (edit.was, edit.now)):
                return edit
    return None
