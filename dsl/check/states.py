"""`Ida is hungry`, `cafe is closed`: how somebody or something is, said without a figure."""

from typing import Final

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.names import Scope
from dsl.source import Span

FEELINGS: Final = {
    "hungry": "hunger below 30%", "starving": "hunger below 10%", "full": "hunger above 80%",
    "tired": "energy below 30%", "sleepy": "energy below 30%", "awake": "energy above 60%",
    "rested": "energy above 80%", "dirty": "hygiene below 30%", "clean": "hygiene above 80%",
    "happy": "mood above 60%", "glad": "mood above 60%", "sad": "mood below 40%", "unhappy": "mood below 40%",
    "angry": "mood below 40%", "rich": "wallet above 20 coins", "poor": "wallet below 2 coins",
    "broke": "wallet below 1 coin",
}  # fmt: skip
"""By word, what is compared instead; the figure is only an example."""

ELSEWHERE: Final = {
    "gone": "whether somebody left is asked as an event: `event exited by {0}`",
    "away": "whether somebody left is asked as an event: `event exited by {0}`",
    "offstage": "whether somebody left is asked as an event: `event exited by {0}`",
    "alone": "who is with somebody is asked of both: `not anyone is near {0}`",
    "open": "whether `{0}` is open cannot be asked; who is there can: `anyone is at {0}`",
    "closed": "whether `{0}` is open cannot be asked; who is there can: `anyone is at {0}`",
    "shut": "whether `{0}` is open cannot be asked; who is there can: `anyone is at {0}`",
    "empty": "who is there is asked of people: `not anyone is at {0}`",
    "busy": "how many wait for an object can be asked: `shower-1's queue at least 2`",
}


def state(atom: tree.Compare, scope: Scope) -> bool:
    """Whether a comparison says of a person, a place or an object how they are, in a word."""
    match atom:
        case tree.Compare(subject=tree.Name(text=subject), operator="is", value=tree.Name()):
            known = scope.kind_of(subject, ("agent", "place", "thing")) is not None
            return known and subject not in scope.parameters
    return False


def of_state(subject: tree.Name, value: tree.Name, scope: Scope) -> Diagnostic:
    """What is meant by `Ida is cafe`, `Ida is barista`, `Ida is hungry`."""
    message = f"I cannot compare `{subject.text}` as such"
    kind = scope.kind_of(value.text, ("place", "job", "agent", "thing"))
    person = scope.kind_of(subject.text, ("agent",)) is not None
    if person and kind == "place":
        return _instead("Where somebody is, is said with `at`", value, "at ", insert=True)
    if person and kind in ("agent", "thing"):
        return _instead("Whom or what somebody is near is said with `near`", value, "near ", insert=True)
    if person and kind == "job":
        span = subject.span.after()
        span = Span(span.file, span.line, span.column, value.span.end_line, value.span.end_column)
        meant = f" works as {value.text}"
        return Diagnostic("TN226", "What somebody works as is asked so", value.span,
                          label=f"did you mean `{meant.strip()}`?", fix=Fix(span, meant))  # fmt: skip
    if person and value.text == "working":
        return _instead("Whether somebody is at work is said with `at`", value, "at work")
    if person and value.text in FEELINGS:
        hint = f"Say how much, for example `{subject.text}'s {FEELINGS[value.text]}`"
        return Diagnostic("TN226", message, value.span, label="how much is that?", hint=hint)
    if value.text in ELSEWHERE:
        hint = ELSEWHERE[value.text].format(subject.text)
        return Diagnostic("TN226", message, value.span, label="nothing I can look at", hint=hint[0].upper() + hint[1:])
    hint = f"For example: `{subject.text}'s mood above 60%`, `{subject.text} is at cafe`"
    if not person:
        hint = f"Of a place: `{subject.text}'s prices above 100%`; of an object: `{subject.text}'s queue at least 2`"
    return Diagnostic("TN226", message, subject.span, label="what about it?", hint=hint)


def _instead(message: str, value: tree.Name, text: str, insert: bool = False) -> Diagnostic:
    span = value.span
    here = Span(span.file, span.line, span.column, span.line, span.column) if insert else span
    meant = text + value.text if insert else text
    return Diagnostic("TN226", message, span, label=f"did you mean `{meant}`?", fix=Fix(here, text))
