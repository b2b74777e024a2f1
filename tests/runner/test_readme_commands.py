"""Every command has its example in the README, and the examples work, one after the other in one folder."""

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from runner.commands import COMMANDS
from tests.pages import rows
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT

README = (ROOT / "README.md").read_text("utf-8")
TABLES = ("to write", "to perform", "to rehearse", "to look at and pass on")
EXAMPLES = [
    shlex.split(code)[1:]
    for table in TABLES
    for _, cell in rows(README, table)
    for code in re.findall(r"`(townlet .*?)`", cell)
]
STAYING: Final = {"watch", "lsp", "review"}
"""They stay until somebody ends them, and have tests of their own."""

STATUS: Final = {"diff my-story.townrun other.townrun": 1, "rehearse my-story.town --seeds 1..100": 5, "pending": 3}
"""Where a command ends with something else than 0: no story is kept yet; a story waits, which is why it is asked."""


def test_every_command_has_its_example() -> None:
    assert {example[0] for example in EXAMPLES} == {*COMMANDS}


def test_the_examples_work(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)  # Where nobody looks, nothing is kept.
    shutil.copy(ROOT / "tests" / "timeline" / "old" / "market-morning.yaml", "old.yaml")
    for example in EXAMPLES:
        if example[0] in STAYING:
            example = [example[0], "--help"]
        BEFORE.get(example[0], lambda _: None)(townlet)
        said = townlet(*example)
        assert said.exit_code == STATUS.get(shlex.join(example), 0), f"{example}\n{said.output}"


def _change(townlet: Townlet) -> None:
    """Another story than the one that was kept, so that there is something to decide."""
    script = Path("my-story.town")
    script.write_text(re.sub(r'Ida: "(.*)"', r'Ida: "\1 Well."', script.read_text("utf-8")), "utf-8")
    assert townlet("rehearse", "my-story.town").exit_code == 3


FAILING: Final = "    expect never Ida is at park\n    expect Ida is at park at end\n"


def _break(_: Townlet) -> None:
    with Path("my-story.town").open("a", encoding="utf-8") as script:
        script.write(FAILING)


def _mend(_: Townlet) -> None:
    script = Path("my-story.town")
    script.write_text(script.read_text("utf-8").replace(FAILING, ""), "utf-8")


BEFORE: Final[dict[str, Callable[[Townlet], None]]] = {
    "pending": _change, "accept": _change, "reject": _change, "shrink": _break, "graph": _mend,
}  # fmt: skip
"""What has happened when somebody types these: the story has changed, a promise was broken, and mended."""
