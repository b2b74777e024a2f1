"""Checks that could not do their work: they cannot fail, cannot hold, or contradict themselves."""

from collections.abc import Iterator

from dsl import tree
from dsl.check.time import fires_often, often
from dsl.diagnostic import Diagnostic
from dsl.lower.checks import happens, quantifier
from dsl.names import Scope
from dsl.script import Script
from dsl.source import Span
from dsl.values import figure, spoken
from dsl.vocabulary import QUALITIES, Quality
from dsl.walk import atoms, conditions, every_line


def checks(script: Script, scope: Scope, line: tree.Line) -> Iterator[Diagnostic]:
    """What is wrong with one check, or with a condition that is asked at one moment."""
    match line:
        case tree.Check():
            yield from _check(line)
        case tree.If():
            yield from _momentary(line.condition, "`if` asks how things stand now")
            yield from _unheard(line.condition)
        case tree.Cue(trigger=tree.While(condition=condition)):
            yield from _momentary(condition, "`while` asks for something that lasts")
            yield from _unheard(condition)
        case tree.Cue() | tree.WaitUntil():
            for condition in conditions(line):
                yield from _unheard(condition)


def _check(line: tree.Check) -> Iterator[Diagnostic]:
    if line.kind == "assume":
        yield from _momentary(line.condition, "`assume` asks how things stand now")
        yield from _plain_assume(line)
        yield from _assumed(line)
        return
    yield from _contradiction(line)
    meant = quantifier(line)
    if meant == "now" and any(isinstance(atom, tree.Changes) for atom in atoms(line.condition)):
        yield Diagnostic(
            "TN602",
            "This is judged at once, when nothing can have changed yet",
            line.condition.span,
            hint="Give it time: `within 10 ticks`, or `at end`",
        )
    elif meant == "always" and _is_event(line.condition):
        yield _always(line)
    yield from _settled(line, meant)


def _is_event(condition: tree.Condition) -> bool:
    return isinstance(condition, tree.Event | tree.Says)


def _always(line: tree.Check) -> Diagnostic:
    return Diagnostic(
        "TN602",
        "An event is over in a moment, so it cannot hold all through",
        line.condition.span,
        hint="`eventually` asks that it happens, `never` that it does not",
    )


def _contradiction(line: tree.Check) -> Iterator[Diagnostic]:
    words = {"always": (tree.AtEnd,), "eventually": (tree.AtEnd, tree.For)}.get(line.quantifier or "", ())
    if line.window is not None and isinstance(line.window, words):
        what = "`at end` asks once" if isinstance(line.window, tree.AtEnd) else "`for` asks all through"
        message = f"`{line.quantifier}` and this do not go together: {what}"
        yield Diagnostic("TN603", message, line.window.span, label="leave out one of the two")


def _plain_assume(line: tree.Check) -> Iterator[Diagnostic]:
    if line.quantifier is not None or line.window is not None:
        span = line.window.span if line.window is not None else line.span
        yield Diagnostic("TN603", "`assume` asks how things stand now, and takes nothing more", span)


def _assumed(line: tree.Check) -> Iterator[Diagnostic]:
    """What always holds need not be assumed, and what never holds blocks for good."""
    match always_so(line.condition):
        case True:
            message = "This cannot fail, so it checks nothing"
            yield Diagnostic("TN601", message, line.condition.span, label=_why(line.condition))
        case False:
            message = "This never holds, so nothing after it in this block is ever played"
            yield Diagnostic("TN607", message, line.condition.span, label=_why(line.condition))


def _momentary(condition: tree.Condition, why: str) -> Iterator[Diagnostic]:
    for atom in atoms(condition):
        if isinstance(atom, tree.Event | tree.Count):
            yield Diagnostic(
                "TN605",
                f"{why}, and an event is over in a moment",
                atom.span,
                hint="`when`, `whenever` and `wait until` wait for events",
            )
        elif isinstance(atom, tree.Changes):
            yield Diagnostic("TN605", f"{why}, when nothing can have changed yet", atom.span)
        elif isinstance(atom, tree.Says):
            yield _narration(atom)


def _unheard(condition: tree.Condition) -> Iterator[Diagnostic]:
    """The town never listens to its narrator."""
    for atom in atoms(condition):
        if isinstance(atom, tree.Says):
            yield _narration(atom)


def _narration(atom: tree.Says) -> Diagnostic:
    return Diagnostic(
        "TN604",
        "What is narrated can only be checked, nothing can depend on it",
        atom.span,
        hint="Only `expect` and `hope` may ask what the narration says",
    )


def _settled(line: tree.Check, meant: str) -> Iterator[Diagnostic]:
    """A figure at or beyond the bounds of its quality settles a comparison for good."""
    truth = always_so(line.condition)
    if truth is None and isinstance(line.condition, tree.Count):
        truth = True if line.condition.bound == "at least" and line.condition.count <= 0 else None
    if truth is None and meant == "eventually" and _only_denies_events(line.condition):
        truth = True
    if truth is None:
        return
    passes = truth != (meant == "never" or line.quantifier == "never")
    message = "This cannot fail, so it checks nothing" if passes else "This can never come true"
    yield Diagnostic("TN601" if passes else "TN602", message, line.condition.span, label=_why(line.condition))


def _only_denies_events(condition: tree.Condition) -> bool:
    """`not event faint`: true the moment it is asked."""
    return isinstance(condition, tree.Not) and happens(condition.part)


def _why(condition: tree.Condition) -> str:
    match condition:
        case tree.Compare(subject=tree.Possessive(quality=quality)):
            want = QUALITIES[quality.text].value
            low = "" if want.low is None else _end(want.kinds[0], want.low)
            high = "" if want.high is None else _end(want.kinds[0], want.high)
            return f"it is between {low} and {high}" if high else f"it is {low} or more"
        case tree.Not():
            return "`never` asks that it does not happen"
    return ""


def _end(kind: str, size: int) -> str:
    nowhere = Span("", 1, 1, 1, 1)
    match kind:
        case "share":
            return spoken(tree.Share(nowhere, size))
        case "coins":
            return spoken(tree.Coins(nowhere, size))
    return str(size)


def always_so(condition: tree.Condition) -> bool | None:
    """Whether a comparison is settled by the bounds of what it compares; None if it is not."""
    match condition:
        case tree.Compare(subject=tree.Possessive(quality=quality)) if quality.text in QUALITIES:
            return _beyond(condition, QUALITIES[quality.text])
        case tree.Not(part=part):
            truth = always_so(part)
            return None if truth is None else not truth
        case tree.And(parts=parts):
            truths = [always_so(part) for part in parts]
            return False if False in truths else True if all(truths) else None
        case tree.Or(parts=parts):
            truths = [always_so(part) for part in parts]
            return True if True in truths else None if None in truths else False
    return None


def _beyond(node: tree.Compare, quality: Quality) -> bool | None:
    if isinstance(node.value, tree.Name | tree.Possessive):
        return None
    low, high, size = quality.value.low, quality.value.high, figure(node.value)
    if (low is not None and size < low) or (high is not None and size > high):
        return None  # This figure is wrong in itself, and said to be.
    match node.operator:
        case "below" if low is not None and size <= low:
            return False
        case "at least" if low is not None and size <= low:
            return True
        case "above" if high is not None and size >= high:
            return False
        case "at most" if high is not None and size >= high:
            return True
    return None


def at_once(script: Script) -> Iterator[Diagnostic]:
    """A bare state outside every cue is judged at the very beginning, which is seldom meant."""
    for line in script.scenario.body if script.scenario is not None else ():
        if isinstance(line, tree.Check) and line.kind != "assume" and quantifier(line) == "now":
            yield Diagnostic(
                "TN606",
                "This is judged once, at the very beginning",
                line.span,
                severity="warning",
                hint="Say when: `always`, `eventually`, `at end`, `within 10 ticks`",
            )


def during(script: Script) -> Iterator[Diagnostic]:
    """`during X` asks for a cue that begins once, like `after X`."""
    bodies = [each.body for file in script.files for each in file.vignettes]
    for body in (*bodies, *((script.scenario.body,) if script.scenario is not None else ())):
        yield from _during(body)


def _during(body: tuple[tree.Line, ...]) -> Iterator[Diagnostic]:
    cues = {
        line.name.text: line
        for line in reversed(body)
        if isinstance(line, tree.Cue) and line.name is not None
    }
    for line in every_line(body):
        if isinstance(line, tree.Check) and isinstance(line.window, tree.During):
            name = line.window.cue
            if name.text in cues and fires_often(cues[name.text]):
                yield often(name, cues[name.text])
