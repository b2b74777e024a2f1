"""Whatever an older timeline holds, it becomes a script in its one form, without errors, and no entry gets lost."""

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dsl.diagnostic import has_errors
from dsl.format import formatted
from tests.dsl.shipped import compiled, parser
from tests.timeline.support import riverside, taken_over
from townlet.clock import perform
from townlet.opening import opened, raise_curtain
from townlet.setting import Setting

WHO = st.sampled_from(["avery", "kai", "guest_1", "Kai", "cafe", "7", "", "at", "end"]) | st.text(max_size=6)
FIGURE = st.sampled_from([0, 0.5, 1, -1, 1.55, 95, 1e9, "0.3", "many", None, True]) | st.floats(allow_nan=False)
COUNT = st.integers(-5, 400) | st.sampled_from([0, 30, 600_000, "40", None, 2.5])
TARGETS = st.lists(st.sampled_from(["cafe", "market", "park", "grocer", "kai", "avery", "global"]), max_size=3)
WORDS = {
    "agent_id": WHO, "speaker": WHO, "listener": WHO, "need": st.sampled_from(["hunger", "energy", "thirst"]),
    "value": FIGURE, "quality": FIGURE, "wallet": FIGURE, "position": st.just([1, 2]), "magnitude": FIGURE,
    "needs": st.dictionaries(st.sampled_from(["hunger", "hygiene", "joy"]), FIGURE, max_size=3) | FIGURE,
    "duration": COUNT, "starts_in": COUNT, "targets": TARGETS | st.just("cafe, market"), "location": WHO,
    "message": st.text(max_size=120), "category": st.just("story"), "priority": st.booleans(),
    "data": st.just({"stage": "dusk"}) | st.just([1]) | st.dictionaries(st.text(max_size=3), FIGURE, max_size=2),
    "dedupe_key": WHO, "spacing": COUNT, "personality": WHO, "job": st.sampled_from(["barista", "poet"]),
    "payload": st.fixed_dictionaries({"spec": WHO, "agents": st.lists(WHO, max_size=3)}),
}  # fmt: skip
NAMES = st.sampled_from(
    ["spawn_agent", "force_chat", "set_need", "perturbation_trigger", "announce_story", "arrange_meet", "kill",
     "possess", "social_events", "perturbation_trigger blackout --duration 5", "", "x"]
)  # fmt: skip
SPECS = st.sampled_from(["price_spike", "blackout", "outage", "arranged_meet", "arrange_meet", "flood"])
ENTRY: st.SearchStrategy[Any] = st.fixed_dictionaries(
    {"tick": COUNT, "kwargs": st.fixed_dictionaries({}, optional=WORDS)},
    optional={
        "kind": st.sampled_from(["console", "action", "narration", "magic"]),
        "name": NAMES, "command": NAMES, "action": NAMES,
        "args": st.lists(SPECS | WHO | FIGURE, max_size=3) | FIGURE,
        "message": st.text(max_size=20), "hat": FIGURE,
    },
)  # fmt: skip
META = st.fixed_dictionaries(
    {},
    optional={
        "title": st.text(max_size=20), "storyline_id": WHO, "timeline_seed": COUNT, "tick_budget": COUNT,
        "description": st.text(max_size=20),
        "notes": st.dictionaries(WHO.map(lambda word: f"{word}_tick"), COUNT, max_size=3),
    },
)  # fmt: skip


@settings(max_examples=120)
@given(st.lists(ENTRY | st.just(3), min_size=1, max_size=8), META, st.booleans())
def test_any_timeline_becomes_a_sound_script(entries: list[Any], meta: dict[str, Any], as_json: bool) -> None:
    text = json.dumps({"meta": meta, "timeline": entries}, ensure_ascii=as_json, indent=1)
    made = taken_over(text, "old.json" if as_json else "old.yaml")
    if made.text is None:  # A character that no text has.
        assert {each.code for each in made.diagnostics if each.severity == "error"} <= {"TN901", "TN903"}
        return
    done = compiled(made.text, "new.town")
    wrong = [each for each in done.diagnostics if each.severity == "error"]
    errors = [f"{each.code} {each.message} line {each.span.line}" for each in wrong]
    assert errors == [], made.text
    assert formatted(made.text, parser()) == made.text
    assert done.schedule is not None
    if done.schedule.length <= 500:
        town = opened(Setting(riverside()), done.schedule)
        raise_curtain(town)
        perform(town)
    assert not has_errors(made.diagnostics)


def marked(entry: dict[str, Any], number: int) -> dict[str, Any]:
    """An entry that names somebody and says something that no other does."""
    own = {"agent_id": f"mo{number}q", "speaker": f"mo{number}q", "message": f"mo{number}q"}
    return {**entry, "kwargs": {**entry["kwargs"], **own}, "message": f"mo{number}q", "args": []}


@settings(max_examples=80)
@given(st.lists(ENTRY, min_size=1, max_size=6))
def test_every_entry_is_in_the_script_or_in_the_report(entries: list[Any]) -> None:
    """Each entry has a line of the file to itself, and a word that would be in whatever line comes of it."""
    entries = [marked(entry, number) for number, entry in enumerate(entries)]
    made = taken_over("[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]\n", "old.json")
    reported = {span.line for each in made.diagnostics for span in (each.span, *(place for place, _ in each.secondary))}
    assert made.text is not None
    for number, entry in enumerate(entries):
        trigger = "blackout" in str(entry.get("name")) + str(entry.get("command")) and "trigger blackout" in made.text
        assert f"mo{number}q" in made.text.lower() or number + 2 in reported or trigger, entry
