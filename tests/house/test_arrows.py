"""Who may import whom, read from the source: `townlet ← dsl ← runner`, `scenarios ← runner`."""

import ast
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.house.source import PACKAGES, ROOT, at_import_time, imports, modules, package_of, tree

OURS = {*PACKAGES, "bench", "tests"}
ALLOWED = {
    "townlet": {"townlet"},
    "dsl": {"dsl", "townlet"},
    "scenarios": set[str](),
    "runner": {"runner", "dsl", "townlet", "scenarios"},
}
MODULES = [
    pytest.param(package, name, path, id=name)
    for package in PACKAGES
    for name, path in modules(package).items()
]


def _imports(name: str, path: Path) -> set[str]:
    return imports(ast.walk(tree(path)), package_of(name, path))


@pytest.mark.parametrize(("package", "name", "path"), MODULES)
def test_imports_follow_the_arrows(package: str, name: str, path: Path) -> None:
    reached = {found.split(".")[0] for found in _imports(name, path)} & OURS
    assert reached <= ALLOWED[package], f"{name} reaches for {reached - ALLOWED[package]}"


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_has_its_own_init(package: str) -> None:
    """Without one it is a namespace: a plain checkout imports it, type checkers and wheels may not."""
    assert package in modules(package)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_circles_when_modules_are_imported(package: str) -> None:
    known = modules(package)
    graph = {name: _edges(name, path, known) for name, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" ← ".join(error.args[1]))


def _edges(name: str, path: Path, known: dict[str, Path]) -> set[str]:
    wanted = imports(at_import_time(tree(path)), package_of(name, path))
    return {_module(found, known) for found in wanted} & known.keys() - {name}


def _module(found: str, known: dict[str, Path]) -> str:
    """`a.b.c` where c may be a value: the module it comes from."""
    return found if found in known else found.rpartition(".")[0]


@pytest.mark.parametrize(
    ("source", "package", "expected"),
    [
        ("import dsl.parse", "runner", {"dsl.parse"}),
        ("from dsl import parse, check", "runner", {"dsl.parse", "dsl.check"}),
        ("from . import course", "townlet", {"townlet.course"}),
        ("from .course import Course", "townlet.verbs", {"townlet.verbs.course.Course"}),
        ("from ..course import Course", "townlet.verbs", {"townlet.course.Course"}),
        ("def late():\n    import runner", "townlet", {"runner"}),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import dsl", "townlet", {"dsl"}),
    ],
)
def test_imports_are_read_whole(source: str, package: str, expected: set[str]) -> None:
    assert expected <= imports(ast.walk(ast.parse(source)), package)


def test_late_imports_make_no_circle() -> None:
    source = "import a\ntry:\n    import b\nexcept ImportError:\n    pass\ndef late():\n    import c\n"
    assert imports(at_import_time(ast.parse(source)), "x") == {"a", "b"}


def test_the_packages_are_the_ones_that_ship() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [*PACKAGES]
