"""What the pictures share: texts that fit and are safe in XML, colours, a page with a title and a legend."""

import unicodedata
from collections.abc import Sequence
from html import escape
from typing import Final, Literal

import svg

from dsl.outline import Outline
from dsl.outline.looks import clock
from dsl.outline.touched import ANYONE

FONT: Final = "system-ui, 'Segoe UI', 'Helvetica Neue', Helvetica, Arial, 'Noto Sans', sans-serif"
INK: Final = "#1f2328"
SOFT: Final = "#656d76"
LINE: Final = "#d0d7de"
LINK: Final = "#8c959f"
STRIPE: Final = "#f6f8fa"
MARGIN: Final = 28
TITLE: Final = 19
WIDEST: Final = 1_200
"""Pixels that a title may take; one that is longer is cropped, unless the picture is wider by itself."""

STYLE: Final = f"""
text {{ font-family: {FONT}; fill: {INK}; font-size: 12px; }}
.title {{ font-size: {TITLE}px; font-weight: 600; }}
.soft {{ fill: {SOFT}; font-size: 11px; }}
.small {{ fill: {SOFT}; font-size: 10px; }}
.name {{ font-weight: 600; }}
.grid {{ stroke: {LINE}; stroke-width: 1; }}
.link {{ stroke: {LINK}; stroke-width: 1.2; fill: none; }}
"""

Anchor = Literal["start", "middle", "end"]


def text(x: float, y: float, words: str, kind: str = "", anchor: Anchor = "start", fill: str = "") -> svg.Text:
    """A line of text at its baseline. Signs that have no place in XML are shown as `\ufffd`."""
    return svg.Text(
        x=tenth(x), y=tenth(y), text=safe(words), class_=[kind] if kind else None,
        text_anchor=None if anchor == "start" else anchor, fill=fill or None,
    )  # fmt: skip


def safe(words: str) -> str:
    """A text for XML: on one line, nothing in it that could be taken for markup."""
    return escape("".join(c if c.isprintable() else "\ufffd" for c in " ".join(words.split())), quote=False)


def tenth(value: float) -> float:
    """A length to a tenth of a pixel: no picture needs more, and files stay small."""
    found = round(value, 1)
    return int(found) if found == int(found) else found


def width(words: str, size: float = 12) -> float:
    """About how wide a text is, in pixels: a little too wide rather than too narrow, in bold too."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.64 for c in words) * size


def cropped(words: str, room: float, size: float = 12) -> str:
    """As much of a text as there is room for."""
    if width(words, size) <= room:
        return words
    while words and width(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def hint(words: str) -> svg.Title:
    """What is shown when the pointer rests on the group that this stands in."""
    return svg.Title(text=safe(words))


def page(plan: Outline, wide: float, high: float, elements: Sequence[svg.Element]) -> str:
    """A whole picture as the text of a file; it is made wider if that is what the title takes."""
    title = cropped(plan.title, max(wide, WIDEST) - 2 * MARGIN, TITLE)
    wide = max(wide, width(title, TITLE) + 2 * MARGIN)
    ends = clock(plan, plan.length)
    under = f"{clock(plan, 0)} to {ends}, {_counted(plan)}"
    drawn = svg.SVG(
        width=tenth(wide), height=tenth(high), viewBox=svg.ViewBoxSpec(0, 0, tenth(wide), tenth(high)),
        elements=[
            hint(plan.title),
            svg.Style(text=STYLE),
            svg.Rect(width=tenth(wide), height=tenth(high), fill="white"),
            text(MARGIN, MARGIN + 14, title, "title"),
            text(MARGIN, MARGIN + 34, under, "soft"),
            *elements,
        ],
    )  # fmt: skip
    return drawn.as_str() + "\n"


def _counted(plan: Outline) -> str:
    """`9 cues, 3 people touched by them`; `anyone` is nobody to be counted."""
    cues = len(plan.cues)
    by_name = sum(name != ANYONE for name in plan.people)
    whom = [f"{by_name} {'person' if by_name == 1 else 'people'}"] if by_name else []
    touched = " and ".join([*whom, *(name for name in plan.people if name == ANYONE)]) or "nobody"
    return f"{cues} {'cue' if cues == 1 else 'cues'}, {touched} touched by {'it' if cues == 1 else 'them'}"
