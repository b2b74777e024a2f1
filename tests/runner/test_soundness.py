"""A compiled schedule that was edited is refused with the fault, or performed; nothing in between."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from runner.compiled import written
from tests.runner.conftest import Townlet
from tests.runner.support import SHORT, ready

Edit = Callable[[Any], None]


def first_cue(found: Any) -> Any:
    return found["cues"][0]


SKY = {"is": "town", "of": "weather", "state": "off"}
LEFT_OUT = {"do": "set-tie", "who": "", "whom": "Ada", "which": "trust", "value": 0}
NOTHING = {"do": "direct", "who": ["Ada"], "to": {"do": "take-back", "item": "coffee", "whom": "Ben", "count": 0}}
HUGE = {"do": "trigger", "perturbation": "rain", "ticks": 9, "strength": 10**30}
PLAGUE = {"do": "trigger", "perturbation": "plague", "ticks": 9}
MOON = {"do": "trigger", "perturbation": "closure", "place": "moon", "ticks": 9}

EDITS: list[tuple[str, Edit, str]] = [
    ("length", lambda found: found.update(length=0), "its length is 0 ticks"),
    ("endless", lambda found: found.update(length=10**9), "its length is 1000000000 ticks"),
    ("cast", lambda found: found.update(cast=[]), "nobody is in its cast"),
    ("twice", lambda found: found["cast"].append(found["cast"][0]), "`Ada` is in it twice"),
    ("person", lambda found: found["cast"][0].update(name="Eve"), "`Ada`, who is not in the cast"),
    ("place", lambda found: found["cast"][0].update(place="moon"), "the place `moon`"),
    ("personality", lambda found: found["cast"][0].update(personality="odd"), "the personality `odd`"),
    ("jump", lambda found: first_cue(found)["block"].insert(0, {"step": "jump", "to": 0}), "leads nowhere"),
    ("far", lambda found: first_cue(found)["block"].insert(0, {"step": "jump", "to": 999}), "leads nowhere"),
    ("every", lambda found: first_cue(found).update(trigger={"when": "every", "ticks": 0, "first": 1, "last": 9}),
     "comes every 0 ticks"),
    ("cue", lambda found: first_cue(found).update(trigger={"when": "after", "cue": "x"}), "`x`, which does not exist"),
    ("sky", lambda found: first_cue(found)["block"].insert(0, {"step": "assume", "id": "a", "condition": SKY}),
     "whether the weather is off, which it never is"),
    ("disaster", lambda found: first_cue(found)["block"].insert(0, {"step": "ask", "id": "b", "action": PLAGUE}),
     "`plague`, which does not exist"),
    ("nowhere", lambda found: first_cue(found)["block"].insert(0, {"step": "ask", "id": "b", "action": MOON}),
     "`moon`, which does not exist"),
    *((name, lambda found, action=action: first_cue(found)["block"].insert(
        0, {"step": "ask", "id": "b", "action": action}), fault) for name, action, fault in (
            ("somebody", LEFT_OUT, "its `who` is empty"), ("nothing", NOTHING, "a count of 0"),
            ("huge", HUGE, f"a strength of {10**30}"))),
    ("wait", lambda found: first_cue(found)["block"].insert(0, {"step": "wait", "id": "w", "ticks": -5}),
     "ticks of -5"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "fault"), [each[1:] for each in EDITS], ids=[each[0] for each in EDITS])
@pytest.mark.parametrize("command", ["run", "check"])
def test_an_edit_that_breaks_it_is_named(
    edit: Edit, fault: str, command: str, tmp_path: Path, townlet: Townlet
) -> None:
    script, path = tmp_path / "short.town", tmp_path / "short.json"
    script.write_text(SHORT, "utf-8")
    found = json.loads(written(ready(script).schedule))
    edit(found)
    path.write_text(json.dumps(found), "utf-8")
    said = townlet(command, str(path))
    assert said.exit_code == 2
    assert fault in said.stdout + said.stderr
    assert "TN010" in said.stdout + said.stderr


def test_many_coins_are_no_more_of_a_fault_than_few(tmp_path: Path, townlet: Townlet) -> None:
    """Coins count in thousandths, so that a large sum is a large figure."""
    script = tmp_path / "rich.town"
    script.write_text(SHORT + "\n    at tick 3:\n        direct Ada to give 900 coins to Ben\n", "utf-8")
    assert townlet("compile", "rich.town", "-o", "rich.json").exit_code == 0
    assert "TN010" not in townlet("run", "rich.json").stderr
