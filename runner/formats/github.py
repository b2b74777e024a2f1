"""For GitHub Actions: workflow commands, which become annotations beside the lines of a change.

A command reads `::error file=a.town,line=3::message`; what would end a part of it early is written as %0A and the like.
"""

import os
from pathlib import Path
from typing import Final, TextIO

from dsl.diagnostic import Diagnostic
from dsl.render import sentence
from runner.formats import Report

KINDS: Final = {"error": "error", "warning": "warning", "note": "notice"}
DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def write(report: Report, stream: TextIO) -> None:
    """See `runner.formats`."""
    stream.writelines(annotation(each) + "\n" for each in report.said)


def annotation(diagnostic: Diagnostic) -> str:
    """One workflow command."""
    span = diagnostic.span
    parts = {"file": relative(span.file)}
    if span.line:
        parts |= {"line": str(span.line), "endLine": str(span.end_line), "col": str(span.column)}
    if span.line and span.line == span.end_line:  # Columns of an end on another line are not understood.
        parts["endColumn"] = str(max(span.end_column, span.column))
    parts["title"] = f"{diagnostic.code}"
    where = ",".join(f"{name}={value.translate(PROPERTY)}" for name, value in parts.items())
    return f"::{KINDS[diagnostic.severity]} {where}::{in_words(diagnostic).translate(DATA)}"


def relative(file: str) -> str:
    """A file as seen from the folder the command was typed in, with `/` between folders."""
    path = Path(os.path.relpath(file)) if os.path.isabs(file) else Path(file)
    return path.as_posix()


def in_words(diagnostic: Diagnostic) -> str:
    """All of it in a few lines, for a place where no marks can be shown."""
    label = f" ({diagnostic.label})" if diagnostic.label else ""
    help_ = f"\n{sentence(diagnostic.hint)}" if diagnostic.hint else ""
    return sentence(diagnostic.message) + label + help_
