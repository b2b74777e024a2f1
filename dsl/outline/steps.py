"""Going through a compiled script: what a cue follows, and all steps of a block with those it plays."""

from collections.abc import Iterator

from townlet import schedule as s


def follows(cue: s.Cue) -> str:
    """The id of the cue that this one comes after, or waits for before it begins to watch; empty if there is none."""
    match cue.trigger:
        case s.AfterCue(cue=name) | s.When(after=name):
            return name
        case _:
            return ""


def steps_of(block: s.Block) -> Iterator[s.Step]:
    """Every step of a block and of the vignettes it plays with their cues, in the order of the file."""
    for step in block:
        yield step
        if isinstance(step, s.Play):
            yield from steps_of(step.block)
            for cue in step.cues:
                yield from steps_of(cue.block)
