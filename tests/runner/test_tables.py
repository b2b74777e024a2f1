"""Tables that must stay in step with what they describe."""

import string
import tomllib
from typing import get_args

import pytest
from msgspec.structs import fields

from dsl.codes import CODES as OF_TEXTS
from runner.judged import HOW, OPEN
from runner.trouble import CODES
from runner.verdicts import MEANING
from runner.version import ENGINE
from runner.words import DEEDS, NEEDS, PHRASES, SIGNS, Titles, in_words
from tests.runner.support import ROOT, ready
from townlet.actions import Activity
from townlet.conditions import Need
from townlet.events import Event, Sign
from townlet.schedule import Check
from townlet.script.performance import Outcome


def tag(kind: type) -> str:
    return str(kind.__struct_config__.tag)  # type: ignore[attr-defined]


def test_the_version_is_the_one_of_the_package() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == ENGINE


def test_every_event_has_words() -> None:
    assert PHRASES.keys() == {tag(kind) for kind in get_args(Event)}


@pytest.mark.parametrize("kind", get_args(Event), ids=tag)
def test_words_speak_of_fields_that_are_there(kind: type) -> None:
    named = {name for _, name, _, _ in string.Formatter().parse(PHRASES[tag(kind)]) if name}
    assert named <= {*kind.__struct_fields__}  # type: ignore[attr-defined]


def test_every_activity_sign_and_outcome_has_words() -> None:
    assert DEEDS.keys() == {tag(kind) for kind in get_args(Activity)}
    assert SIGNS.keys() == {*get_args(Sign)}
    assert OPEN.keys() == {*get_args(Outcome)}
    asked = get_args(next(each.type for each in fields(Check) if each.name == "quantifier"))
    assert HOW.keys() == {(each, outcome) for each in asked for outcome in ("met", "failed")}
    assert NEEDS.keys() == {*get_args(Need)}
    assert MEANING.keys() == {*get_args(Outcome)} - {"met"}


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("go park", "go to the park"),
        ("meet Ada cafe", "meet Ada at the cafe"),
        ("chat Ada", "chat with Ada"),
        ("eat", "eat"),
        ("rest", "rest"),
        ("give-to coffee Ada", "give a coffee to Ada"),
        ("work", "work"),
        ("unheard-of park", "unheard-of"),
    ],
)
def test_activities_in_words(deed: str, words: str) -> None:
    assert in_words(deed, Titles(ready("coffee-too-dear").town)) == words


def test_codes_of_files_and_texts_are_apart() -> None:
    assert CODES.keys() & OF_TEXTS.keys() == set()
    assert {code for code, _, _ in MEANING.values()} <= CODES.keys()
