"""Whatever happens to a golden from outside: it is told of, and the approved story is never damaged."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT, prepared, process

GOLDEN, WAITING = Path("short.transcript"), Path("short.transcript.new")
WARMER = SHORT.replace("direct who to greet Ben", 'direct who to greet Ben\n        Ben: "Good to see you."')


@pytest.fixture(autouse=True)
def _somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = tmp_path_factory.mktemp("kept")
    return prepared(kept, {"short.town": SHORT}, ("rehearse", "short.town", "--update-new"))


@pytest.fixture
def approved(folder: Path, townlet: Townlet) -> bytes:
    """A golden, as it was approved."""
    shutil.copytree(folder, ".", dirs_exist_ok=True)
    return GOLDEN.read_bytes()


def test_a_golden_that_was_edited_by_hand_is_another_story(approved: bytes, townlet: Townlet) -> None:
    edited = approved.replace(b"== Morning ==", b"== Midnight ==")
    GOLDEN.write_bytes(edited)
    said = townlet("rehearse", "short.town")
    assert said.exit_code == 3
    assert "error[TN055]" in said.stdout
    assert "== Midnight ==" in said.stdout
    assert "now it is: == Morning ==" in said.stdout
    assert GOLDEN.read_bytes() == edited, "it is for somebody to decide which of them is right"


@pytest.mark.parametrize("edit", [(b"# seed 1,", b"# seed 5,"), (b"dear = 150%", b"dear = 200%")])
def test_a_golden_that_names_another_run_deserves_a_word(
    edit: tuple[bytes, bytes], approved: bytes, townlet: Townlet
) -> None:
    GOLDEN.write_bytes(approved.replace(*edit, 1))
    said = townlet("rehearse", "short.town")
    assert (said.exit_code, "well" in said.stdout) == (0, True)
    assert "warning[TN059]" in said.stdout
    assert " --> short.transcript:2:1\n" in said.stdout
    assert "now it is: # seed 1, who = Ada, dear = 150%\n" in said.stdout
    GOLDEN.write_bytes(approved)
    assert "TN059" not in townlet("rehearse", "short.town").stdout


def test_a_golden_without_a_record_says_what_makes_one(approved: bytes, townlet: Townlet) -> None:
    Path("short.townrun").unlink()
    said = townlet("rehearse", "short.town")
    assert said.exit_code == 0
    word = "No record lies beside the golden (`short.townrun`), so why it changes can only be guessed"
    assert f"{word}; `townlet rehearse short.town --update-new` makes one\n" in said.stdout
    Path("short.town").write_text(WARMER, "utf-8")
    said = townlet("rehearse", "short.town")
    assert said.exit_code == 3
    assert f"warning[TN057]: {word}\n" in said.stdout
    assert "Accepting a story writes a new one" in said.stdout
    Path("short.town").write_text(SHORT, "utf-8")
    assert "No record" not in townlet("rehearse", "short.town", "--update-new").stdout


def test_what_is_said_of_a_golden_without_a_script_is_what_the_guide_says(approved: bytes, townlet: Townlet) -> None:
    Path("short.town").rename("long.town")
    said = townlet("rehearse", ".").stdout
    assert "= help: If its script has another name now, give it the same; if not, remove it\n" in said


@pytest.mark.parametrize(
    ("damage", "code", "says"),
    [
        (lambda text: text[: len(text) // 2], "TN030", "is not whole"),
        (lambda text: b"<<<<<<< mine\n" + text + b"=======\n" + text + b">>>>>>> theirs\n", "TN030", "two versions"),
        (lambda text: b"\xff\xfe" + text, "TN004", "UTF-8"),
        (lambda text: text.replace(b"== Morning", b"\xc3== Morning"), "TN004", "UTF-8"),
        (lambda text: b"", "TN030", "is not whole"),
        (lambda text: b"# Dear diary\n", "TN030", "is not whole"),
        (lambda text: text.replace(b"Townlet 0.1.0", b"Townlet 7.0.0").replace(b"Morning", b"Dawn"), "TN052", "7.0.0"),
    ],
)
@pytest.mark.parametrize("form", ["full", "json"])
def test_a_golden_that_cannot_be_held_against_a_run_is_told_of(
    damage: object, code: str, says: str, form: str, approved: bytes, townlet: Townlet
) -> None:
    assert callable(damage)
    GOLDEN.write_bytes(damage(approved))
    before = GOLDEN.read_bytes()
    said = townlet("rehearse", "short.town", "--format", form)
    assert said.exit_code == 5
    assert code in said.stdout
    assert says in said.stdout
    assert GOLDEN.read_bytes() == before


@pytest.mark.parametrize(
    ("seeds", "code"), [("9..1", "TN227"), ("1..1000000000", "TN222"), ("1..99999999999999999999", "TN")]
)
def test_seeds_of_a_script_that_make_no_sense_are_told(seeds: str, code: str, townlet: Townlet) -> None:
    Path("short.town").write_text(f"{SHORT}\n    rehearse:\n        seeds: {seeds}\n", "utf-8")
    said = townlet("rehearse", "short.town")
    assert said.exit_code == 2
    assert f"error[{code}" in said.stderr


@pytest.mark.parametrize("command", [("accept", "--because", "x"), ("reject",)])
def test_a_folder_is_not_decided_about(command: tuple[str, ...], approved: bytes, tmp_path: Path) -> None:
    said = process(command[0], ".", *command[1:], cwd=tmp_path)
    assert said.returncode == 2
    assert "`.` is a folder, and stories are decided about one at a time" in said.stderr
    assert "`townlet review .` goes through all of it" in said.stderr


def test_of_two_who_accept_at_once_the_golden_is_what_one_of_them_wrote(
    approved: bytes, townlet: Townlet, tmp_path: Path
) -> None:
    Path("short.town").write_text(WARMER, "utf-8")
    townlet("rehearse", "short.town")
    code = "import sys; from runner.cli import main; sys.exit(main())"
    around = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "TERM": "dumb"}
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code, "accept", "short.town", "--because", reason],
            cwd=tmp_path, env=around, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for reason in ("first", "second")
    ]
    said = [each.communicate() for each in both]
    assert sorted(each.returncode for each in both) == [0, 2], said
    late = next(err for each, (_, err) in zip(both, said, strict=True) if each.returncode == 2)
    assert "TN035" in late or "TN033" in late, "the other is at work, or has decided already"
    reasons = [line for line in GOLDEN.read_text("utf-8").splitlines() if line.startswith("# because: ")]
    assert len(reasons) == 1
    assert townlet("rehearse", "short.town").exit_code == 0


KILLING = """
import json, os, shutil, signal, sys
from pathlib import Path
from runner.cli import main
from runner.rehearsal import approving

STEPS = ("open", "write", "flush", "fsync", "close", "__exit__", "replace", "rename", "chmod", "unlink")
WHERE = ("disk.py", "approving.py", "pathlib.py", "shutil.py")
accepted = approving.accepted

def child(number):
    met = 0
    def hook(frame, event, function):
        nonlocal met
        if event == "c_call" and function.__name__ in STEPS and frame.f_code.co_filename.endswith(WHERE):
            met += 1
            if met > number:
                os.kill(os.getpid(), signal.SIGKILL)
    def watched(*arguments):
        sys.setprofile(hook)
        try:
            return accepted(*arguments)
        finally:
            sys.setprofile(None)
    approving.accepted = watched
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os._exit(main(["accept", "short.town", "--because", "warmer"]))

main(["list"])  # Whatever is imported first is imported now.
found = []
for number in range(200):
    shutil.rmtree("try", ignore_errors=True)
    shutil.copytree("before", "try")
    pid = os.fork()
    if not pid:
        os.chdir("try")
        child(number)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    lock = Path("try/.short.transcript.lock")
    left = lock.exists()
    lock.unlink(missing_ok=True)
    found.append((status, Path("try/short.transcript").read_text("utf-8"), left, sorted(os.listdir("try"))))
    if status == 0:
        break
print("\\n" + json.dumps(found))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, to kill a process at every step")
def test_whoever_is_killed_while_accepting_leaves_the_old_golden_or_the_new_one(
    approved: bytes, townlet: Townlet, tmp_path: Path
) -> None:
    Path("short.town").write_text(WARMER, "utf-8")
    townlet("rehearse", "short.town")
    Path("before").mkdir()
    for name in ("short.town", "short.transcript", "short.transcript.new", "short.townrun"):
        if Path(name).exists():
            shutil.copy(name, "before")
    done = subprocess.run(
        [sys.executable, "-c", KILLING],
        cwd=tmp_path, env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    *killed, last = json.loads(done.stdout.rpartition("\n\n")[2])
    assert last[0] == 0
    assert len(killed) >= 8, "it is killed before every step that touches a file"
    old, new = approved.decode(), last[1]
    assert old != new
    assert {text for status, text, *_ in killed} == {old, new}
    assert [status for status, *_ in killed] == [-9] * len(killed)
    for _, text, _, names in killed:  # What waits goes only after the golden has taken its place.
        assert text == new or "short.transcript.new" in names
    assert [name for name in last[3] if name.startswith(".")] == []
