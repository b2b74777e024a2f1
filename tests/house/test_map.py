"""The map of docs/architecture.md shows all there is and nothing else; what our pages name in the code is there."""

import re
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

from runner.commands import COMMANDS
from runner.pages import CODES
from tests.house.source import ROOT
from tests.pages import DOCS, manual

PAGE = manual("architecture")
ROWS = re.findall(r"^\| (`\w+/.*?) \|", PAGE, re.MULTILINE)


def _there(package: str) -> set[str]:
    """The modules and folders of a package, by the names that stand on the map."""
    found = {path for path in (ROOT / package).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    return {path.stem for path in found} - {"__init__"}


def _shown(package: str) -> set[str]:
    """What the map shows of it: `dsl/parse` or `dsl/tree/`, and behind such a name others without the package."""
    rows = [re.findall(r"`([^`]+)`", row) for row in ROWS]
    ours = [name for row in rows if row[0].startswith(f"{package}/") for name in row]
    return {name.strip("/").removeprefix(f"{package}/") for name in ours if not _elsewhere(name, package)}


def _elsewhere(name: str, package: str) -> bool:
    """A name of another package in the same row, or of a file that is no module."""
    return ("/" in name.strip("/") and not re.fullmatch(rf"{package}/\w+/?", name)) or "." in name


@pytest.mark.parametrize("package", ["townlet", "dsl", "runner"])
def test_the_map_shows_what_is_there(package: str) -> None:
    assert _shown(package) == _there(package) - ({"pages"} if package == "dsl" else set())


@pytest.mark.parametrize("name", sorted({*re.findall(r"`((?:townlet|dsl|runner)(?:\.\w+)+)`", PAGE)}))
def test_what_is_named_in_the_code_is_there(name: str) -> None:
    _find(name)


def _find(name: str) -> object:
    module, _, attribute = name.rpartition(".")
    try:
        return import_module(name)
    except ModuleNotFoundError:
        return getattr(_find(module), attribute)


@pytest.mark.parametrize("path", sorted({*re.findall(r"`((?:townlet|dsl|runner|tests|docs)/[\w/.]+)`", PAGE)}))
def test_every_path_leads_somewhere(path: str) -> None:
    if "TNxxx" not in path:
        assert Path(ROOT / path).exists() or Path(ROOT / f"{path}.py").exists()


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda page: page.stem)
def test_no_page_names_a_code_that_there_is_not(page: Path) -> None:
    assert {*re.findall(r"\bTN\d{3}\b", page.read_text("utf-8"))} <= CODES.keys()


def test_nothing_names_a_command_that_there_is_not() -> None:
    files = chain([ROOT / "README.md"], *((ROOT / folder).rglob("*.*") for folder in ("docs", "dsl", "runner")))
    texts = [path.read_text("utf-8") for path in files if path.suffix in (".md", ".py")]
    named = {word for text in texts for word in re.findall(r"`townlet ([a-z][a-z-]*)\b", text)}
    assert len(named) > 15
    assert named <= COMMANDS.keys()
