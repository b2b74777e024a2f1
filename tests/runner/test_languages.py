"""Scripts in nine languages and seven scripts are checked, performed and told, with every name and text as written."""

import re
import unicodedata
from pathlib import Path

import pytest

from dsl.render import cells
from tests.runner.conftest import Townlet

SCRIPTS = sorted((Path(__file__).resolve().parents[1] / "languages").glob("*.town"))


def spoken(text: str) -> list[str]:
    """What the script says on the page: its title, marks, speech and prose, to the letter."""
    quoted = re.findall(r'^(?:scenario|        (?:mark|narrate|[^\s:]+:)) "(.*?)"', text, re.MULTILINE)
    return quoted + re.findall(r"^            > (.*)$", text, re.MULTILINE)


def people(text: str) -> list[str]:
    cast = text[text.index("    cast:") : text.index("    at tick")]
    return re.findall(r"^        ([^\s:]+):(?: |$)", cast, re.MULTILINE)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_a_script_of_any_language_is_told_as_it_was_written(path: Path, townlet: Townlet) -> None:
    text = path.read_text("utf-8")
    assert townlet("check", str(path)).output.endswith(": nothing to mend\n")
    ran = townlet("run", str(path), "--strict")
    assert ran.exit_code == 0, ran.output
    assert len(spoken(text)) == 6
    for each in spoken(text):
        assert each in ran.stdout
    for name in people(text):
        assert unicodedata.normalize("NFC", name) in ran.stdout
    assert "\ufffd" not in ran.stdout


def test_the_origins_stand_under_one_another_whatever_the_letters(townlet: Townlet) -> None:
    for path in SCRIPTS:
        beats = re.findall(r"^(\d\d:\d\d [·~!*]  .*)‹", townlet("run", str(path)).stdout, re.MULTILINE)
        starts = {cells(beat) for beat in beats}
        assert len(beats) > 5
        assert len(starts) == 1, path.stem
