"""What a town cannot bear: more set off at one moment than may be under way at once."""

from collections.abc import Iterator
from typing import Final

from dsl import tree
from dsl.diagnostic import Diagnostic
from dsl.script import Script, lines_of
from dsl.walk import Body, blocks, every_line

LIMIT: Final = 2
"""See `townlet.circumstances.perturbations`; a test holds the two together."""

INSTANT: Final = (
    tree.Mark | tree.Narrate | tree.Prompt | tree.Dialogue | tree.Nudge | tree.Hold | tree.Release | tree.Set
    | tree.Give | tree.Take | tree.Place | tree.Check
)  # fmt: skip
"""Lines after which a block goes on in the same tick, whatever happens."""


def at_once(script: Script) -> Iterator[Diagnostic]:
    """A third `trigger` of one block with nothing before it that takes time: one of them is turned away for certain.

    How long each lasts is no matter, for they begin in the same tick.
    """
    vignettes = (each.body for file in script.files for each in file.vignettes)
    for body in (lines_of(script.scenario), *vignettes):
        yield from _in_block(body)
        for line in every_line(body):
            for block in blocks(line):
                yield from _in_block(block)


def _in_block(block: Body) -> Iterator[Diagnostic]:
    before: list[tree.TriggerPerturbation] = []
    for line in block:
        if isinstance(line, tree.TriggerPerturbation):
            if len(before) >= LIMIT:
                yield _too_many(line, before)
            before.append(line)
        elif not isinstance(line, INSTANT):
            before.clear()


def _too_many(line: tree.TriggerPerturbation, before: list[tree.TriggerPerturbation]) -> Diagnostic:
    return Diagnostic(
        "TN413",
        "The town bears two disturbances at a time, and this block sets off more of them at one moment",
        line.span,
        label="one too many",
        severity="warning",
        secondary=tuple((each.span, "at the same moment") for each in before[:LIMIT]),
        hint="Put a `wait` before it that is as long as one of the others, or take one out",
    )
