"""What was meant by a name that nothing has: words of plain English, and parts of longer names."""

from collections.abc import Sequence
from typing import Final

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.vocabulary import Kind

IN_WORDS: Final = {
    "ten": 10, "five": 5, "two": 2, "three": 3, "four": 4, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60,
}  # fmt: skip


def said_otherwise(name: tree.Name, kinds: tuple[Kind, ...]) -> Diagnostic | None:
    """A word that has a meaning of its own where a name is wanted: `give coins to Ida`, `go to work`."""
    if name.text in ("coins", "coin", "money") and "item" in kinds:
        hint = "Money is counted: `2 coins`. In the cast it stands by itself, without `carries`"
        message = f"`{name.text}` want a number before them"
        return Diagnostic("TN225", message, name.span, label="how many?", hint=hint)
    if name.text == "work" and "place" in kinds:
        hint = "To go to work and work there is `work`: `direct Kai to work`"
        return Diagnostic("TN210", "`work` is no place: everybody works where their job is", name.span, hint=hint)
    if name.text == "job" and kinds == ("item",):
        hint = "Ask `Kai works as barista`, or `Kai has no job`"
        return Diagnostic("TN204", "A job is no item", name.span, label="which job?", hint=hint)
    return None


def part_of(word: str, candidates: Sequence[str]) -> list[str]:
    """The longer names that a word is a part of: `ivy` of `ivy-house`, `bed` of `red-house-bed`."""
    return [each for each in candidates if word in each.split("-") and each != word]


def in_words(name: tree.Name, kinds: tuple[Kind, ...]) -> Diagnostic | None:
    """`wait ten`"""
    if kinds != ("duration",) or name.text not in IN_WORDS:
        return None
    meant = f"{IN_WORDS[name.text]} ticks"
    message = f"`{name.text}` is no figure, and a length of time is wanted here"
    return Diagnostic("TN221", message, name.span, label=f"did you mean `{meant}`?", fix=Fix(name.span, meant))
