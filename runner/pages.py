"""The pages behind the codes, as files that ship; and all codes there are, with their families."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from dsl.codes import CODES as OF_TEXTS
from dsl.codes import Code
from dsl.page import Page, read_page
from runner.trouble import CODES as OF_FILES

CODES: Final[Mapping[str, Code]] = dict(sorted((OF_FILES | OF_TEXTS).items()))
"""Every code that can be said, in order."""

INDEX: Final = """\
# Codes

Whatever Townlet says about a script, a town file or a performance has a code, and each code a page with
examples: here, and in the terminal by `townlet explain TN101`. (This index is written by `make pages`.)
"""

FOLDER: Final = files("dsl") / "pages"


def page_of(code: str) -> Page:
    """The page of a code there is."""
    return read_page(markdown_of(code))


def markdown_of(code: str) -> str:
    """The same as it is written."""
    return (FOLDER / f"{code}.md").read_text("utf-8")


def written() -> list[str]:
    """The codes that have a page, in order."""
    return sorted(each.name.removesuffix(".md") for each in FOLDER.iterdir() if each.name.endswith(".md"))


def with_word(word: str) -> dict[str, dict[str, str]]:
    """By the title of each family, its codes with their sentences; only those with the word in them, in any letters."""
    found: dict[str, dict[str, str]] = {}
    for code, about in CODES.items():
        if word.casefold() in f"{about.family} {about.meaning}".casefold():
            found.setdefault(about.family, {})[code] = about.meaning
    return found


def index() -> str:
    """`docs/codes.md`: all codes by family, each with its page."""
    out = INDEX
    for family, codes in with_word("").items():
        out += f"\n## {family[0].upper()}{family[1:]}\n\n| code | is said when |\n|---|---|\n"
        out += "".join(f"| {_linked(code)} | {meaning} |\n" for code, meaning in codes.items())
    return out


def _linked(code: str) -> str:
    return f"[{code}](../dsl/pages/{code}.md)" if code in written() else code
