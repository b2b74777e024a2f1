"""The published schemas are those of the types, break no promise, and fit what is sent."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from runner import event_kinds, schemas
from runner.recording.file import line_of
from runner.schemas import FIRST, FOLDER, KEPT, PUBLISHED, SCHEDULE
from runner.telemetry.telling import line
from tests.dsl.shipped import SCRIPTS
from tests.pages import manual
from tests.recording.by_hand import joined
from tests.runner.conftest import Townlet, townlet
from tests.telemetry.stories import story
from tests.telemetry.support import Plain, perform, plain
from townlet.telemetry import wire
from townlet.telemetry.sampled import SAMPLES, Sample, at_tick

__all__ = ["townlet"]

SCENARIOS = [name.removesuffix(".town") for name in SCRIPTS if "/" not in name]

AT_MOST = 40
"""Messages of a stream that are held against the schema, spread over all of it: a day has over a thousand."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_schema_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == PUBLISHED[name](), "make schema"


# Promises.


@pytest.mark.parametrize("name", KEPT)
def test_no_promise_is_broken_under_the_same_number(name: str) -> None:
    assert schemas.broken(name, msgspec.json.decode(PUBLISHED[name]())) == []


FROZEN = {
    "telemetry-1.schema.json": "8043bfac15ebbac4",
    "samples-1.schema.json": "9bf1955c89f98c92",
    "events-1.schema.json": "888a013896cf4518",
    "recording-1.schema.json": "a91687789c20d387",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_was_promised_first_is_not_written_anew(name: str) -> None:
    """Whoever changes one of these has broken somebody's program; a new number has a new file."""
    assert blake2b((FIRST / name).read_bytes(), digest_size=8).hexdigest() == FROZEN[name]


def test_the_number_is_the_one_that_is_sent() -> None:
    for name, sent in (("telemetry", wire.SCHEMA), ("samples", SAMPLES)):
        assert f"{name}-{sent.rpartition('/')[2]}.schema.json" in PUBLISHED


def test_a_schema_that_breaks_a_promise_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert schemas.main(tmp_path) == 0
    name = "telemetry-1.schema.json"
    assert (tmp_path / "first" / name).read_bytes() == (FIRST / name).read_bytes()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.json")}
    broken = schemas.telemetry_text().replace('"wallet"', '"purse"')
    monkeypatch.setitem(PUBLISHED, name, lambda: broken)
    assert schemas.main(tmp_path) == 1
    assert "docs/schema/telemetry-1.schema.json: breaking: AgentPart.wallet is gone" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.json")} == before


def test_what_came_later_is_a_promise_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Held against the first form alone, a field that is added and taken away would break nothing."""
    name, own = "telemetry-1.schema.json", PUBLISHED["telemetry-1.schema.json"]
    assert schemas.main(tmp_path) == 0
    more = msgspec.json.decode(own())
    more["$defs"]["AgentPart"]["properties"]["mother"] = {"type": "string"}
    monkeypatch.setitem(PUBLISHED, name, lambda: msgspec.json.encode(more).decode())
    assert schemas.main(tmp_path) == 0
    monkeypatch.setitem(PUBLISHED, name, own)
    assert schemas.main(tmp_path) == 1


# What is sent.


def closed(schema: Any) -> Any:
    """A schema in which nothing may come that it does not name; as published, more may."""
    if isinstance(schema, dict):
        found = {key: closed(value) for key, value in schema.items()}
        return found | {"additionalProperties": False} if "properties" in found and "required" in found else found
    return [closed(each) for each in schema] if isinstance(schema, list) else schema


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    schema = closed(msgspec.json.decode((FOLDER / name).read_bytes()))
    schedule = msgspec.json.decode((FOLDER / SCHEDULE).read_bytes())
    cues = Resource.from_contents(schedule, default_specification=DRAFT202012)
    return jsonschema.Draft202012Validator(schema, registry=Registry().with_resource(SCHEDULE, cues))


def check(message: Plain) -> None:
    """A message fits the definition of its kind; by that, and not by the three in turn, as it is quicker told."""
    whole = validator("telemetry-1.schema.json")
    kind = whole.schema["discriminator"]["mapping"][message["payload_type"]]
    whole.evolve(schema={"$ref": kind, "$defs": whole.schema["$defs"]}).validate(message)


@cache
def told(name: str) -> list[Plain]:
    found: list[Plain] = []
    schedule, where = story(name)
    perform(schedule, lambda message, _: found.append(plain(message)), where=where)
    return found


@pytest.mark.parametrize("name", [*SCENARIOS, "work", "blocked"])
def test_what_is_sent_keeps_to_the_schema_and_has_nothing_that_is_not_in_it(name: str) -> None:
    messages = told(name)
    for message in messages[:: len(messages) // AT_MOST + 1]:
        check(message)
    check(messages[-1])


@pytest.mark.parametrize("name", [*SCENARIOS, "work", "rent"])
def test_the_data_of_events_keep_to_theirs(name: str) -> None:
    events = [event for each in told(name) for event in each.get("events", ()) if "data" in event]
    unlike = {(event["kind"], *event["data"], str(event["data"].get("act"))): event for event in events}
    assert unlike
    for event in unlike.values():
        validator("events-1.schema.json").validate({event["kind"]: event["data"]})


@pytest.mark.parametrize("data", [{"bought": {"cost": 3}}, {"bought": {"price": "dear"}}, {"sneezed": {}}])
def test_data_that_are_no_such_event_would_be_seen(data: Plain) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator("events-1.schema.json").validate(data)


EVENTS = "events-1.schema.json"


@pytest.mark.parametrize(("before", "after", "said"), [
    ('"bought"', '"purchased"', ["breaking: message.bought is gone"]),
    ('"excused"', '"forgiven"', ["breaking: absent.excused is gone"]),
])  # fmt: skip
def test_an_event_that_is_called_otherwise_breaks_a_promise(before: str, after: str, said: list[str]) -> None:
    text = PUBLISHED[EVENTS]().replace(before, after)
    assert schemas.broken(EVENTS, msgspec.json.decode(text)) == said


def test_an_event_more_breaks_none() -> None:
    more = msgspec.json.decode(PUBLISHED[EVENTS]())
    more["properties"]["sneezed"] = {"type": "object", "properties": {"loud": {"type": "boolean"}}, "required": []}
    assert schemas.broken(EVENTS, more) == []


def test_the_page_of_events_is_up_to_date() -> None:
    assert manual("events") == event_kinds.page(), "make pages"


@pytest.mark.parametrize("at", ["/state/agents/Anna/mother", "/state/town/mayor", "/weather", "/state/roads"])
def test_what_is_not_in_the_schema_would_be_seen(at: str) -> None:
    first = msgspec.json.decode(msgspec.json.encode(told("one-shower")[0]))
    *way, last = at.split("/")[1:]
    part = first
    for name in way:
        part = part[name]
    part[last] = {}
    with pytest.raises(jsonschema.ValidationError):
        check(first)


def test_health_keeps_to_it() -> None:
    sink = wire.SinkHealth(
        sink="standard output", alive=True, queued=1, composed=0, dropped=0, sent=2, bytes=3, flushed=0.5, restarts=0,
    )  # fmt: skip
    health = wire.Health(schema=wire.SCHEMA, run="r", tick=3, sinks=(sink,), slowest=((1, 0.2),))
    check(msgspec.json.decode(line(health)))


def test_samples_keep_to_theirs() -> None:
    first = told("one-shower")[0]
    sample = Sample(schema=SAMPLES, run=first["run"], seq=1, tick=0, state=at_tick(first["state"], 0))
    validator("samples-1.schema.json").validate(plain(sample))


def test_the_lines_of_a_recording_keep_to_theirs(townlet: Townlet) -> None:
    assert townlet("run", "one-shower", "--record", "one.townrun").exit_code == 0
    own = [each for each in recorded(Path("one.townrun")) if "payload_type" not in each]
    kinds = {next(iter(each)) for each in own}
    assert kinds >= {"townlet", "proof", "end"}
    statement = msgspec.json.decode(line_of(joined()))
    for each in [*own[:3], *own[-3:], statement]:
        validator("recording-1.schema.json").validate(each)
    with pytest.raises(jsonschema.ValidationError):
        validator("recording-1.schema.json").validate(statement | {"cue": {"id": 3}})


def recorded(path: Path) -> Iterator[Plain]:
    return (msgspec.json.decode(each) for each in path.read_bytes().splitlines())
