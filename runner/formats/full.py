"""For people: each in full, with its lines and how to mend it."""

from typing import TextIO

from runner.formats import Report
from runner.report import show


def write(report: Report, stream: TextIO) -> None:
    """See `runner.formats`."""
    show(report.said, report.sources, stream)
