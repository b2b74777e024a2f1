"""docs/snapshots.md: its commands do what it says, and its tables are those of the code."""

import json
import re
import shlex
from pathlib import Path

from runner.saving import Head
from runner.trouble import CODES
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT
from townlet.identity import Identity

PAGE = (ROOT / "docs" / "snapshots.md").read_text("utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


def test_every_command_works(townlet: Townlet) -> None:
    assert len(COMMANDS) >= 7
    for command in COMMANDS:
        name, *arguments = shlex.split(command)
        assert name == "townlet"
        said = townlet(*arguments)
        assert said.exit_code == 0, f"{command}\n{said.output}"
        if arguments[:3] == ["run", "--from", "hour.snapshot"]:
            shown = re.search(r"```text\n(.*?)\n```", PAGE)
            assert shown is not None
            assert shown[1] in said.stdout.splitlines()
    head, identity, state = (json.loads(line) for line in Path("hour.snapshot").read_text("utf-8").splitlines())
    assert head["townlet"] == "snapshot"
    assert state["world"]["tick"] == identity["tick"] == 60


def test_every_part_is_named() -> None:
    _, identity = PAGE.split("| identity | is |")
    rows = identity.split("\n\n")[0]
    assert {*re.findall(r"`(\w+)`", rows)} == {*Identity.__struct_fields__}
    first = re.search(r"^\| 1 \|.*$", PAGE, re.M)
    assert first is not None
    assert {*Head.__struct_fields__} <= {*re.findall(r"`(\w+)`", first[0])}


def test_the_codes_are_those_of_the_runner() -> None:
    assert {*re.findall(r"TN\d+", PAGE)} <= CODES.keys()
    assert {f"TN02{n}" for n in range(7)} <= {*re.findall(r"TN\d+", PAGE)}
