"""A performance as it is seen: the story line by line, the operator's prompts beside it."""

from collections.abc import Iterable
from typing import TextIO

from runner.report import Paint, paint_for
from runner.transcript import Transcript
from townlet.beat import Beat
from townlet.units import clock_text


class Telling:
    """Writes a transcript while it comes about; each line is out before the next thing happens."""

    def __init__(self, transcript: Transcript, story: TextIO, aside: TextIO) -> None:
        self.transcript = transcript
        self.story, self.aside = story, aside
        self._paint: Paint = paint_for(story)

    def write(self, lines: Iterable[str]) -> None:
        """Write lines of the story."""
        self.story.writelines(self._coloured(line) + "\n" for line in lines)
        self.story.flush()

    def beat(self, beat: Beat) -> None:
        """Write a beat; a prompt goes to the operator."""
        if beat.kind == "prompt":
            clock = clock_text(beat.tick, self.transcript.schedule.clock)
            self.aside.write(f"{clock} >  {self.transcript.in_words(beat).text}\n")
            self.aside.flush()
        else:
            self.write(self.transcript.beat(beat))

    def _coloured(self, line: str) -> str:
        if line.startswith(("# ", "-- ")):
            return self._paint(line, "aside")
        if line.startswith("== "):
            return self._paint(line, "mark")
        prose, mark, where = line.rpartition("  ‹")
        return prose + self._paint(mark + where, "aside") if mark else line
