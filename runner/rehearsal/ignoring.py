"""What a script asks to have left out when its story is held against the golden: `ignore: clocks, digests`."""

import re
from collections.abc import Callable, Iterable
from typing import Final

TOLD: Final = re.compile(r"(\d\d:\d\d )([·~!*]  .*)")
JUDGED: Final = re.compile(r"([a-z-]+ +)(?:day \d+ )?\d\d:\d\d(  .*)")
MARGIN: Final = re.compile(r" {2,}‹")
HOPE: Final = re.compile(r"[a-z-]+ +(?:day \d+ )?\d\d:\d\d  (?:hope|wait) .*")
CLOSING: Final = re.compile(r"-- .*, tick \d+(, state \w+, events \w+) --")

Rest = Callable[[str], str | None]
"""What is left of a line; None if nothing is."""


def without(line: str, ignored: Iterable[str]) -> str | None:
    """What is left of a line of a transcript; None if nothing is. Where lines may be left out, blank ones are."""
    rest: str | None = line
    for word in ignored:
        rest = RESTS[word](rest) if rest else None
    return rest


def _clocks(line: str) -> str | None:
    """The same story at other times is the same."""
    if line.startswith("-- Day "):
        return None
    if (closing := CLOSING.fullmatch(line)) is not None:
        return f"--{closing[1]} --"
    if (told := TOLD.fullmatch(line)) is not None:
        return told[2]
    judged = JUDGED.fullmatch(line)
    return MARGIN.sub("  ‹", f"{judged[1]}{judged[2]}") if judged is not None else line


def _unless(expression: re.Pattern[str]) -> Rest:
    return lambda line: None if expression.fullmatch(line) else line


RESTS: Final[dict[str, Rest]] = {
    "clocks": _clocks,
    "digests": _unless(CLOSING),
    "hopes": _unless(HOPE),
    "marks": _unless(re.compile(r"== .* ==")),
    "emergent": _unless(re.compile(r"\d\d:\d\d ·  .*")),
}
"""By the word behind `ignore:` (`dsl.vocabulary.IGNORED`)."""
