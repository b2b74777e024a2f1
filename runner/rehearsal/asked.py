"""The options of `townlet rehearse`, read: `--seeds 1..20,42` and `--vary spike=120%,155%`."""

import re
from collections.abc import Sequence
from typing import Final

from dsl.diagnostic import Diagnostic
from runner.rehearsal.plan import MOST_CELLS, Wanted
from runner.trouble import trouble
from runner.typed import typed

RANGE: Final = re.compile(r"([0-9]+)(?:\.\.([0-9]+))?")
DIGITS: Final = 12
"""A seed has no more: that is what a script can say."""


def wanted(seeds: str | None, vary: Sequence[str]) -> Wanted | Diagnostic:
    """What is asked for instead of what scripts say, or what is wrong with it."""
    found = _seeds(seeds) if seeds is not None else None
    if isinstance(found, Diagnostic):
        return found
    varied: dict[str, tuple[str, ...]] = {}
    for each in vary:
        name, equals, values = each.partition("=")
        split = tuple(value.strip() for value in values.split(",") if value.strip())
        if not (name.strip() and equals and split):
            return trouble(
                "TN015", "--vary", f"`{each}` gives no parameter any values", "Write `--vary spike=120%,155%`"
            )
        varied[name.strip()] = tuple(dict.fromkeys((*varied.get(name.strip(), ()), *split)))
    return Wanted(found, varied if vary else None)


def _seeds(text: str) -> tuple[int, ...] | Diagnostic:
    seeds: list[int] = []
    for part in text.split(","):
        found = RANGE.fullmatch(part.strip())
        if found is None:
            return _wrong(
                f"I cannot read the seeds `{part.strip() or text}`", "Write numbers and ranges: `--seeds 1..20,42`"
            )
        if max(len(found[1]), len(found[2] or "")) > DIGITS:
            return _wrong(f"The seeds `{part.strip()}` are too large", f"A seed has up to {DIGITS} digits")
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            return _wrong(f"The seeds `{part.strip()}` run backwards", f"Write `{last}..{first}`")
        if last - first + 1 + len(seeds) > MOST_CELLS:
            return _wrong(f"`{text}` are more than {MOST_CELLS:,} seeds", "Fewer of them tell as much")
        seeds += range(first, last + 1)
    return tuple(seeds)


def _wrong(message: str, hint: str) -> Diagnostic:
    return trouble("TN032", "--seeds", message, hint)


def again(names: Sequence[str], seeds: str | None, vary: Sequence[str]) -> str:
    """The command that rehearses the same again."""
    words = [*names, *(["--seeds", seeds] if seeds else []), *(word for each in vary for word in ("--vary", each))]
    return " ".join(["townlet rehearse", *map(typed, words)])
