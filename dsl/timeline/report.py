"""What is said about an older timeline while it is read: by line, and the same thing only once."""

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.source import Span

SHOWN = 3
"""So many further places are shown with something that happens again and again."""


class Report:
    """Diagnostics as they come up. Nothing here is an error: what could be read has been imported."""

    def __init__(self) -> None:
        self._said: list[Diagnostic] = []
        self._often: dict[str, Diagnostic] = {}

    def warn(
        self, code: str, message: str, span: Span, label: str = "", hint: str | None = None,
        before: tuple[tuple[Span, str], ...] = (),
    ) -> None:  # fmt: skip
        """Something that never worked, or that is left out."""
        self._said.append(Diagnostic(code, message, span, label, "warning", before, hint))

    def note(self, code: str, message: str, span: Span, label: str = "", hint: str | None = None) -> None:
        """Something that is said otherwise than it was."""
        self._said.append(Diagnostic(code, message, span, label, "note", hint=hint))

    def once(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        """A note that would be the same in every entry: the first place, and a few more."""
        before = self._often.get(message)
        if before is None:
            self._often[message] = Diagnostic(code, message, span, "", "note", hint=hint)
        elif len(before.secondary) < SHOWN:
            more = (*before.secondary, (span, "and here"))
            self._often[message] = msgspec.structs.replace(before, secondary=more)

    @property
    def said(self) -> tuple[Diagnostic, ...]:
        """Everything, by line."""
        return tuple(
            sorted((*self._said, *self._often.values()), key=lambda each: (each.span.line, each.span.column))
        )
