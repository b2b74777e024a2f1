"""What is put around the fragments of the pages, so that each is whole.

FRAME of a `town` example: none, or `scenario`, `cue`, `cast`, `rehearse`, `personality`, `item`; of a `yaml` example:
none, or `patch`, which is laid over the small town below (`patched` says how).
"""

from collections.abc import Iterator
from itertools import pairwise
from textwrap import indent
from typing import Final

from dsl.page import Example

HEAD: Final = """\
{before}scenario "A Page":
    town: riverside
    clock: 09:00
    length: 60 ticks
    seed: 1
    streams: gossip

    cast:
        Ida: balanced, at cafe, 6 coins
        Per: balanced, at cafe, 6 coins
{cast}
    at start as overture:
        choose from gossip:
            50%: mark "Heads"
            50%: mark "Tails"

{body}"""
"""The overture draws from the one stream, so that nobody need say that nothing does."""

FRAMES: Final[dict[str, tuple[dict[str, str], str, int]]] = {
    "scenario": ({}, "body", 4),
    "cue": ({"lead": "    at tick 5 as hello:\n"}, "body", 8),
    "cast": ({}, "cast", 8),
    "rehearse": ({"lead": "    rehearse:\n"}, "body", 8),
    "personality": ({"lead": "personality shy:\n", "cast": "        Nell: shy, at cafe, 6 coins\n"}, "before", 4),
    "item": (
        {
            "lead": "item lamp:\n",
            "cast": "        Nell:\n            personality: balanced\n            starts: cafe\n"
            "            carries: 1 lamp\n",
        },
        "before",
        4,
    ),
}
"""By frame: what else is in the scenario, where the fragment goes, and how far in."""

TOWN: Final = """\
town: hamlet
title: The Hamlet
grid: [12, 6]
rent: 1 coin
beginning: {hunger: 62%, hygiene: 70%, energy: 80%, wallet: 6 coins}
pace: {hunger: 8.4% an hour, hygiene: 3.6% an hour, energy: 4.2% an hour}
barriers:
  - title: the pond
    tiles: [9, 4, 2, 2]
places:
  cottage:
    kind: home
    tiles: [0, 0, 3, 3]
    door: [2, 2]
  inn:
    kind: inn
    tiles: [5, 0, 4, 3]
    door: [5, 2]
    hours: 07:00-22:00
    sells:
      pie: {stock: 3}
objects:
  cot: {type: bed, place: cottage, tile: [0, 0]}
affordances:
  bed:
    rest: {lasts: 8 hours, effects: {energy: +96%}}
items:
  pie: {price: 2 coins, edible: yes, effects: {hunger: +50%}}
jobs:
  cook: {place: inn, shift: 07:00-15:00, wage: 8 coins}
names: [Amara, Tomas]
"""


def whole(example: Example) -> str:
    """The script or town file that an example stands for."""
    if example.language == "yaml":
        return patched(TOWN, example.text) if example.frame == "patch" else example.text
    if not example.frame:
        return example.text
    more, where, depth = FRAMES[example.frame]
    text = more.get("lead", "") + indent(example.text, " " * depth) + ("\n" if where == "before" else "")
    return HEAD.format_map({"before": "", "cast": more.get("cast", ""), "body": ""} | {where: text})


def patched(base: str, patch: str) -> str:
    """A town file with a patch laid over it, line by line, so that a patch need not be sound YAML.

    What stands under a key of the base gives way to what stands under the same key of the patch; where both have keys
    under it, indented alike, this goes on inside. Keys that the base does not have come at the end of their block.
    """
    under, over = [*_entries(base)], [*_entries(patch)]
    if not all(key for key, _ in (*under, *over)):
        return patch
    out = ""
    for key, text in under:
        mine = next((each for each in over if each[0] == key), None)
        if mine is not None:
            over.remove(mine)
        out += text if mine is None else _merged(text, mine[1])
    return out + "".join(text for _, text in over)


def _merged(old: str, new: str) -> str:
    head, _, rest = new.partition("\n")
    below = old.partition("\n")[2]
    if head.endswith(":") and below and rest and _depth(rest) == _depth(below):
        return f"{head}\n{patched(below, rest)}"
    return new


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """The keys at the depth of the first line, each with all its lines; an empty key for what is none."""
    lines, depth = text.splitlines(keepends=True), _depth(text)
    starts = [number for number, line in enumerate(lines) if _depth(line) <= depth] + [len(lines)]
    for start, end in pairwise(starts):
        key, colon, _ = lines[start].strip().partition(":")
        yield (key if colon and not key.startswith("-") else ""), "".join(lines[start:end])


def _depth(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
