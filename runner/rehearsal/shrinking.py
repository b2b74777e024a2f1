"""The smallest script in which a check still fails: statements, cues and people are dropped for as long as it does.

Hierarchical delta debugging (Misherghi and Su 2006, "HDD: hierarchical delta debugging") over lines and what is
indented under them: the outermost first, large groups before small ones, then further in, until nothing can be spared.
What is left is minimal in this sense: no line can be dropped any more, with all that stands under it, and the failure
stay.
"""

from collections.abc import Callable, Sequence

import msgspec

from runner.rehearsal.pinning import block_of, indentation

Fails = Callable[[str], bool]
"""Whether a script can be performed and the check still fails in it."""


class Shrunk(msgspec.Struct, frozen=True):
    """What is left, and how many scripts were tried on the way."""

    text: str
    tried: int


def shrunk(text: str, fails: Fails) -> Shrunk:
    """The script without anything that the failure does not need; `fails(text)` must hold to begin with."""
    trial = _Trial(fails)
    lines = _without_comments(text.split("\n"))
    while True:
        before = lines
        for depth in sorted({indentation(line) for line in lines if line.strip()}):
            lines = _spared(lines, depth, trial)
        if lines == before:
            return Shrunk(_tidied(lines), trial.count)


class _Trial:
    """Asks, counts, and asks nothing twice."""

    def __init__(self, fails: Fails) -> None:
        self.fails = fails
        self.known: dict[str, bool] = {}
        self.count = 0

    def __call__(self, lines: Sequence[str]) -> bool:
        text = "\n".join(lines)
        if text not in self.known:
            self.count += 1
            self.known[text] = self.fails(text)
        return self.known[text]


def _spared(lines: list[str], depth: int, trial: _Trial) -> list[str]:
    """The lines without the units of one depth that can be spared: half of them at once, a quarter, … each."""
    size = max(1, len(_units(lines, depth)) // 2)
    while size:
        at = 0
        while at < len(units := _units(lines, depth)):
            candidate = _without(lines, units[at : at + size])
            if trial(candidate):
                lines = candidate
            else:
                at += size
        size //= 2
    return lines


def _units(lines: Sequence[str], depth: int) -> list[range]:
    """The lines that are indented so far, each with what stands under it."""
    return [block_of(lines, n) for n, line in enumerate(lines) if line.strip() and indentation(line) == depth]


def _without(lines: Sequence[str], dropped: Sequence[range]) -> list[str]:
    gone = {number for block in dropped for number in block}
    return [line for number, line in enumerate(lines) if number not in gone]


def _without_comments(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if not line.lstrip().startswith("#")]


def _tidied(lines: Sequence[str]) -> str:
    """No two blank lines in a row, none at the ends."""
    kept = [line for n, line in enumerate(lines) if line.strip() or (n and lines[n - 1].strip())]
    return "\n".join(kept).strip("\n") + "\n"
