"""What is said of characters that look like others, that nobody sees, or that are pictures."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from dsl.diagnostic import Diagnostic, Fix
from dsl.letters import Oddity, name_of
from dsl.source import Span

Odd = Sequence[tuple[int, Oddity]]

LINE_ENDS = "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e"
"""What other programs may take for the end of a line, and we do not."""


def odd_signs(file: str, number: int, text: str, plain: str, odd: Odd, told: set[str]) -> Iterator[Diagnostic]:
    """About one line, outside of its texts and comments. `told` are the odd names that were told of before."""
    unseen = [at for at, oddity in odd if oddity == "unseen"]
    alike = [at for at, oddity in odd if oddity == "lookalike"]
    if unseen:
        yield _unseen(file, number, text, unseen)
    elif alike:
        yield _alike(file, number, text, plain, alike)
    else:
        yield from _pictures(file, number, text, plain, [at for at, _ in odd], told)


def _span(file: str, number: int, first: int, last: int) -> Span:
    return Span(file, number, first + 1, number, last + 1)


def _unseen(file: str, number: int, text: str, places: Sequence[int]) -> Diagnostic:
    first, last = places[0], places[-1]
    called = unicodedata.name(text[first], "control character").lower()
    name = f"{called}, U+{ord(text[first]):04X}"
    kept = "".join(c for at, c in enumerate(text[first : last + 1], first) if at not in places)
    if text[first] in LINE_ENDS:
        message, hint = "a line does not end here, although it may look so", "begin a new line with Enter"
        kept = kept or " "
    else:
        message = "a character that nobody can see stands here"
        hint = "take it out: what looks the same must be the same"
    return Diagnostic(
        "TN130", message, _span(file, number, first, first + 1), name, hint=hint,
        fix=Fix(_span(file, number, first, last + 1), kept, sure=True),
    )  # fmt: skip


def _alike(file: str, number: int, text: str, plain: str, places: Sequence[int]) -> Diagnostic:
    first, last = places[0], places[-1] + 1
    meant = "".join(plain[at] if at in places else text[at] for at in range(first, last))
    more = f", as in {len(places) - 1} more places of this line" if len(places) > 2 else ""
    return Diagnostic(
        "TN131", f"`{text[first]}` looks like `{plain[first]}`, and is another sign",
        _span(file, number, first, first + 1), f"did you mean `{plain[first]}`?{more}",
        fix=Fix(_span(file, number, first, last), meant, sure=True),
    )  # fmt: skip


def _pictures(
    file: str, number: int, text: str, plain: str, places: Sequence[int], told: set[str]
) -> Iterator[Diagnostic]:
    for match in re.finditer(r"\w[\w-]*", plain):
        name = name_of(text[match.start() : match.end()])
        if name in told or not any(match.start() <= at < match.end() for at in places):
            continue
        told.add(name)
        hint = "a name is one word of letters, digits and hyphens; pictures are welcome in what is said and told"
        yield Diagnostic(
            "TN131", f"`{name}` is no name: there is a picture in it", _span(file, number, *match.span()),
            "letters belong here", hint=hint,
        )  # fmt: skip
        return


def turned(file: str, number: int, within: range) -> Diagnostic:
    """A text that is shown in another order than it is read in."""
    return Diagnostic(
        "TN132", "this text is shown in another order than it is written in",
        _span(file, number, within.start, within.stop), "characters that nobody sees turn it round",
        severity="warning",
        hint="a text from right to left needs none of them; take them out, or close what they open",
    )  # fmt: skip
