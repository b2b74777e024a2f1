"""docs/operator.md: an evening in front of a room, from the first command to the script that is left of it."""

import json
import re
from pathlib import Path

import pytest

from runner.live.message import LONGEST
from runner.pacing.room import KEYS
from runner.pages import CODES
from tests.pages import manual, played, rows
from tests.runner.conftest import Townlet

PAGE = manual("operator")


def test_every_command_works(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    done = [each.arguments[0] for each in played(PAGE, townlet)]
    assert done == ["check", "prompt-book", "replay", "inspect", "script-from", "run", "run"]
    answers = [json.loads(line) for line in Path("answers.jsonl").read_text("utf-8").splitlines()]
    assert [(each["id"], each["answer"]) for each in answers if each["answer"] != "done"] == [
        ("#1", "accepted"), ("a7", "accepted"), ("a8", "accepted"), ("#4", "refused"),
    ]  # fmt: skip
    assert {each["id"] for each in answers if each["answer"] == "done"} == {"#1", "a7", "a8"}


def test_the_answers_are_those_there_are() -> None:
    told = {cell[0].strip("`") for cell in rows(PAGE, "answer")}
    assert told == {"accepted", "refused", "done", "cut-short"}


def test_codes_keys_and_figures_are_those_of_the_code() -> None:
    assert {*re.findall(r"TN\d+", PAGE)} <= CODES.keys()
    assert {f"TN08{n}" for n in range(7)} <= {*re.findall(r"TN\d+", PAGE)}
    assert f"{LONGEST:,} bytes" in PAGE
    keys = " ".join(cell[0] for cell in rows(PAGE, "key"))
    assert all(name in keys for name in ("space", "`.`", "→", "`+`", "`-`", "`q`"))
    assert {*KEYS.values()} == {"pause", "step", "faster", "slower", "stop"}
