"""A published schema may grow, and nothing else: planted changes are told apart by what they would do to others."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from dsl.publishing import breaking
from runner import schemas

Schema = dict[str, Any]
Change = Callable[[Schema], object]


def planted(change: Change) -> list[str]:
    """What is said of the telemetry's schema with a change in it, of which nobody was warned."""
    old: Schema = msgspec.json.decode(schemas.telemetry_text())
    new = msgspec.json.decode(schemas.telemetry_text())
    change(new)
    assert msgspec.json.encode(new) != msgspec.json.encode(old)
    return breaking(old, new)


def fields(new: Schema, name: str) -> Schema:
    found: Schema = new["$defs"][name]["properties"]
    return found


def required(new: Schema, name: str) -> list[str]:
    found: list[str] = new["$defs"][name]["required"]
    return found


def either(new: Schema, name: str, field: str, *more: Schema) -> None:
    fields(new, name)[field] = {"anyOf": [fields(new, name)[field], *more]}


TEXT, WHOLE, NOTHING = {"type": "string"}, {"type": "integer"}, {"type": "null"}

BREAKING: list[tuple[str, Change]] = [
    ("AgentPart.debt is gone", lambda new: fields(new, "AgentPart").pop("debt")),
    ("AgentPart.debt is gone", lambda new: fields(new, "AgentPart").update(owes=fields(new, "AgentPart").pop("debt"))),
    ("AgentPart.wallet was integer and is now string", lambda new: fields(new, "AgentPart").update(wallet=TEXT)),
    ("SinkHealth.flushed was number and is now integer", lambda new: fields(new, "SinkHealth").update(flushed=WHOLE)),
    ("ObjectPart.queue.[] was string and is now integer",
     lambda new: fields(new, "ObjectPart")["queue"].update(items=WHOLE)),
    ("AgentPart.inventory.* was integer and is now string",
     lambda new: fields(new, "AgentPart")["inventory"].update(additionalProperties=TEXT)),
    ("Position.tile had 2 parts and has 3",
     lambda new: fields(new, "Position")["tile"].update(prefixItems=[WHOLE] * 3, minItems=3, maxItems=3)),
    ("Position.tile[1] was integer and is now string",
     lambda new: fields(new, "Position")["tile"].update(prefixItems=[WHOLE, TEXT])),
    ("Position.tile had maxItems 2 and has null", lambda new: fields(new, "Position")["tile"].pop("maxItems")),
    ("Happened.severity is new and required, and what was sent until now does not have it",
     lambda new: (fields(new, "Happened").update(severity=WHOLE), required(new, "Happened").append("severity"))),
    ("Happened.cause might be left out and must now be there", lambda new: required(new, "Happened").append("cause")),
    ("Diff.base was always there and may now be left out", lambda new: required(new, "Diff").remove("base")),
    ("Happened.root had default \"town/own-choice\" and has \"\"",
     lambda new: fields(new, "Happened")["root"].update(default="")),
    ("TownPart.weather might be clear and is so no more",
     lambda new: fields(new, "TownPart")["weather"].update(enum=["rain"])),
    ("TownPart.weather may now be snow, which nobody knows",
     lambda new: fields(new, "TownPart")["weather"]["enum"].append("snow")),
    ("TownPart.weather was one of clear, rain and is now any string",
     lambda new: fields(new, "TownPart").update(weather=TEXT)),
    ("LinePart.text was any string and is now one of a, b",
     lambda new: fields(new, "LinePart").update(text={"enum": ["a", "b"]})),
    ("Snapshot.schema may now be townlet.telemetry/2, which nobody knows",
     lambda new: fields(new, "Snapshot")["schema"]["enum"].append("townlet.telemetry/2")),
    ("message may now be Goodbye, which nobody knows",
     lambda new: (new["anyOf"].append({"$ref": "#/$defs/Goodbye"}), new["$defs"].update(Goodbye={"type": "object"}))),
    ("message might be Health and is so no more", lambda new: new["anyOf"].pop()),
    ("Diff.payload_type may now be delta, which nobody knows",
     lambda new: fields(new, "Diff").update(payload_type={"enum": ["delta"]})),
    ("AgentPart.doing might be null and is so no more",
     lambda new: fields(new, "AgentPart").update(doing={"$ref": "#/$defs/Doing"})),
    ("AgentPart.work may now be null, which nobody knows", lambda new: either(new, "AgentPart", "work", NOTHING)),
    ("Mood.feelings.* was object and is now integer",
     lambda new: fields(new, "Mood")["feelings"].update(additionalProperties=WHOLE)),
    ("LinePart.sign may now be ?, which nobody knows",
     lambda new: fields(new, "LinePart")["sign"]["anyOf"][0]["enum"].append("?")),
    ("LinePart.sign might be  and is so no more",
     lambda new: fields(new, "LinePart")["sign"]["anyOf"][1].update(enum=["~"])),
    ("SinkHealth.bytes is gone", lambda new: fields(new, "SinkHealth").pop("bytes")),
]  # fmt: skip

ADDITIVE: dict[str, Change] = {
    "a field": lambda new: fields(new, "AgentPart").update(mother=TEXT),
    "a field with a default": lambda new: fields(new, "Happened").update(severity={"type": "integer", "default": 0}),
    "a part of the state, with fields of its own that are always there": lambda new: (
        new["$defs"].update(RoadPart={"type": "object", "properties": {"width": WHOLE}, "required": ["width"]}),
        fields(new, "State").update(roads={"type": "object", "additionalProperties": {"$ref": "#/$defs/RoadPart"}}),
    ),
    "another description": lambda new: new["$defs"]["Course"].update(description="A line."),
    "another order of fields": lambda new: new["$defs"]["Order"].update(
        properties=dict(reversed(fields(new, "Order").items()))
    ),
    "another order of values": lambda new: fields(new, "TownPart")["weather"]["enum"].reverse(),
    "a definition that nothing refers to": lambda new: new["$defs"].update(Later={"type": "object"}),
}


@pytest.mark.parametrize(("said", "change"), BREAKING, ids=[said for said, _ in BREAKING])
def test_what_breaks_the_programs_of_others_is_seen_and_named(said: str, change: Change) -> None:
    assert f"breaking: {said}" in planted(change)


@pytest.mark.parametrize("what", ADDITIVE)
def test_what_is_only_added_breaks_nothing(what: str) -> None:
    assert planted(ADDITIVE[what]) == []


def test_what_is_taken_back_is_a_break_again() -> None:
    """A field that came later has been published too."""
    old: Schema = msgspec.json.decode(schemas.telemetry_text())
    more = msgspec.json.decode(schemas.telemetry_text())
    fields(more, "AgentPart").update(mother=TEXT)
    assert breaking(old, more) == []
    assert breaking(more, old) == ["breaking: AgentPart.mother is gone"]


def test_types_that_hold_themselves_are_no_trouble() -> None:
    tree = {"$ref": "#/$defs/Tree", "$defs": {"Tree": {
        "type": "object", "properties": {"below": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}}, "required": [],
    }}}  # fmt: skip
    assert breaking(tree, tree) == []
