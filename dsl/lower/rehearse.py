"""The rehearse block: kept with the schedule, carried out by the rehearsal."""

from typing import Final, Literal

from dsl import tree
from dsl.lower.conditions import quantity
from dsl.lower.here import Here
from townlet import schedule
from townlet.schedule import Cover, Rehearse

EVERY: Final[tuple[Literal["vignette", "cue", "branch"], ...]] = ("vignette", "cue", "branch")
"""Of what a rehearsal can be asked to have tried every one."""


def rehearse(node: tree.Rehearse | None, here: Here) -> Rehearse:
    """What the writer asked of a rehearsal; the defaults of `Rehearse` where nothing was asked."""
    if node is None:
        return Rehearse()
    plain = schedule.Rehearse()
    return Rehearse(
        seeds=tuple(seed for each in node.seeds for seed in range(each.first, each.last + 1)),
        vary={each.name.text: tuple(here.text_of(value.span) for value in each.values) for each in node.vary},
        golden=node.golden.whole if node.golden is not None else None,
        pass_rate=node.pass_rate.millionths if node.pass_rate is not None else plain.pass_rate,
        compare=tuple(name.text for name in node.compare) or plain.compare,
        ignore=tuple(name.text for name in node.ignore),
        cover=tuple(_cover(each, here) for each in node.cover),
    )


def _cover(node: tree.CoverEvery | tree.CoverValues, here: Here) -> Cover:
    text = here.text_of(node.span)
    if isinstance(node, tree.CoverEvery):
        kind = next(kind for kind in EVERY if kind == node.kind.text)
        return Cover(text, kind, runs=node.runs)
    buckets = tuple((here.figure(bucket.low), here.figure(bucket.high)) for bucket in node.buckets)
    return Cover(text, quantity=quantity(node.subject, here), buckets=buckets)
