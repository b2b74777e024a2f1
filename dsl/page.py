"""The page behind a code: what it means, with examples that are wrong and right, all in one Markdown text.

    # TN221: A figure has another unit than is wanted here

    Prose.

    ```town wrong cue
    set Ida's hunger to 3 coins
    ```

An example says in its first line what it is written in, what it is there for, and what is to be put around it. The
pages are data in `dsl/pages`; whoever can read files hands their text in.
"""

import re
from typing import Final, Literal, TypeAlias, get_args

import msgspec

Language: TypeAlias = Literal["town", "yaml", "sh", "text", "hex"]
Purpose: TypeAlias = Literal["wrong", "right", "said", "given"]
"""`said`: has this code without being a mistake. `given`: a file that is there for the examples after it."""

TITLE: Final = re.compile(r"# (TN\d{3}): (\S.*)\n")
FENCE: Final = re.compile(r"^```(\w+)(.*)\n((?:.*\n)*?)```$", re.MULTILINE)


class Example(msgspec.Struct, frozen=True):
    """A fragment of a script or a town file, commands, or a file that commands find.

    `frame` is what is put around a fragment (empty: it is whole); `file` the name of a given file, and `times` how
    often its text is repeated in it.
    """

    language: Language
    purpose: Purpose
    text: str
    frame: str = ""
    file: str = ""
    times: int = 1


class Page(msgspec.Struct, frozen=True):
    """What there is to say about a code: prose (Markdown) and examples, in the order of the page."""

    code: str
    title: str
    parts: tuple[str | Example, ...]

    @property
    def examples(self) -> tuple[Example, ...]:
        """The examples alone."""
        return tuple(part for part in self.parts if isinstance(part, Example))

    @property
    def prose(self) -> tuple[str, ...]:
        """The paragraphs alone, in Markdown."""
        return tuple(part for part in self.parts if isinstance(part, str))


def read_page(text: str) -> Page:
    """A page from its text. ValueError if it is not in the form of one: pages are ours, so that is a fault."""
    title = TITLE.match(text)
    if title is None:
        raise ValueError("a page begins with `# TN123: What the code means`")
    parts: list[str | Example] = []
    at = title.end()
    for fence in FENCE.finditer(text):
        parts += [text[at : fence.start()].strip(), _example(*fence.groups())]
        at = fence.end()
    parts.append(text[at:].strip())
    return Page(title[1], title[2], tuple(part for part in parts if part))


def _example(language: str, rest: str, text: str) -> Example:
    words = [word for word in rest.split() if "=" not in word]
    said = dict(word.split("=", 1) for word in rest.split() if "=" in word)
    purpose = "given" if "file" in said else words.pop(0) if words else ""
    if language not in get_args(Language) or purpose not in get_args(Purpose) or len(words) > 1:
        raise ValueError(f"an example begins with ```` ```town wrong ```` or the like, not with ```{language}{rest}")
    frame = words[0] if words else ""
    return msgspec.convert(
        Example(language, purpose, text, frame, said.get("file", ""), int(said.get("times", "1"))),  # type: ignore[arg-type]
        Example,
    )
