"""Names and values as they are typed on a command line, so that what a message tells somebody to type can be copied."""

import re
from typing import Final

PLAIN: Final = re.compile(r"[\w@%+=:,./-]+")
"""What every shell takes for one word and nothing else. Letters of any alphabet are."""

BOUND: Final = re.compile(r'[^"$`\\!]+')
"""What means itself between double quotes, which every shell knows."""


def typed(text: str) -> str:
    """`my story.town` → `"my story.town"`; what is one word already stays as it is."""
    if PLAIN.fullmatch(text):
        return text
    return f'"{text}"' if BOUND.fullmatch(text) else "'" + text.replace("'", "'\"'\"'") + "'"
