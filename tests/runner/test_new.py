"""`townlet new`: what it writes can be performed as it stands and teaches by being read; nothing is written over."""

import re
from pathlib import Path

import pytest

from runner.beginning import title_of
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT

LONG = "a" * 90


def test_what_it_writes_checks_runs_and_is_in_form(townlet: Townlet, tmp_path: Path) -> None:
    done = townlet("new", "my-story")
    assert done.exit_code == 0
    assert done.stdout == "my-story.town: written. Perform it with `townlet run my-story.town`, then change it\n"
    assert townlet("check", "my-story.town").stdout == "my-story.town: nothing to mend\n"
    assert townlet("fmt", "--check", "my-story.town").exit_code == 0
    played = townlet("run", "my-story.town")
    assert played.exit_code == 0
    assert re.findall(r"^(\w+) +\d\d:\d\d  (expect|hope)", played.stdout, re.M) == [("met", "expect"), ("met", "hope")]


@pytest.mark.parametrize("seed", range(2, 8))
def test_its_story_holds_with_other_luck(townlet: Townlet, seed: int) -> None:
    townlet("new", "my-story")
    assert townlet("run", "my-story.town", "--seed", str(seed)).exit_code == 0


@pytest.mark.parametrize("town", ["riverside", "shared-house"])
def test_it_plays_in_any_town(townlet: Townlet, tmp_path: Path, town: str) -> None:
    assert townlet("new", "my-story", "--town", town).exit_code == 0
    assert f"    town: {town}\n" in (tmp_path / "my-story.town").read_text()
    assert townlet("check", "my-story.town").stdout == "my-story.town: nothing to mend\n"
    assert townlet("run", "my-story.town").exit_code == 0


def test_a_town_of_ones_own_is_found_beside_the_script(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "towns").mkdir()
    corner = (ROOT / "tests" / "kept" / "towns" / "corner.yaml").read_text("utf-8")
    (tmp_path / "towns" / "corner.yaml").write_text(corner)
    assert townlet("new", "my-story", "--town", "corner").exit_code == 0
    assert townlet("check", "my-story.town").exit_code == 0
    (tmp_path / "towns" / "corner.yaml").write_text(corner.replace("places:", "plaecs:"))
    assert townlet("new", "my-other", "--town", "corner").exit_code == 2
    missing = townlet("new", "my-other", "--town", "rivrside")
    assert (missing.exit_code, "error[TN209]" in missing.stderr, "`riverside`" in missing.stderr) == (2, True, True)
    assert not (tmp_path / "my-other.town").exists()


def test_its_notes_say_what_is_what(townlet: Townlet, tmp_path: Path) -> None:
    townlet("new", "my-story")
    notes = " ".join(re.findall(r"#+ (.*)", (tmp_path / "my-story.town").read_text()))
    for word in ("A cue", "A check", "in charge", "`direct`", "`nudge", "tick", "`!`", "`~`", "`·`", "`*`"):
        assert word in notes


@pytest.mark.parametrize(
    ("name", "file", "title"),
    [
        ("my-story", "my-story.town", "My Story"),
        ("my_story.town", "my_story.town", "My Story"),
        ("two  words", "two  words.town", "Two Words"),
        ("über-den-dächern", "über-den-dächern.town", "Über Den Dächern"),
        ("夏の夜", "夏の夜.town", "夏の夜"),
        ("it's-2-late", "it's-2-late.town", "It's 2 Late"),
        ("McBeth", "McBeth.town", "McBeth"),
        ("acts/one", "acts/one.town", "One"),
    ],
)
def test_the_title_comes_of_the_name(townlet: Townlet, tmp_path: Path, name: str, file: str, title: str) -> None:
    (tmp_path / "acts").mkdir()
    assert townlet("new", name).exit_code == 0
    text = (tmp_path / file).read_text()
    assert f'scenario "{title}":\n' in text
    assert text.startswith(f"## {title}: ")
    assert townlet("check", file).exit_code == 0


def test_nothing_is_written_over(townlet: Townlet, tmp_path: Path) -> None:
    (tmp_path / "my-story.town").write_text("mine")
    (tmp_path / "link.town").symlink_to("nowhere")
    for name in ("my-story", "my-story.town", "link"):
        done = townlet("new", name)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "error[TN042]" in done.stderr
    assert (tmp_path / "my-story.town").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("name", "code", "why"),
    [
        ("", "TN043", "nothing in it"),
        (".hidden", "TN043", "it begins with a `.`"),
        ("..", "TN043", "it begins with a `.`"),
        ("a\nb", "TN043", "cannot be seen"),
        ("a\0b", "TN043", "cannot be seen"),
        ('a"b', "TN043", "quotation mark"),
        ("a\\b", "TN043", "backslash"),
        ("my-town.yaml", "TN043", "another kind of file"),
        ("!?", "TN043", "no letter"),
        (LONG, "TN043", "more than 80"),
        ("nowhere/one", "TN014", "no folder `nowhere`"),
    ],
)
def test_a_name_that_will_not_do(townlet: Townlet, tmp_path: Path, name: str, code: str, why: str) -> None:
    done = townlet("new", name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"error[{code}]" in done.stderr
    assert why in done.stderr
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("stem", "title"), [("a", "A"), ("-a--b_", "A B"), ("ñandú", "Ñandú"), ("the 3rd-act", "The 3rd Act")]
)
def test_titles(stem: str, title: str) -> None:
    assert title_of(stem) == title
