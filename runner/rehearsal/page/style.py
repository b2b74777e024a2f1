"""The style sheet: what stands in `page.css`, and a colour for every group that is coloured anywhere."""

from functools import cache
from importlib.resources import files
from typing import Final

from runner.highlight.groups import LOOKS
from runner.report import STYLES

COLOURS: Final = ("magenta", "blue", "yellow", "cyan", "green", "red", "dim")
"""The words of a style that are a colour; `page.css` says which, for light and for dark. Any other is a weight."""


@cache
def style() -> str:
    """The whole of it, as it stands in the page."""
    fixed = files("runner.rehearsal.page").joinpath("page.css").read_text("utf-8")
    looks = {name: look.style for name, look in LOOKS.items()} | STYLES
    return fixed + "".join(f".g-{name}{{{_rules(words)}}}\n" for name, words in looks.items() if words)


def _rules(style: str) -> str:
    """`bold magenta` as CSS."""
    words = style.split()
    colour = next((word for word in words if word in COLOURS), "")
    return ";".join(
        [*(["font-weight:650"] if "bold" in words else []), *([f"color:var(--{colour})"] if colour else [])]
    )
