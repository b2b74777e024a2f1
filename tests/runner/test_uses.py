"""What a `use` line can name on a real disk: one message at the line or the file that is wrong, and exit 2."""

from pathlib import Path

import pytest

from tests.runner.conftest import Townlet
from tests.runner.support import SHORT

LIBRARY = "vignette nod(a, b):\n    direct a to greet b\n"


def checked(townlet: Townlet, path: str) -> tuple[int, list[str]]:
    Path("short.town").write_text(f'use "{path}"\n{SHORT}', "utf-8")
    said = townlet("check", "short.town", "--format", "concise")
    return said.exit_code, [line for line in said.stdout.split("\n") if "[TN" in line]


@pytest.fixture(autouse=True)
def _files(townlet: Townlet) -> None:
    Path("mine").mkdir()
    Path("folder.town").mkdir()
    Path("mine/lib.town").write_text(LIBRARY, "utf-8")
    Path("user.town").write_text(f'use "short.town"\n{LIBRARY}', "utf-8")
    Path("bad.town").write_bytes(b"vignette nod\xff:\n")
    Path("data.town").write_text('{"a": 1}', "utf-8")
    Path("loop.town").symlink_to("loop.town")


@pytest.mark.parametrize("path", ["mine/lib.town", "mine/../mine/lib.town", "./mine/lib.town", "user.town"])
def test_what_can_be_used(path: str, townlet: Townlet) -> None:
    assert checked(townlet, path) == (0, [])


@pytest.mark.parametrize(
    ("path", "where", "code"),
    [
        ("folder.town", "folder.town", "TN002"),
        ("mine", "short.town:1:5", "TN248"),
        (".", "short.town:1:5", "TN248"),
        ("", "short.town:1:5", "TN248"),
        ("/etc/passwd", "short.town:1:5", "TN248"),
        ("C:/lib.town", "short.town:1:5", "TN248"),
        ("../../../lost.town", "short.town:1:5", "TN200"),
        ("missing.town", "short.town:1:5", "TN200"),
        ("mine/Lib.town", "short.town:1:5", "TN200"),
        ("loop.town", "short.town:1:5", "TN200"),
        ("bad.town", "bad.town:1:13", "TN004"),
        ("data.town", "data.town:1:1", "TN134"),
    ],
)
def test_what_cannot_be_used(path: str, where: str, code: str, townlet: Townlet) -> None:
    status, (line,) = checked(townlet, path)
    assert status == 2
    assert line.startswith(f"{where}: error[{code}]")


def test_a_file_that_uses_itself_is_warned_of(townlet: Townlet) -> None:
    status, (line,) = checked(townlet, "short.town")
    assert status == 0
    assert line.startswith("short.town:1:5: warning[TN248]")
