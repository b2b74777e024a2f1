"""A golden and the story of today beside each other: what differs, with a few lines around it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.render import segments
from dsl.source import Source
from runner.rehearsal.comparing import Row, rows
from runner.rehearsal.drift.explained import Explained
from runner.rehearsal.drift.telling import told as explanation
from runner.rehearsal.golden import golden_path, whole_at
from runner.rehearsal.page.anchors import Anchors
from runner.rehearsal.page.contents import Change, Compared, Drift, Piece, Pointer
from runner.rehearsal.plan import Target
from runner.transcript import compared
from runner.typed import typed

AROUND: Final = 2
"""Lines that are the same, shown before and behind those that differ."""
MOST: Final = 300
"""Rows that are shown."""


def drift(target: Target, text: str, why: Explained | None, anchors: Anchors) -> Drift | None:
    """The golden against a transcript; None if there is no whole golden any more."""
    golden = whole_at(golden_path(target.path))
    if isinstance(golden, Diagnostic):
        return None
    was, now = (compared(each).rstrip("\n").split("\n") for each in (golden.text, text))
    found, left_out = _cut([*_changes(rows(was, now))])
    name = typed(target.name)
    commands = (f"townlet review {name}", f'townlet accept {name} --because "…"', f"townlet reject {name}")
    if why is None:
        return Drift(found, left_out, (), (), commands)
    return Drift(found, left_out, tuple(explanation(why)), tuple(_edited(why, anchors)), commands)


def _edited(why: Explained, anchors: Anchors) -> Iterator[Pointer]:
    """The lines that were edited, as far as they stand in what the page shows of the scripts."""
    edits = [edit for share in why.shares for edit in ([share.edit] if share.edit is not None else share.edits)]
    spots = dict.fromkeys(edit.now for edit in edits if edit.now is not None)
    for spot in spots:
        anchor = anchors.script(spot.file, spot.line)
        if anchor:
            yield Pointer(f"{spot.file}:{spot.line}", anchor, spot.text)


def _changes(compared: Sequence[Row]) -> Iterator[Change]:
    """Stretches of rows that are shown. Nothing is shown of a long stretch that is the same."""
    near = _near(compared)
    skipped, gathered = 0, list[Compared]()
    for number, row in enumerate(compared):
        if number not in near:
            if gathered:
                yield Change(skipped, tuple(gathered))
                skipped, gathered = 0, []
            skipped += 1
        else:
            gathered.append(Compared(row.kind == "same", row.was, row.now))
    if gathered or skipped:
        yield Change(skipped, tuple(gathered))


def _near(compared: Sequence[Row]) -> set[int]:
    """The rows that differ, and those around them."""
    differing = [number for number, row in enumerate(compared) if row.kind == "changed"]
    return {near for number in differing for near in range(number - AROUND, number + AROUND + 1)}


def _cut(changes: Sequence[Change]) -> tuple[tuple[Change, ...], int]:
    """As much as is shown, and how many rows that leaves out."""
    found, room = list[Change](), MOST
    for change in changes:
        if room > 0:
            found.append(Change(change.skipped, change.rows[:room]))
        room -= len(change.rows)
    return tuple(found), max(0, -room)


def told(said: Iterable[Diagnostic], sources: Mapping[str, Source]) -> tuple[tuple[Piece, ...], ...]:
    """Diagnostics in pieces, as a terminal would show them."""
    return tuple(tuple((text, role) for text, role in segments(each, sources)) for each in said)
