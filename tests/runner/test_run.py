"""`townlet run`: what is said where, what is written, and the exit status."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, process, ready
from townlet.events import Event

FAILING = SHORT.replace("expect who is at cafe at end", "expect always who is at park")


@pytest.fixture(autouse=True)
def _scripts(tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT, "utf-8")
    (tmp_path / "failing.town").write_text(FAILING, "utf-8")


def test_the_story_is_told(townlet: Townlet) -> None:
    said = townlet("run", "short.town")
    assert said.exit_code == 0
    lines = said.stdout.splitlines()
    assert lines[:2] == ["# A Short Stay", "# seed 1, who = Ada, dear = 150%"]
    assert "== Morning ==" in lines
    assert any(re.fullmatch(r"08:0\d !  .*Ada.*  ‹hello/direct-1›", line) for line in lines)
    assert any(line.startswith("met        08:30  expect Ada is at cafe") for line in lines)
    assert re.fullmatch(r"-- 08:30, tick 30, state [0-9a-f]{32}, events [0-9a-f]{32} --", lines[-1])


def test_the_operator_is_told_beside_it(townlet: Townlet) -> None:
    said = townlet("run", "short.town")
    assert "Point at them." not in said.stdout
    assert "08:02 >  Point at them.\n" in said.stderr
    assert re.search(r"^30 ticks in [\d.]+ ms \([\d,]+ ticks/s\), \d+ events at [\d.]+ µs, \d+ lines, \d+% emergent$",
                     said.stderr, re.M)  # fmt: skip


def test_a_failed_expectation_is_shown_in_the_script(townlet: Townlet) -> None:
    said = townlet("run", "failing.town")
    assert said.exit_code == 1
    assert "failed     08:00  expect always Ada is at park" in said.stdout
    assert "error[TN690]: This did not come true\n  --> failing.town:22:5\n" in said.stdout
    assert "^ failed at 08:00: Ada was at cafe" in said.stdout


@pytest.mark.parametrize(
    ("line", "outcome", "status"),
    [
        ("    expect never who is at park", "met", 0),
        ("    hope who is at park at end", "failed", 0),
        ("    expect eventually who is at park until 08:20", "failed", 1),
        ("    expect event argued between Ada and Ben within 3 hours", "cut-short", 0),
        ("    when who's energy below 1%:\n        expect who is at cafe at end", "untested", 1),
    ],
)
def test_how_verdicts_make_the_exit_status(line: str, outcome: str, status: int, townlet: Townlet) -> None:
    lonely = SHORT.replace("direct who to greet Ben", "hold Ada, Ben")
    lonely = lonely.replace("    expect who is at cafe", f"{line}\n#", 1)
    Path("lonely.town").write_text(lonely, "utf-8")
    said = townlet("run", "lonely.town")
    assert said.exit_code == status, said.output
    assert re.search(rf"^{outcome} ", said.stdout, re.M), said.stdout


def test_seed_and_values_reach_the_town(townlet: Townlet) -> None:
    walk = SHORT.replace("direct who to greet Ben", "direct who to go to park")
    Path("walk.town").write_text(walk, "utf-8")
    said = townlet("run", "walk.town", "--seed", "9", "--set", "dear=200%", "--set", "who=Ben")
    assert "# seed 9, who = Ben, dear = 200%" in said.stdout
    assert "by 100 %" in said.stdout or "4 coins" in said.stdout


def test_ticks_make_it_shorter_or_longer(townlet: Townlet) -> None:
    assert "-- 08:05, tick 5," in townlet("run", "short.town", "--ticks", "5").stdout
    assert "-- 09:30, tick 90," in townlet("run", "short.town", "--ticks", "90").stdout


def test_the_figures(townlet: Townlet) -> None:
    said = townlet("run", "short.town", "--stats", "figures.json")
    assert said.exit_code == 0
    found = json.loads(Path("figures.json").read_text("utf-8"))
    assert list(found) == [
        "ticks", "wall_s", "ticks_per_s", "events", "lines", "emergent_share", "verdicts", "state_hash", "kpis",
    ]  # fmt: skip
    told = [line for line in said.stdout.splitlines() if re.match(r"\d\d:\d\d [·~!*] ", line)]
    own = [line for line in told if line[6] == "·"]
    assert found["ticks"] == 30
    assert found["lines"] == len(told)
    assert found["emergent_share"] == pytest.approx(len(own) / len(told), abs=0.001)
    assert found["verdicts"][0]["outcome"] == "met"
    assert f"state {found['state_hash']}," in said.stdout


def test_the_events(townlet: Townlet) -> None:
    townlet("run", "short.town", "--events", "events.jsonl", "--stats", "figures.json")
    data = Path("events.jsonl").read_bytes()
    events = [json.loads(line) for line in data.splitlines()]
    assert data.endswith(b"}\n")
    assert b"\r" not in data
    assert len(events) == json.loads(Path("figures.json").read_bytes())["events"]
    assert {"id", "tick", "cause", "root", "sign", "who", "where", "kind"} <= events[0].keys()


@pytest.mark.parametrize("option", ["--stats", "--events"])
def test_a_file_that_cannot_be_written(option: str, townlet: Townlet) -> None:
    said = townlet("run", "short.town", option, "nowhere/file.json")
    assert said.exit_code == 2
    assert "error[TN014]: I cannot write `nowhere/file.json`: no such file or directory" in said.stderr
    assert not list(Path().rglob("*.new"))


def test_a_full_disk_stops_the_file_and_not_the_run(townlet: Townlet) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    said = townlet("run", "short.town", "--ticks", "1440", "--events", "/dev/full")
    assert said.exit_code == 2
    assert "-- 08:00, tick 1440," in said.stdout
    assert "error[TN014]: I cannot write `/dev/full`: no space left on device" in said.stderr


def test_an_events_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    from runner.performing import performed
    from runner.sink import LineFile

    path, found = tmp_path / "events.jsonl", ready(tmp_path / "short.town")
    path.write_text("before", "utf-8")
    stopped = RuntimeError("stop")

    def once(sink: LineFile, event: Event) -> None:
        sink.take(event)
        raise stopped

    with pytest.raises(RuntimeError), LineFile(path) as sink:
        performed(found.schedule, found.town, on_event=lambda event: once(sink, event))
    assert path.read_text("utf-8") == "before"
    assert [each.name for each in tmp_path.glob("*events*")] + [*tmp_path.glob(".*")] == ["events.jsonl"]


def test_each_line_is_out_before_the_next_thing_happens(tmp_path: Path) -> None:
    from io import StringIO

    from runner.performing import performed
    from runner.telling import Telling
    from runner.transcript import Transcript

    class Page(StringIO):
        waiting = 0

        def write(self, text: str) -> int:
            self.waiting += 1
            return super().write(text)

        def flush(self) -> None:
            self.waiting = 0

    found, page = ready(tmp_path / "short.town"), Page()
    telling = Telling(Transcript(found.schedule), page, StringIO())
    left: list[int] = []
    performed(found.schedule, found.town, 1, telling.beat, lambda event: left.append(page.waiting))
    assert page.getvalue()
    assert set(left) == {0}


@pytest.mark.parametrize("form", ["full", "concise", "json"])
def test_check_in_three_forms(form: str, townlet: Townlet) -> None:
    Path("bad.town").write_text(SHORT.replace("direct who", "dierct who"), "utf-8")
    said = townlet("check", "bad.town", "nowhere.town", "short.town", "--format", form)
    assert (said.exit_code, said.stderr) == (2, "")
    if form == "json":
        found = json.loads(said.stdout)
        assert [(each["code"], each["span"]["file"], each["span"].get("line")) for each in found] == [
            ("TN102", "bad.town", 17), ("TN001", "nowhere.town", None),
        ]  # fmt: skip
    else:
        first, second = {"full": ("--> bad.town:17:9\n", "--> nowhere.town\n"),
                         "concise": ("bad.town:17:9: error[TN102]", "nowhere.town: error[TN001]")}[form]  # fmt: skip
        assert said.stdout.index(first) < said.stdout.index(second)


@pytest.mark.parametrize("target", ["short.town", "coffee-too-dear", "{ships}/towns/riverside.yaml",
                                    "{ships}/library/vignettes.town"])  # fmt: skip
def test_check_of_what_is_sound(target: str, townlet: Townlet) -> None:
    from runner.shelf import SHIPPED

    said = townlet("check", target.format(ships=SHIPPED))
    assert said.exit_code == 0
    assert "error" not in said.stdout
    assert json.loads(townlet("check", "coffee-too-dear", "--format", "json").stdout) == []


def test_list(townlet: Townlet) -> None:
    said = townlet("list")
    assert said.exit_code == 0
    assert re.search(r"^coffee-too-dear +A Coffee Too Dear +150 ticks +demo, conference, social$", said.stdout, re.M)


def test_list_says_what_cannot_be_performed(townlet: Townlet) -> None:
    from runner.catalogue import names

    lines = townlet("list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == names()
    for line in lines:
        checked = townlet("check", line.split()[0], "--format", "concise")
        assert line.endswith("  needs mending") == (checked.exit_code == 2), checked.stdout


@pytest.mark.parametrize(
    ("codes", "words"),
    [([], ""), (["TN703"], ""), (["TN703", "TN101"], "needs mending")],
)
def test_what_a_scenario_stands_at(codes: list[str], words: str) -> None:
    from dsl.diagnostic import Diagnostic
    from runner.catalogue import standing
    from runner.trouble import whole

    said = tuple(Diagnostic(code, "", whole("x"), severity="note" if code == "TN703" else "error") for code in codes)
    assert standing(said) == words


def test_a_reader_who_stops_reading(tmp_path: Path) -> None:
    import subprocess
    import sys

    from tests.runner.support import ROOT

    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from runner.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "run", "short.town", "--ticks", "20000"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.readline()
        run.stdout.close()
        said = run.stderr.read()
    assert run.returncode == 141
    assert b"Traceback" not in said
    assert b"BrokenPipe" not in said


def test_a_fault_of_ours_is_said_in_a_line(tmp_path: Path) -> None:
    code = (
        "import sys, runner.workshop; from runner.cli import main; "
        "runner.workshop.Workshop.ready = lambda *_: 1 / 0; sys.exit(main(['run', 'short.town']))"
    )
    import os
    import subprocess
    import sys

    from tests.runner.support import ROOT

    kept = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "TOWNLET_CACHE": "off"}
    quiet = subprocess.run([sys.executable, "-c", code], env=kept, capture_output=True, text=True)
    assert quiet.returncode == 70
    assert "ZeroDivisionError" in quiet.stderr
    assert quiet.stderr.count("\n") == 1
    loud = subprocess.run(
        [sys.executable, "-c", code], env=kept | {"TOWNLET_DEBUG": "1"}, capture_output=True, text=True
    )
    assert "Traceback" in loud.stderr


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import runner.play
    from runner.cli import main

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(runner.play.Play, "perform", interrupted)
    assert main(["run", "coffee-too-dear"]) == 130
    assert capsys.readouterr().err.strip() == ""


def test_colour_is_for_terminals_and_changes_no_word(tmp_path: Path) -> None:
    from io import StringIO

    from runner.keeping import kept
    from runner.telling import Telling
    from runner.transcript import Transcript

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    found = ready(tmp_path / "short.town")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TERM", "xterm")
        patch.delenv("NO_COLOR", raising=False)
        screen = Terminal()
        Telling(Transcript(found.schedule), screen, screen).write(kept(found.schedule, found.town).lines)
        patch.setenv("NO_COLOR", "1")
        plain = Terminal()
        Telling(Transcript(found.schedule), plain, plain).write(kept(found.schedule, found.town).lines)
    assert "\x1b[" in screen.getvalue()
    assert re.sub(r"\x1b\[[\d;]*m", "", screen.getvalue()) == plain.getvalue()


def test_a_process_writes_utf8_wherever_it_stands(tmp_path: Path) -> None:
    said = process("run", "short.town", cwd=tmp_path, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert said.returncode == 0
    assert "‹hello/direct-1›" in said.stdout


def test_a_blocked_block_is_told_from_what_stands_in_it(townlet: Townlet) -> None:
    lines = "        assume who is at park\n        expect who is at park\n        direct who to greet Ben"
    Path("blocked.town").write_text(SHORT.replace("        direct who to greet Ben", lines), "utf-8")
    said = townlet("run", "blocked.town")
    first, second = said.stdout.split("warning[TN693]: ")[1:3]
    assert first.startswith("This did not hold, so its block was not played\n  --> blocked.town:17:9\n")
    assert second.startswith(
        "This was not judged, because what is assumed before it did not hold\n  --> blocked.town:18:9\n"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
@pytest.mark.parametrize("arguments", [["list"], ["run", "one-shower"]])
def test_an_output_that_takes_no_more_is_said_and_is_no_fault_of_ours(arguments: list[str]) -> None:
    call = f"import sys; from runner.cli import main; sys.exit(main({arguments}))"
    with open("/dev/full", "w", encoding="utf-8") as full:
        said = subprocess.run(
            [sys.executable, "-c", call], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert said.returncode == 2
    assert "I cannot write any further" in said.stderr
    assert "Traceback" not in said.stderr


def test_of_three_that_are_set_off_at_once_one_is_turned_away_as_the_check_said(townlet: Townlet) -> None:
    three = ("water-outage for 20 ticks", 'mark "So"', "rain for 10 ticks", "blackout for 9 ticks")
    lines = "".join(f"        {'trigger ' * each.endswith('ticks')}{each}\n" for each in three)
    text = SHORT.replace("    at tick 6 as rise:\n", f"    at tick 4 as all:\n{lines}\n    at tick 6 as rise:\n")
    Path("three.town").write_text(text, "utf-8")
    said = townlet("run", "three.town")
    assert said.stderr.count("warning[TN413]") == 1
    turned_away = [line for line in said.stdout.splitlines() if "as much is under way already" in line]
    assert [line.rpartition("‹")[2] for line in turned_away] == ["all/trigger-3›", "rise/trigger-1›"]
