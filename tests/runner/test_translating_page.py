"""The commands of docs/translating.md do what the page says, in its order."""

import re
from pathlib import Path

from tests.pages import Done, manual, played
from tests.runner.conftest import Townlet

PAGE = manual("translating")
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
    page = played(PAGE, townlet)
    ships, _, _, partly = (next(page) for _ in range(4))
    assert ships.result.stdout.startswith("# Ein zu teurer Kaffee\n")
    assert Path("locale/my-story.pot").exists()
    assert "4 of 4 texts have no translation yet" in partly.result.stderr
    _translate(Path("locale/de/my-story.po"))
    before = Path("locale/de/my-story.po").read_bytes()
    _, *both = page
    assert Path("locale/de/my-story.po").read_bytes() == before
    assert townlet("strings", "check", "my-story.town").exit_code == 0
    _tell_the_same(*both)


def _tell_the_same(plain: Done, german: Done) -> None:
    one, other = (done.result.stdout.split("\n") for done in (plain, german))
    assert one[-2] == other[-2]
    assert other[1] == f"{one[1]}, in de"
    assert "!  Kai: “Drei Münzen?”" in "\n".join(other)


def _translate(path: Path) -> None:
    text = path.read_text("utf-8").replace('coffee?"\nmsgstr ""', 'coffee?"\nmsgstr "Drei Münzen?"')
    path.write_text(re.sub(r'(msgid "[A-Z].*"\nmsgstr) ""', r'\1 "Etwas"', text), "utf-8")
