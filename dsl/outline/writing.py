"""What is written for a scenario, in figures: every line of it once, those of the vignettes it plays included."""

from collections.abc import Iterable, Iterator

import msgspec

from dsl.outline.steps import steps_of
from dsl.outline.words import words
from townlet import actions as a
from townlet import schedule as s

Place = tuple[str, int, int]
"""A file, a line and a column."""


class Amount(msgspec.Struct, frozen=True):
    """So many lines, and the words in them."""

    lines: int = 0
    words: int = 0


class Writing(msgspec.Struct, frozen=True):
    """What somebody wrote. `words` are those of the three that the audience reads; a prompt is for the operator."""

    narration: Amount
    dialogue: Amount
    marks: Amount
    prompts: Amount
    words: int
    cues: int  # Those of the vignettes that are played included, and
    vignettes: int  # different ones that are played,
    plays: int  # and the places where.
    assumes: int
    expects: int
    hopes: int


def writing(schedule: s.Schedule) -> Writing:
    """The figures of a schedule. A line that is played in two places, or said by two, was written once."""
    steps = [*_once(_all(schedule), schedule)]
    asked = [step.action for step in steps if isinstance(step, s.Ask)]
    narration = _amount(each.text for each in asked if isinstance(each, a.Narrate))
    dialogue = _amount(each.text for each in asked if isinstance(each, a.Say))
    marks = _amount(each.text for each in asked if isinstance(each, a.Mark))
    checks = [*schedule.checks, *(step.check for step in steps if isinstance(step, s.Judge))]
    plays = [step.vignette for step in steps if isinstance(step, s.Play)]
    return Writing(
        narration=narration,
        dialogue=dialogue,
        marks=marks,
        prompts=_amount(each.text for each in asked if isinstance(each, a.Prompt)),
        words=narration.words + dialogue.words + marks.words,
        cues=len({*_cues(schedule)}),
        vignettes=len({*plays}),
        plays=len(plays),
        assumes=len(schedule.assumes) + sum(isinstance(step, s.Assume) for step in steps),
        expects=sum(check.severity == "expect" for check in checks),
        hopes=sum(check.severity == "hope" for check in checks),
    )


def _all(schedule: s.Schedule) -> Iterator[s.Step]:
    yield from schedule.stage
    for cue in schedule.cues:
        yield from steps_of(cue.block)


def _cues(schedule: s.Schedule) -> Iterator[Place]:
    """Where each cue is written: that of a vignette which is played in two places is met twice."""
    plays = (step for step in _all(schedule) if isinstance(step, s.Play))
    for cue in (*schedule.cues, *(cue for play in plays for cue in play.cues)):
        yield _place(cue.id, schedule) or (cue.id, 0, 0)


def _once(steps: Iterable[s.Step], schedule: s.Schedule) -> Iterator[s.Step]:
    """Each line of the text once; steps that stand nowhere, being made by the compiler, are left out."""
    seen: set[Place] = set()
    for step in steps:
        name = step.check.id if isinstance(step, s.Judge) else getattr(step, "id", "")
        where = _place(name, schedule)
        if where is not None and where not in seen:
            seen.add(where)
            yield step


def _place(name: str, schedule: s.Schedule) -> Place | None:
    place = schedule.places.get(name)
    return (place.file, place.line, place.column) if place is not None else None


def _amount(texts: Iterable[str]) -> Amount:
    found = [*texts]
    return Amount(len(found), sum(map(words, found)))
