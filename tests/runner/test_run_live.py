"""`townlet run` with people who take part: what is read, answered and refused, and that the story is the script's."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dsl.statement import written
from runner.cli import cli, main
from runner.recording.file import Recording
from runner.recording.reading import read
from runner.transcript import compared
from tests.live.support import SCRIPT
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, process

SAID = (
    "direct Ida to go to park",
    '{"id": "a7", "at": "09:30", "say": "hold Per\\nwait 8 ticks"}',
    "direct Idda to rest",
    "expect Per is at cafe within 9 ticks",
)


@pytest.fixture(autouse=True)
def _files(townlet: Townlet) -> None:
    Path("story.town").write_text(SCRIPT, "utf-8")
    Path("said.txt").write_text("\n".join(SAID) + "\n", "utf-8")


def answers(path: str = "answers.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def test_answers_and_the_story_of_a_script_with_these_cues(townlet: Townlet) -> None:
    live = townlet("run", "story.town", "--statements", "said.txt", "--answers", "answers.jsonl")
    assert live.exit_code == 0
    told = [(each["id"], each["answer"], each["tick"]) for each in answers()]
    assert told[:4] == [("#1", "accepted", 1), ("a7", "accepted", 30), ("#3", "refused", 0), ("#4", "accepted", 1)]
    assert {(name, kind) for name, kind, _ in told[4:]} == {("#1", "done"), ("a7", "done"), ("#4", "done")}
    wrong = answers()[2]["because"][0]
    assert (wrong["code"], wrong["span"]["column"], wrong["fix"]["text"]) == ("TN201", 8, "Ida")
    whole = SCRIPT + written(SAID[0], 1, 1) + written("hold Per\nwait 8 ticks", 2, 30) + written(SAID[3], 3, 1)
    Path("whole.town").write_text(whole, "utf-8")
    assert compared(townlet("run", "whole.town").stdout) == compared(live.stdout)


def test_in_words_beside_the_story(townlet: Townlet) -> None:
    live = townlet("run", "story.town", "--statements", "said.txt")
    assert ">  statement #1: accepted for tick 1\n" in live.stderr
    assert "error[TN201]: There is nobody called `Idda` in the cast\n --> statement #3:1:8\n" in live.stderr
    assert "done (met: expect Per is at cafe within 9 ticks)\n" in live.stderr
    assert "statement" not in live.stdout


def test_in_other_forms(townlet: Townlet) -> None:
    concise = townlet("run", "story.town", "--statements", "said.txt", "--format", "concise")
    assert "statement #3:1:8: error[TN201]: There is nobody called `Idda` in the cast" in concise.stderr
    data = townlet("run", "story.town", "--statements", "said.txt", "--format", "json")
    assert {each["severity"] for each in json.loads(data.stdout)} == {"warning"}
    assert '{"id":"a7","answer":"accepted","tick":30,"cue":"operator-2"}\n' in data.stderr


def test_answers_on_standard_output_have_it_to_themselves(townlet: Townlet) -> None:
    live = townlet("run", "story.town", "--statements", "said.txt", "--answers", "-")
    assert {json.loads(line)["id"] for line in live.stdout.splitlines()} == {"#1", "a7", "#3", "#4"}
    assert "# A Small Evening\n" in live.stderr


def test_from_standard_input(tmp_path: Path) -> None:
    said = CliRunner().invoke(cli, ["run", "story.town", "--statements", "-"], input='mark "Here"\n')
    assert "== Here ==" in said.stdout
    assert process("run", "story.town", "--statements", "-", cwd=tmp_path).returncode == 0  # Closed from the start.


def test_a_check_that_fails_fails_the_run_and_is_shown_where_it_was_said(townlet: Townlet) -> None:
    Path("said.txt").write_text("expect Ida is at park\n", "utf-8")
    live = townlet("run", "story.town", "--statements", "said.txt")
    assert live.exit_code == 1
    assert " --> statement #1:1:1\n  |\n1 | expect Ida is at park\n" in live.stdout


def test_it_is_spoken_to_through_a_pipe_while_it_goes_on(townlet: Townlet) -> None:
    os.mkfifo("door")

    def speak() -> None:
        for line in ('{"id": "x", "say": "mark \\"One\\""}\n', '{"id": "x", "say": "mark \\"One\\""}\nmark "Two"\n'):
            Path("door").write_text(line, "utf-8")

    speaker = threading.Thread(target=speak)
    speaker.start()
    live = townlet("run", "story.town", "--statements", "door", "--answers", "answers.jsonl", "--duration", "1.5s")
    speaker.join()
    assert live.exit_code == 0
    told = [(each["id"], each["answer"]) for each in answers()]
    assert told.count(("x", "done")) + sum(each.get("again", False) for each in answers()) >= 2
    assert live.stdout.count("== One ==") == 1
    assert live.stdout.count("== Two ==") == 1


def test_pace_changes_nothing(townlet: Townlet) -> None:
    plain = townlet("run", "story.town", "--digests", "plain.jsonl", "--record", "plain.townrun")
    paced = townlet("run", "story.town", "--digests", "paced.jsonl", "--record", "paced.townrun", "--speed", "1000x")
    assert (paced.exit_code, paced.stdout) == (plain.exit_code, plain.stdout)
    for kind in ("jsonl", "townrun"):
        assert Path(f"paced.{kind}").read_bytes() == Path(f"plain.{kind}").read_bytes()
    assert "tick 1 of" not in paced.stderr  # No line that says how far it is, where nobody looks.


def test_a_run_that_was_interrupted_keeps_what_was_said(townlet: Townlet, tmp_path: Path) -> None:
    os.mkfifo("door")
    code = "import sys; from runner.cli import main; sys.exit(main())"
    arguments = ("run", "story.town", "--speed", "2x", "--statements", "door", "--record", "show.townrun")
    run = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    with run:
        Path("door").write_text('{"id": "x", "say": "set Ida\'s hunger to 40%"}\n', "utf-8")
        assert run.stderr is not None
        while "done" not in run.stderr.readline():
            assert run.poll() is None
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=60)
    assert run.returncode == 130
    assert townlet("replay", "show.townrun", "--verify").exit_code == 0
    assert townlet("script-from", "show.townrun", "-o", "kept.town").exit_code == 0
    assert "as operator-1:\n        set Ida's hunger to 40%" in Path("kept.town").read_text("utf-8")


def test_a_recording_is_whole_up_to_the_tick_in_which_a_run_was_killed(townlet: Townlet) -> None:
    """Compressed, too, and however little happened."""
    code = "import sys; from runner.cli import main; sys.exit(main())"
    arguments = ("run", "story.town", "--speed", "10x", "--record", "show.townrun.zst")
    run = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    with run:
        assert run.stdout is not None
        ticks = [0]
        while ticks[-1] < 20:
            line = run.stdout.readline()
            assert line
            ticks += [int(line[3:5])] if line.startswith("09:") else []
        run.kill()
    found = read(Path("show.townrun.zst"), "show.townrun.zst")
    assert isinstance(found, Recording)
    assert found.last >= max(tick for tick in ticks if tick < ticks[-1])  # Each is told of as the next begins.


def test_a_disk_that_refuses_the_recording_is_told_of_at_once_and_at_the_end(townlet: Townlet) -> None:
    Path("show.townrun").symlink_to("/dev/full")
    live = townlet("run", "story.town", "--record", "show.townrun")
    assert live.exit_code == 2
    before, after = live.stderr.split(" ticks in ")
    assert "error[TN014]: I cannot write `show.townrun`: no space left on device" in before
    assert "error[TN014]" in after


def test_strict_and_heavy_hold_with_statements(townlet: Townlet) -> None:
    plain = townlet("run", "story.town", "--statements", "said.txt")
    strict = townlet("run", "story.town", "--statements", "said.txt", "--strict", "--heavy", "--speed", "1000x")
    assert (strict.exit_code, strict.stdout) == (plain.exit_code, plain.stdout)


def test_a_snapshot_takes_along_what_was_said(townlet: Townlet) -> None:
    whole = townlet(
        "run", "story.town", "--statements", "said.txt", "--save-at", "20", "--snapshot", "half.snapshot"
    ).stdout
    rest = townlet("run", "--from", "half.snapshot").stdout
    assert rest.split("-- From 09:20, tick 20 --\n")[1].strip() in whole
    assert "operator-2" in Path("half.snapshot").read_text("utf-8")
    again = townlet("run", "--from", "half.snapshot", "--statements", "said.txt", "--answers", "answers.jsonl")
    assert "error[TN084]" not in again.output
    assert {each["id"] for each in answers() if each.get("again")} == {"a7"}  # Lines without an id are said anew.
    assert {each["id"] for each in answers() if not each.get("again")} >= {"#5", "#7", "#8"}


def test_lines_without_an_id_are_performed_after_a_snapshot_too(townlet: Townlet) -> None:
    """They are statements of their own, whatever was said on the lines of that number before."""
    Path("said.txt").write_text('mark "A"\n{"id": "3", "say": "mark \\"B\\""}\nmark "C"\n', "utf-8")
    saved = ("--save-at", "20", "--snapshot", "half.snapshot")
    first = townlet("run", "story.town", "--statements", "said.txt", *saved)
    assert "TN084" not in first.stderr
    Path("said.txt").write_text('mark "A"\nmark "D"\n', "utf-8")
    rest = townlet("run", "--from", "half.snapshot", "--statements", "said.txt")
    assert "TN084" not in rest.stderr
    assert "== A ==" in rest.stdout
    assert "== D ==" in rest.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--statements", "nowhere"), "TN001", "mkfifo nowhere"),
        (("--statements", "."), "TN002", "folder"),
        (("--answers", "a.jsonl"), "TN017", "none are listened to"),
        (("--statements", "said.txt", "--answers", "said.txt"), "TN027", "write over `said.txt`"),
        (("--statements", "said.txt", "--answers", "story.town"), "TN027", "write over `story.town`"),
        (("--statements", "said.txt", "--answers", "no/such/folder"), "TN014", "no such file"),
        (("--statements", "said.txt", "--answers", "-", "--format", "json"), "TN017", "want standard output"),
        (("--statements", "said.txt", "--answers", "-", "--stream-telemetry"), "TN060", "want standard output"),
        (("--speed", "fast"), "TN017", "--speed 2.5x"),
        (("--speed", "0x"), "TN017", "0.01x to 1000x"),
        (("--duration", "soon"), "TN017", "--duration 12m"),
        (("--duration", "1s", "--ticks", "100000"), "TN017", "100000 ticks in 1s"),
        (("--speed", "1x", "--duration", "1m"), "TN017", "Leave one of them out"),
    ],
)
def test_what_does_not_go_together(
    arguments: tuple[str, ...], code: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "story.town", *arguments]) == 2
    said = "".join(capsys.readouterr())
    assert f"error[{code}]" in said
    assert words in said
    assert "# A Small Evening" not in said
    assert Path("said.txt").read_text("utf-8").splitlines() == [*SAID]


def test_statements_are_for_scripts(townlet: Townlet) -> None:
    assert townlet("compile", "story.town", "-o", "story.schedule.json").exit_code == 0
    said = townlet("run", "story.schedule.json", "--statements", "said.txt")
    assert said.exit_code == 2
    assert "error[TN086]" in said.output
