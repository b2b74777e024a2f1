"""What of a script is read by its audience: title, marks, narration, dialogue, prompts, and the reasons of its checks.

The id of a text is a path of names, `scenario/arrival/mark/4f0c2e` or `vignette/grumble-together/say/a/91d3aa`: whose
it is (the scenario, a cue that has a name, a vignette), its kind, who says it, and a mark of what it says. It holds no
number of a line and no ordinal: lines may be added and moved, and other texts changed, and it stays what it was. When
the text itself is changed, all of the id but its end stays, and by that its old translation is found again.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Final, Literal

import msgspec

from dsl import tree
from dsl.script import Script
from dsl.source import Span
from dsl.walk import blocks

Kind = Literal["title", "mark", "narrate", "prompt", "say", "because"]

TITLE: Final = "scenario/title"
"""There is one, so it needs no mark of what it says: a new title still has the old one's translation."""


class Text(msgspec.Struct, frozen=True):
    """A text, whitespace as it is told. `line` is where its line begins, which is how a run names it."""

    id: str
    kind: Kind
    text: str
    span: Span
    line: Span
    who: str = ""

    @property
    def prefix(self) -> str:
        """The id without the mark of what it says."""
        return self.id if self.kind == "title" else self.id.rpartition("/")[0]


def texts(script: Script) -> tuple[Text, ...]:
    """The texts of a scenario and of the vignettes that it plays, in the order of the files.

    Equal texts of one kind, owner and speaker have one id: they are one thing to translate. Blank ones are left out.
    """
    scenario = script.scenario
    if scenario is None:
        return ()
    title = Text(TITLE, "title", plain(scenario.title.text), scenario.title.span, scenario.span)
    found = [title, *_of_lines(scenario.body, "scenario")]
    for vignette in (vignette for file in script.files for vignette in file.vignettes):
        name = vignette.name.text
        if name in script.reached and script.vignettes[name] is vignette:
            found += _of_lines(vignette.body, f"vignette/{name}")
    return tuple(text for text in found if text.text)


def kind_of(path: str) -> str:
    """The kind of the text that an id is of; empty if it is no id of ours."""
    parts = path.split("/")
    if path == TITLE:
        return "title"
    return "say" if parts[-3:-2] == ["say"] else parts[-2] if len(parts) > 2 else ""


def plain(text: str) -> str:
    """A text as the page shows it: on one line, with single spaces."""
    return " ".join(text.split())


def _of_lines(lines: Iterable[tree.Line], owner: str) -> Iterator[Text]:
    for line in lines:
        yield from _of_line(line, owner)
        inside = owner
        if isinstance(line, tree.Cue) and line.name is not None:
            inside = f"{owner}/{line.name.text}"
        for block in blocks(line):
            yield from _of_lines(block, inside)


def _of_line(line: tree.Line, owner: str) -> Iterator[Text]:
    match line:
        case tree.Mark(text=text):
            yield _text("mark", owner, text, line.span)
        case tree.Narrate(text=text):
            yield _text("narrate", owner, text, line.span)
        case tree.Prompt(text=text):
            yield _text("prompt", owner, text, line.span)
        case tree.Dialogue(who=who, text=text):
            yield _text("say", owner, text, line.span, who.text)
        case tree.Check(because=because) if because is not None:
            yield _text("because", owner, because, line.span)


def _text(kind: Kind, owner: str, text: tree.Text, line: Span, who: str = "") -> Text:
    said = plain(text.text)
    mark = blake2b(said.encode(), digest_size=3).hexdigest()
    path = "/".join(filter(None, (owner, kind, who, mark)))
    return Text(path, kind, said, text.span, line, who)
