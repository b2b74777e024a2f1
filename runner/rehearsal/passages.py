"""A transcript in its parts: header, passages, verdicts, closing line. A passage is what stands under one mark.

    coffee-too-dear                the whole
    coffee-too-dear#three-coins    the passage under `== Three coins? ==`
    coffee-too-dear#verdicts       what became of the checks, and the closing line

What stands before the first mark is `#beginning`. Of two marks that are called alike the second is `#dinner-2`.
"""

import re
import unicodedata
from typing import Final

import msgspec

BEGINNING: Final = "beginning"
VERDICTS: Final = "verdicts"
REASON: Final = "# because: "
"""How a line of the header begins that says why a golden was accepted."""
NOT_OF_IT: Final = "# not of this run: "
"""How the line of the header begins that names the passages of another run: a story was decided about in parts."""

UNKEPT: Final = re.compile(r"(failed|unknown|untested) +(day \d+ )?\d\d:\d\d  expect ")
"""How the verdict on a promise begins that was not kept; of a hope there is more in its line."""


class Parts(msgspec.Struct, frozen=True):
    """The lines of a transcript by part, its passages by name in their order. Joined they are the text."""

    header: tuple[str, ...]
    passages: dict[str, tuple[str, ...]]

    @property
    def text(self) -> str:
        """The transcript again."""
        lines = [*self.header, *(line for passage in self.passages.values() for line in passage)]
        return "\n".join(lines) + "\n"


def parts(text: str) -> Parts:
    """Take a transcript apart."""
    lines = text.removesuffix("\n").split("\n")
    head = next((n for n, line in enumerate(lines) if not line.startswith("# ")), len(lines))
    passages: dict[str, list[str]] = {BEGINNING: []}
    name = BEGINNING
    for number, line in enumerate(lines[head:], head):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if (not line and following.startswith(("== ", "-- Verdicts"))) or _is_closing(line, following, name):
            name = _unused(_slug(following), passages) if following.startswith("== ") else VERDICTS
            passages.setdefault(name, [])
        passages[name].append(line)
    return Parts(tuple(lines[:head]), {name: tuple(passage) for name, passage in passages.items() if passage})


def merged(golden: str, new: str, passage: str) -> str:
    """The golden with one passage of another transcript in the place of its own; the header stays that of the golden.

    A passage that only one of them has is put in, or taken out; it stands where its neighbours in `new` stand.
    """
    old, other = parts(golden), parts(new)
    kept = dict(old.passages)
    if passage not in other.passages:
        kept.pop(passage, None)
    else:
        kept[passage] = other.passages[passage]
    return Parts(old.header, _in_order(kept, [*other.passages], [*old.passages])).text


def with_reason(text: str, before: str, because: str) -> str:
    """The transcript with the reasons of the golden before it, and one more, at the end of its header.

    That golden may be damaged: a reason counts if its line is whole, wherever it stands.
    """
    found = parts(text)
    own = [line for line in found.header if not line.startswith(REASON)]
    earlier = [line for line in before.split("\n")[:-1] if line.startswith(REASON)]
    reasons = [*earlier, *([REASON + " ".join(because.split())] if because.strip() else [])]
    return Parts((*own, *reasons), found.passages).text


def of_other_runs(text: str) -> tuple[str, ...]:
    """The passages that are not of the run that a header is of, because a story was decided about in parts."""
    lines = (line.removeprefix(NOT_OF_IT) for line in parts(text).header if line.startswith(NOT_OF_IT))
    return tuple(name.removeprefix("#") for line in lines for name in line.split(", "))


def with_another(text: str, passage: str) -> str:
    """The transcript, with a word in its header that a passage is of another run."""
    found = parts(text)
    names = [*dict.fromkeys([*of_other_runs(text), passage])]
    own, reasons = ([line for line in found.header if line.startswith(REASON) == is_one] for is_one in (False, True))
    own = [line for line in own if not line.startswith(NOT_OF_IT)]
    mark = NOT_OF_IT + ", ".join(f"#{name}" for name in names)
    return Parts((*own, mark, *reasons), found.passages).text


def told_apart(one: str, other: str) -> list[str]:
    """The passages that are told otherwise; the digests in the closing line tell nothing."""
    return differing(*(text.rstrip("\n").rpartition("\n")[0] + "\n" for text in (one, other)))


def differing(golden: str, new: str) -> list[str]:
    """The names of the passages that are not the same, in the order of the newer."""
    old, other = parts(golden).passages, parts(new).passages
    gone = [name for name in old if name not in other]
    return [name for name in other if old.get(name) != other[name]] + gone


def untold(new: str, told: str, golden: str) -> int:
    """The number (from 1) of the first line of a story that waits which nobody performed or approved; 0 if all were.

    A passage is the one that was `told`, or that of the golden, where the new one was rejected; they stand as told.
    """
    found, run, old = (parts(text).passages for text in (new, told, golden))
    number = len(parts(new).header) + 1
    for name, passage in found.items():
        if passage not in (run.get(name), old.get(name)):
            return number + _common(passage, run.get(name) or old.get(name) or ())
        number += len(passage)
    is_whole = all(name in found for name in run if name in old)
    is_in_order = [name for name in found if name in run] == [name for name in run if name in found]
    return 0 if is_whole and is_in_order else len(parts(new).header) + 1


def unkept(text: str) -> tuple[str, ...]:
    """The verdicts of a transcript that fail the run, without where they come from."""
    foot = parts(text).passages.get(VERDICTS, ())
    return tuple(line.rpartition("  ‹")[0].rstrip() for line in foot if UNKEPT.match(line))


def _common(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """With how many lines both begin; never all of the first."""
    alike = next((n for n, (mine, theirs) in enumerate(zip(one, other, strict=False)) if mine != theirs), len(other))
    return min(alike, len(one) - 1)


def _in_order(kept: dict[str, tuple[str, ...]], new: list[str], old: list[str]) -> dict[str, tuple[str, ...]]:
    """In the order of the newer; what only the older has comes after what it came after there."""
    order = [name for name in new if name in kept]
    for name in (name for name in old if name in kept and name not in order):
        before = old[: old.index(name)]
        at = max((order.index(each) + 1 for each in before if each in order), default=0)
        order.insert(at, name)
    return {name: kept[name] for name in order}


def _is_closing(line: str, following: str, name: str) -> bool:
    """Whether the closing line comes next, of a transcript without verdicts."""
    return not line and name != VERDICTS and following.startswith("-- ") and ", state " in following


def _slug(heading: str) -> str:
    """`== Three coins? ==` → `three-coins`; letters of every script are kept."""
    words = unicodedata.normalize("NFC", heading.strip("= ")).casefold()
    return "-".join(re.findall(r"\w+", words)) or "mark"


def _unused(name: str, taken: dict[str, list[str]]) -> str:
    number, found = 1, name
    while found in taken or found in (BEGINNING, VERDICTS):
        number += 1
        found = f"{name}-{number}"
    return found
