"""The pages of the manual, tried out: what their fences and tables hold, and a page that is played as it is read.

A page that is played does in a fresh folder what its reader would do:

    ```town file=NAME     the file is written; so are yaml and python
    ```diff file=NAME     in the file (the last one named, if none is), lines with - give way to lines with +
    ```sh                 these commands are run, one a line; they end with 0, or with what status=N says
    ```sh elsewhere       commands that are not for this folder, and are not run
                          (`townlet … 2> FILE | python FILE`: its standard output is read by a program)
    ```sh behind          a command that goes on behind those below it; twelve minutes of it take four seconds
    ```text behind        what that one has said, which is waited for here, and has ended with 0
    ```text               what the last commands have said (`shows` says how exactly)
    ```text file=NAME     some lines of this file
"""

import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from difflib import ndiff
from pathlib import Path
from subprocess import DEVNULL, PIPE, STDOUT, Popen
from typing import Final

import msgspec
from click.testing import Result

from dsl.page import FENCE

DOCS: Final = Path(__file__).parents[1] / "docs"
HASTE: Final = ("--duration 12m", "--duration 4s")
PATIENCE: Final = 60.0
"""Seconds after which what a page waits for is taken to be missing; nothing takes that long."""
ORIGIN: Final = re.compile(r"\s+‹[^‹›]*›$", re.MULTILINE)


class Fence(msgspec.Struct, frozen=True):
    """What stands between two fences: its language, the words and the `name=value` behind it, its lines."""

    language: str
    words: tuple[str, ...]
    said: Mapping[str, str]
    text: str


def manual(name: str) -> str:
    """The text of a page of `docs`."""
    return (DOCS / f"{name}.md").read_text("utf-8")


def fences(page: str, *languages: str) -> list[Fence]:
    """All that a page shows between fences, in order; only in these languages, if any are named."""
    found = []
    for language, rest, text in FENCE.findall(page):
        words = rest.split()
        said = dict(word.split("=", 1) for word in words if "=" in word)
        found.append(Fence(language, tuple(word for word in words if "=" not in word), said, text))
    return [each for each in found if not languages or each.language in languages]


def rows(page: str, heading: str) -> list[list[str]]:
    """The cells of the table whose first column is called so."""
    table = re.search(rf"^\| {heading} \|.*\n\|[-|]+\n((?:\|.*\n)+)", page, re.MULTILINE)
    assert table is not None, heading
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]


class Done(msgspec.Struct, frozen=True):
    """A command that was run, without the word `townlet`, and what became of it."""

    arguments: tuple[str, ...]
    result: Result
    heard: str
    """What stands on the terminal then."""


def played(page: str, townlet: Callable[..., Result]) -> Iterator[Done]:
    """Do what a page shows, and hold it to what it says of that; gives each command when it has ended."""
    file, heard = "", ""
    behind = None
    with ExitStack() as running:
        for fence in fences(page):
            file = fence.said.get("file", file)
            match fence.language:
                case "town" | "yaml" | "python" if "file" in fence.said:
                    Path(file).parent.mkdir(exist_ok=True)
                    Path(file).write_text(fence.text, "utf-8")
                case "diff":
                    text = Path(file).read_text("utf-8")
                    Path(file).write_text(changed(text, fence.text), "utf-8")
                case "sh" if "behind" in fence.words:
                    behind = running.enter_context(_begun(fence))
                    running.callback(behind.kill)  # Which is nothing to one that is over.
                case "text" if "behind" in fence.words and behind is not None:
                    heard, _ = behind.communicate(timeout=PATIENCE)
                    assert behind.returncode == 0, heard
                    assert shows(fence.text, heard), f"{fence.text}\n{heard}"
                case "sh" if "elsewhere" not in fence.words:
                    heard = ""
                    for done in _run(fence, townlet):
                        heard += done.heard
                        yield done
                case "text" if "file" in fence.said:
                    assert fence.text in Path(file).read_text("utf-8"), fence.text
                case "text":
                    assert shows(fence.text, heard), "\n" + "".join(
                        ndiff(fence.text.splitlines(keepends=True), _plain(heard).splitlines(keepends=True))
                    )


def _begun(fence: Fence) -> Popen[str]:
    """A command in a process of its own, in some haste."""
    name, *arguments = shlex.split(fence.text.replace(*HASTE))
    assert name == "townlet", f"only our own commands can be run: {fence.text}"
    code = "import sys; from runner.cli import main; sys.exit(main())"
    where = os.environ | {"PYTHONPATH": str(DOCS.parent)}
    return Popen(
        [sys.executable, "-c", code, *arguments], env=where, stdin=DEVNULL, stdout=PIPE, stderr=STDOUT, text=True
    )


def _by_a_shell(line: str) -> bool:
    """Do what a shell does without us: make a pipe, or write a line into one as soon as somebody reads it."""
    match shlex.split(line):
        case ["mkfifo", name]:
            os.mkfifo(name)
        case ["echo", text, ">", name]:
            ends = time.monotonic() + PATIENCE
            while (pipe := _reader(name)) is None:
                assert time.monotonic() < ends, f"nobody reads {name}"
                time.sleep(0.02)
            os.write(pipe, f"{text}\n".encode())
            os.close(pipe)
        case _:
            return False
    return True


def _reader(name: str) -> int | None:
    try:
        return os.open(name, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:
        return None


def _run(fence: Fence, townlet: Callable[..., Result]) -> Iterator[Done]:
    for line in fence.text.splitlines():
        if _by_a_shell(line):
            continue
        command, *piped = line.split(" | ")
        command, *beside = command.split(" 2> ")
        name, *arguments = shlex.split(command)
        assert name == "townlet", f"only our own commands can be run: {line}"
        result = townlet(*arguments)
        assert result.exit_code == int(fence.said.get("status", "0")), f"{line}\n{result.output}"
        for file in beside:
            Path(file).write_text(result.stderr, "utf-8")
        said = result.stdout if beside else result.output
        yield Done(tuple(arguments), result, _read_by(piped[0], said) if piped else said)


def _read_by(program: str, said: str) -> str:
    """What a program of the page says of what it reads."""
    name, *arguments = shlex.split(program)
    assert name == "python", f"only our own programs can be run: {program}"
    where = os.environ | {"PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, *arguments], input=said.encode(), env=where, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout.decode()


def changed(text: str, diff: str) -> str:
    """A text after a change. What the diff says of the text before (all but +) stands in it once."""
    lines = [(line[:1], line[1:]) for line in diff.splitlines()]
    before, after = ("".join(f"{rest}\n" for sign, rest in lines if sign != other) for other in "+-")
    assert text.count(before) == 1, f"{text.count(before)} times in the file:\n{before}"
    return text.replace(before, after)


def shows(shown: str, heard: str) -> bool:
    """Whether a page tells truly what was heard: line by line, where `…` stands for anything.

    A line that is nothing but `…` is any number of lines. Where a line of a transcript comes from, far to the right,
    may be left out of the whole page, and so may what is blank at either end.
    """
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else r".*".join(map(re.escape, line.split("…"))) + r"\n"
        for line in shown.strip().splitlines()
    )
    return re.fullmatch(pattern, (heard if "‹" in shown else _plain(heard)).strip() + "\n") is not None


def _plain(heard: str) -> str:
    return ORIGIN.sub("", heard)
