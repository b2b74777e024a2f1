"""A performance as it is seen: the story line by line, the operator's prompts beside it."""

from collections.abc import Iterable
from typing import TextIO

from runner.highlight.transcripts import of_line
from runner.report import Paint, paint_for, plain
from runner.transcript import Transcript
from townlet.beat import Beat
from townlet.units import clock_text


class Telling:
    """Writes a transcript while it comes about; each line is out before the next thing happens."""

    def __init__(self, transcript: Transcript, story: TextIO, aside: TextIO) -> None:
        self.transcript = transcript
        self.over(story, aside)

    def over(self, story: TextIO, aside: TextIO) -> None:
        """Tell it over these streams from now on."""
        self.story, self.aside = story, aside
        self._paint: Paint = paint_for(story)
        self._beside: Paint = paint_for(aside)

    def write(self, lines: Iterable[str]) -> None:
        """Write lines of the story."""
        self.story.writelines(coloured(line, self._paint) + "\n" for line in lines)
        self.story.flush()

    def beat(self, beat: Beat) -> None:
        """Write a beat; a prompt goes to the operator."""
        if beat.kind == "prompt":
            clock = clock_text(beat.tick, self.transcript.schedule.clock)
            told = f"{clock} >  {self.transcript.in_words(beat).text}"
            self.aside.write(coloured(told, self._beside) + "\n")
            self.aside.flush()
        else:
            self.write(self.transcript.beat(beat))


def coloured(line: str, paint: Paint) -> str:
    """A line of a transcript with its colours."""
    return line if paint is plain else "".join(paint(piece, group or "") for piece, group in of_line(line))
