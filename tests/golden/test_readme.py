"""The README shows what the golden says, and its `why` asks about a line that tells something."""

import re
from pathlib import Path

TOP = Path(__file__).parents[2]
README = (TOP / "README.md").read_text("utf-8")
GOLDEN = (TOP / "scenarios" / "coffee-too-dear.transcript").read_text("utf-8").split("\n")
TOLD = [re.sub(r"\s+‹.*›$", "", line) for line in GOLDEN]


def test_the_excerpt_is_of_the_golden() -> None:
    (excerpt,) = re.findall(r"```text\n(.*?)\n```", README, re.DOTALL)
    lines = excerpt.split("\n")
    start = TOLD.index(lines[0])
    assert [line for line in TOLD[start : start + len(lines)] if line] == lines


def test_the_question_is_about_a_beat() -> None:
    (number,) = re.findall(r"townlet why coffee-too-dear:(\d+)", README)
    assert re.match(r"\d\d:\d\d [·~!*]  ", GOLDEN[int(number) - 1])
