"""Ids: paths of names, numbered by kind, so that they survive whatever is added around them.

Lines that the town does not notice (mark, narrate, prompt) are named by what they say: one more of them changes no
other's id, and so not a byte of the transcript but its own line.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final

from dsl import tree
from dsl.letters import is_of_word

WORDS: Final = 4
"""So many words of a note are in its id."""

KINDS: Final[Mapping[type, str]] = {
    tree.Mark: "mark",
    tree.Narrate: "narrate",
    tree.Prompt: "prompt",
    tree.Dialogue: "say",
    tree.Play: "play",
    tree.Direct: "direct",
    tree.Nudge: "nudge",
    tree.Hold: "hold",
    tree.Release: "release",
    tree.Set: "set",
    tree.Give: "give",
    tree.Take: "take",
    tree.Place: "place",
    tree.Enter: "enter",
    tree.Exit: "exit",
    tree.TriggerPerturbation: "trigger",
    tree.Wait: "wait",
    tree.WaitUntil: "wait",
    tree.If: "if",
    tree.Choose: "choose",
}


def kind_of(line: tree.Line) -> str:
    """The word by which lines of this kind are numbered; checks by their own."""
    return line.kind if isinstance(line, tree.Check) else KINDS.get(type(line), "line")


def part_of(line: tree.Line, counts: dict[str, int]) -> str:
    """The last part of a line's id, `direct-2` or `mark-a-new-face`; `counts` are those of its block so far."""
    kind = kind_of(line)
    if isinstance(line, tree.Mark | tree.Narrate | tree.Prompt):
        kind = f"{kind}-{opening(line.text.text)}"
        if kind not in counts:
            counts[kind] = 1
            return kind
    counts[kind] = count = counts.get(kind, 0) + 1
    part = f"{kind}-{count}"
    counts.setdefault(part, 1)
    return part


def opening(text: str) -> str:
    """The first words of a text, as part of an id."""
    return "-".join(kebab(text).split("-")[:WORDS])


def kebab(text: str) -> str:
    """A title as an id: `A Coffee Too Dear` is `a-coffee-too-dear`. Accents of Latin letters go, all others stay."""
    plain = "".join(_unaccented(c) for c in unicodedata.normalize("NFC", text))
    words = "".join(c if is_of_word(c) and c != "_" else " " for c in plain.casefold())
    return "-".join(words.split()) or "untitled"


def _unaccented(letter: str) -> str:
    if not (letter < "\u0250" or "\u1e00" <= letter < "\u1f00"):  # The blocks of Latin letters.
        return letter
    return "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
