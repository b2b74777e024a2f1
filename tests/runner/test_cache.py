"""The cache makes things faster and nothing else: whatever is wrong with it is a cold start."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from runner.cache import MOST, Cache, Warm, opened
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, process

HEAVY = ("lark", "yaml", "jsonschema", "rich", "numpy")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a script and a cache that has been used once."""
    home = tmp_path_factory.mktemp("home")
    (home / "short.town").write_text(SHORT, "utf-8")
    assert process("check", "short.town", cwd=home).returncode == 0
    return home


@pytest.fixture
def folder(home: Path, tmp_path: Path) -> Path:
    """The folder of such a cache, in a copy of that home."""
    copy = Path(shutil.copytree(home, tmp_path / "home"))
    return copy / ".cache" / "townlet"


@pytest.fixture
def check(townlet: Townlet, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str]], None]:
    """Check a sound script in certain surroundings; it must pass without a word about them."""

    def check(surroundings: dict[str, str]) -> None:
        for name in ("XDG_CACHE_HOME", "HOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in surroundings.items():
            monkeypatch.setenv(name, value)
        Path("short.town").write_text(SHORT, "utf-8")
        said = townlet("check", "short.town")
        assert (said.exit_code, said.stderr, said.stdout) == (0, "", "short.town: nothing to mend\n")

    return check


def test_it_is_ours_alone_and_holds_the_grammar_and_the_town(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name.split("-")[0] for path in folder.iterdir()) == ["grammar", "town"]


def loaded(arguments: str, cwd: Path) -> set[str]:
    """Which of the heavy libraries a command imports."""
    import subprocess
    import sys

    from tests.runner.support import ROOT

    code = f"import sys; from runner.cli import main; main({arguments.split()}); print(*sys.modules)"
    kept = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "HOME": str(cwd)}
    said = subprocess.run([sys.executable, "-c", code], cwd=cwd, env=kept, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    return {*said.stdout.splitlines()[-1].split()} & {*HEAVY}


@pytest.mark.parametrize("command", ["check short.town", "list", "run short.town"])
def test_a_warm_start_imports_nothing_heavy(command: str, folder: Path) -> None:
    home = folder.parents[1]
    loaded(command, home)  # What this command needs besides is kept now.
    assert loaded(command, home) == set()


def test_what_was_asked_for_once_is_at_hand(tmp_path: Path) -> None:
    behind = Cache(tmp_path)
    behind.put("town", "a", b"kept before")
    warm = Warm(behind)
    warm.put("town", "b", b"put")
    assert (warm.get("town", "a"), behind.get("town", "b"), warm.get("town", "c")) == (b"kept before", b"put", None)
    for path in tmp_path.iterdir():
        path.unlink()
    assert (warm.get("town", "a"), warm.get("town", "b")) == (b"kept before", b"put")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _turn_a_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


def _replace_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGE: dict[str, Callable[[Path], object]] = {
    "cut": _cut,
    "empty": lambda path: path.write_bytes(b""),
    "a bit turned": _turn_a_bit,
    "something else": lambda path: path.write_bytes(b"\x80\x04\x95import os" * 100),
    "a folder": _replace_by_a_folder,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_a_cold_start(
    damage: Callable[[Path], object], folder: Path, check: Callable[[dict[str, str]], None]
) -> None:
    for path in list(folder.iterdir()):
        damage(path)
    check({"XDG_CACHE_HOME": str(folder.parent)})


def _a_file_in_the_way(home: Path) -> dict[str, str]:
    (home / "cache").write_text("in the way", "utf-8")
    return {"XDG_CACHE_HOME": str(home / "cache")}


ELSEWHERE: dict[str, Callable[[Path], dict[str, str]]] = {
    "off": lambda home: {"TOWNLET_CACHE": "off"},
    "a file in the way": _a_file_in_the_way,
    "no home": lambda home: {"HOME": ""},
    "a home that cannot be": lambda home: {"HOME": "/dev/null"},
    "a name that cannot be": lambda home: {"XDG_CACHE_HOME": "/" + "x" * 300},
}


@pytest.mark.parametrize("surroundings", ELSEWHERE.values(), ids=ELSEWHERE)
def test_no_place_for_it_is_a_cold_start(
    surroundings: Callable[[Path], dict[str, str]], tmp_path: Path, check: Callable[[dict[str, str]], None]
) -> None:
    check({"HOME": str(tmp_path)} | surroundings(tmp_path))
    assert not (tmp_path / ".cache").exists()


def test_a_folder_open_to_others_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "townlet").mkdir(mode=0o700)
    (tmp_path / "townlet").chmod(0o777)
    assert opened({"XDG_CACHE_HOME": str(tmp_path)}).folder is None


def test_a_link_to_a_folder_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / "townlet").symlink_to(tmp_path / "elsewhere")
    assert opened({"XDG_CACHE_HOME": str(tmp_path)}).folder is None


def test_a_relative_place_is_ignored(tmp_path: Path) -> None:
    assert opened({"XDG_CACHE_HOME": "cache", "HOME": str(tmp_path)}).folder == tmp_path / ".cache" / "townlet"


def test_what_is_kept_comes_back_and_the_oldest_goes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number in range(MOST + 5):
        cache.put("figure", str(number), b"%d" % number)
        os.utime(cache._path("figure", str(number)) or "", ns=(number, number))
    assert cache.get("figure", "0") is None
    assert cache.get("figure", str(MOST + 4)) == b"%d" % (MOST + 4)
    assert cache.get("letter", str(MOST + 4)) is None
    assert len(list(tmp_path.iterdir())) == MOST


def test_a_town_that_is_changed_is_read_again(folder: Path) -> None:
    home = folder.parents[1]
    (home / "towns").mkdir()
    from tests.runner.test_bad_input import RIVERSIDE

    town = home / "towns" / "riverside.yaml"
    town.write_text(RIVERSIDE, "utf-8")
    assert process("check", "short.town", cwd=home).returncode == 0
    town.write_text(RIVERSIDE + "rnet: 3\n", "utf-8")
    assert process("check", "short.town", cwd=home).returncode == 2
