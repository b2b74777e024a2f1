"""Ids: paths of names, numbered by kind, so that they survive whatever is added around them."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from dsl import tree

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


def kebab(text: str) -> str:
    """A title as an id: `A Coffee Too Dear` is `a-coffee-too-dear`. Accents go, other letters stay."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain.casefold()).strip("-") or "untitled"
