"""What is said about a script or a town file: values, never exceptions."""

from typing import Literal

import msgspec

from dsl.source import Span


class Fix(msgspec.Struct, frozen=True):
    """Replace the text of `span` by `text`; an empty span inserts.

    One that is `sure` says what is plainly meant, only in the form that I want, and can be applied unseen. The others
    are guesses, for the writer to look at: another name, another word, a unit that was left out.
    """

    span: Span
    text: str
    sure: bool = False


class Diagnostic(msgspec.Struct, frozen=True):
    """One thing to say, in the writer's words.

    `code` is a key of `dsl.codes.CODES`; `message` one sentence without a full stop at its end; `label` a
    few words under the caret (may be empty); `secondary` other places that matter, each with its label;
    `hint` how to mend it.
    """

    code: str
    message: str
    span: Span
    label: str = ""
    severity: Literal["error", "warning", "note"] = "error"
    secondary: tuple[tuple[Span, str], ...] = ()
    hint: str | None = None
    fix: Fix | None = None


def in_order(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """By file, line and column; equal places keep their order.

    A line that is not written right gets that one message: what later passes say about it is left out, for
    they only know what it was taken for.
    """
    unreadable = {(d.span.file, d.span.line): d for d in diagnostics if d.code.startswith("TN1")}
    told = [d for d in diagnostics if unreadable.get((d.span.file, d.span.line), d) is d]
    return tuple(sorted(told, key=lambda d: (d.span.file, d.span.line, d.span.column)))


def has_errors(diagnostics: tuple[Diagnostic, ...]) -> bool:
    """Whether any of them stops the script from running."""
    return any(d.severity == "error" for d in diagnostics)
