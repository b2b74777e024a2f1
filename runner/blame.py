"""`townlet blame`: from a line of a kept story, as it stands in its file, to its causes.

The run that the story is of is performed, and the line sought in it by what it says, for its number may be another:
a golden holds reasons in its header, and the script may have changed since. If it has, that is said.
"""

from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.render import as_data as diagnostic_data
from dsl.source import Source
from runner.keeping import Kept, golden_seed, kept
from runner.rehearsal.golden import LINE, golden_path, pending_path, whole_at
from runner.rehearsal.goldens import came_from
from runner.transcript import compared
from runner.trouble import trouble
from runner.typed import typed
from runner.why import Answer, about
from runner.words import Titles
from runner.workshop import Ready

ALIKE: Final = 0.6
"""How like the words of another line must be (a share) to be taken for the same line, told otherwise."""


class Blamed(msgspec.Struct, frozen=True):
    """A line of a kept story by its number, and why it is there.

    `is_today` says whether the script still tells the whole story so; `now` is the line as it is told today, if it is
    not the same, and `number_now` the number it has there.
    """

    number: int
    answer: Answer
    is_today: bool
    number_now: int
    now: str = ""


def blame(script: Path, ready: Ready, place: int | str, target: str, new: bool = False) -> Blamed | str | Diagnostic:
    """Why a line of the golden is there, or with `new` one of the story that waits.

    `place` is its number in that file, from 1, or what its clock shows; a clock time of several lines gives
    these lines with their numbers.
    """
    story = _story(script, target, new)
    if isinstance(story, Diagnostic):
        return story
    lines = story.text.splitlines()
    numbers = [place] if isinstance(place, int) else _at(place, lines)
    if not numbers:
        return trouble("TN016", target, f"Nothing is told at {place}", _nearest(0, lines))
    if len(numbers) > 1:
        return "".join(f"{number:4}  {lines[number - 1]}\n" for number in numbers)
    return _about(numbers[0], lines, ready, target, story)


def _story(script: Path, target: str, new: bool) -> Source | Diagnostic:
    path = pending_path(script) if new else golden_path(script)
    if path.exists():
        return whole_at(path)
    again = f"`townlet rehearse {typed(target)}`"
    if new:
        return trouble("TN033", target, f"Nothing waits for a decision about `{target}`", f"{again} looks again")
    message = f"`{target}` has no golden yet"
    return trouble("TN051", target, message, f"{again} performs it; `townlet why` asks about a run of today")


def _about(number: int, lines: list[str], ready: Ready, target: str, story: Source) -> Blamed | Diagnostic:
    line = lines[number - 1] if 1 <= number <= len(lines) else ""
    if not (LINE.fullmatch(line) and line) and "  ‹" not in line:
        what = f"Line {number} is not a line of the story" if 1 <= number <= len(lines) else _beyond(number, lines)
        return trouble("TN016", target, what, _nearest(number, lines))
    found = kept(ready.schedule, ready.town, golden_seed(ready.schedule))
    today = _today(number, lines, found)
    if not today:
        return _gone(number, line, ready, target)
    answer = about(today, found, ready.schedule, Titles(ready.town), target)
    if isinstance(answer, Diagnostic):
        return answer
    now = found.lines[today - 1]
    same = compared(story.text) == compared(found.text)
    return Blamed(number, answer, same, today, "" if now == line else now)


def _today(number: int, lines: list[str], found: Kept) -> int:
    """The number that a line has in the run of today: of equal lines the same of them; else one much like it; or 0."""
    line = lines[number - 1]
    equal = [n for n, each in enumerate(found.lines, 1) if each == line]
    before = lines[: number - 1].count(line)
    if equal:
        return equal[min(before, len(equal) - 1)]
    origin = line.rpartition("  ‹")[2]
    near = [n for n in (*found.beats, *found.judged) if found.lines[n - 1].endswith(f"‹{origin}")]
    likeness = {n: SequenceMatcher(None, line, found.lines[n - 1], autojunk=False).ratio() for n in near}
    best = max(likeness, key=lambda n: likeness[n], default=0)
    return best if best and likeness[best] >= ALIKE else 0


def _gone(number: int, line: str, ready: Ready, target: str) -> Diagnostic:
    """A line that the script does not tell any more; where it came from, if that is still there."""
    wrong = trouble(
        "TN016", target, f"Line {number} is told no more: the story has changed since it was kept",
        f"`townlet rehearse {typed(target)}` says what has changed",
    )  # fmt: skip
    place = came_from(line, ready.schedule)
    told = f"{wrong.message}. It came from line {place.line} of `{place.file}`" if place is not None else wrong.message
    return msgspec.structs.replace(wrong, message=told)


def _at(clock: str, lines: list[str]) -> list[int]:
    return [number for number, line in enumerate(lines, 1) if line.startswith(f"{clock} ") and LINE.fullmatch(line)]


def _beyond(number: int, lines: list[str]) -> str:
    return f"The story has {len(lines)} lines, and {number} is none of them"


def _nearest(number: int, lines: list[str]) -> str:
    told = [n for n, line in enumerate(lines, 1) if LINE.fullmatch(line)]
    near = min(told, key=lambda n: abs(n - number), default=0)
    return f"The nearest line of the story is {near}: {lines[near - 1][:60].rstrip()}" if near else "It has no lines"


def in_words(found: Blamed) -> str:
    """How the kept story stands to the one that is told today; nothing if they are the same."""
    if found.is_today:
        return ""
    now = found.now.rpartition("  ‹")[0].rstrip()
    told = f"today it reads, as line {found.number_now}: {now}" if now else "this line is as it was"
    return f"The script tells another story than the one that was kept; {told}\n\n"


def as_data(found: Blamed, target: str) -> dict[str, Any]:
    """The same for programs."""
    answer = found.answer
    return {
        "townlet": "blame", "version": 1, "scenario": target, "line": found.number, "text": answer.line,
        "meaning": answer.sign, "causes": list(answer.causes), "rule": answer.rule or None,
        "script": diagnostic_data(answer.script) if answer.script is not None else None,
        "is_today": found.is_today, "now": {"line": found.number_now, "text": found.now or answer.line},
    }  # fmt: skip
