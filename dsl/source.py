"""Where text comes from and where in it something stands."""

import msgspec


class Source(msgspec.Struct, frozen=True):
    """A text with the name it is reported under (a path as the writer knows it)."""

    name: str
    text: str

    @property
    def lines(self) -> list[str]:
        """The lines without their endings; `\\r\\n`, `\\r` and `\\n` all end a line, nothing else does."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


class Span(msgspec.Struct, frozen=True, gc=False, order=True):
    """A stretch of a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, other: "Span") -> "Span":
        """The stretch from where this one begins to where the other ends."""
        return Span(self.file, self.line, self.column, other.end_line, other.end_column)

    def after(self) -> "Span":
        """The empty place right behind it."""
        return Span(self.file, self.end_line, self.end_column, self.end_line, self.end_column)
