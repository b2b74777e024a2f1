"""Snapshots: a run that goes on from one is the rest of the run, and one that does not fit is refused in words."""

import gzip
import io
import json
from pathlib import Path

import pytest

from runner import saving
from runner.catalogue import names
from runner.continuing import identity_of
from runner.keeping import kept
from runner.play import Play, Wishes
from tests.runner.conftest import Townlet
from tests.runner.support import ROOT, SHORT, ready
from townlet.migrations import STEPS, VERSION, migrated

KEPT = ROOT / "tests" / "kept"
OLD = KEPT / "corner-1.json"
CORNER = KEPT / "corner.town"
OVER_MIDNIGHT = SHORT.replace("clock: 08:00", "clock: 22:30").replace("length: 30 ticks", "length: 1700 ticks")


@pytest.fixture(autouse=True)
def _scripts(tmp_path: Path) -> None:
    (tmp_path / "short.town").write_text(SHORT, "utf-8")
    (tmp_path / "long.town").write_text(OVER_MIDNIGHT, "utf-8")


@pytest.fixture
def saved(townlet: Townlet) -> Path:
    """A snapshot of the short script at tick 10."""
    assert townlet("run", "short.town", "--save-at", "10", "--snapshot", "ten.snapshot").exit_code == 0
    return Path("ten.snapshot")


def rest_of(transcript: str) -> str:
    """What follows the line that says from when on."""
    head, line, rest = transcript.partition("\n-- From ")
    assert line, transcript
    assert all(each.startswith("# ") for each in head.strip().splitlines())
    return rest.partition("\n")[2]


# The continuation is the rest.


@pytest.mark.parametrize("name", names())
def test_what_goes_on_is_the_rest_of_every_scenario(name: str, tmp_path: Path) -> None:
    """Several times on the way, day's end and the last tick among them."""
    found = ready(name)
    whole, length = kept(found.schedule, found.town).text, found.schedule.length
    identity = identity_of(found, name, found.schedule.seed, length)
    ticks = sorted({0, 1, length // 3, length // 2, length - 1, length})
    paths = [tmp_path / f"{tick}.snapshot" for tick in ticks]
    story = io.StringIO()
    Play(found, Wishes(identity=identity, saves=tuple(zip(ticks, paths, strict=True))), story, io.StringIO()).perform()
    told = whole[: whole.index("\n-- Verdicts --")] if "\n-- Verdicts --" in whole else whole
    assert story.getvalue().startswith(told)
    for tick, path in zip(ticks, paths, strict=True):
        snapshot = saving.read(path, path.name)
        assert isinstance(snapshot, saving.Snapshot)
        assert (snapshot.identity.tick, snapshot.version) == (tick, VERSION)
        page = io.StringIO()
        Play(found, Wishes(identity=identity, since=snapshot), page, io.StringIO()).perform()
        rest = rest_of(page.getvalue())
        assert story.getvalue().endswith(rest)
        assert story.getvalue().count("\n") - rest.count("\n") == snapshot.identity.lines


def test_a_day_is_told_once(townlet: Townlet) -> None:
    """Whether a day has its heading already is part of the snapshot."""
    whole = townlet("run", "long.town", "--save-at", "day 2 00:00", "--snapshot", "a", "--save-at", "23:59",
                    "--snapshot", "b", "--save-at", "day 3 01:00", "--snapshot", "c").stdout  # fmt: skip
    assert whole.count("-- Day 2 --") == 1
    for file in "abc":
        said = townlet("run", "--from", file)
        assert said.exit_code == 1, said.output  # Of the same `expect` as the whole.
        assert whole.endswith(rest_of(said.stdout))


def test_seed_values_and_length_come_along(townlet: Townlet) -> None:
    options = ("--seed", "9", "--set", "dear=200%", "--ticks", "40")
    whole = townlet("run", "short.town", *options, "--save-at", "08:10", "--snapshot", "ten.gz")
    said = townlet("run", "short.town", "--from", "ten.gz", "--stats", "figures.json")
    assert "# seed 9, who = Ada, dear = 200%" in said.stdout
    assert "-- 08:40, tick 40," in said.stdout
    assert whole.stdout.endswith(rest_of(said.stdout))
    assert Path("ten.gz").read_bytes()[:2] == b"\x1f\x8b"
    figures = json.loads(Path("figures.json").read_text("utf-8"))
    assert (figures["ticks"], figures["lines"]) == (30, rest_of(said.stdout).count("  ‹") - 1)


def test_events_and_digests_are_the_rest_too(townlet: Townlet) -> None:
    townlet("run", "long.town", "--events", "e1", "--digests", "d1", "--save-at", "75", "--snapshot", "s")
    townlet("run", "--from", "s", "--events", "e2", "--digests", "d2")
    for one, other in (("e1", "e2"), ("d1", "d2")):
        whole, rest = Path(one).read_text("utf-8"), Path(other).read_text("utf-8")
        assert 0 < len(rest) < len(whole)
        assert whole.endswith(rest)


def test_digests_are_taken_at_marks_every_fifty_ticks_and_at_the_end(townlet: Townlet) -> None:
    said = townlet("run", "short.town", "--ticks", "120", "--digests", "digests")
    found = [json.loads(line) for line in Path("digests").read_text("utf-8").splitlines()]
    assert [(each["tick"], each.get("mark")) for each in found] == [
        (0, None), (2, "Morning"), (50, None), (100, None), (120, None),
    ]  # fmt: skip
    assert f"state {found[-1]['state']}, events {found[-1]['events']} --" in said.stdout


def test_saving_changes_nothing_and_is_the_same_every_time(townlet: Townlet) -> None:
    plain = townlet("run", "short.town").stdout
    for name in ("a", "b"):
        assert townlet("run", "short.town", "--save-at", "12", "--snapshot", name).stdout == plain
    assert Path("a").read_bytes() == Path("b").read_bytes()
    assert not list(Path().glob(".*"))


def test_a_comment_does_no_harm(saved: Path, townlet: Townlet) -> None:
    Path("short.town").write_text("# A note to myself.\n" + SHORT, "utf-8")
    assert townlet("run", "--from", str(saved)).exit_code == 0


# What does not fit.

EDITS = {
    "the script": ("short.town", "direct who to greet Ben", "direct Ben to greet who", "`short.town` was edited since"),
    "its length": ("short.town", "length: 30 ticks", "length: 31 ticks", "`short.town` was edited since"),
    "its title": ("short.town", '"A Short Stay"', '"A Long Stay"', "is of “A Short Stay” (`short.town`), and not of"),
    "the town": ("towns/riverside.yaml", "wallet: 6 coins", "wallet: 7 coins", "not the town that the story was in"),
}


@pytest.mark.parametrize(("file", "was", "becomes", "words"), EDITS.values(), ids=EDITS)
def test_what_was_edited_since(file: str, was: str, becomes: str, words: str, townlet: Townlet) -> None:
    Path("towns").mkdir()
    Path("towns/riverside.yaml").write_bytes((ROOT / "scenarios" / "towns" / "riverside.yaml").read_bytes())
    townlet("run", "short.town", "--save-at", "10", "--snapshot", "ten.snapshot")
    text = Path(file).read_text("utf-8")
    assert was in text
    Path(file).write_text(text.replace(was, becomes, 1), "utf-8")
    said = townlet("run", "--from", "ten.snapshot")
    assert (said.exit_code, said.stdout) == (2, "")
    assert "error[TN023]" in said.stderr
    assert words in said.stderr


def test_another_scenario(saved: Path, townlet: Townlet) -> None:
    said = townlet("run", "coffee-too-dear", "--from", str(saved))
    assert said.exit_code == 2
    assert "is of “A Short Stay” (`short.town`), and not of “A Coffee Too Dear”" in said.stderr
    assert "`townlet run short.town --from ten.snapshot`" in said.stderr


@pytest.mark.parametrize("option", [("--seed", "1"), ("--set", "dear=150%"), ("--ticks", "30")])
def test_what_the_snapshot_has_settled(option: tuple[str, str], saved: Path, townlet: Townlet) -> None:
    said = townlet("run", "short.town", "--from", str(saved), *option)
    assert said.exit_code == 2
    assert f"`{option[0]}` comes too late" in said.stderr


def test_a_scenario_that_has_gone(saved: Path, townlet: Townlet, tmp_path: Path) -> None:
    """It is looked for beside the snapshot too; when it is not there either, its name is asked for."""
    (tmp_path / "away").mkdir()
    saved.rename("away/ten.snapshot")
    assert townlet("run", "--from", "away/ten.snapshot").exit_code == 0
    Path("short.town").rename("away/short.town")
    assert townlet("run", "--from", "away/ten.snapshot").exit_code == 0
    Path("away/short.town").rename("other.town")
    said = townlet("run", "--from", "away/ten.snapshot")
    assert said.exit_code == 2
    assert "is of `short.town`, which I cannot find" in said.stderr
    assert "`townlet run SCRIPT --from away/ten.snapshot`" in said.stderr
    assert townlet("run", "other.town", "--from", "away/ten.snapshot").exit_code == 0


def test_another_engine_is_said_and_goes_on(saved: Path, townlet: Townlet) -> None:
    found = saving.read(saved, "x")
    assert isinstance(found, saving.Snapshot)
    from msgspec.structs import replace

    saving.write(saved, replace(found.identity, engine="0.0.9", schedule="0" * 32, ground="0" * 32), found.state)
    said = townlet("run", "--from", str(saved))
    assert said.exit_code == 0
    assert "warning[TN024]" in said.stderr
    assert "was saved by Townlet 0.0.9" in said.stderr


def damaged(data: bytes) -> dict[str, tuple[bytes, str, str]]:
    """Files that are no snapshots any more: the code and words of what is said."""
    first, rest = data.split(b"\n", 1)
    return {
        "empty": (b"", "TN005", "is empty"),
        "cut short in its head": (data[:40], "TN021", "the rest was cut off"),
        "only a head": (first, "TN021", "the rest was cut off"),
        "cut short": (data[:-100], "TN021", "the rest was cut off"),
        "edited": (data.replace(b'"tick":10', b'"tick":100', 1), "TN021", "its checksum does not fit"),
        "edited to the same length": (data.replace(b'"seed":1', b'"seed":2'), "TN021", "its checksum does not fit"),
        "of another version": (data.replace(b'"version":2', b'"version":1', 1), "TN021", "its checksum does not fit"),
        "from the future": (first.replace(b'"version":2', b'"version":3') + b"\n" + rest, "TN022", "from the future"),
        "a script": (SHORT.encode(), "TN020", "is not a snapshot"),
        "some other JSON": (b'{"version": 1}', "TN020", "is not a snapshot"),
        "a list": (b"[1, 2]", "TN020", "is not a snapshot"),
        "binary": (bytes(range(256)), "TN020", "is not a snapshot"),
        "an old one, cut short": (OLD.read_bytes()[:500], "TN021", "the rest was cut off"),
        "an old one without its people": (
            OLD.read_bytes().replace(b'"agents":', b'"people":', 1), "TN020", "missing required field `agents`"),
        "packed and cut short": (gzip.compress(data)[:-200], "TN021", "the rest was cut off"),
        "packed and damaged": (b"\x1f\x8b" + b"\0" * 40, "TN021", "its checksum does not fit"),
    }  # fmt: skip


@pytest.mark.parametrize("how", damaged(b"{}\n{}"))
def test_a_file_that_is_no_snapshot(how: str, saved: Path, townlet: Townlet) -> None:
    data, code, words = damaged(saved.read_bytes())[how]
    assert data != saved.read_bytes()
    saved.write_bytes(data)
    said = townlet("run", "short.town", "--from", str(saved))
    assert (said.exit_code, said.stdout) == (2, "")
    assert f"error[{code}]" in said.stderr
    assert words in said.stderr
    assert "= help: " in said.stderr


@pytest.mark.parametrize(("file", "code"), [(".", "TN002"), ("nowhere.snapshot", "TN001")])
def test_a_snapshot_that_cannot_be_opened(file: str, code: str, townlet: Townlet) -> None:
    said = townlet("run", "short.town", "--from", file)
    assert said.exit_code == 2
    assert f"error[{code}]" in said.stderr


SLIPS = {
    "no file": (("--save-at", "5"), "wants a `--snapshot` of its own"),
    "no moment": (("--snapshot", "x"), "wants a `--snapshot` of its own"),
    "no such moment": (("--save-at", "noon", "--snapshot", "x"), "`noon` is no moment"),
    "no such hour": (("--save-at", "25:00", "--snapshot", "x"), "`25:00` is no moment"),
    "too late": (("--save-at", "31", "--snapshot", "x"), "It goes from tick 0 (08:00) to tick 30 (08:30)"),
    "too early": (("--save-at", "day 1 07:00", "--snapshot", "x"), "does not come to `day 1 07:00`"),
}


@pytest.mark.parametrize(("options", "words"), SLIPS.values(), ids=SLIPS)
def test_a_moment_that_cannot_be(options: tuple[str, ...], words: str, townlet: Townlet) -> None:
    said = townlet("run", "short.town", *options)
    assert (said.exit_code, said.stdout) == (2, "")
    assert words in said.stderr


@pytest.mark.parametrize(
    ("moment", "tick"), [("7", 7), ("tick 7", 7), ("08:07", 7), ("day 1 08:07", 7), ("end", 30), ("08:00", 0)]
)
def test_moments(moment: str, tick: int, townlet: Townlet) -> None:
    assert townlet("run", "short.town", "--save-at", moment, "--snapshot", "x").exit_code == 0
    assert json.loads(Path("x").read_text("utf-8").splitlines()[1])["tick"] == tick


def test_a_snapshot_in_place_of_a_script(saved: Path, townlet: Townlet) -> None:
    for command in ("run", "check"):
        said = townlet(command, str(saved))
        assert said.exit_code == 2
        assert "error[TN026]: `ten.snapshot` is a snapshot, and not a script" in said.output
        assert "`townlet run --from ten.snapshot`" in said.output


# Older versions.


def test_every_version_is_kept_and_has_a_step_to_the_next() -> None:
    assert [*STEPS] == [*range(1, VERSION)]
    assert {path.stem for path in KEPT.glob("corner-*")} == {f"corner-{number}" for number in range(1, VERSION + 1)}


def test_a_snapshot_of_version_1_is_brought_up_and_goes_on(townlet: Townlet) -> None:
    old = json.loads(OLD.read_text("utf-8"))
    new = migrated(old)
    assert (new["version"], new["identity"]["seed"], new["identity"]["tick"]) == (VERSION, 11, 40)
    assert new["identity"]["schedule"] == ""
    assert new["state"] == {name: value for name, value in old.items() if name != "version"}
    said = townlet("run", str(CORNER), "--from", str(OLD), "--strict", "--save-at", "end", "--snapshot", "new")
    assert said.exit_code == 0, said.stderr
    assert "warning[TN024]" in said.stderr
    assert "does not say what it is of; I take it for" in said.stderr
    assert "-- From 09:40, tick 40 --" in said.stdout
    assert "met        11:00  expect always Una's hunger above 1%" in said.stdout
    found = saving.read(Path("new"), "new")
    assert isinstance(found, saving.Snapshot)
    assert (found.version, found.identity.title, found.identity.tick) == (VERSION, "On the Corner", 120)


def test_a_snapshot_of_version_1_does_not_know_its_script(townlet: Townlet) -> None:
    said = townlet("run", "--from", str(OLD))
    assert said.exit_code == 2
    assert "does not say which scenario it is of" in said.stderr
    said = townlet("run", "short.town", "--from", str(OLD))
    assert said.exit_code == 2
    assert "they differ in the cast: Ada, Ben, Otto, Pia, Una" in said.stderr
    Path("towns").mkdir()
    Path("towns/corner.yaml").write_bytes((KEPT / "towns" / "corner.yaml").read_bytes())
    Path("short.town").write_text(CORNER.read_text("utf-8").replace("length: 120 ticks", "length: 39 ticks"), "utf-8")
    said = townlet("run", "short.town", "--from", str(OLD))
    assert said.exit_code == 2
    assert "is of tick 40, and `short.town` is over at tick 39" in said.stderr


def test_a_snapshot_of_version_2_still_goes_on(townlet: Townlet) -> None:
    """By the texts of script and town, whatever shape they are given by then."""
    said = townlet("run", "--from", str(KEPT / "corner-2.snapshot"), "--strict")
    assert said.exit_code == 0, said.stderr
    assert "error" not in said.stderr
    assert "-- From 09:40, tick 40 --" in said.stdout
