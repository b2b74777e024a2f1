"""A golden that is of no run as it stands: edited by hand, or decided about in parts. Its record tells which lines."""

from typing import Final

import msgspec

from runner.rehearsal.drift.attributing import Cause, first_line, told_alike
from runner.rehearsal.drift.edit import Edit, Spot
from runner.rehearsal.drift.explained import Share
from runner.rehearsal.drift.take import Take, same
from runner.rehearsal.golden import closing
from runner.rehearsal.passages import differing, of_other_runs, parts, told_apart

BY_HAND: Final = "What was approved, performed again, has the other line, and so has its record"
AS_TODAY: Final = "All of it is told as it is told today; only the digests at the end are of an older run"
ELSEWHERE: Final = "Of another run than its record: {}"


class Patch(msgspec.Struct, frozen=True):
    """What is to be said of the golden, and the passages in which today's story differs from it for other reasons."""

    share: Share
    left: tuple[str, ...]

    def concerns(self, cause: Cause) -> bool:
        """Whether a cause has a part in what differs."""
        return cause.takes is not None and any(
            each in self.left for each in told_apart(cause.takes[0].text, cause.takes[1].text)
        )


def patched(golden: str, old: Take, base: Take, today: str, name: str) -> Patch | None:
    """In what a golden is not the run of its record; None where it is that run, or where that is not known.

    `base` is the run of the record, performed again; `today` is the transcript of today.
    """
    if not same(old, base) or not told_alike(old, base) or old.engine != base.engine:
        return None
    apart = differing(base.text, golden)
    others = of_other_runs(golden)
    if not apart or not (others or _claims(golden, base.text) or closing(golden) == closing(base.text)):
        return None
    told = {*told_apart(base.text, golden)}
    left = tuple(each for each in told_apart(golden, today) if each not in told)
    if others:
        names = ", ".join(f"#{each}" for each in apart)
        notes = (ELSEWHERE.format(names), "" if told_apart(golden, today) else AS_TODAY)
        return Patch(Share("in part", note=". ".join(filter(None, notes)), passages=tuple(apart)), left)
    return Patch(Share("golden", edit=_edit(base.text, golden, name), note=BY_HAND, passages=tuple(apart)), left)


def _claims(golden: str, base: str) -> bool:
    """Whether a golden says that it is of this very run: of the seed, the values, the script and the town."""
    one, other = parts(golden).header, parts(base).header
    return (one[1:2], one[3:4]) == (other[1:2], other[3:4])


def _edit(base: str, golden: str, name: str) -> Edit | None:
    """The first line that was edited: as it was performed, and as it stands there."""
    found = first_line(golden, base)
    if found is None:
        return None
    was, now = (Spot(name, found.line, 1, line) if line else None for line in (found.now, found.was))
    return Edit("", was, now)
