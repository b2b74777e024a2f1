"""Did you mean …? The nearest of the words that would have been understood."""

import unicodedata
from collections.abc import Iterable, Sequence

LEAST_PART = 4
"""A part of a word says which one is meant only if it has so many letters."""


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate closest to `word`, or None if none is close enough (a third of its letters may differ).

    Case, accents, hyphens, underscores and spaces do not count. Between equals the one with the same first
    letter wins, then the one that comes first.
    """
    plain = _plain(word)
    if not plain:
        return None
    best, closest = None, (max(1, (len(plain) + 1) // 3) + 1, False)
    for candidate in candidates:
        other = _plain(candidate)
        if abs(len(other) - len(plain)) <= closest[0]:
            distance = edits(plain, other), plain[0] != other[:1]
            if distance < closest and distance[0] < max(len(plain), len(other)):
                best, closest = candidate, distance
    return best


def nearest_name(word: str, candidates: Sequence[str]) -> str | None:
    """The nearest, or else the only one that the word is a part of or that is a part of it: `table-1`, `the-cafe`."""
    found = nearest(word, candidates)
    if found is not None:
        return found
    parts = _parts(word)
    if len("".join(parts)) < LEAST_PART:
        return None
    holding = [candidate for candidate in candidates if _holds(_parts(candidate), parts)]
    return holding[0] if len(holding) == 1 else None


def _parts(word: str) -> list[str]:
    return [part for part in map(_plain, word.split("-")) if part]


def _holds(whole: list[str], parts: list[str]) -> bool:
    """Whether one is a run of the other's parts, or begins it."""
    short, long = sorted((whole, parts), key=len)
    run = any(long[at : at + len(short)] == short for at in range(len(long) - len(short) + 1))
    begins = len(whole) == len(parts) == 1 and whole[0].startswith(parts[0])
    return bool(short) and (run or begins)


def alike(word: str, other: str) -> bool:
    """Whether two words differ in nothing that counts: only in case, accents, hyphens and spaces."""
    return _plain(word) == _plain(other)


def edits(one: str, other: str) -> int:
    """How many letters must be inserted, dropped, changed or swapped with a neighbour between the two.

    Optimal string alignment distance (Damerau 1964; Boytsov 2011, section 2.1).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, target in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _plain(word: str) -> str:
    if word.isascii():
        return word.casefold().translate(_LEFT_OUT)
    decomposed = unicodedata.normalize("NFKD", word.casefold()).replace("ı", "i")
    return "".join(c for c in decomposed if c not in "-‐‑–—_ ’'ʼ" and not unicodedata.combining(c))


_LEFT_OUT = str.maketrans("", "", "-_ '")
