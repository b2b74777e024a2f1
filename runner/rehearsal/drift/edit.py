"""An edit: what stood in a file before, and what stands there now."""

from typing import Literal

import msgspec

from dsl.source import Span


class Spot(msgspec.Struct, frozen=True):
    """A line of a file, numbered from 1, and its text; column 0 is not known."""

    file: str
    line: int
    column: int
    text: str

    @property
    def span(self) -> Span:
        """The text of the line."""
        column = max(1, self.column)
        return Span(self.file, self.line, column, self.line, column + len(self.text))


class Edit(msgspec.Struct, frozen=True):
    """Something that was edited: a statement by its id, or a key by its path. None is where it is not there.

    `ids` are those of the statement before and now; of a key, `values` are what it was and is.
    """

    what: str
    was: Spot | None
    now: Spot | None
    ids: tuple[str, str] = ("", "")
    values: tuple[str, str] | None = None

    @property
    def change(self) -> Literal["added", "removed", "edited"]:
        """What was done."""
        return "added" if self.was is None else "removed" if self.now is None else "edited"

    @property
    def spot(self) -> Spot | None:
        """Where to look: as it stands now, or else where it stood."""
        return self.now or self.was
