"""The ids of the elements of the report. A scenario's own is a word, and what it holds has a path below it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping


def slugs(names: Iterable[str]) -> list[str]:
    """An id for each scenario, made of its name; of two that would be the same the second gets a number."""
    found: list[str] = []
    for name in names:
        bare = name.removesuffix(".town").removesuffix(".json")
        plain = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode()
        words = re.findall(r"[a-z0-9]+", plain.lower())
        slug = "-".join(words) or "scenario"
        number, wanted = 1, slug
        while slug in found or slug in TAKEN:
            number += 1
            slug = f"{wanted}-{number}"
        found.append(slug)
    return found


TAKEN = frozenset({"overview", "scenarios", "top"})
"""Ids of the page itself."""


class Anchors:
    """Where the lines of one scenario are found: those of its story by number, those of its files by file and line."""

    def __init__(self, slug: str, shown: Mapping[str, int]) -> None:
        self.slug = slug
        self._files = {file: number for number, file in enumerate(shown, 1)}
        self._shown = shown
        """By file, how many of its lines are shown; what is not shown cannot be led to."""

    def story(self, number: int) -> str:
        """Of a line of the transcript."""
        return f"{self.slug}/story/{number}"

    def script(self, file: str, line: int) -> str:
        """Of a line of a script; nothing if it is not shown."""
        if not 1 <= line <= self._shown.get(file, 0):
            return ""
        return f"{self.slug}/script/{self._files[file]}/{line}"
