"""Counting words, in whatever language a story is written."""

import unicodedata
from typing import Final

JOINING: Final = frozenset("'’-‐‑·\u00ad\u200c\u200d")
"""What stands within a word: `don't`, `merry-go-round`, `col·lecció`; and signs that are not seen."""

POINTS: Final = frozenset(".,:")
"""What stands within a figure: `3.1`, `1,000`, `08:30`."""

SINGLE: Final = (
    (0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9F), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Kana and Chinese characters: no blanks stand between words, and each character is counted for one, as editors do."""


def words(text: str) -> int:
    """How many words a text has.

    A word is a run of letters, figures and the marks upon them. Thai, Lao, Khmer and Burmese, which set blanks between
    phrases, are counted by the phrase.
    """
    count, within = 0, False
    for at, sign in enumerate(text):
        if _is_single(sign):
            count, within = count + 1, False
        elif sign.isalnum():
            count, within = count + (not within), True
        elif not (within and _goes_on(text, at)):
            within = False
    return count


def _is_single(sign: str) -> bool:
    return any(first <= ord(sign) <= last for first, last in SINGLE)


def _goes_on(text: str, at: int) -> bool:
    """Whether a word that has begun goes on through a sign that is no letter."""
    sign, following = text[at], text[at + 1 : at + 2]
    if unicodedata.combining(sign) or unicodedata.category(sign)[0] == "M":
        return True
    if sign in POINTS:
        return text[at - 1].isdigit() and following.isdigit()
    return sign in JOINING and bool(following) and (following.isalnum() or following in JOINING)
