"""The wheel: built from this tree, installed in an environment that knows nothing of it, used from `/`."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house.source import PACKAGES, ROOT, files

SOUND = """\
use "library/people.town"

scenario "A Short Stay":
    about: "Somebody is there."
    town: riverside
    clock: 08:00
    length: 10 ticks
    seed: 1

    cast:
        Ada: gruff, at cafe, 5 coins

    expect Ada is at cafe
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network in the environment that runs the tests."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what it depends on is lent by the environment of the tests."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    # A path file inside a lent folder is not followed, so an editable install there stays out of sight.
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site,) = home.glob("lib/python*/site-packages")
    (site / "lent.pth").write_text("\n".join(sorted(lent)) + "\n", "utf-8")
    return home


def townlet(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The installed command, run from `/` with next to nothing in its surroundings."""
    command = [str(installed / "bin" / "townlet"), *arguments]
    surroundings = {"HOME": str(installed), "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, cwd="/", env=surroundings, capture_output=True, text=True, timeout=60)


def test_the_wheel_owns_the_four_packages_and_all_their_files(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ours = {path.relative_to(ROOT) for path in files()}
    assert names == {path.as_posix() for path in ours if path.parts[0] in PACKAGES}
    assert {Path(name).parts[0] for name in names} == {*PACKAGES}
    assert {".py", ".town", ".transcript", ".yaml"} <= {Path(name).suffix for name in names}


def test_modules_come_from_the_wheel(installed: Path) -> None:
    listed = ", ".join(f"{name}.__file__" for name in PACKAGES)
    question = f"import {', '.join(PACKAGES)}; print({listed}, sep='|')"
    command = [str(installed / "bin" / "python"), "-I", "-c", question]
    answer = subprocess.run(command, cwd="/", capture_output=True, text=True, check=True).stdout
    assert all(Path(origin).is_relative_to(installed) for origin in answer.split("|")), answer


def test_list_names_what_ships(installed: Path) -> None:
    said = townlet(installed, "list")
    assert (said.returncode, said.stderr) == (0, "")
    shipped = {path.stem for path in (ROOT / "scenarios").glob("*.town")}
    assert shipped <= {*said.stdout.split()}
    assert "A Coffee Too Dear" in said.stdout


def test_check_finds_the_library_and_the_town(installed: Path, tmp_path: Path) -> None:
    script = tmp_path / "short-stay.town"
    script.write_text(SOUND, "utf-8")
    said = townlet(installed, "check", str(script))
    assert said.returncode == 0, said.stdout + said.stderr


def test_check_answers_a_slip_without_a_traceback(installed: Path, tmp_path: Path) -> None:
    script = tmp_path / "short-stay.town"
    script.write_text(SOUND.replace("gruff", "gruf"), "utf-8")
    said = townlet(installed, "check", str(script))
    heard = said.stdout + said.stderr
    assert said.returncode == 2, heard
    assert "gruff" in heard
    assert "Traceback" not in heard


def test_run_performs_what_ships(installed: Path) -> None:
    said = townlet(installed, "run", "coffee-too-dear")
    assert said.returncode == 0, said.stdout + said.stderr
    golden = (ROOT / "scenarios" / "coffee-too-dear.transcript").read_text("utf-8")
    assert golden.count("Kai") <= said.stdout.count("Kai")
