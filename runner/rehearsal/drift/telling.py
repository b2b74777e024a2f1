"""A drift in words, for whoever has to decide about a story; and as diagnostics, for build servers and editors."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.source import Span
from runner.recording.parting import NOTHING, Change
from runner.rehearsal.drift.attributing import Kind
from runner.rehearsal.drift.diffing import Diffed
from runner.rehearsal.drift.edit import Edit
from runner.rehearsal.drift.explained import Chain, Explained, Share
from runner.trouble import whole

Piece = tuple[str, str]
"""A stretch of text and its role, as in `runner.report`."""
HEADS: Final[dict[Kind, str]] = {
    "script": "The script was edited",
    "library": "A library was edited, which other scripts may use as well",
    "town file": "The town file was edited",
    "values": "The run was given other values",
    "seed": "The run has another seed, and so other luck",
    "inputs": "Something else was said to it while it ran",
    "engine": "This Townlet does something otherwise: what was approved, performed again, is another run",
    "chance": "Chance: this Townlet draws otherwise than the one that performed what was approved",
    "golden": "The golden was edited by hand, or merged out of two",
    "in part": "The golden is of no run as it stands: it was decided about in parts",
    "wording": "Only words: all that happens is the same, and the digests agree",
    "unknown": "What made them part was not tried out",
}
GUESSES: Final[dict[Kind, str]] = {
    "script": "It may be the script",
    "library": "It may be a library, which other scripts may use as well",
    "town file": "It may be the town file",
    "seed": "It may be the seed, or the values it was performed with",
    "engine": "It may be this Townlet",
}
"""What is said where nothing could be tried out."""
GAP: Final = re.compile(r" {2,}‹")
CODE: Final = "TN056"
MOST: Final = 6
"""So many figures, causes or edits are told of; of more it is said how many."""


def headline(explained: Explained, passage: str = "") -> str:
    """In a line: `The script was edited: line 38 of story.town (at 08:10, tick 40)`.

    Of a passage, what has a part in it; what was not tried out may have.
    """
    shares = [share for share in explained.shares if not passage or not share.sure or passage in share.passages]
    return "; ".join(_head(share) + _at(share) for share in shares)


def told(explained: Explained) -> Iterator[Piece]:
    """The explanation, piece by piece; every line ends in a newline. What is wrong with a record is said elsewhere."""
    yield from causes(explained.shares)
    yield f"  to see it again: {explained.command}\n", "aside"


def compared(found: Diffed) -> Iterator[Piece]:
    """What two runs do not have in common, then where they part and why."""
    yield f"{found.one}\n{found.other}\n", "mark"
    width = max((len(head.what) for head in found.heads), default=0)
    for head in found.heads:
        yield f"  {head.what:<{width}}  {head.was} → {head.now}\n", ""
    if not found.shares:
        yield "  The two runs are the same: all that happened, and how the town stands in the end.\n", "added"
    yield from causes(found.shares)


def causes(shares: Iterable[Share]) -> Iterator[Piece]:
    """Each share, with where it first makes a difference."""
    for number, share in enumerate(shares):
        yield ("\n" if number else ""), ""
        yield f"note[{CODE}]", "note"
        yield f": {_head(share)}\n", ""
        yield from _edits(share)
        if share.note:
            yield f"  {share.note}.\n", ""
        yield from _difference(share)


def diagnostics(explained: Explained, golden: str) -> tuple[Diagnostic, ...]:
    """The same as diagnostics, each at the line that was edited; what is no edit is told of the `golden` as a whole."""
    found = tuple(_diagnostic(share, explained, golden) for share in explained.shares)
    return (explained.trouble, *found) if explained.trouble is not None else found


def _diagnostic(share: Share, explained: Explained, golden: str) -> Diagnostic:
    shown = [share.edit] if share.edit is not None else [*share.edits]
    spots = [spot for edit in shown if (spot := edit.spot) is not None]
    span = spots[0].span if spots else whole(golden)
    label = _was_and_is(shown[0]) if shown and spots else ""
    others: tuple[tuple[Span, str], ...] = tuple((spot.span, "edited too") for spot in spots[1:MOST])
    said = [*_first_lines(share), f"To see it again: `{explained.command}`"]
    return Diagnostic(CODE, _head(share), span, label, "note", others, ". ".join(said))


def _first_lines(share: Share) -> Iterator[str]:
    if share.note:
        yield share.note
    if share.tick >= 0:
        yield f"The first difference is at {share.clock}, tick {share.tick}"
    if share.draws is not None and share.kind == "chance":
        yield _drawn(*share.draws)
    events = (("Was", share.was), ("Is", share.now))
    yield from (f"{word}: {chain.steps[0].text}" for word, chain in events if chain is not None)
    if share.was is None and share.now is None:
        yield from (_changed(change) for change in share.states[:1])


def _head(share: Share) -> str:
    head = HEADS[share.kind] if share.sure else GUESSES.get(share.kind, HEADS[share.kind])
    return f"{head}: {_where(share.edit)}" if share.edit is not None else head


def _where(edit: Edit) -> str:
    """`line 19 of story.town`, or with what stands there by its name: `items.coffee.price, line 237 of x.yaml`."""
    if edit.spot is not None and edit.values is None:
        return f"line {edit.spot.line} of {edit.spot.file}"
    return f"{edit.what}, line {edit.spot.line} of {edit.spot.file}" if edit.spot is not None else edit.what


def _at(share: Share) -> str:
    return f" (from {share.clock}, tick {share.tick} on)" if share.tick >= 0 else ""


def _edits(share: Share) -> Iterator[Piece]:
    """The edit that it leads to; all of them, where it leads to none."""
    if share.edit is not None:
        yield from _lines(share.edit)
    others = [edit for edit in share.edits if edit != share.edit]
    for edit in others[:MOST]:
        if share.edit is None:
            yield f"  {_where(edit)}\n", ""
            yield from _lines(edit)
        else:
            yield f"  also edited: {_where(edit)}\n", "aside"
            yield from _lines(edit) if (edit.was, edit.now) != (share.edit.was, share.edit.now) else ()
    if len(others) > MOST:
        yield f"  and {len(others) - MOST} more\n", "aside"


def _lines(edit: Edit) -> Iterator[Piece]:
    if edit.was is None and edit.now is None:
        was, now = edit.values or ("", "")
        yield f"  - {was}\n", "removed"
        yield f"  + {now}\n", "added"
        return
    if edit.was is not None and edit.now is not None and edit.was.text == edit.now.text:
        yield f"  {edit.now.text}\n", ""
        return
    if edit.was is not None:
        yield f"  - {edit.was.text}\n", "removed"
    if edit.now is not None:
        yield f"  + {edit.now.text}\n", "added"


def _was_and_is(edit: Edit) -> str:
    if edit.was is None:
        return "added"
    return "removed" if edit.now is None else f"was: {edit.was.text}"


def _difference(share: Share) -> Iterator[Piece]:
    """Where it first makes a difference, and in what."""
    if share.tick >= 0:
        yield f"  The first difference is at {share.clock}, tick {share.tick}:\n", ""
        if share.first == "hidden":
            yield "    nothing of it is told; only the digests of the state are others\n", ""
    if share.draws is not None and (share.first == "draw" or share.kind == "chance"):
        yield f"    {_drawn(*share.draws)}\n", ""
    for word, role, chain, other in (
        ("was", "removed", share.was, share.now),
        ("is", "added", share.now, share.was),
    ):
        yield from _chain(word, role, chain, other)
    yield from _figures(share.states)
    if share.wording is not None and share.sure:
        yield "  The first line that is told otherwise:\n", ""
        was, now = (GAP.sub("  ‹", line) for line in share.wording)
        yield (f"  - {was}\n" if was else ""), "removed"
        yield (f"  + {now}\n" if now else ""), "added"


def _drawn(was: str, now: str) -> str:
    """How chance is asked otherwise."""
    if not was:
        return f"Chance is asked once more than it was: {now}"
    if not now:
        return f"Chance is not asked any more, where it was: {was}"
    return f"Chance was asked: {was}. Now it is asked: {now}" if was != now else f"Chance answers otherwise: {was}"


def _figures(states: Sequence[Change]) -> Iterator[Piece]:
    for change in states[:MOST]:
        yield f"    {_changed(change)}\n", ""
    if len(states) > MOST:
        yield f"    and {len(states) - MOST} more figures\n", "aside"


def _changed(change: Change) -> str:
    """`Blair's doing: was eat; is nothing`."""
    whose = f"{change.subject}'s" if change.subject[-1:] != "s" else f"{change.subject}'"
    whose = change.subject if change.field.startswith("carries ") else whose
    was, now = (
        "none" if each == NOTHING.text and change.field != "doing" else each for each in (change.was, change.now)
    )
    return f"{whose} {FIELDS.get(change.field, change.field)}: was {was}; is {now}"


FIELDS: Final = {
    "how far that has come": "progress with it", "who wanted it": "reason for it", "doing it since": "beginning of it",
    "doing it until": "end of it", "doing it with": "thing for it",
}  # fmt: skip
"""Figures whose name does not follow somebody's."""


def _chain(word: str, role: str, chain: Chain | None, other: Chain | None) -> Iterator[Piece]:
    if chain is None:
        if other is not None:
            yield f"    {word:<4} nothing in its place\n", role
        return
    for number, step in enumerate(chain.steps[:MOST]):
        lead = f"{word:<4}" if not number else "    because"
        yield f"    {lead} {step.clock} {step.sign}  {step.text}\n", role if not number else ""
    if len(chain.steps) > MOST:
        yield f"          and so on, {len(chain.steps) - MOST} causes further back\n", "aside"
    place = f"line {chain.spot.line} of {chain.spot.file}: {chain.spot.text}" if chain.spot is not None else chain.root
    yield f"          from {place}\n", "aside"
