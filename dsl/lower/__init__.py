"""Checked script to schedule. Nothing is reported here: whatever could go wrong has been."""

from hashlib import blake2b

from dsl import tree
from dsl.lower.blocks import asks, cue
from dsl.lower.cast import cast, items, personalities
from dsl.lower.checks import assume, check
from dsl.lower.here import Here
from dsl.lower.ids import kebab, part_of
from dsl.lower.rehearse import rehearse
from dsl.moments import DEFAULT_SEED, clock_of, length_of, planned
from dsl.script import Script
from townlet.schedule import Ask, Assume, Check, Schedule


def lower(script: Script) -> Schedule:
    """The schedule of a script that has a scenario and no errors."""
    scenario = script.scenario
    if scenario is None:
        raise AssertionError("a file without a scenario has been refused")
    here = start(script, scenario)
    people = cast(script)
    return Schedule(
        id=here.path,
        title=scenario.title.text,
        town=scenario.town.text if scenario.town is not None else "",
        clock=here.clock,
        length=here.length,
        seed=(scenario.seed.whole or 0) if scenario.seed is not None else DEFAULT_SEED,
        cast=people,
        personalities=personalities(script, [member.personality for member in people]),
        items=items(script),
        streams=_streams(script, scenario),
        stage=_stage(scenario, here),
        cues=tuple(cue(each, here) for each in planned(scenario, script.values)),
        checks=_checks(scenario, here),
        assumes=_assumes(scenario, here),
        about=scenario.about.text if scenario.about is not None else "",
        tags=tuple(tag.text for tag in scenario.tags),
        parameters=_parameters(scenario, here),
        rehearse=rehearse(scenario.rehearse, here),
        places=here.places,
        sources={
            source.name: blake2b(source.text.encode(), digest_size=16).hexdigest()
            for source in script.sources
        },
    )


def start(script: Script, scenario: tree.Scenario) -> Here:
    """The top of a scenario, where its parameters have their values."""
    path = kebab(scenario.title.text)
    named = {
        each.key: f"{path}/{each.key}"
        for each in planned(scenario, script.values)
        if each.cue.name is not None
    }
    return Here(script, script.values, path, named, clock_of(scenario), length_of(scenario), places={})


def _stage(scenario: tree.Scenario, here: Here) -> tuple[Ask, ...]:
    found: list[Ask] = []
    counts: dict[str, int] = {}
    for line in scenario.stage:
        path = here.note(f"{here.path}/stage/{part_of(line, counts)}", line.span)
        match line:
            case tree.Set() | tree.Give() | tree.Take() | tree.Place() | tree.Enter() | tree.Exit():
                found.extend(asks(line, path, here))
            case tree.Mark() | tree.Narrate() | tree.Prompt() | tree.TriggerPerturbation():
                found.extend(asks(line, path, here))
    return tuple(found)


def _checks(scenario: tree.Scenario, here: Here) -> tuple[Check, ...]:
    found: list[Check] = []
    counts: dict[str, int] = {}
    for line in scenario.body:
        if isinstance(line, tree.Check) and line.kind != "assume":
            counts[line.kind] = counts.get(line.kind, 0) + 1
            path = here.note(f"{here.path}/{line.kind}-{counts[line.kind]}", line.span)
            found.append(check(line, path, here))
    return tuple(found)


def _assumes(scenario: tree.Scenario, here: Here) -> tuple[Assume, ...]:
    lines = (line for line in scenario.body if isinstance(line, tree.Check) and line.kind == "assume")
    return tuple(
        assume(line, here.note(f"{here.path}/assume-{number}", line.span), here)
        for number, line in enumerate(lines, 1)
    )


def _streams(script: Script, scenario: tree.Scenario) -> tuple[str, ...]:
    """Equal streams are one, in order of reading."""
    names = [*scenario.streams, *(name for file in script.files for name in file.streams)]
    return tuple(dict.fromkeys(name.text for name in names))


def _parameters(scenario: tree.Scenario, here: Here) -> dict[str, str]:
    """Each parameter with the value in force, as it was written."""
    given = {name: text.strip() for name, text in here.script.given.items()}
    defaults = ((each.name.text, each.default) for each in scenario.parameters if each.default is not None)
    return {name: given.get(name) or here.text_of(default.span) for name, default in defaults}
