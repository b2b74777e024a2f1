"""The line under a story that goes on."""

import re
from io import StringIO

from runner.pacing.pace import Stand
from runner.pacing.progress import OFTEN, Above, Progress


class Screen(StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True

    def shown(self) -> list[str]:
        """What stands on it, line by line."""
        lines = [""]
        for piece in re.split(r"(\n|\r\x1b\[2K)", re.sub(r"\x1b\[[\d;]*m", "", self.getvalue())):
            if piece == "\n":
                lines.append("")
            elif piece.startswith("\r"):
                lines[-1] = ""
            else:
                lines[-1] += piece
        return lines


class Time:
    """A clock that stands still until it is moved."""

    at = 0.0

    def __call__(self) -> float:
        return self.at


def test_it_stands_below_the_story() -> None:
    screen, now = Screen(), Time()
    progress = Progress(screen, 540, 60, "q: end", now)
    story = Above(screen, progress)
    progress.show(Stand(3, 1.0, "going"))
    story.writelines(["One.\n", "Two.\n"])
    story.flush()
    assert screen.shown() == ["One.", "Two.", "09:03  tick 3 of 60  1x  going  q: end"]
    progress.done()
    story.write("Three.\n")
    story.flush()
    assert screen.shown() == ["One.", "Two.", "Three.", ""]


def test_it_is_drawn_no_more_often_than_it_can_be_read() -> None:
    screen, now = Screen(), Time()
    progress = Progress(screen, 540, 60, "", now)
    for tick in range(5):
        progress.show(Stand(tick, 1.0, "going"))
    assert screen.shown() == ["09:00  tick 0 of 60  1x  going"]
    now.at = OFTEN
    progress.show(Stand(5, 1.0, "going"))
    assert screen.shown() == ["09:05  tick 5 of 60  1x  going"]


def test_what_somebody_has_just_done_is_shown_at_once() -> None:
    screen = Screen()
    progress = Progress(screen, 540, 60, "", Time())
    for stand in (Stand(3, 1.0, "going"), Stand(3, 2.0, "going"), Stand(3, 2.0, "paused"), Stand(4, 2.0, "paused")):
        progress.show(stand)
        assert screen.shown() == [f"09:0{stand.tick}  tick {stand.tick} of 60  {stand.speed:g}x  {stand.state}"]
    progress.show(Stand(60, 2.0, "paused"))
    assert "tick 60 of 60" in screen.shown()[0]
