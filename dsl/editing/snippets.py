"""Lines as snippets: what a writer would put something else for is a place to fill in."""

import re
from collections.abc import Iterable
from typing import Final

FILLED: Final = re.compile(
    r'"(?P<text>[^"]*)"|(?P<word>[^\W\d][\w-]*)(?P<named> =)?|(?P<figure>[+-]?\d+(?:[.:]\d+)*(?: ?%)?)'
)
STEP: Final = " " * 4


def snippets(line: str, keywords: Iterable[str]) -> str:
    """A line as a snippet in LSP's notation. One that opens a block goes on under it."""
    known = {*keywords, "s", "tick"}
    count = 0

    def place(match: re.Match[str]) -> str:
        nonlocal count
        if match["word"] and (match["word"] in known or match["named"]):
            return escaped(match[0])
        count += 1
        if match["text"] is not None:
            return f'"${{{count}:{escaped(match["text"])}}}"'
        return f"${{{count}:{escaped(match[0])}}}"

    written = FILLED.sub(place, line)
    return f"{written}\n{STEP}$0" if line.endswith(":") else written


def escaped(text: str) -> str:
    """A text that stands for itself in a snippet."""
    return re.sub(r"([\\$}])", r"\\\1", text)
