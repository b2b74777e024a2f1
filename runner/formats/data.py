"""For programs of one's own: a list of objects in JSON, with everything that is known."""

import json
from typing import TextIO

from dsl.render import as_data
from runner.formats import Report


def write(report: Report, stream: TextIO) -> None:
    """See `runner.formats`."""
    stream.write(json.dumps([as_data(each) for each in report.said], ensure_ascii=False, indent=1) + "\n")
