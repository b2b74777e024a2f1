"""The commands of docs/translating.md do what the page says, in its order."""

import re
import shlex
from pathlib import Path

from tests.runner.conftest import Townlet
from tests.runner.support import ROOT

PAGE = (ROOT / "docs" / "translating.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
STORY = """\
scenario "My Story":
    town: riverside
    length: 9 ticks

    cast:
        Kai: balanced, at cafe

    at tick 1 as opening:
        mark "Morning"
        narrate "The square is still wet, and nobody minds."
        # Somebody will.
        Kai: "Three coins? For coffee?"
"""


def test_the_commands_of_the_page(townlet: Townlet) -> None:
    Path("my-story.town").write_text(STORY, "utf-8")
    (ships, begin, check, partly, again, plain, german) = (shlex.split(line)[1:] for line in COMMANDS)
    assert townlet(*ships).stdout.startswith("# Ein zu teurer Kaffee\n")
    assert townlet(*begin).exit_code == 0
    assert Path("locale/my-story.pot").exists()
    assert townlet(*check).exit_code == 1
    assert "4 of 4 texts have no translation yet" in townlet(*partly).stderr
    _translate(Path("locale/de/my-story.po"))
    before = Path("locale/de/my-story.po").read_bytes()
    assert townlet(*again).exit_code == 0
    assert Path("locale/de/my-story.po").read_bytes() == before
    assert townlet(*check).exit_code == 0
    one, other = (townlet(*arguments).stdout.split("\n") for arguments in (plain, german))
    assert one[-2] == other[-2]
    assert other[1] == f"{one[1]}, in de"
    assert "!  Kai: “Drei Münzen?”" in "\n".join(other)


def _translate(path: Path) -> None:
    text = path.read_text("utf-8").replace('coffee?"\nmsgstr ""', 'coffee?"\nmsgstr "Drei Münzen?"')
    path.write_text(re.sub(r'(msgid "[A-Z].*"\nmsgstr) ""', r'\1 "Etwas"', text), "utf-8")


def test_the_entry_on_the_page_is_one(townlet: Townlet) -> None:
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)
    Path("my-story.town").write_text(STORY, "utf-8")
    townlet("strings", "extract", "my-story.town", "--lang", "de")
    assert shown in Path("locale/de/my-story.po").read_text("utf-8")
