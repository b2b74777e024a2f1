"""Recordings damaged in ways that nobody thought of: refused, or used as far as they go, and never a traceback.

One with its end has a checksum. Of one without, every line must stand for itself.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostic import Diagnostic
from runner.cli import cli
from runner.recording.again import Piece, piece
from runner.recording.file import Recording
from runner.recording.inspecting import as_data, person_sheet, seen, times_of, town_sheet
from runner.recording.reading import decoded
from runner.recording.times import Times
from runner.recording.verifying import verified
from tests.recording.test_scripting import STATEMENTS
from tests.runner.support import SHORT

BITS = st.sampled_from([*'0123456789"{}[],:-aA z', "", "99", "null", '""', "9" * 22, "\x00", "é"])


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The lines of a recording of a run that was spoken to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("spoken-to"))
        Path("short.town").write_text(SHORT, "utf-8")
        Path("said").write_text("".join(json.dumps(each) + "\n" for each in STATEMENTS), "utf-8")
        CliRunner().invoke(cli, ["run", "short.town", "--statements", "said", "--record", "x.townrun"])
        return Path("x.townrun").read_bytes().splitlines(keepends=True)


def used(data: bytes) -> Diagnostic | bool:
    """All that can be done with a recording; what is wrong with it, or whether the run is the same."""
    found = decoded(data, "x.townrun")
    if isinstance(found, Diagnostic):
        return found
    _looked_into(found)
    made = piece(found, "x.townrun")
    return verified(made).same if isinstance(made, Piece) else made


def _looked_into(found: Recording) -> None:
    times = times_of(found, "x.townrun")
    if isinstance(times, Times):
        town = seen(found, times, times.last)
        sheets = [town_sheet(town), *(person_sheet(town, who) for who in town.state.get("agents", {}))]
        assert all([*sheet] for sheet in sheets)
        assert as_data(town)


@settings(max_examples=40)
@given(st.data())
def test_cut_at_any_byte_it_is_the_same_run_up_to_there(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(lines)
    found = used(whole[: data.draw(st.integers(len(lines[0]) - 1, len(whole)))])
    assert found is True


@settings(max_examples=120)
@given(st.data())
def test_changed_anywhere_it_is_refused_or_can_be_used(lines: list[bytes], data: st.DataObject) -> None:
    """Without its end, and most of all in what was said, where a slip could ask for somebody who is not there."""
    said = [number for number, line in enumerate(lines) if line.startswith(b'{"input":')]
    number = data.draw(st.one_of(st.sampled_from(said), st.integers(0, len(lines) - 2)))
    line = lines[number]
    at = data.draw(st.integers(0, len(line) - 2))
    gone = data.draw(st.integers(0, 2))
    changed = line[:at] + data.draw(BITS).encode() + line[at + gone :]
    found = used(b"".join([*lines[:number], changed, *lines[number + 1 : -1]]))
    if isinstance(found, Diagnostic):
        assert found.code in ("TN070", "TN071", "TN072", "TN073", "TN074")
        assert found.hint


@pytest.mark.parametrize("old", [b'"who":["Ada"]', b'"to":"park"', b'"who":"Ben"'])
def test_somebody_who_is_not_there(old: bytes, lines: list[bytes]) -> None:
    number = next(n for n, line in enumerate(lines) if line.startswith(b'{"input":') and old in line)
    changed = lines[number].replace(old, old.replace(old.split(b'"')[-2], b"Nobody"))
    found = used(b"".join([*lines[:number], changed, *lines[number + 1 : -1]]))
    assert isinstance(found, Diagnostic)
    assert found.code == "TN074"
