"""What a writer could get wrong at each position of a script, from `mistakes.txt`: each row is one mistake.

A fix that is offered leaves nothing to say. Where what was meant is not certain none is, and the message teaches.
"""

from pathlib import Path
from textwrap import indent
from typing import Final

import pytest

from dsl.diagnostic import Diagnostic
from dsl.fixing import applied
from dsl.source import Source
from tests.dsl.shipped import checked

ROWS_FILE = Path(__file__).with_name("mistakes.txt")

WHOLE: Final = """\
streams: gossip

vignette hi(a, b, how = 50%):
    direct a to chat with b (quality = how)
    wait 2 ticks

{top}
scenario "Two":
    town: riverside
    clock: 09:00
    length: 60 ticks
    seed: 1
{scenario}
    cast:
        Ida: balanced, at cafe, 6 coins
        Per: balanced, at cafe, 6 coins
{cast}
    at tick 2 as first:
        play hi(Ida, Per)
        choose from gossip:
            50%: mark "Heads"
            50%: mark "Tails"
{body}
    at tick 5 as hello:
        mark "One"
{cue}
{rehearse}
"""

FRAMES: Final[dict[str, tuple[str, int, str]]] = {
    "top": ("top", 0, ""),
    "scenario": ("scenario", 4, ""),
    "cast": ("cast", 8, ""),
    "body": ("body", 4, ""),
    "cue": ("cue", 8, ""),
    "rehearse": ("rehearse", 8, "    rehearse:\n"),
    "item": ("top", 4, "item lamp:\n"),
    "personality": ("top", 4, "personality calm extends balanced:\n"),
    "member": ("cast", 12, "        Nell:\n"),
    "stage": ("body", 8, "    stage:\n"),
    "vig": ("top", 4, "vignette v(a, b):\n    direct a to greet b\n"),
}
"""By frame: where in the scenario the fragment goes, how far in, and what stands before it."""

HEADER: Final = "header"
"""The frame of lines that stand in the scenario already: the one with the same first word gives way."""


def whole(frame: str, fragment: str) -> str:
    if frame == HEADER:
        word = fragment.replace("=", ":").partition(":")[0].strip()
        lines = WHOLE.format_map(dict.fromkeys(SLOTS, "")).split("\n")
        return "\n".join("    " + fragment if line.startswith(f"    {word}:") else line for line in lines)
    slot, depth, before = FRAMES[frame]
    put = before + indent(fragment, " " * depth)
    return WHOLE.format_map(dict.fromkeys(SLOTS, "") | USED.get(frame, {}) | {slot: put})


USED: Final[dict[str, dict[str, str]]] = {
    "vig": {"cue": "        play v(Ida, Per)"},
    "personality": {"cast": "        Nell: calm, at cafe"},
    "item": {"cast": "        Nell: balanced, at cafe, carries 1 lamp"},
}
"""What else is in the scenario, so that nothing stands idle."""

SLOTS: Final = ("top", "scenario", "cast", "body", "cue", "rehearse")


def _rows() -> list[tuple[str, str, str, str, str]]:
    """(frame, what is written, codes, what it becomes, words of the message) of every row."""
    found, frame = [], ""
    for line in ROWS_FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            frame = line.strip("[]")
        elif line and not line.startswith("#"):
            written, said, *mended = line.split(" → ")
            codes, _, words = said.partition(" : ")
            found.append(
                (frame, written.replace("\\n", "\n"), codes, mended[0].replace("\\n", "\n") if mended else "", words)
            )
    return found


ROWS: Final = _rows()


@pytest.mark.parametrize(
    ("frame", "written", "codes", "mended", "words"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS]
)
def test_a_mistake_is_said_and_mended(frame: str, written: str, codes: str, mended: str, words: str) -> None:
    source = Source("test.town", whole(frame, written))
    said = checked(source.text, source.name).diagnostics
    assert [each.code for each in said] == codes.split(), [each.message for each in said]
    if mended:
        assert _with_fixes(source, said).text == whole(frame, mended)
        assert checked(whole(frame, mended), source.name).diagnostics == ()
    else:
        assert [each.fix for each in said] == [None] * len(said)
        assert words in "\n".join(f"{each.message}\n{each.label}\n{each.hint}" for each in said)


def _with_fixes(source: Source, said: tuple[Diagnostic, ...]) -> Source:
    """The text with what is offered, and with what is offered then: `make Ida rest` takes two steps."""
    for _ in range(3):
        source = applied(source, [each.fix for each in said if each.fix is not None])
        said = checked(source.text, source.name).diagnostics
    return source


def test_every_position_has_its_rows() -> None:
    assert {row[0] for row in ROWS} == {*FRAMES, HEADER}
    assert len(ROWS) >= 250
