"""What the town and the language never touch: the world outside, and what happens to ship with them.

Imports are held to a list of what is known to be pure, so that a new one is a decision. Of what is built in
and of what the allowed libraries offer, everything that reaches a file, a terminal, a clock, chance, or the
order of addresses and string hashes is refused by name.
"""

import ast
from pathlib import Path

import pytest

from tests.house.source import imports, modules, package_of, tree

PURE = {
    "__future__", "abc", "array", "bisect", "collections", "copy", "dataclasses", "decimal", "difflib",
    "enum", "fractions", "functools", "graphlib", "hashlib", "heapq", "itertools", "json", "math", "msgspec",
    "numbers", "operator", "re", "statistics", "string", "struct", "textwrap", "types", "typing",
    "typing_extensions", "unicodedata",
}  # fmt: skip
ALLOWED = {
    "townlet": PURE | {"townlet", "numpy"},
    "dsl": PURE | {"townlet", "dsl", "lark", "yaml", "jsonschema", "referencing"},
}
BUILT_IN = {
    "open", "print", "input", "exec", "eval", "compile", "breakpoint", "__import__", "globals", "vars",
    "id",  # An address: another one in each process.
}  # fmt: skip
REACHING = {
    "read_text", "read_bytes", "write_text", "write_bytes", "open_from_package", "Lark.open",
    "np.random", "np.load", "np.save", "np.fromfile", "np.memmap", "numpy.random", "numpy.load", "numpy.save",
}  # fmt: skip

MODULES = [
    pytest.param(package, name, path, id=name)
    for package in ALLOWED
    for name, path in modules(package).items()
]


def faults(source: ast.Module, package: str, allowed: set[str]) -> list[str]:
    """Each place where `source` reaches outside, as `line: what`."""
    seen = ((node, what) for node in ast.walk(source) for what in _reach(node, package, allowed))
    return [f"{getattr(node, 'lineno', 0)}: {what}" for node, what in seen]


def _reach(node: ast.AST, package: str, allowed: set[str]) -> list[str]:
    match node:
        case ast.Import() | ast.ImportFrom():
            found = imports(iter([node]), package)
            return sorted(f"import {name}" for name in found if name.split(".")[0] not in allowed)
        case ast.Name(id=name) if name in BUILT_IN and isinstance(node.ctx, ast.Load):
            return [name]
        case ast.Name(id="hash"):
            return ["hash (of a string it differs from process to process)"]
        case ast.Attribute(attr=attr):
            whole = f"{node.value.id}.{attr}" if isinstance(node.value, ast.Name) else attr
            return [whole] if {attr, whole} & REACHING else []
    return []


@pytest.mark.parametrize(("package", "name", "path"), MODULES)
def test_nothing_reaches_outside(package: str, name: str, path: Path) -> None:
    assert faults(tree(path), package_of(name, path), ALLOWED[package]) == []


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "import random",
        "import os.path",
        "from datetime import datetime",
        "from pathlib import Path",
        "def late():\n    import socket",
        "import importlib",
        "open('a.town')",
        "reader = open",
        "print('x')",
        "input()",
        "order = sorted(agents, key=id)",
        "luck = hash(name)",
        "text = grammar.read_text()",
        "np.random.default_rng(1)",
        "Lark.open('town.lark')",
        "__import__('time').time()",
    ],
)
def test_a_reach_outside_is_seen(source: str) -> None:
    assert faults(ast.parse(source), "townlet", PURE | {"numpy"})


@pytest.mark.parametrize(
    "source",
    [
        "import msgspec",
        "from collections.abc import Iterable",
        "from heapq import heappush",
        "class Place:\n    id: str",
        "opening = place.open",
        "what = item.id",
    ],
)
def test_what_is_pure_is_left_alone(source: str) -> None:
    assert faults(ast.parse(source), "townlet", PURE) == []
