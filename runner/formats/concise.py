"""For people in a hurry, editors and `grep`: a line each."""

from typing import TextIO

from dsl.render import concise
from runner.formats import Report


def write(report: Report, stream: TextIO) -> None:
    """See `runner.formats`. A file as a whole is named without a line."""
    stream.writelines(concise(each).replace(":0:0: ", ": ", 1) + "\n" for each in report.said)
