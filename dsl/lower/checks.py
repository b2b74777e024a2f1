"""Checks: which quantifier and window a line means."""

from typing import Literal

from dsl import tree
from dsl.lower.conditions import condition
from dsl.lower.here import Here
from dsl.values import spoken
from dsl.vocabulary import CUE
from dsl.walk import atoms
from dsl.wants import wanted
from townlet import conditions as to
from townlet import schedule

Quantifier = Literal["now", "eventually", "always", "never", "at-end"]


def assume(line: tree.Check, path: str, here: Here) -> schedule.Assume:
    """A precondition of a block, or of the whole run."""
    because = line.because.text if line.because is not None else ""
    return schedule.Assume(path, condition(line.condition, here), because)


def check(line: tree.Check, path: str, here: Here) -> schedule.Check:
    """An `expect` or `hope`, ready to be judged."""
    judged = condition(line.condition, here)
    meant = quantifier(line)
    if meant == "at-end" and line.quantifier == "never":
        judged = to.Not(judged)
    until, since = _until(line, here)
    return schedule.Check(
        id=path,
        severity="hope" if line.kind == "hope" else "expect",
        text=_text(line, here),
        quantifier=meant,
        condition=judged,
        within=_within(line, here),
        until=until,
        during=here.cues[line.window.cue.text] if isinstance(line.window, tree.During) else "",
        because=line.because.text if line.because is not None else "",
        since=since,
    )


def _text(line: tree.Check, here: Here) -> str:
    """The line as written, each parameter replaced by what it stands for: a reader of verdicts sees no vignette."""
    text = here.text_of(line.span)
    names = {
        each.node.span: here.value(each.node)
        for each in wanted(line)
        if isinstance(each.node, tree.Name) and each.node.text in here.values and each.want != CUE
    }
    for span in sorted(names, reverse=True):
        if span.line == line.span.line:
            start, end = span.column - line.span.column, span.end_column - line.span.column
            text = text[:start] + spoken(names[span]) + text[end:]
    return text


def quantifier(line: tree.Check) -> Quantifier:
    """What a line means by what it says and leaves unsaid."""
    if isinstance(line.window, tree.AtEnd):
        return "at-end"
    if line.quantifier is not None:
        return line.quantifier
    if isinstance(line.condition, tree.Count) and line.condition.bound == "at most":
        return "always"
    match line.window:
        case tree.Within() | tree.Until():
            return "eventually"
        case tree.During() | tree.For():
            return "always"
    return "eventually" if happens(line.condition) else "now"


def happens(node: tree.Condition) -> bool:
    """Whether a condition speaks of something that happens in a moment rather than of a state."""
    return any(isinstance(atom, tree.Event | tree.Count | tree.Says) for atom in atoms(node))


def _within(line: tree.Check, here: Here) -> int | None:
    match line.window:
        case tree.Within(length=length) | tree.For(length=length):
            return here.ticks(length, 0)
    return None


def _until(line: tree.Check, here: Here) -> tuple[int | None, schedule.Since]:
    return here.moment(line.window.moment) if isinstance(line.window, tree.Until) else (None, "run")
