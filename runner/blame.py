"""`townlet blame`: from a line of a kept story, as it stands in its file, to its causes.

A golden holds reasons in its header, so a line is sought in its run by what it says, and not by its number. If the
script tells another story by now, the run that was approved is performed again from the record beside the golden; where
that cannot be done, the line is sought in the run of today, and if it is told otherwise there, that is said.
"""

from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.render import as_data as diagnostic_data
from dsl.source import Source
from runner.keeping import Kept, golden_seed, kept
from runner.rehearsal.drift.performing import names_of, taken
from runner.rehearsal.golden import LINE, golden_path, pending_path, whole_at
from runner.rehearsal.goldens import came_from
from runner.rehearsal.records import record_of
from runner.transcript import compared
from runner.trouble import trouble
from runner.typed import typed
from runner.why import Answer, about
from runner.words import Titles
from runner.workshop import Ready

ALIKE: Final = 0.6
"""How like the words of another line must be (a share) to be taken for the same line, told otherwise."""


class Blamed(msgspec.Struct, frozen=True):
    """A line of a kept story by its number, and why it is there; `ready` is what was performed to know.

    `is_today` says whether the script still tells the whole story so, `is_record` whether the record was performed in
    its place. `number_now` is the number of the line as it is told today, 0 if it is told no more; `now` how it reads
    there, if not the same.
    """

    number: int
    answer: Answer
    ready: Ready
    is_today: bool
    is_record: bool
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
    return _about(numbers[0], lines, ready, target, story, None if new else script)


def _story(script: Path, target: str, new: bool) -> Source | Diagnostic:
    path = pending_path(script) if new else golden_path(script)
    if path.exists():
        return whole_at(path)
    again = f"`townlet rehearse {typed(target)}`"
    if new:
        return trouble("TN033", target, f"Nothing waits for a decision about `{target}`", f"{again} looks again")
    message = f"`{target}` has no golden yet"
    return trouble("TN051", target, message, f"{again} performs it; `townlet why` asks about a run of today")


def _about(
    number: int, lines: list[str], ready: Ready, target: str, story: Source, script: Path | None
) -> Blamed | Diagnostic:
    line = lines[number - 1] if 1 <= number <= len(lines) else ""
    if not (LINE.fullmatch(line) and line) and "  ‹" not in line:
        what = f"Line {number} is not a line of the story" if 1 <= number <= len(lines) else _beyond(number, lines)
        return trouble("TN016", target, what, _nearest(number, lines))
    found = kept(ready.schedule, ready.town, golden_seed(ready.schedule))
    same, today = compared(story.text) == compared(found.text), _today(number, lines, found)
    now = found.lines[today - 1] if today else ""
    approved = _approved(script, ready, story) if script is not None and not same else None
    if approved is None and not today:
        return _gone(number, line, ready, target)
    run, of = approved or (found, ready)
    there = _today(number, lines, run)
    answer = about(there, run, of.schedule, Titles(of.town), target)
    if isinstance(answer, Diagnostic):
        return answer
    return Blamed(number, answer, of, same, approved is not None, today, "" if now == line else now)


def _approved(script: Path, ready: Ready, story: Source) -> tuple[Kept, Ready] | None:
    """The run that was approved, performed again from its record, with what it stands on; None if there is none."""
    record = record_of(script, story.text)
    if record is None or isinstance(record, Diagnostic):
        return None
    take = taken(record, story.text, names_of(ready))
    if take is None:
        return None
    on = take.staged
    found = kept(on.schedule, on.town, on.seed)
    if compared(found.text) != compared(story.text):  # This Townlet is not the one that performed it.
        return None
    return found, Ready((), on.texts, schedule=on.schedule, town=on.town)


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
    if not found.number_now:
        told = "this line is told no more"
    lead = "; what follows is of the run that was kept, and shows the script as it was then" if found.is_record else ""
    return f"The script tells another story than the one that was kept{lead}. {told[0].upper()}{told[1:]}\n\n"


def as_data(found: Blamed, target: str) -> dict[str, Any]:
    """The same for programs."""
    answer = found.answer
    return {
        "townlet": "blame", "version": 1, "scenario": target, "line": found.number, "text": answer.line,
        "meaning": answer.sign, "causes": list(answer.causes), "rule": answer.rule or None,
        "script": diagnostic_data(answer.script) if answer.script is not None else None,
        "is_today": found.is_today, "is_record": found.is_record,
        "now": {"line": found.number_now, "text": found.now or answer.line} if found.number_now else None,
    }  # fmt: skip
