"""docs/snapshots.md: its commands do what it says, and its tables are those of the code."""

import json
import re
from pathlib import Path

from runner.saving import Head
from runner.trouble import CODES
from tests.pages import manual, played
from tests.runner.conftest import Townlet
from townlet.identity import Identity

PAGE = manual("snapshots")


def test_every_command_works(townlet: Townlet) -> None:
    assert len([*played(PAGE, townlet)]) >= 7
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
