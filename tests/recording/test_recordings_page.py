"""docs/recordings.md: its commands do what it says, and its tables are those of the code."""

import re
from pathlib import Path

import msgspec
import pytest

from runner.recording.file import End, Head, Proof
from runner.trouble import CODES
from tests.pages import manual, played, rows
from tests.runner.conftest import Townlet

PAGE = manual("recordings")


def test_every_command_works(townlet: Townlet) -> None:
    assert len([*played(PAGE, townlet)]) >= 9
    closing = re.compile(rb'"events":"([0-9a-f]{32})"')
    assert closing.search(Path("demo.townrun").read_bytes())


@pytest.mark.parametrize(("table", "kind"), [("head", Head), ("proof", Proof), ("end", End)])
def test_every_part_is_named(table: str, kind: type[msgspec.Struct]) -> None:
    named = {name for cell, _ in rows(PAGE, table) for name in re.findall(r"`(\w+)`", cell)}
    assert named == {*kind.__struct_fields__} - {"townlet"}


def test_the_codes_are_those_of_the_runner() -> None:
    codes = {*re.findall(r"TN\d+", PAGE)}
    assert codes <= CODES.keys()
    assert {f"TN07{n}" for n in range(10)} <= codes
