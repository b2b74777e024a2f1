"""Timelines of the older kind, with places, to the text of a script and a report. The front page of `townlet import`.

    text ─reading→ entries ─arguments→ acts ─story→ lines by tick ─writing→ script
                      (and at every step the report, by line)

Nothing that can be read is refused: what an entry asks for is in the script, as a line or a comment, or in the report.
"""

from itertools import pairwise

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.source import Source
from dsl.timeline.arguments import understood
from dsl.timeline.raw import Raw, one_line
from dsl.timeline.reading import read_timeline
from dsl.timeline.report import Report
from dsl.timeline.story import Story
from dsl.timeline.writing import written
from townlet.townfile import TownFile


class Imported(msgspec.Struct, frozen=True):
    """The text of a script, or None when nothing could be read; and the report.

    Of so many `entries` of the older file, `done` are in the script as more than a comment.
    """

    text: str | None
    diagnostics: tuple[Diagnostic, ...]
    entries: int = 0
    done: int = 0


def imported(source: Source, town: TownFile, town_name: str) -> Imported:
    """The script that an older timeline makes in this town. Never raises, whatever the text."""
    report = Report()
    found = read_timeline(source, report)
    if not found or isinstance(found[0], Diagnostic):
        return Imported(None, (*report.said, *(each for each in found if isinstance(each, Diagnostic))))
    raws, notes = found
    _order(raws, report)
    story = Story([understood(raw, report) for raw in raws], town, report)
    name = one_line(source.name.replace("\\", "/").rpartition("/")[2]) or "a file"
    return Imported(written(story, notes, name, town_name), report.said, notes.entries, story.done)


def _order(raws: tuple[Raw, ...], report: Report) -> None:
    """A script is in the order of time; what stood otherwise is said, and what happens at one tick."""
    for before, raw in pairwise(raws):
        if raw.tick < before.tick:
            report.once("TN990", "This entry stands after a later one; the script is in the order of time", raw.span)
        elif raw.tick == before.tick:
            message = f"Several entries are at tick {raw.tick}; they are one cue, in the order of the file"
            report.once("TN990", message, raw.span)
