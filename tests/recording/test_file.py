"""A recording as a file: what was written is read again, and each damage has its own message and no traceback."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostic import Diagnostic
from runner.recording.file import Draw, Recording
from runner.recording.reading import decoded, read
from runner.recording.tape import Tape
from tests.recording import by_hand
from tests.runner.support import SHORT


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    return by_hand.recorded(tmp_path_factory.mktemp("by-hand"))


def sound(data: bytes) -> Recording:
    found = decoded(data, "x.townrun")
    assert isinstance(found, Recording), found
    return found


def test_what_was_written_is_read_again(lines: list[bytes]) -> None:
    found = sound(b"".join(lines))
    assert not found.said
    assert found.end is not None
    assert (found.end.tick, found.end.lines) == (30, 3)
    assert list(found.messages()) == by_hand.messages()
    assert [line + b"\n" for line in found.told()] == [lines[1], lines[4], lines[7]]
    assert found.joined() == (by_hand.joined(),)
    assert found.schedule().title == "A Short Stay"
    assert found.schedule().length == 30
    assert found.town().id == "riverside"


def test_reasons_are_named_once_and_numbered_from_then_on(lines: list[bytes]) -> None:
    ada, ben = "a|b|Ada|", "a|b|Ben|"
    draws = [Draw(0, ada, 3), Draw(4, ada, 4), Draw(4, ben, 4), Draw(4, ada, 6), Draw(6, ben, 9)]
    assert list(sound(b"".join(lines)).draws()) == draws


def test_names_of_files_are_those_that_the_script_sees(lines: list[bytes], tmp_path: Path) -> None:
    head = sound(b"".join(lines)).head
    assert [*head.texts] == ["short.town", "scenarios/library/people.town", "scenarios/towns/riverside.yaml"]
    assert head.texts["short.town"] == SHORT
    assert head.identity.scenario == "short.town"
    assert by_hand.recorded(tmp_path) == lines, "another folder, and yet the same bytes"


def _edited(lines: list[bytes], number: int, old: bytes, new: bytes) -> bytes:
    assert old in lines[number]
    return b"".join([*lines[:number], lines[number].replace(old, new), *lines[number + 1 :]])


DAMAGE: dict[str, tuple[Callable[[list[bytes]], bytes], str, str]] = {
    "empty": (lambda lines: b"", "TN005", "is empty"),
    "blank": (lambda lines: b"\n\n", "TN005", "is empty"),
    "something else": (lambda lines: b"\x89PNG\r\n", "TN070", "is not a recording"),
    "a snapshot": (lambda lines: b'{"townlet":"snapshot","version":2}\n', "TN070", "is a snapshot"),
    "a script": (lambda lines: SHORT.partition("\n\n")[2].encode(), "TN070", "is a script"),
    "a stream": (lambda lines: lines[1] + lines[4], "TN070", "without what the run stood on"),
    "another shape": (lambda lines: b'{"townlet":"recording","version":1}\n', "TN070", "missing required field"),
    "no version": (lambda lines: b'{"townlet":"recording","version":0}\n', "TN070", "some other JSON"),
    "within the head": (lambda lines: lines[0][:99], "TN071", "before the story begins"),
    "a value": (lambda lines: _edited(lines, 4, b"4000", b"4001"), "TN072", "checksum does not fit"),
    "the end": (lambda lines: _edited(lines, 9, b'"tick":30', b'"tick":31'), "TN072", "checksum does not fit"),
    "a text": (lambda lines: _edited(lines, 0, b"A Short", b"A Sh0rt"), "TN072", "`short.town` in it is another"),
    "a line is none": (lambda lines: b"".join([*lines[:3], b"{}\n", *lines[3:6]]), "TN072", "line 4 is none"),
    "a message is gone": (lambda lines: b"".join([*lines[:4], *lines[6:-1]]), "TN072", "message 1 is missing"),
    "a proof is gone": (lambda lines: b"".join([*lines[:2], *lines[3:-1]]), "TN072", "about chance is missing"),
    "two in one": (lambda lines: b"".join([*lines[:4], *lines]), "TN072", "another recording begins in line 5"),
    "after the end": (lambda lines: b"".join([*lines, *lines[7:9]]), "TN072", "goes on after its end, in line 11"),
    "merged": (lambda lines: b"<<<<<<< ours\n" + b"".join(lines), "TN072", "two versions"),
    "merged within": (lambda lines: b"".join([*lines[:3], b">>>>>>> theirs\n", *lines[3:]]), "TN072", "two versions"),
    "later": (lambda lines: _edited(lines, 0, b'"version":1', b'"version":2'), "TN073", "from the future"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_each_damage_has_its_message(name: str, lines: list[bytes]) -> None:
    make, code, words = DAMAGE[name]
    found = decoded(make(lines), "x.townrun")
    assert isinstance(found, Diagnostic)
    assert (found.code, found.severity) == (code, "error")
    assert words in found.message
    assert found.hint


def test_what_tools_do_on_the_way_does_not_matter(lines: list[bytes]) -> None:
    data = b"".join(lines)
    for other in (data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data, data + b"\n", data.rstrip()):
        assert sound(other) == sound(data)


# Cut short.


@given(st.data())
@settings(max_examples=300)
def test_cut_at_any_byte_it_is_readable_or_refused(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(lines)
    at = data.draw(st.one_of(st.integers(0, len(whole)), st.integers(len(lines[0]) - 3, len(whole))))
    found = decoded(whole[:at], "x.townrun")
    if at < len(lines[0]) - 1:
        assert isinstance(found, Diagnostic)
        assert found.code == ("TN071" if at else "TN005")
    elif at < len(whole) - 1:
        assert isinstance(found, Recording)
        assert [each.code for each in found.said] == ["TN071"]
        assert found.end is None
        assert b"".join(line + b"\n" for line in found.lines) == b"".join(lines[1 : _whole(lines, at)])


def _whole(lines: list[bytes], at: int) -> int:
    """How many lines are whole when a file ends at a byte; a line is without its end, too."""
    ends = [len(b"".join(lines[: number + 1])) - 1 for number in range(len(lines))]
    return sum(end <= at for end in ends)


def test_it_says_how_far_it_comes(lines: list[bytes]) -> None:
    assert "ends in tick 4 of 30" in sound(b"".join(lines[:6])).said[0].message
    assert "ends before its first tick" in sound(lines[0]).said[0].message


@given(st.data())
@settings(max_examples=200)
def test_a_changed_byte_is_told_of_or_means_the_same(lines: list[bytes], data: st.DataObject) -> None:
    """Of the head too: the words in it are under the checksum of the end."""
    whole = bytearray(b"".join(lines))
    at = data.draw(st.integers(0, len(whole) - 1))
    new = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
    before = sound(bytes(whole))
    whole[at] = new
    found = decoded(bytes(whole), "x.townrun")
    assert isinstance(found, Diagnostic) or found.said or found == before


# On a disk.


@pytest.mark.parametrize("name", ["x.townrun", "x.townrun.zst"])
def test_a_tape_is_readable_from_its_first_line_on(name: str, lines: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / name
    with Tape(path) as tape:
        for number, line in enumerate(lines):
            tape.write(line)
            found = read(path, name)
            assert isinstance(found, Recording)
            assert len(found.lines) == min(number, len(lines) - 2)
    assert read(path, name) == sound(b"".join(lines))
    assert [each.name for each in tmp_path.iterdir()] == [name]


def test_an_older_file_stays_until_there_is_a_new_one(lines: list[bytes], tmp_path: Path) -> None:
    path = tmp_path / "x.townrun"
    path.write_bytes(b"older")
    tape = Tape(path)
    assert path.read_bytes() == b"older"
    tape.abandon()
    assert [each.name for each in tmp_path.iterdir()] == ["x.townrun"]
    assert path.read_bytes() == b"older"


def test_a_full_disk_stops_the_file_and_nothing_else(lines: list[bytes]) -> None:
    with Tape(Path("/dev/full")) as tape:
        for line in lines:
            tape.write(line)
    assert tape.trouble is not None
    assert tape.trouble.code == "TN014"


@given(st.data())
@settings(max_examples=100)
def test_compressed_and_cut_it_is_readable_or_refused(lines: list[bytes], data: st.DataObject) -> None:
    packing = zstandard.ZstdCompressor().compressobj()
    packed = b"".join(
        packing.compress(line) + packing.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK) for line in lines
    ) + packing.flush()  # fmt: skip
    from runner.recording.reading import unpacked

    at = data.draw(st.integers(5, len(packed)))
    found = unpacked(packed[:at], "x")
    if isinstance(found, bytes):
        assert b"".join(lines).startswith(found)
        found_ = decoded(found, "x")
        assert isinstance(found_, Recording) or found_.code == "TN071"
    else:
        assert found.code == "TN071"


def test_compressed_and_damaged_it_is_refused(lines: list[bytes]) -> None:
    from runner.recording.reading import unpacked

    packed = bytearray(zstandard.ZstdCompressor(write_checksum=True).compress(b"".join(lines)))
    packed[len(packed) // 2] ^= 1
    found = unpacked(bytes(packed), "x")
    if isinstance(found, bytes):
        again = decoded(found, "x")
        assert isinstance(again, Diagnostic) or again.said
    else:
        assert found.code == "TN072"


def test_lines_are_in_the_order_of_the_page() -> None:
    """What tells lines apart is how they begin, which msgspec settles by the order of fields."""
    assert msgspec.json.encode(by_hand.messages()[1]).startswith(b'{"payload_type":"diff"')
