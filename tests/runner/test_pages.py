"""Every page of a code keeps its word: what it calls wrong has that code, what it calls right has none.

A fragment of a script or a town file is read in its frame (`tests/runner/frames.py`). The commands of a `sh` example
are run in a folder that holds the files which the page has given so far; of a code for what becomes of a
performance, scripts are performed.
"""

import re
import shlex
from collections.abc import Iterable
from pathlib import Path

import pytest

from dsl.diagnostic import Diagnostic, has_errors
from dsl.fixing import applied
from dsl.page import Example, read_page
from dsl.source import Source
from dsl.townfile import read_town_file
from runner.cli import main
from runner.pages import CODES, page_of, written
from runner.performing import performed
from runner.verdicts import idle, wanting
from tests.dsl.shipped import Map, checked, compiled
from tests.runner.frames import TOWN, patched, whole

OUT_OF_REACH = {
    "TN003": "a file that may not be read is open to root all the same, and to tests that root runs",
    "TN024": "only an older Townlet writes such a snapshot",
    "TN037": "a test has no cluster",
    "TN045": "a chart so large takes a script of many hundred cues",
    "TN047": "a test has no second Python at hand",
    "TN048": "nor one with another Townlet",
    "TN049": "nor one that stops in the middle",
    "TN050": "tests have every library there is",
    "TN056": "it goes with TN055, or with two runs that part, and both end with another status",
    "TN064": "a page has no consumer; `tests/telemetry/test_network.py` has",
    "TN065": "nor has it a certificate",
    "TN067": "nor a consumer that leaves before the end",
    "TN069": "nor one that comes back",
    "TN074": "only another Townlet records what this one cannot perform",
    "TN075": "only another Townlet performs it otherwise",
    "TN085": "so many statements take half a minute",
    "TN695": "a law of the town is broken only by a fault of ours",
    "TN696": "so is the promise that a run goes on as it was saved",
    "TN698": "so are two runs that differ although they are one",
}
"""The codes that no example can show, each with the reason."""

ROUNDS = 5
"""So often fixes are applied before they must have mended everything."""


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    """A family counts as written once most of its codes have a page; then none may lack one."""
    assert {*written()} <= {*CODES}
    for digit in sorted({code[2] for code in CODES}):
        family = [code for code in CODES if code[2] == digit]
        lacking = [code for code in family if code not in written()]
        assert lacking == [] or 2 * len(lacking) > len(family)


@pytest.mark.parametrize("code", written())
def test_a_page_bears_the_sentence_of_its_code(code: str) -> None:
    page = page_of(code)
    assert (page.code, f"{page.title}.") == (code, CODES[code].meaning)
    assert page.prose


@pytest.mark.parametrize("code", written())
def test_a_page_shows_what_is_wrong_and_what_is_right(code: str) -> None:
    purposes = {example.purpose for example in page_of(code).examples}
    if code not in OUT_OF_REACH:
        assert purposes >= {"said"} or purposes >= {"wrong", "right"}


@pytest.mark.parametrize("code", written())
def test_the_examples_of_a_page_do_what_it_says(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CI", raising=False)  # Where nobody looks, nothing is accepted.
    for example in page_of(code).examples:
        if example.purpose == "given":
            _prepare(example)
        elif example.language == "sh":
            _judge(code, example, _codes_of(example, capsys))
        else:
            said = _said(code, whole(example), example)
            _judge(code, example, [(each.severity, each.code) for each in said], said)
            _mends(code, example, said)


def _prepare(example: Example) -> None:
    """Put a file there, or run commands that nothing is said about."""
    if example.language == "sh":
        for line in example.text.splitlines():
            main(shlex.split(line)[1:])
        return
    path = Path(example.file)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (whole(example) if example.language == "yaml" else example.text) * example.times
    path.write_bytes(bytes.fromhex(text) if example.language == "hex" else text.encode())


def _codes_of(example: Example, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """What the commands say, and their exit status fits it. What is right may have something noted."""
    found = []
    for line in example.text.splitlines():
        command, *arguments = shlex.split(line)
        assert command == "townlet", "only our own commands can be run in a page"
        capsys.readouterr()
        status, output = main(arguments), "".join(capsys.readouterr())
        told = re.findall(r"^(error|warning|note)\[(TN\d{3})\]", output, re.MULTILINE)
        found += [each for each in told if each[0] != "note" or example.purpose != "right"]
        assert status == 0 or (example.purpose == "wrong" and "error" in dict(told)), output
    return found


def _said(code: str, text: str, example: Example) -> tuple[Diagnostic, ...]:
    if example.language == "yaml":
        return read_town_file(Source("page.yaml", text))[1]
    said = checked(text, "page.town").diagnostics
    return (*said, *_performed(text)) if code.startswith("TN69") and not has_errors(said) else said


def _performed(text: str) -> tuple[Diagnostic, ...]:
    schedule = compiled(text, "page.town").schedule
    assert schedule is not None
    found = Map().find(schedule.town, "")
    assert found is not None
    assert found.town is not None
    run = performed(schedule, found.town)
    return wanting(run.verdicts, schedule) + idle(run, schedule)


def _judge(code: str, example: Example, told: list[tuple[str, str]], said: Iterable[Diagnostic] = ()) -> None:
    shown = "\n".join([example.text, *(f"{each.code} {each.span.line}: {each.message}" for each in said)])
    if example.purpose == "right":
        assert told == [], shown
        return
    assert code in [each for _, each in told], shown
    assert {each for severity, each in told if severity == "error"} <= {code}, shown


def _mends(code: str, example: Example, said: tuple[Diagnostic, ...]) -> None:
    """Where all that has the code comes with a fix, the fixes leave nothing of it."""
    source = Source("page.yaml" if example.language == "yaml" else "page.town", whole(example))
    ours = [each for each in said if each.code == code]
    if example.purpose != "wrong" or not ours or any(each.fix is None for each in ours):
        return
    for _ in range(ROUNDS):
        source = applied(source, [each.fix for each in ours if each.fix is not None])
        ours = [each for each in _said(code, source.text, example) if each.code == code]
        if not ours:
            return
    raise AssertionError(source.text)


def test_a_patch_is_laid_over_the_small_town() -> None:
    assert patched(TOWN, "") == TOWN
    assert patched(TOWN, "rent: 2 coins\n") == TOWN.replace("rent: 1 coin\n", "rent: 2 coins\n")
    assert patched(TOWN, "places:\n  inn:\n    door: [6, 2]\n") == TOWN.replace("[5, 2]", "[6, 2]")
    assert patched(TOWN, "rent: 2 coins\nrent: 3 coins\n").count("rent:") == 2
    assert patched(TOWN, "chances:\n  rain: {}\n") == TOWN + "chances:\n  rain: {}\n"
    assert read_town_file(Source("hamlet.yaml", TOWN))[1] == ()


@pytest.mark.parametrize(
    "text",
    ["", "TN101: no sign", "# TN101\n", "# TN101: A\n```town worng\n```\n", "# TN101: A\n```town\n```\n",
     "# TN101: A\n```cobol wrong\n```\n", "# TN101: A\n```town wrong cue cast\n```\n"],
)  # fmt: skip
def test_what_is_no_page_is_a_fault(text: str) -> None:
    with pytest.raises(ValueError, match="begins with"):
        read_page(text)
