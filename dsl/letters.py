"""Letters and signs of all scripts, as a line of a script means them.

A line is cut into tokens by a plain copy of itself, as long as the line: marks and joiners of a name pass for letters,
signs that only look like ours pass for ours. What is kept of a name is its NFC form (UAX 15), so that `é` is one name
however it was typed; what is kept of a text is every character of it.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import msgspec

Oddity: TypeAlias = Literal["lookalike", "unseen", "symbol"]
"""A sign that looks like one of ours; a character that nobody sees; a picture where a letter belongs."""

PLAIN: Final = re.compile(r"[\t -_a-~]*")
"""What needs no second look."""

LOOKALIKES: Final[dict[str, str]] = {
    **{chr(0xFF01 + n): chr(0x21 + n) for n in range(94) if chr(0x21 + n) in "%()+,-./:=[]_<>"},
    "、": ",", "،": ",", "﹐": ",", "︰": ":", "∶": ":", "꞉": ":", "﹕": ":", "٪": "%", "﹪": "%",
}  # fmt: skip
"""Signs that a keyboard of another language gives for ours."""

DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
"""What stands for a hyphen in a name, or for a minus before a figure."""

APOSTROPHES: Final = "´`′‘‛＇ʹ׳ʻ"
"""What stands for an apostrophe before an s; `’` and the letter `ʼ` are as good as ours."""

JOINERS: Final = "\u200c\u200d"
"""What Persian and the scripts of India need within a word."""

SELECTORS: Final = range(0xFE00, 0xFE10)


class Copy(msgspec.Struct, frozen=True):
    """A line as it is cut, and where it is odd."""

    text: str
    odd: tuple[tuple[int, Oddity], ...] = ()


def name_of(written: str) -> str:
    """A name in the form it is compared and shown in: composed, with our hyphen, without what nobody sees."""
    if written.isascii():
        return written
    kept = (c for n, c in enumerate(written) if not _is_unseen(written, n))
    return unicodedata.normalize("NFC", "".join("-" if c in DASHES else c for c in kept))


def copy_of(line: str) -> Copy:
    """The plain copy of a line, character for character."""
    if PLAIN.fullmatch(line):
        return Copy(line)
    letters = list(line)
    odd: list[tuple[int, Oddity]] = []
    for at, letter in enumerate(line):
        if (" " <= letter <= "~" and letter != "`") or letter == "\t":
            continue
        becomes, oddity = _read(line, at)
        letters[at] = becomes
        if oddity is not None:
            odd.append((at, oddity))
    return Copy("".join(letters), tuple(odd))


def _read(line: str, at: int) -> tuple[str, Oddity | None]:
    """What one character passes for in the copy."""
    letter = line[at]
    if unicodedata.category(letter) == "Zs":
        return " ", None
    before, behind = line[at - 1] if at else " ", line[at + 1] if at + 1 < len(line) else " "
    if LOOKALIKES.get(letter):
        return LOOKALIKES[letter], "lookalike"
    if letter in DASHES and (is_of_word(behind)):
        return "-", "lookalike"
    if letter in APOSTROPHES + "ʼ" and _ends_in_s(line, at + 1):
        return "'", "lookalike" if letter in APOSTROPHES else None
    if _is_unseen(line, at):
        return ("x" if is_of_word(before) else " "), "unseen"
    if letter in JOINERS or _is_mark(letter):
        return ("x" if is_of_word(before) or _is_of_emoji(before) else letter), None
    if _is_picture(letter):
        return "x", "symbol"
    return letter, None


def _ends_in_s(line: str, at: int) -> bool:
    return line[at : at + 1] == "s" and not is_of_word(line[at + 1 : at + 2])


@lru_cache(4_096)
def is_of_word(letter: str) -> bool:
    """Whether a character can be part of a name: a letter, a digit, a mark or a joiner of one."""
    return letter.isalnum() or letter == "_" or (bool(letter) and (_is_mark(letter) or letter in JOINERS))


@lru_cache(4_096)
def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Mc") and ord(letter) not in SELECTORS


@lru_cache(4_096)
def _is_picture(letter: str) -> bool:
    return (unicodedata.category(letter) in ("So", "Sk") and letter not in "`´^¨¯¸") or ord(letter) in SELECTORS


def _is_unseen(line: str, at: int) -> bool:
    """Controls and format characters, apart from joiners where a word of their scripts goes on."""
    letter = line[at]
    if letter in JOINERS:
        before, behind = line[at - 1 : at], line[at + 1 : at + 2]
        joins = before >= "\u0590" and (is_of_word(behind) or _is_of_emoji(before))
        return not (joins and (is_of_word(before) or _is_of_emoji(before)))
    return letter != "\t" and unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co")


def is_control(letter: str) -> bool:
    """What no text has: it steers a terminal, or ends a line for other programs."""
    return letter != "\t" and unicodedata.category(letter) in ("Cc", "Zl", "Zp")


def _is_of_emoji(letter: str) -> bool:
    return bool(letter) and _is_picture(letter)


OVERRIDES: Final = "\u202d\u202e"
OPENING: Final = "\u202a\u202b\u2066\u2067\u2068"
CLOSING: Final = "\u202c\u2069"


def is_turned(text: str) -> bool:
    """Whether a text is shown in another order than it is read in (UTR 36): an override, or one left open."""
    if text.isascii():
        return False
    opened = sum(letter in OPENING for letter in text) - sum(letter in CLOSING for letter in text)
    return opened > 0 or any(letter in OVERRIDES for letter in text)
