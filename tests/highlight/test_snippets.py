"""What the snippets of the editor write is Townlet, as it comes and before anything is filled in."""

import json
import re

import pytest

from dsl.parse import parse
from dsl.source import Source
from runner.highlight.__main__ import SYNTAXES
from tests.dsl.shipped import parser

SNIPPETS = json.loads((SYNTAXES.parent / "snippets" / "townlet.json").read_text("utf-8"))
FRAMES = {
    "file": "{}\n",
    "scenario": 'scenario "S":\n    {}\n',
    "cast": 'scenario "S":\n    cast:\n        {}\n',
    "cue": "vignette v:\n    {}\n",
}
PLACES = {
    **dict.fromkeys(("scenario", "vignette", "personality", "item"), "file"),
    "member": "cast",
    "rehearse": "scenario",
}
"""Where a snippet belongs, by its prefix; any other belongs in a cue or beside one."""


def filled(body: str | list[str]) -> str:
    """A snippet with what it suggests; what it leaves open is a line of the story."""
    text = body if isinstance(body, str) else "\n".join(body)
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text)
    text = re.sub(r"(?m)^( +)\$\d+$", r'\1mark "Here"', text)
    return re.sub(r"> \$0", "> So it is.", text).replace("$0", "")


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_can_be_read(name: str) -> None:
    snippet = SNIPPETS[name]
    frame = FRAMES[PLACES.get(snippet["prefix"], "cue")]
    indent = re.search(r"^( *)\{", frame, re.M)
    assert indent is not None
    text = frame.format(filled(snippet["body"]).replace("\n", "\n" + indent[1]))
    _, said = parse(Source("snippet.town", text), parser())
    assert said == (), text
