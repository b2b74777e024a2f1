"""A paced run on a terminal of its own: the keys work, and the terminal is given back whatever ends the run."""

import fcntl
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from runner.pacing.room import Terminal
from tests.runner.support import ROOT

PATIENCE = 60.0
"""Seconds after which something that should have come is taken to be missing; nothing waits that long."""

SHELL = """\
import os, signal, subprocess, sys, termios
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
for each in (signal.SIGINT, signal.SIGTSTP, signal.SIGTERM):  # Whoever runs the tests may ignore them.
    signal.signal(each, signal.SIG_DFL)
run = "import sys; from runner.cli import main; sys.exit(main())"
def front(group):
    os.tcsetpgrp(0, group)
plain = lambda: bool(termios.tcgetattr(0)[3] & termios.ICANON)
child = subprocess.Popen([sys.executable, "-c", run, *sys.argv[1:]], process_group=0)
front(child.pid)
while True:
    _, status = os.waitpid(child.pid, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        break
    front(os.getpgrp())
    print("shell:", "plain" if plain() else "odd", flush=True)
    front(child.pid)
    os.killpg(child.pid, signal.SIGCONT)
front(os.getpgrp())
print("left:", os.waitstatus_to_exitcode(status), "plain" if plain() else "odd", flush=True)
"""
"""As much of a shell as is needed: it runs one job in the foreground, and wakes it when it was stopped."""


class Screen:
    """What stands on a terminal, and the keys in front of it."""

    def __init__(self, master: int) -> None:
        self.master, self.seen = master, ""

    def press(self, keys: str) -> None:
        os.write(self.master, keys.encode())

    def until(self, text: str, since: int = 0) -> int:
        """Read on until this stands there; gives where it ends."""
        ends = time.monotonic() + PATIENCE
        while text not in self.seen[since:]:
            assert time.monotonic() < ends, self.seen
            if select.select([self.master], [], [], 0.2)[0]:
                self.seen += os.read(self.master, 65_536).decode(errors="replace")
        return self.seen.index(text, since) + len(text)


@contextmanager
def on_a_terminal(*arguments: str, cwd: Path) -> Iterator[Screen]:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, b"\x30\x00\xc0\x00\0\0\0\0")
    kept = {"PATH": os.defpath, "PYTHONPATH": str(ROOT), "HOME": str(cwd), "TERM": "xterm", "NO_COLOR": "1"}
    shell = subprocess.Popen(
        [sys.executable, "-c", SHELL, *arguments], stdin=slave, stdout=slave, stderr=slave, cwd=cwd, env=kept,
        start_new_session=True, preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
    )  # fmt: skip
    os.close(slave)
    try:
        yield Screen(master)
    finally:
        shell.kill()
        shell.wait()
        os.close(master)


def test_keys_hold_a_run_and_end_it(tmp_path: Path) -> None:
    with on_a_terminal("run", "an-ordinary-day", "--speed", "1x", cwd=tmp_path) as screen:
        screen.until("going")
        screen.press(" ")
        at = screen.until("paused")
        screen.press(".")
        at = screen.until("paused", at)
        screen.press("+")
        at = screen.until("2x", at)
        screen.press("q")
        screen.until("-- Verdicts --" if "expect" in screen.seen else ", events ", at)
        screen.until("left: 0 plain", at)


def test_ctrl_c_ends_a_run_cleanly(tmp_path: Path) -> None:
    with on_a_terminal("run", "coffee-too-dear", "--speed", "1x", "--events", "e.jsonl", cwd=tmp_path) as screen:
        screen.until("going")
        screen.press("\x03")
        screen.until("cut-short")
        screen.until("left: 130 plain")
    assert (tmp_path / "e.jsonl").read_text("utf-8").endswith("}\n")


def test_ctrl_z_gives_the_terminal_back_for_as_long_as_it_lasts(tmp_path: Path) -> None:
    with on_a_terminal("run", "an-ordinary-day", "--speed", "1x", cwd=tmp_path) as screen:
        screen.until("going")
        screen.press("\x1a")
        at = screen.until("shell: plain")
        at = screen.until("going", at)
        screen.press(" ")  # Keys are heard again one by one.
        at = screen.until("paused", at)
        screen.press("q")
        screen.until("left: 0 plain", at)


def test_what_is_no_terminal_has_no_keys(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w+") as file, Terminal(file) as room:
        assert not room.has_keys
        room.wake()
        assert room.wait(PATIENCE) == []


@pytest.fixture
def _ctrl_c() -> Iterator[None]:
    """Ctrl-C as it is in a program that is run in the foreground, wherever the tests are."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_ctrl_c")
def test_a_second_ctrl_c_does_not_wait() -> None:
    with Terminal(None) as room:
        signal.raise_signal(signal.SIGINT)
        assert room.wait(PATIENCE) == ["interrupt"]
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_error_gives_everything_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ZeroDivisionError), Terminal(None):
        raise ZeroDivisionError
    assert signal.getsignal(signal.SIGINT) is before


def test_who_wakes_a_run_that_is_over_writes_nowhere(tmp_path: Path) -> None:
    """The number of a pipe that was closed is given to the next file that is opened."""
    with Terminal(None) as room:
        pass
    with (tmp_path / "one").open("wb"), (tmp_path / "other").open("wb"):
        room.wake()
    assert [(tmp_path / name).read_bytes() for name in ("one", "other")] == [b"", b""]


def test_a_run_that_is_told_to_end_gives_its_terminal_back(tmp_path: Path) -> None:
    """Whatever unwinds it, an error too: this is the way out of all of them."""
    with on_a_terminal("run", "an-ordinary-day", "--speed", "1x", cwd=tmp_path) as screen:
        screen.until("going")
        os.killpg(os.tcgetpgrp(screen.master), signal.SIGTERM)
        screen.until("left: 143 plain")


def test_statements_typed_at_a_terminal_take_the_place_of_keys(tmp_path: Path) -> None:
    with on_a_terminal("run", "an-ordinary-day", "--speed", "1x", "--statements", "-", cwd=tmp_path) as screen:
        screen.until("06:00")
        screen.press('mark "q quit +"\n')
        screen.until("== q quit + ==")
        screen.press("\x03")
        screen.until("left: 130 plain")
    assert "going" not in screen.seen
