"""What `townlet explain` shows: the page of a code, and lists of codes. With Rich on a terminal, as text elsewhere."""

import re
from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Final, TextIO

from dsl.page import Example, Page
from runner.pages import CODES
from runner.report import paint_for, plain

WIDTH: Final = 96
SIGNS: Final[dict[str, tuple[str, str]]] = {"wrong": ("-", "removed"), "right": ("+", "added")}
"""What stands before each line of an example, by its purpose, and the role it has; the same as in a fix."""


def number_of(code: str) -> str | None:
    """`TN210` for whatever of TN210, tn210, 210 and `error[TN210]:` somebody types; None for a word."""
    found = re.fullmatch(r"(?:\w+\[)?(?:tn)?-?0*(\d{1,3})(?:\]:?)?", code.strip(), re.IGNORECASE)
    return f"TN{int(found[1]):03}" if found else None


def nearest_code(number: str) -> str:
    """The code whose number comes nearest, of the same family if there is one."""
    return min(CODES, key=lambda code: (code[2] != number[2], abs(int(code[2:]) - int(number[2:]))))


def show_list(families: Mapping[str, Mapping[str, str]], stream: TextIO) -> None:
    """Codes with their sentences, by family."""
    paint = paint_for(stream)
    for number, (family, codes) in enumerate(families.items()):
        stream.write(("\n" if number else "") + paint(f"{family[0].upper()}{family[1:]}\n", "mark"))
        stream.writelines(f"  {paint(code, 'secondary')}  {meaning}\n" for code, meaning in codes.items())
    stream.write(paint("\n`townlet explain TN101` says more about one of them.\n", "aside"))


def show_page(page: Page, stream: TextIO) -> None:
    """A page as a person reads it."""
    paint = paint_for(stream)
    if paint is plain:
        stream.write("\n".join(as_text(page)))
        return
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.theme import Theme

    theme = Theme({"markdown.code": "bold cyan"})  # Rich's own has a black ground, a blot on a light terminal.
    console = Console(file=stream, width=min(WIDTH, Console(file=stream).width), highlight=False, theme=theme)
    console.print(Markdown(f"**{page.code}** {page.title}"))
    for part in page.parts:
        stream.write("\n")
        if isinstance(part, Example):
            stream.writelines(paint(line + "\n", SIGNS.get(part.purpose, ("", "gutter"))[1]) for line in _lines(part))
        else:
            console.print(Markdown(part))


def as_text(page: Page) -> Iterator[str]:
    """A page in blocks of plain text, each ending in a newline."""
    yield f"{page.code}: {page.title}\n"
    for part in page.parts:
        if isinstance(part, Example):
            yield "".join(line + "\n" for line in _lines(part))
        else:
            yield "".join(_wrapped(paragraph) + "\n" for paragraph in part.split("\n\n"))


def _lines(example: Example) -> Iterator[str]:
    """An example, marked like the lines of a fix; a file that is given has its name above it."""
    sign = SIGNS.get(example.purpose, (" ", ""))[0]
    if example.file:
        yield f"    {example.file}{' (in part)' if example.frame == 'patch' else ''}:"
    for line in example.text.splitlines():
        yield f"  {sign} | {line}".rstrip()


def _wrapped(paragraph: str) -> str:
    if paragraph.startswith(("- ", "|")):
        return paragraph
    return fill(" ".join(paragraph.split()), WIDTH, break_long_words=False, break_on_hyphens=False)
