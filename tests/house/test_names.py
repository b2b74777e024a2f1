"""The engine knows no story: what scripts and town files call things does not occur in `townlet/`.

Two rules, both read from whatever ships:

1. *Proper to a script*: anywhere in the text of `townlet/`, comments and docstrings included. Names of the
   cast, titles, file names of scripts, vignettes, personalities and items declared in a script, towns, and
   the names that a town has ready for people whom nobody named.
2. *Proper to a town*: ids of places, objects, items and jobs of a town file. They are mostly common words
   (`cafe`, `shower`, `park`) that a sentence may need, so they are refused in code (names, and strings other
   than docstrings), where they could only be a rule for one place.

Words that the language itself gives a meaning are nobody's names: `COMMON`. Streams, cues and kinds of
file in the library (`people`, `vignettes`) are ordinary words and are not counted.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.source import ROOT, modules, tree

SCENARIOS = ROOT / "scenarios"
COMMON = {"home", "town", "work", "rest", "wash", "eat", "meal", "bed"}

DECLARED = re.compile(r"^(?:personality|item|vignette) +([\w-]+)", re.M)
TITLE = re.compile(r'^scenario +"([^"]+)"', re.M)
CAST = re.compile(r"^ {4}cast:\n((?: {8}.*\n|\s*\n)+)", re.M)
MEMBER = re.compile(r"^ {8}([A-Z][\w-]*):", re.M)


def names_of_a_script(text: str) -> set[str]:
    """What a script calls its own: titles, cast, declarations."""
    cast = {name for block in CAST.findall(text) for name in MEMBER.findall(block)}
    return {*DECLARED.findall(text), *TITLE.findall(text), *cast}


def names_of_a_town(data: object) -> set[str]:
    """Every id in a town file: values of `id`, and keys of the tables of places, objects, items and jobs."""
    return {name.lower() for name in _ids(data)} - COMMON


def _ids(data: object) -> Iterator[str]:
    if isinstance(data, list):
        for entry in data:
            yield from _ids(entry)
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"]
        for key, value in data.items():
            if key in {"places", "objects", "things", "items", "jobs"} and isinstance(value, dict):
                yield from (name for name in value if isinstance(name, str))
            yield from _ids(value)


def proper_names() -> set[str]:
    """Everything that falls under the first rule."""
    scripts = sorted(SCENARIOS.rglob("*.town"))
    found = {path.stem for path in scripts if path.parent == SCENARIOS}
    found |= {path.stem for path in SCENARIOS.rglob("*.yaml")}
    found |= {name for town in _towns() for name in town.get("names", ())}
    return found.union(*(names_of_a_script(path.read_text("utf-8")) for path in scripts)) - COMMON


def town_names() -> set[str]:
    """Everything that falls under the second rule."""
    return set[str]().union(*(names_of_a_town(town) for town in _towns()))


def _towns() -> list[dict[str, Any]]:
    return [yaml.safe_load(path.read_text("utf-8")) for path in sorted(SCENARIOS.rglob("*.yaml"))]


def occurring(names: set[str], text: str) -> set[str]:
    """Those of `names` that stand in `text` as words; hyphen, underscore and space are the same."""
    ordered = sorted(names, key=len, reverse=True)
    words = "|".join(re.sub(r"[-_ ]", "[-_ ]", re.escape(name).replace(r"\-", "-")) for name in ordered)
    pattern = rf"(?<![A-Za-z0-9])(?:{words})(?:'s)?(?![A-Za-z0-9])"
    return {found.lower() for found in re.findall(pattern, text, re.IGNORECASE)} if names else set()


def code(source: ast.Module) -> str:
    """The names and strings of a module, without docstrings: what can decide anything."""
    strings = {id(node.value) for node in ast.walk(source) if isinstance(node, ast.Expr)}
    return "\n".join(word for node in ast.walk(source) if id(node) not in strings for word in _words(node))


def _words(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(value)):
            yield value
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str(name)):
            yield name
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.alias(name=name):
            yield name


MODULES = [pytest.param(path, id=name) for name, path in modules("townlet").items()]


@pytest.mark.parametrize("path", MODULES)
def test_no_story_in_the_engine(path: Path) -> None:
    assert occurring(proper_names(), path.read_text("utf-8")) == set()


@pytest.mark.parametrize("path", MODULES)
def test_no_rule_for_one_place(path: Path) -> None:
    assert occurring(town_names(), code(tree(path))) == set()


def test_the_names_are_found() -> None:
    """One of each kind, lest the patterns above stop matching and everything passes."""
    assert {
        "Avery", "Kai", "Blair", "Cass", "Anna", "Ben", "Cara", "A Coffee Too Dear", "coffee-too-dear",
        "one-shower", "small-talk", "lend-a-hand", "sociable", "gruff", "shy", "umbrella", "thermos",
        "riverside", "Amara",
    } <= proper_names()  # fmt: skip
    assert {"cafe", "park", "station", "barista"} <= town_names()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if name == 'Kai':", {"kai"}),
        ("kai_mood = 1", {"kai"}),
        ("# Avery's room", {"avery's"}),
        ("def price_small_talk():", {"small-talk"}),
        ("the kaiser said small", set()),
    ],
)
def test_names_are_seen_as_words(text: str, expected: set[str]) -> None:
    found = {word.replace("_", "-") for word in occurring({"Kai", "Avery", "small-talk"}, text)}
    assert found == expected


def test_only_code_decides() -> None:
    source = '"""The cafe."""\n\ndef f(x):\n    """Park."""\n    return x == "station"  # market\n'
    assert occurring({"cafe", "park", "station", "market"}, code(ast.parse(source))) == {"station"}
