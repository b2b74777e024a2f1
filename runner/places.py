"""Where in a script a statement stands: from its id to its line, and to the lines around it."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from dsl.source import Source, Span
from townlet.schedule import Schedule, Written

SHARE: Final = re.compile(r"[\d.]+ *% *: *")
"""What may stand before a statement on its line: the share of an option."""


def written(statement: str, schedule: Schedule) -> Written | None:
    """Where a statement stands; `enter A, B` is several, written as one."""
    found = schedule.places.get(statement)
    return found or schedule.places.get(statement.rpartition("/")[0])


def span_of(place: Written) -> Span:
    """A statement from its first word to the end of its line."""
    end = place.column + len(place.text) - _before(place)
    return Span(place.file, place.line, place.column, place.line, end)


def around(statement: str, schedule: Schedule) -> Iterator[tuple[str, Written]]:
    """What a statement stands in, from the inside out, each with its id: its vignette's `play`, its cue."""
    own = written(statement, schedule)
    path = statement
    while "/" in path:
        path = path.rpartition("/")[0]
        found = schedule.places.get(path)
        if found is not None and found != own:
            yield path, found


def texts(schedule: Schedule, sources: Mapping[str, Source]) -> dict[str, Source]:
    """The files of a schedule: as read, or of a compiled one the lines that it quotes."""
    quoted: dict[str, dict[int, str]] = {}
    for place in schedule.places.values():
        indent = " " * (place.column - 1 - _before(place))
        quoted.setdefault(place.file, {})[place.line] = indent + place.text
    return {file: sources.get(file) or _made_up(file, lines) for file, lines in quoted.items()}


def _before(place: Written) -> int:
    """How many characters of a line's text stand before the statement."""
    share = SHARE.match(place.text)
    return share.end() if share else 0


def _made_up(file: str, lines: Mapping[int, str]) -> Source:
    return Source(file, "\n".join(lines.get(number, "") for number in range(1, max(lines) + 1)))
