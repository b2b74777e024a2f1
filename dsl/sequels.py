"""What only follows from a mistake that is told already, and is therefore left out or told along with it.

One slip of the hand is one message: a forgotten definition makes a stranger of every name, a line of the cast that
cannot be read takes a person along, and a warning that something is idle means little while the line that uses it
cannot be read. What is left out comes back by itself when the first mistake is mended.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from dsl import tree
from dsl.diagnostic import Diagnostic, has_errors, in_order
from dsl.foreign import LONGEST_LINE
from dsl.heads import names_in
from dsl.missed import CALLED, UNKNOWN, once_a_name
from dsl.script import Script
from dsl.source import Span
from dsl.words import CUES

Place = tuple[str, int]
"""A file and a line of it."""

MOST_HEADINGS: Final = 20
"""So far down the town or the length may stand, where there is no cast below."""


class Told(msgspec.Struct, frozen=True):
    """What is known of the mistakes in a script, gathered once."""

    script: Script
    unreadable: frozenset[Place]
    """The lines that are not written right."""
    files: frozenset[str]
    """The files they are in."""
    cut: frozenset[str]
    """The words of those lines, also such as a sign has cut in two."""
    firsts: frozenset[str]
    """What those lines begin with."""
    meant: frozenset[str]
    """What was meant by words that nothing is called."""
    beside: frozenset[str]
    """The words of all lines in which a name, a type or a unit is wrong."""
    wrong: dict[Place, int]
    """By such a line, the column of the first that is."""
    heads: tuple[Span, ...]
    """Where blocks with parameters begin, in order."""
    heading: bool
    """Whether a line between the first of the scenario and its cast is not written right."""
    cast: bool
    """Whether a line of the cast is not."""


def without_sequels(said: Iterable[Diagnostic], script: Script) -> tuple[Diagnostic, ...]:
    """What is left without what only follows from a line that cannot be read, or from one name missed."""
    said = tuple(said)
    if not has_errors(said):
        return said
    told = _told(said, script)
    left = tuple(each for each in said if not any(each.code in codes and rule(each, told) for codes, rule in FOLLOWS))
    return in_order(tuple(once_a_name(left, script.lines)))


def _told(said: Iterable[Diagnostic], script: Script) -> Told:
    errors = [each for each in said if each.severity == "error"]
    unreadable = frozenset(_place(each) for each in errors if each.code.startswith("TN1"))
    texts = [_text(script, place) for place in unreadable]
    others = [each for each in errors if each.code.startswith("TN2")]
    wrong: dict[Place, int] = {}
    for each in others:
        wrong[_place(each)] = min(each.span.column, wrong.get(_place(each), each.span.column))
    vignettes = (vignette.name.span for file in script.files for vignette in file.vignettes)
    scenarios = (scenario.span for file in script.files for scenario in file.scenarios)
    return Told(
        script=script,
        unreadable=unreadable,
        files=frozenset(file for file, _ in unreadable),
        cut=frozenset(word for text in texts for word in names_in(text)),
        firsts=frozenset(text.split()[0] for text in texts if text.split()),
        meant=frozenset(each.fix.text for each in errors if each.fix is not None),
        beside=frozenset(word for place in wrong for word in names_in(_text(script, place))),
        wrong=wrong,
        heads=tuple(sorted((*vignettes, *scenarios))),
        heading=any(place in unreadable for place in _heading(script.scenario)),
        cast=any(place in unreadable for place in _cast(script.scenario)),
    )


def _heading(scenario: tree.Scenario | None) -> Iterable[Place]:
    if scenario is None:
        return ()
    below = [part.span.line for part in (*scenario.cast, *scenario.body) if not isinstance(part, tree.Damaged)]
    last = min(below, default=scenario.span.line + MOST_HEADINGS)
    return ((scenario.span.file, line) for line in range(scenario.span.line + 1, last))


def _cast(scenario: tree.Scenario | None) -> Iterable[Place]:
    if scenario is None or not scenario.cast:
        return ()
    first, last = scenario.cast[0].span, scenario.cast[-1].span
    return ((first.file, line) for line in range(first.line - 1, last.line + 2))


def _place(each: Diagnostic) -> Place:
    return each.span.file, each.span.line


def _text(script: Script, place: Place) -> str:
    file, line = place
    lines = script.lines.get(file, [])
    return lines[line - 1][:LONGEST_LINE] if 1 <= line <= len(lines) else ""


def _named(each: Diagnostic) -> str:
    """The name that a message is about: the one that is missed, or else the first."""
    found = CALLED.search(each.message)
    return found[1] if found is not None else each.message.partition("`")[2].partition("`")[0]


# ── the rules ────────────────────────────────────────────────────────────────────────────────────────────────


def _is_idle_by_mistake(each: Diagnostic, told: Told) -> bool:
    """`dark` is never used: a line that could not be read may use it, or one with an error does."""
    word = _named(each)
    return each.span.file in told.files or word in told.meant or word in told.beside


def _is_in_heading(each: Diagnostic, told: Told) -> bool:
    """No town, no length: one of the lines above the cast may be that which cannot be read."""
    return told.heading


def _is_anybody_lost(each: Diagnostic, told: Told) -> bool:
    """Nobody is in the cast: because of a line that cannot be read."""
    return each.span.file in told.files


def _is_length_lost(each: Diagnostic, told: Told) -> bool:
    """After the end: but the length is not the one that was meant."""
    length = told.script.scenario.length if told.script.scenario is not None else None
    return length is not None and (length.span.file, length.span.line) in told.unreadable


def _is_head_lost(each: Diagnostic, told: Told) -> bool:
    """No such name: but the line that names the parameters of the block cannot be read."""
    above = bisect_right(told.heads, each.span)
    head = told.heads[above - 1] if above else None
    return head is not None and head.file == each.span.file and (head.file, head.line) in told.unreadable


def _is_second(each: Diagnostic, told: Told) -> bool:
    """Often the second mistake of a line is the first, seen from the other side; not if it is known what was meant."""
    return each.fix is None and told.wrong.get(_place(each), each.span.column) < each.span.column


def _is_cut(each: Diagnostic, told: Told) -> bool:
    """No such name: but it stands in a line that cannot be read, perhaps with a sign in it."""
    return _named(each) in told.cut


def _is_person_lost(each: Diagnostic, told: Told) -> bool:
    """Nobody of that name: but a line of the cast cannot be read."""
    return told.cast and each.fix is None


def _is_cue_lost(each: Diagnostic, told: Told) -> bool:
    """No cue of that name: but a line that opens a cue cannot be read."""
    return each.fix is None and any(first in CUES or first.isdigit() for first in told.firsts)


def _is_file_lost(each: Diagnostic, told: Told) -> bool:
    """No such personality, item or vignette: but a line that begins with `use` cannot be read."""
    return "use" in told.firsts


Rule = Callable[[Diagnostic, Told], bool]

FOLLOWS: Final[tuple[tuple[tuple[str, ...], Rule], ...]] = (
    (("TN304", "TN701", "TN702"), _is_idle_by_mistake),
    (("TN240", "TN241"), _is_in_heading),
    (("TN243",), _is_anybody_lost),
    (("TN403", "TN404", "TN405", "TN409", "TN410"), _is_length_lost),
    (("TN216", "TN221", "TN226", *UNKNOWN), _is_head_lost),
    (("TN220", "TN223", "TN226", *UNKNOWN), _is_second),
    (UNKNOWN, _is_cut),
    (("TN201", "TN210"), _is_person_lost),
    (("TN207",), _is_cue_lost),
    (("TN204", "TN205", "TN206"), _is_file_lost),
)
"""By code, when it only follows from something else."""
