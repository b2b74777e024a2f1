"""What changed, as lines that a person reads, each with its role. Pure."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from runner.watching.compare import Comparison, Judged, Line, Step, Stretch, Told
from townlet.script.performance import Verdict
from townlet.units import DAY, clock_text


class Row(msgspec.Struct, frozen=True):
    """A line to show: a text in front of it, the line in the form of a transcript, and what it is (a role of Paint)."""

    front: str
    text: str
    role: str


SIGNS: Final = {"same": "  ", "gone": "- ", "new": "+ ", "moved": "→ "}
ROLES: Final = {"same": "plain", "gone": "removed", "new": "added", "moved": "warning"}
NUMBERS: Final = {"new": "{} new", "gone": "{} gone", "moved": "{} at another time"}


def whole(run: Told) -> list[Row]:
    """All of a run that there is nothing to compare with."""
    steps = tuple(Step("same", line) for line in run.lines)
    rows = [*_lines(steps, run.clock // DAY)]
    rows = rows[1:] if rows and rows[0] == _blank() else rows
    verdicts = [Row("  ", _verdict(each, each.outcome), "plain") for each in run.verdicts]
    return rows + ([_blank(), Row("  ", "-- Verdicts --", "plain"), *verdicts] if verdicts else [])


def changes(found: Comparison, run: Told) -> list[Row]:
    """What changed, from the earliest minute on; one line if nothing did."""
    if found.nothing:
        met = sum(verdict.outcome == "met" for verdict in run.verdicts)
        checks = f", {met} of {len(run.verdicts)} checks met" if run.verdicts else ""
        return [Row("", f"Nothing changed: {_counted(len(run.lines), 'line')}{checks}.", "aside")]
    rows = [Row("", f"{_summary(found, run)}.", "help")]
    for stretch in found.stretches:
        rows += [*_stretch(stretch, run)]
    if found.judged:
        rows += [_blank(), Row("  ", "-- Verdicts --", "plain"), *(_judged(each, run) for each in found.judged)]
    return rows


def _summary(found: Comparison, run: Told) -> str:
    """`From 08:36 on: 5 new, 3 gone, 2 at another time; 1 check went another way`"""
    parts = [NUMBERS[kind].format(count) for kind, count in found.counts.items() if count]
    story = f"From {_moment(found.since)} on: {', '.join(parts)}" if found.since is not None else "The same story"
    return f"{story}; {_counted(len(found.judged), 'verdict')} changed" if found.judged else story


def _stretch(stretch: Stretch, run: Told) -> Iterator[Row]:
    day = min(stretch.steps[0].line.minute // DAY, run.clock // DAY)
    if stretch.mark:
        yield _blank()
        yield Row("  ", f"== {stretch.mark} ==", "plain")
    elif stretch.steps[0].line.sign:
        yield _blank()
    yield from _lines(stretch.steps, day)


def _lines(steps: Iterable[Step], day: int) -> Iterator[Row]:
    """Steps as rows, with a heading before the first of another day."""
    for step in steps:
        if step.line.minute // DAY != day:
            day = step.line.minute // DAY
            yield _blank()
            yield Row("  ", f"-- Day {day + 1} --", "plain")
        if not step.line.sign:
            yield _blank()
        yield Row(SIGNS[step.kind], _line(step.line) + _moved(step), ROLES[step.kind])


def _moved(step: Step) -> str:
    if step.kind != "moved":
        return ""
    return f"  (before: {_moment(step.before)})" if step.before != step.line.minute else "  (in another order)"


def _line(line: Line) -> str:
    return f"{clock_text(line.minute, 0)} {line.sign}  {line.text}" if line.sign else f"== {line.text} =="


def _judged(judged: Judged, run: Told) -> Row:
    verdict = judged.verdict
    if judged.after is None:
        return Row("- ", _verdict(verdict, verdict.outcome), "removed")
    if judged.before is None:
        return Row("+ ", _verdict(verdict, judged.after), "added" if judged.after == "met" else "error")
    role = "added" if judged.after == "met" else "error"
    return Row("→ ", f"{_verdict(verdict, judged.after)}  (before: {judged.before})", role)


def _verdict(verdict: Verdict, outcome: str) -> str:
    return f"{outcome:<10} {verdict.text}"


def _moment(minute: int) -> str:
    day, clock = minute // DAY, clock_text(minute, 0)
    return f"day {day + 1} {clock}" if day else clock


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _blank() -> Row:
    return Row("", "", "plain")
