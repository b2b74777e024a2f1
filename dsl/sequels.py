"""What only follows from a mistake that is told already, and is therefore left out or told along with it.

One slip of the hand is one message: a forgotten definition makes a stranger of every name, a file that is not found
takes all with it that it defines, and a warning that something is idle means little while the line that uses it
cannot be read.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix, has_errors, in_order
from dsl.heads import names_in
from dsl.script import Script
from dsl.source import Span
from dsl.words import CUES

UNKNOWN: Final = tuple(f"TN{number}" for number in range(201, 211))
"""What is said of a name that nothing has."""

CALLED: Final = re.compile(r"called `([^`]+)`")
"""How a message says which name is missed."""

IN_LIBRARY: Final = "It is in the library: "
"""How a hint begins that asks for a `use` line; one such line is enough for all that lack it."""

MOST_SHOWN: Final = 3
"""So many other places are pointed at; the rest is counted."""


class Told(msgspec.Struct, frozen=True):
    """A script and all that was said of it."""

    script: Script
    said: tuple[Diagnostic, ...]
    unreadable: frozenset[tuple[str, int]]
    """File and line of what is not written right."""

    def line(self, span: Span) -> str:
        """The text at a place; empty where there is none."""
        text = self.script.lines.get(span.file, [])
        return text[span.line - 1] if 1 <= span.line <= len(text) else ""

    def is_unreadable(self, span: Span) -> bool:
        """Whether the line of a place is not written right."""
        return (span.file, span.line) in self.unreadable


def without_sequels(said: Iterable[Diagnostic], script: Script) -> tuple[Diagnostic, ...]:
    """What is left without what only follows from a line that cannot be read, or from one name missed."""
    said = tuple(said)
    if not has_errors(said):
        return said
    wrong = (each for each in said if each.code.startswith("TN1") and each.severity == "error")
    told = Told(script, said, frozenset((each.span.file, each.span.line) for each in wrong))
    left = tuple(each for each in said if not any(each.code in codes and rule(each, told) for codes, rule in FOLLOWS))
    return in_order(tuple(_once_a_name(left, script.lines)))


def _is_idle_by_mistake(each: Diagnostic, told: Told) -> bool:
    """`dark` is never used: a line that could not be read may use it, or one with an error does."""
    word = _named(each)
    if any(file == each.span.file for file, _ in told.unreadable):
        return True
    return any(
        (other.fix is not None and other.fix.text == word)
        or (other.code.startswith("TN2") and other.severity == "error" and word in told.line(other.span))
        for other in told.said
    )


def _is_in_heading(each: Diagnostic, told: Told) -> bool:
    """No town, no length: one of the lines above the cast may be that which cannot be read."""
    scenario = told.script.scenario
    if scenario is None:
        return False
    below = [each.span.line for each in (*scenario.cast, *scenario.body) if not isinstance(each, tree.Damaged)]
    first, last = scenario.span.line, min(below, default=1 << 30)
    return any(file == scenario.span.file and first < line < last for file, line in told.unreadable)


def _is_anybody_lost(each: Diagnostic, told: Told) -> bool:
    """Nobody is in the cast: because of a line that cannot be read."""
    return any(file == each.span.file for file, _ in told.unreadable)


def _is_length_lost(each: Diagnostic, told: Told) -> bool:
    """After the end: but the length is not the one that was meant."""
    scenario = told.script.scenario
    return scenario is not None and scenario.length is not None and told.is_unreadable(scenario.length.span)


def _is_head_lost(each: Diagnostic, told: Told) -> bool:
    """No such name: but the line that names the parameters of the block cannot be read."""
    vignettes = (vignette for file in told.script.files for vignette in file.vignettes)
    scenario = told.script.scenario
    heads = [block.span for block in (*vignettes, *((scenario,) if scenario is not None else ()))]
    above = [span for span in heads if span.file == each.span.file and span.line <= each.span.line]
    return bool(above) and told.is_unreadable(max(above))


def _is_second(each: Diagnostic, told: Told) -> bool:
    """Often the second mistake of a line is the first, seen from the other side; not if it is known what was meant."""
    return each.fix is None and any(
        other.severity == "error" and other.code.startswith("TN2")
        and (other.span.file, other.span.line) == (each.span.file, each.span.line)
        and other.span.column < each.span.column for other in told.said
    )  # fmt: skip


def _is_cut(each: Diagnostic, told: Told) -> bool:
    """No such name: but it stands in a line that cannot be read, perhaps with a sign in it."""
    word = _named(each)
    lines = (told.script.lines.get(file, [])[line - 1 : line] for file, line in told.unreadable)
    return any(word in names_in(line[0]) for line in lines if line)


def _is_person_lost(each: Diagnostic, told: Told) -> bool:
    """Nobody of that name: but a line of the cast cannot be read."""
    scenario = told.script.scenario
    members = [member.span.line for member in scenario.cast] if scenario is not None else []
    if not members or each.fix is not None:
        return False
    return any(min(members) - 1 <= line <= max(members) + 1 for _, line in told.unreadable)


def _is_cue_lost(each: Diagnostic, told: Told) -> bool:
    """No cue of that name: but a line that opens a cue cannot be read."""
    lines = (told.script.lines.get(file, [])[line - 1 : line] for file, line in told.unreadable)
    firsts = [line[0].split()[:1] for line in lines if line]
    return each.fix is None and any(first and (first[0] in CUES or first[0].isdigit()) for first in firsts)


def _is_file_lost(each: Diagnostic, told: Told) -> bool:
    """No such personality, item or vignette: but a line that begins with `use` cannot be read."""
    lines = (told.script.lines.get(file, [])[line - 1 : line] for file, line in told.unreadable)
    return any(line[0].split()[:1] == ["use"] for line in lines if line)


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


def _once_a_name(said: Iterable[Diagnostic], lines: Mapping[str, list[str]]) -> Iterator[Diagnostic]:
    """A name that is missed in several places and is right in none lacks its definition: that is one message."""
    places: dict[str, list[Diagnostic]] = {}
    for each in said:
        missed = CALLED.search(each.message) if each.code in UNKNOWN and each.severity == "error" else None
        if missed is None:
            yield each
        else:
            shared = each.hint if each.hint and each.hint.startswith(IN_LIBRARY) else missed[1]
            places.setdefault(shared, []).append(each)
    for together in places.values():
        guess = next((each.fix.text for each in together if each.fix is not None), None)
        if guess is None or len(together) == 1:
            yield _gathered(together)
        elif (defined := _only_place(guess, lines)) is not None:
            yield _renamed(together, guess, defined)
        else:
            yield from together


def _gathered(together: Sequence[Diagnostic]) -> Diagnostic:
    """One message for all of them, with the first few places."""
    first, *rest = together
    shown = tuple((each.span, "here too") for each in rest[:MOST_SHOWN])
    left = len(rest) - len(shown)
    if left:
        shown = (*shown[:-1], (shown[-1][0], f"here too, and in {left} more place{'s' if left > 1 else ''}"))
    return msgspec.structs.replace(first, secondary=(*first.secondary, *shown))


def _renamed(together: Sequence[Diagnostic], guess: str, defined: Span) -> Diagnostic:
    """All call it by one name, and the definition alone by another: that is where the slip is."""
    first = _gathered(together)
    name = _named(first)
    return msgspec.structs.replace(
        first,
        label=f"`{guess}` is called so only where it is defined",
        secondary=((defined, f"did you mean `{name}`?"), *first.secondary),
        hint=None,
        fix=Fix(defined, name),
    )


def _named(each: Diagnostic) -> str:
    """The name that a message is about: the one that is missed, or else the first."""
    found = CALLED.search(each.message) or re.search(r"`([^`]+)`", each.message)
    return found[1] if found else ""


def _only_place(word: str, lines: Mapping[str, list[str]]) -> Span | None:
    """Where a word stands, if that is in one place only."""
    found: Span | None = None
    for file, text in lines.items():
        for number, line in enumerate(text, 1):
            for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line):
                if found is not None:
                    return None
                found = Span(file, number, match.start() + 1, number, match.end() + 1)
    return found
