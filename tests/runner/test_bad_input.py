"""Bad input: each kind is answered with what, where and how to mend it, exit 2, and never a traceback."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from runner.cli import cli, main
from runner.shelf import SHIPPED
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT, process

CAST = "Ada: gruff, at cafe, 5 coins"
GREET = "        direct who to greet Ben"
PEOPLE = (SHIPPED / "library" / "people.town").read_text("utf-8")
RISE = "    at tick 6 as rise:"
RIVERSIDE = (ROOT / "scenarios" / "towns" / "riverside.yaml").read_text("utf-8")

# What is changed in a sound script into what, and what must be said: the place, and words of the message.
SLIPS = {
    "unknown verb": (GREET, "        direct who to embrace Ben", ":17:", "embrace"),
    "unknown statement": (GREET, "        dierct who to greet Ben", ":17:", "did you mean `direct`"),
    "unknown name": (GREET, "        direct who to greet Bne", ":17:", "Ben"),
    "unknown unit": ("length: 30 ticks", "length: 30 tocks", ":6:", "ticks"),
    "unknown place": (CAST, "Ada: gruff, at caffe, 5 coins", ":11:", "cafe"),
    "a ring of cues": (
        RISE, "    1 tick after second as first:\n        mark \"1\"\n    1 tick after first as second:\n"
        "        mark \"2\"\n" + RISE, ":19:", "first",
    ),
    "a missing library": ('use "library/people.town"', 'use "library/poeple.town"', ":1:", "library/people.town"),
    "a missing town": ("town: riverside", "town: riverdise", ":4:", "riverside"),
    "tabs": (GREET, "\tdirect who to greet Ben", ":17:", "tab"),
}  # fmt: skip


@pytest.mark.parametrize(("was", "becomes", "where", "words"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_a_script(was: str, becomes: str, where: str, words: str, townlet: Townlet) -> None:
    assert was in SHORT
    Path("short.town").write_text(SHORT.replace(was, becomes, 1), "utf-8")
    checked, ran = townlet("check", "short.town"), townlet("run", "short.town")
    assert (checked.exit_code, ran.exit_code) == (2, 2)
    assert f"short.town{where}" in checked.stdout
    assert words in checked.stdout
    assert (ran.stdout, ran.stderr) == ("", checked.stdout)


# A town file of one's own, wrong; where it is wrong, and words of the message.
TOWNS = {
    "unknown key": (RIVERSIDE + "rnet: 3\n", "rnet"),
    "wrong type": (RIVERSIDE.replace("grid: [34, ", "grid: [wide, ", 1), "number"),
    "not YAML": ("town: [", "bracket"),
    "empty": ("", "nothing"),
}


@pytest.mark.parametrize(("text", "words"), TOWNS.values(), ids=TOWNS)
def test_a_town_file_that_is_wrong(text: str, words: str, townlet: Townlet) -> None:
    Path("towns").mkdir()
    Path("towns/riverside.yaml").write_text(text, "utf-8")
    Path("short.town").write_text(SHORT, "utf-8")
    for target in ("short.town", "towns/riverside.yaml"):
        said = townlet("check", target)
        assert said.exit_code == 2
        assert "towns/riverside.yaml:" in said.stdout
        assert words in said.stdout


# Bytes in place of a script; the code, and words of the message.
FILES = {
    "empty": (b"", "TN005", "`townlet new`"),
    "blank": (b"\n  \n\t\n", "TN005", "`townlet new`"),
    "only a byte order mark": (b"\xef\xbb\xbf", "TN005", "`townlet new`"),
    "not UTF-8": (SHORT.replace("Morning", "Größe").encode("latin-1"), "TN004", ":15:17"),
    "UTF-16": (SHORT.encode("utf-16"), "TN004", "UTF-16"),
    "binary": (b"\x7fELF\x02\x01\x01" + bytes(range(256)), "TN004", "UTF-8"),
}


@pytest.mark.parametrize(("data", "code", "words"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_script(data: bytes, code: str, words: str, townlet: Townlet) -> None:
    Path("odd.town").write_bytes(data)
    said = townlet("check", "odd.town")
    assert said.exit_code == 2
    assert f"error[{code}]" in said.stdout
    assert words in said.stdout
    assert "odd.town" in said.stdout


def test_characters_that_no_text_has(townlet: Townlet) -> None:
    Path("odd.town").write_bytes(bytes(range(1, 9)) * 30)
    assert townlet("run", "odd.town").exit_code == 2


def test_a_byte_order_mark_does_no_harm(townlet: Townlet) -> None:
    Path("short.town").write_bytes(b"\xef\xbb\xbf" + SHORT.encode())
    assert townlet("check", "short.town").exit_code == 0


@pytest.mark.parametrize("goal", ["gone.town", "link.town"])
def test_a_link_that_leads_nowhere_is_not_guessed_to_be_itself(goal: str, townlet: Townlet) -> None:
    Path("link.town").symlink_to(goal)
    said = townlet("check", "link.town")
    assert said.exit_code == 2
    assert f"error[TN001]: `link.town` is a link to `{goal}`, where no file is\n" in said.stdout
    assert "Did you mean" not in said.stdout


# A target on the command line; the code, and words of the message.
TARGETS = {
    "a name that nearly ships": ("coffee-to-dear", "TN001", "`coffee-too-dear`"),
    "a name in other letters": ("Coffee too dear", "TN001", "`coffee-too-dear`"),
    "a name like no other": ("xyzzy", "TN001", "townlet list"),
    "a file that nearly is": ("shrot.town", "TN001", "`short.town`"),
    "a folder that is not": ("nowhere/short.town", "TN001", "nowhere/short.town"),
    "a name that no file can have": ("a\0b", "TN001", "townlet list"),
    "no name": ("", "TN001", "townlet list"),
}


@pytest.mark.parametrize(("target", "code", "words"), TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize("command", ["check", "run"])
def test_a_target_that_is_not_there(command: str, target: str, code: str, words: str, townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    said = townlet(command, target)
    assert said.exit_code == 2
    assert f"error[{code}]" in said.output
    assert words in said.output


def test_a_folder_is_performed_by_none_and_checked_as_the_scripts_in_it(townlet: Townlet) -> None:
    for folder in ("acts", "acts/.old", "empty"):
        Path(folder).mkdir()
    for name in ("acts/one.town", "two.town", "acts/.old/odd.town"):
        Path(name).write_text(SHORT if "odd" not in name else "odd", "utf-8")
    assert "error[TN002]" in townlet("run", ".").output
    assert townlet("check", ".").stdout == "acts/one.town, two.town: nothing to mend\n"
    Path("acts/one.town").write_text(SHORT.replace("greet Ben", "greet Bne"), "utf-8")
    found = townlet("check", "two.town", "acts", "--format", "concise")
    assert (found.exit_code, found.stdout.partition(":")[0]) == (2, "acts/one.town")
    assert townlet("check", "--fix", "acts").exit_code == 2
    empty = townlet("check", "empty", "--format", "concise")
    assert (empty.exit_code, empty.stdout) == (
        2, "empty: error[TN031]: There is no script in the folder `empty`\n",
    )  # fmt: skip


def test_a_file_is_checked_once_however_often_it_is_named(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    Path("again.town").symlink_to("short.town")
    said = townlet("check", "short.town", "./short.town", "again.town", ".", "short.town")
    assert said.stdout == "short.town: nothing to mend\n"
    assert townlet("check", "one-shower", "one-shower").stdout == "one-shower: nothing to mend\n"


def test_a_script_may_come_by_standard_input(townlet: Townlet) -> None:
    Path("library").mkdir()
    Path("library/people.town").write_text(PEOPLE, "utf-8")

    def check(text: str | bytes, *options: str) -> Result:
        return CliRunner().invoke(cli, ["check", "-", *options], input=text, catch_exceptions=False)

    assert check(SHORT).output == "standard input: nothing to mend\n"
    slip = check(SHORT.replace("greet Ben", "greet Bne"), "--format", "concise")
    assert (slip.exit_code, slip.output.partition(" error")[0]) == (2, "standard input:17:29:")
    assert "error[TN005]" in check("").output
    assert "error[TN004]" in check(b"\xff\xfe").output
    assert "error[TN006]" in check(b"#" * 16_000_001).output


def test_standard_input_cannot_be_mended(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "-", "--fix"]) == 2
    assert "Standard input is no file that could be mended" in capsys.readouterr().err


def test_a_name_that_begins_with_a_hyphen(townlet: Townlet, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("-dash.town", "--dash"):
        Path(name).write_text(SHORT, "utf-8")
        assert main(["check", name]) == 2
        assert f"goes by `./{name}`" in capsys.readouterr().err
        assert townlet("check", f"./{name}").exit_code == 0
    assert main(["check", "--fxi", "short.town"]) == 2
    assert "Did you mean `--fix`?" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(townlet: Townlet) -> None:
    os.mkfifo("pipe.town")
    said = townlet("check", "pipe.town")
    assert (said.exit_code, said.stdout.partition("\n")[0]) == (
        2, "error[TN003]: `pipe.town` is a pipe or a device, which may never come to an end",
    )  # fmt: skip
    assert townlet("fmt", "pipe.town").exit_code == 2


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="this system does not name what is open")
def test_a_pipe_that_a_shell_has_opened_is_read(townlet: Townlet) -> None:
    there, here = os.pipe()
    os.write(here, SHORT.encode())
    os.close(here)
    assert townlet("check", f"/dev/fd/{there}").exit_code == 0
    os.close(there)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to root")
def test_a_file_that_may_not_be_read(townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    Path("short.town").chmod(0)
    said = townlet("check", "short.town")
    assert said.exit_code == 2
    assert "TN003" in said.stdout


def test_a_library_that_cannot_be_read_is_all_that_is_said(townlet: Townlet) -> None:
    Path("library").mkdir()
    Path("library/people.town").write_bytes(b"personality gruff\xff:\n")
    Path("short.town").write_text(SHORT, "utf-8")
    said = townlet("check", "short.town")
    assert said.exit_code == 2
    assert "library/people.town:1:18" in said.stdout
    assert said.stdout.count("error[") == 1


# Values for parameters; the code, and words of the message.
SETTINGS = {
    "unknown parameter": ("daer=120%", "TN216", "did you mean `dear`?"),
    "wrong type": ("dear=soup", "TN2", "a share"),
    "wrong unit": ("dear=3 coins", "TN2", "share"),
    "nobody": ("who=Zoe", "TN2", "Zoe"),
    "not readable": ("dear=1..", "TN218", "1.."),
    "no value": ("dear=", "TN015", "--set spike=200%"),
    "no name": ("=3", "TN015", "--set spike=200%"),
    "no sign": ("dear", "TN015", "--set spike=200%"),
}


@pytest.mark.parametrize(("setting", "code", "words"), SETTINGS.values(), ids=SETTINGS)
def test_a_value_that_cannot_be(setting: str, code: str, words: str, townlet: Townlet) -> None:
    Path("short.town").write_text(SHORT, "utf-8")
    said = townlet("run", "short.town", "--set", setting)
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"error[{code}" in said.stderr
    assert words in said.stderr


# What is typed after `townlet`, and what is said: the message, and how to type it.
SLIPS_OF_THE_HAND = {
    "run": ("wants what to perform", "`townlet run coffee-too-dear`"),
    "check": ("wants at least one file", "`townlet check my-story.town`"),
    "why": ("wants a line of a transcript", "`townlet why coffee-too-dear:26`"),
    "why coffee-too-dear": ("`coffee-too-dear` is not of the form NAME:LINE", "`coffee-too-dear:08:30`"),
    "why coffee too dear:26": ("`too dear:26`", "Did you mean `coffee-too-dear:26`?"),
    "compile x": ("wants to be told where to write", "-o my-story.schedule.json"),
    "run x --seed -1": ("`--seed` takes a whole number, from 0 to 999,999,999,999, and not `-1`", "townlet run --help"),
    "run x --seed lucky": ("a whole number, from 0 to 999,999,999,999, and not `lucky`", "townlet run --help"),
    "run x --ticks 0": ("`--ticks` takes a whole number, from 1 to 1,000,000, and not `0`", "townlet run --help"),
    "run x --seed": ("`--seed` wants a value after it\n --> townlet run\n", "`townlet run --help`"),
    "strings check x --lang": ("`--lang` wants a value after it\n", "`townlet strings check --help`"),
    "graph x --mermaid=svg": ("`--mermaid` takes no value\n", "`townlet graph --help`"),
    "run coffee too dear": ("`too dear`", "Did you mean `coffee-too-dear`?"),
    "run short.town --set friend Nell": ("`Nell`", "Did you mean `--set friend=Nell`?"),
    "run my story.town": ("`story.town`", 'stands in quotes: `"my story.town"`'),
    "run base": ("There is no file `base`", "Did you mean `base.town`?"),
    "run x --sede 3": ("`townlet run` knows no `--sede`", "Did you mean `--seed`?"),
    "check x --format pretty": (
        "`--format` takes `full`, `concise`, `json`, `github`, `sarif` or `junit`", "townlet check --help",
    ),
    "run my story": ("`story`", 'stands in quotes: `"my story.town"`'),
    "new my other": ("`other`", "Join the words: `townlet new my-other`"),
    "why coffee-too-dear 26": ("`26`", "Did you mean `townlet why coffee-too-dear:26`?"),
    "why coffee-too-dear 08:30": ("`08:30`", "Did you mean `townlet why coffee-too-dear:08:30`?"),
    "compile base.town other.town -o x.json": ("`other.town`", "`townlet compile` takes one at a time"),
    "list all": ("`all`", "`townlet list` stands alone"),
    "runn x": ("There is no command `runn`", "Did you mean `townlet run`?"),
    "coffee-too-dear": ("There is no command `coffee-too-dear`", "Did you mean `townlet run coffee-too-dear`?"),
}


@pytest.mark.parametrize(("typed", "message", "hint"), [(k, *v) for k, v in SLIPS_OF_THE_HAND.items()])
def test_a_slip_of_the_hand(
    typed: str,
    message: str,
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    for name in ("base.town", "my story.town", "short.town"):
        (tmp_path / name).write_text(SHORT, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(typed.split()) == 2
    said = capfd.readouterr()
    assert said.out == ""
    told, _, help_ = said.err.partition("= help: ")
    assert told.startswith("error[TN0")
    assert message in told
    assert hint in help_


@pytest.mark.parametrize("target", ["coffee-to-dear", "bad.town", "short.town"])
def test_the_same_in_a_process_of_its_own(target: str, tmp_path: Path) -> None:
    (tmp_path / "bad.town").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "short.town").write_text(SHORT.replace("30 ticks", "30"), "utf-8")
    said = process("run", target, cwd=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("error[TN")
    assert "Traceback" not in said.stderr
