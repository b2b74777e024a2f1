"""What an id is made of, and that edits elsewhere leave it alone."""

import re

import pytest

from tests.strings.support import SCRIPT, ids_of, texts_of


def test_the_texts_and_their_ids() -> None:
    assert [(re.sub(r"[0-9a-f]{6}$", "…", each.id), each.text) for each in texts_of()] == [
        ("scenario/title", "Two at the Cafe"),
        ("scenario/opening/mark/…", "Good morning"),
        ("scenario/opening/narrate/…", "The square wakes, and so does Per."),
        ("scenario/opening/prompt/…", "Dim the lights."),
        ("scenario/say/Ida/…", "There you are."),
        ("scenario/narrate/…", "An empty chair."),
        ("scenario/narrate/…", "A full cup."),
        ("scenario/coda/say/Ida/…", "Good night."),
        ("scenario/coda/narrate/…", "Good night."),
        ("scenario/coda/narrate/…", "Good night."),
        ("scenario/because/…", "nobody sent her away"),
        ("vignette/banter/because/…", "they must hear each other"),
        ("vignette/banter/say/one/…", "Well, well."),
        ("vignette/banter/because/…", "words help"),
    ]


STARTS = {
    "title": "scenario", "mark": "mark", "narrate": "narrate", "prompt": "prompt", "say": ("Ida:", "one:"),
    "because": ("assume", "hope", "expect"),
}  # fmt: skip


def test_each_stands_where_its_line_begins() -> None:
    lines = SCRIPT.split("\n")
    for each in texts_of():
        first = each.text.split()[0].strip(",.")
        assert first in "\n".join(lines[each.span.line - 1 : each.span.end_line + 1]), each
        rest = lines[each.line.line - 1][each.line.column - 1 :]
        assert rest.startswith(STARTS[each.kind]), each


def test_equal_texts_of_one_owner_kind_and_speaker_are_one() -> None:
    found = [each.id for each in texts_of() if each.text == "Good night."]
    assert len(found) == 3
    assert len(set(found)) == 2


EARLY = '    at tick 2:\n        mark "Early"\n\n'
EDITS = {
    "comments and blank lines": lambda text: "# Hm.\n\n" + text.replace("    at", "\n    # So.\n    at"),
    "a line before the others": lambda text: text.replace('mark "Good', 'mark "One more"\n        mark "Good'),
    "an equal line": lambda text: text.replace('        Ida: "Good', '        mark "Good night."\n        Ida: "Good'),
    "another cue of the kind": lambda text: text.replace("    at tick 9", f"{EARLY}    at tick 9"),
    "another time": lambda text: text.replace("at tick 9", "at 09:30").replace("tick 20", "tick 40"),
    "another title": lambda text: text.replace("Two at the Cafe", "Two at the Bar"),
    "another text": lambda text: text.replace("Dim the lights.", "Dim all the lights, slowly."),
    "cues in another order": lambda text: _swapped(text),
    "deeper": lambda text: text.replace('        Ida: "Good', '        if Ida is at cafe:\n            Ida: "Good'),
    "other spaces": lambda text: text.replace("wakes,\n            > and", "wakes, and\n            >"),
}  # fmt: skip


def _swapped(text: str) -> str:
    head, first, rest = re.split(r"(?=    at start|    at tick 9)", text)
    middle, coda = re.split(r"(?=    at tick 20)", rest)
    coda, tail = re.split(r"(?=    expect Ida)", coda)
    return head + coda + middle + first + tail


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_elsewhere_leaves_ids_alone(edit: str) -> None:
    edited = EDITS[edit](SCRIPT)
    assert edited != SCRIPT
    before, after = ids_of(), ids_of(edited)
    assert before.keys() & after.keys()
    assert [text for text in before.keys() & after.keys() if before[text] != after[text]] == []
    assert len(before.keys() - after.keys()) <= 1  # The text that was changed, where one was.
