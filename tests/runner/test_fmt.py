"""`townlet fmt` and files: what it writes, what it leaves alone, and what it says."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from runner.cli import cli
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT

UGLY = 'vignette  v( a ):\n  mark   "x"  \n'
FORM = 'vignette v(a):\n    mark "x"\n'
DAMAGED = 'vignette  v( a ):\n  mrak   "x"  \n'


def scripts(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.town").write_bytes(text.encode())


def test_a_file_is_put_into_form_and_keeps_its_mode(townlet: Townlet, tmp_path: Path) -> None:
    scripts(tmp_path, one=UGLY)
    (tmp_path / "one.town").chmod(0o640)
    done = townlet("fmt", "one.town")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "one.town: put into form\n", "")
    assert (tmp_path / "one.town").read_text() == FORM
    assert (tmp_path / "one.town").stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["one.town"]


def test_what_is_in_form_is_not_written(townlet: Townlet, tmp_path: Path) -> None:
    scripts(tmp_path, one=FORM)
    before = (tmp_path / "one.town").stat()
    done = townlet("fmt", "one.town")
    after = (tmp_path / "one.town").stat()
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_checking_lists_and_writes_nothing(townlet: Townlet, tmp_path: Path) -> None:
    scripts(tmp_path, one=UGLY, two=FORM)
    done = townlet("fmt", "--check", "one.town", "two.town")
    assert (done.exit_code, done.stdout) == (1, "one.town: is not in form\n")
    assert (tmp_path / "one.town").read_text() == UGLY
    assert townlet("fmt", "--check", "two.town").exit_code == 0


@pytest.mark.parametrize("text", ["\ufeff" + FORM, FORM.replace("\n", "\r\n"), FORM.replace("\n", "\r"), FORM[:-1]])
def test_marks_and_line_ends_are_a_part_of_the_form(townlet: Townlet, tmp_path: Path, text: str) -> None:
    scripts(tmp_path, one=text)
    assert townlet("fmt", "--check", "one.town").exit_code == 1
    assert townlet("fmt", "one.town").exit_code == 0
    assert (tmp_path / "one.town").read_bytes() == FORM.encode()


def test_of_a_folder_all_scripts_but_the_hidden(townlet: Townlet, tmp_path: Path) -> None:
    for folder in ("play", "play/acts", "play/.old"):
        (tmp_path / folder).mkdir()
        scripts(tmp_path / folder, one=UGLY)
    (tmp_path / "play" / "notes.txt").write_text(UGLY)
    done = townlet("fmt", "play")
    assert done.stdout == "play/acts/one.town: put into form\nplay/one.town: put into form\n"
    assert (tmp_path / "play" / ".old" / "one.town").read_text() == UGLY
    assert (tmp_path / "play" / "notes.txt").read_text() == UGLY


def test_a_link_stays_a_link(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    scripts(tmp_path / "far", one=UGLY)
    (tmp_path / "near.town").symlink_to("far/one.town")
    assert townlet("fmt", "near.town").exit_code == 0
    assert (tmp_path / "near.town").is_symlink()
    assert (tmp_path / "far" / "one.town").read_text() == FORM


def test_standard_input_to_standard_output() -> None:


    done = CliRunner().invoke(cli, ["fmt", "-"], input=UGLY, catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (0, FORM)
    done = CliRunner().invoke(cli, ["fmt", "--check", "-"], input=UGLY, catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (1, "standard input: is not in form\n")


def test_a_damaged_script_is_put_into_form_as_far_as_it_goes(townlet: Townlet, tmp_path: Path) -> None:
    scripts(tmp_path, one=DAMAGED)
    done = townlet("fmt", "one.town")
    assert done.exit_code == 0
    assert (tmp_path / "one.town").read_text() == 'vignette v(a):\n  mrak   "x"  \n'
    assert "note[TN041]: I cannot read one line of `one.town` and left it alone" in done.stderr
    assert "`townlet check one.town`" in done.stderr


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("one.yaml", b"id: x\n", "TN040"),
        ("one.json", b"{}", "TN040"),
        ("one.sh", b"#!/bin/sh\n#a note\n", "TN040"),
        ("one.md", b"#Title\n\n\n\nmark  \n", "TN040"),
        ("Makefile", b"#a note\n", "TN040"),
        ("one.town", b'{"townlet":"snapshot"}', "TN040"),
        ("one.town", b"\xff\xfe\x00", "TN004"),
        ("one.town", b"mark \xe9", "TN004"),
    ],
)
def test_what_is_no_script_is_left_alone(townlet: Townlet, tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    scripts(tmp_path, two=UGLY)
    done = townlet("fmt", name, "two.town")
    assert (done.exit_code, done.stdout) == (2, "two.town: put into form\n")
    assert f"error[{code}]" in done.stderr
    assert (tmp_path / name).read_bytes() == data


@pytest.mark.parametrize(("target", "code"), [("nowhere.town", "TN001"), ("one-shower", "TN001"), (".", "TN040")])
def test_what_is_not_there(townlet: Townlet, target: str, code: str) -> None:
    done = townlet("fmt", target)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"error[{code}]" in done.stderr


def test_what_may_not_be_written_is_not(townlet: Townlet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder may be written, and a file in it not: it is not replaced by another."""
    scripts(tmp_path, one=UGLY)
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # To root everything is allowed.
    done = townlet("fmt", "one.town")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "error[TN014]" in done.stderr
    assert (tmp_path / "one.town").read_text() == UGLY


def test_all_that_ships_is_in_form(townlet: Townlet) -> None:
    done = townlet("fmt", "--check", str(ROOT / "scenarios"))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
