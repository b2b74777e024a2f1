"""A recording looked into: what it shows at any tick is what the town was, in a writer's units."""

import json
import re
from pathlib import Path

import msgspec
import pytest

from runner.recording.file import Recording
from runner.recording.inspecting import Seen, named, seen, times_of, town_sheet
from runner.recording.making import recorded
from runner.recording.reading import decoded
from runner.recording.times import Times
from tests.runner.conftest import Townlet
from tests.runner.support import ready
from townlet.clock import advance
from townlet.mood import mood
from townlet.opening import opened, raise_curtain
from townlet.setting import Setting
from townlet.units import coins_text, share_text

NAME = "coffee-too-dear"


@pytest.fixture(scope="module")
def data() -> bytes:
    return recorded(ready(NAME), NAME)


@pytest.fixture
def file(data: bytes, townlet: Townlet) -> str:
    Path("x.townrun").write_bytes(data)
    return "x.townrun"


def looked(data: bytes, tick: int) -> Seen:
    found = decoded(data, "x")
    assert isinstance(found, Recording)
    times = times_of(found, "x")
    assert isinstance(times, Times)
    return seen(found, times, tick)


@pytest.mark.parametrize("tick", [0, 1, 39, 40, 70, 71, 149, 150])
def test_it_is_as_the_town_was(tick: int, data: bytes) -> None:
    """Needs, moods and coins to the last digit that is shown, at ticks in which nothing happened too."""
    found = ready(NAME)
    town = opened(Setting(found.town), found.schedule)
    raise_curtain(town)
    advance(town, tick)
    heading, people, *_ = town_sheet(looked(data, tick))
    assert isinstance(heading, str)
    assert not isinstance(people, str)
    for row, agent in zip(people.rows, town.agents.values(), strict=True):
        who, where, _, _, _, *figures = row
        assert who == agent.id
        assert figures == [
            *(share_text(need.at(tick)) for need in (agent.hunger, agent.hygiene, agent.energy)),
            share_text(mood(agent, tick)), coins_text(town.ledger[agent.id]["coins"]),
        ]  # fmt: skip
        assert where == "offstage" if not agent.on_stage else agent.place in str(where)


def test_what_the_table_says(file: str, townlet: Townlet) -> None:
    told = townlet("inspect", file, "--at", "08:40").stdout
    assert told.startswith("Riverside, 08:40, tick 70\n")
    assert re.search(
        r"^  Kai    cafe +chat Avery +08:41  grumble/\S+ +52\.6 %  65\.8 %   85\.1 %  43\.5 %  8 coins$", told, re.M
    )
    assert re.search(r"^  Cass   offstage +nothing ", told, re.M)
    assert "price-spike under way 155 %, until 09:05 (tick 95)" in told


def test_all_there_is_of_one_person(file: str, townlet: Townlet) -> None:
    told = townlet("inspect", file, "--at", "tick 70", "--agent", "kai").stdout
    rows = dict(re.findall(r"^  (\S.*?)  +(\S.*)$", told, re.M))
    assert rows["why"].startswith("the script: grumble/")
    assert rows["doing it until"] == "08:41 (tick 71)"
    assert rows["wallet"] == "8 coins"
    assert rows["trust in Avery"] == "4 %, falling by 0.4 % an hour"


def test_the_event_that_gave_the_reason_is_told(townlet: Townlet) -> None:
    townlet("run", "an-ordinary-day", "--record", "day.townrun")
    told = townlet("inspect", "day.townrun", "--at", "08:45", "--agent", "Avery").stdout
    behind = "Hunger, hygiene and energy fall a little every tick; at 60, 40 and 20 % one takes notice."
    assert re.search(rf"^  why +08:38 Avery is getting hungry\. \({re.escape(behind)}\)$", told, re.M)


def test_as_data_it_is_the_state_of_the_telemetry(file: str, townlet: Townlet) -> None:
    whole = json.loads(townlet("inspect", file, "--at", "70", "--json").stdout)
    assert (whole["tick"], whole["clock"]) == (70, "08:40")
    assert whole["state"]["agents"]["Kai"]["doing"]["until"] == 71
    alone = json.loads(townlet("inspect", file, "--at", "70", "--agent", "Kai", "--json").stdout)
    assert alone["state"]["agents"] == {"Kai": whole["state"]["agents"]["Kai"]}
    assert {*alone["state"]["ties"]} == {"Kai>Avery", "Kai>Blair"}


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--agent", "Kia"), "TN077", "Did you mean `Kai`?"),
        (("--agent", "Xerxes"), "TN077", "There are Avery, Kai, Blair, Cass"),
        (("--at", "11:00"), "TN076", "It goes from tick 0 (07:30) to tick 150 (10:00)"),
    ],
)
def test_what_cannot_be_is_said(options: tuple[str, ...], code: str, words: str, file: str, townlet: Townlet) -> None:
    told = townlet("inspect", file, *options)
    assert told.exit_code == 2
    assert code in told.stderr
    assert words in told.stderr


def test_of_an_engine_that_nobody_knows_any_more(data: bytes, townlet: Townlet) -> None:
    first, _, rest = data.partition(b"\n")
    head = msgspec.json.decode(first)
    head["schedule"], head["town"] = {"of": "old"}, []
    head["identity"]["engine"] = "0.0.1"
    Path("old.townrun").write_bytes(msgspec.json.encode(head) + b"\n" + rest[: rest.index(b'{"end"')])
    told = townlet("inspect", "old.townrun", "--at", "08:40")
    assert told.exit_code == 0
    assert "chat Avery" in told.stdout


def test_cut_off_before_anything_was_told(data: bytes, townlet: Townlet) -> None:
    Path("x.townrun").write_bytes(data.partition(b"\n")[0])
    told = townlet("inspect", "x.townrun")
    assert told.exit_code == 2
    assert "nothing to look at" in told.stderr


def test_nobody_is_called_so(data: bytes) -> None:
    assert named(looked(data, 5), "BLAIR") == "Blair"
