"""Our own source as data: which modules there are, and what each of them imports."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("townlet", "dsl", "scenarios", "runner")
MADE = {".git", ".venv", "build", "dist", "__pycache__"}


@cache
def files() -> list[Path]:
    """Every file kept or about to be: what git would take, or in a bare copy whatever no tool has made."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        found = {ROOT / name for name in listed.split("\0") if name}
    else:
        found = {path for path in ROOT.rglob("*") if not _made(path.relative_to(ROOT))}
    return sorted(path for path in found if path.is_file())


def _made(path: Path) -> bool:
    return bool(MADE & {*path.parts}) or any(part.endswith("_cache") for part in path.parts)


@cache
def modules(package: str) -> dict[str, Path]:
    """Dotted name → file, for each module of `package`; a package's own name is its `__init__.py`."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a source file."""
    return ast.parse(path.read_text("utf-8"), str(path))


def imports(nodes: Iterator[ast.AST], package: str) -> set[str]:
    """Absolute dotted names imported by `nodes`, in a module that lies in `package`.

    `from a import b` gives `a.b`: whether b is a module or a value is for the caller to know.
    """
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{_origin(node, package)}.{alias.name}" for alias in node.names}
    return found


def _origin(node: ast.ImportFrom, package: str) -> str:
    if not node.level:
        return node.module or ""
    above = package.split(".")[: -(node.level - 1) or None]
    return ".".join([*above, *([node.module] if node.module else [])])


def at_import_time(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when the module is imported: no function bodies, nothing for type checkers only."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        yield child
        yield from at_import_time(child)


def package_of(name: str, path: Path) -> str:
    """The package that relative imports in module `name` start from."""
    return name if path.stem == "__init__" else name.rpartition(".")[0]
