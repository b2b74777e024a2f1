"""A script with its surroundings: what the checks look at and lowering starts from."""

from collections.abc import Mapping

import msgspec

from dsl import tree
from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, nearest
from dsl.letters import name_of
from dsl.library import FoundTown, Gathered, Said, Towns
from dsl.names import Defined, Scope, both, cue_names, damaged_words, scenario_names, shared_names
from dsl.parameters import reached, signatures, uses, wants_of
from dsl.source import Source
from dsl.values import read_value
from dsl.vocabulary import Kind, Want
from townlet.townfile import TownFile

NO_TOWN: frozenset[Kind] = frozenset({"place", "thing", "item", "job"})
"""The kinds whose names a town brings."""

NO_CAST: frozenset[Kind] = frozenset({"agent"})
"""The kind whose names a cast brings; where there is no cast, that is said once, and not of everybody who is named."""

DECLARED: frozenset[Kind] = frozenset({"personality", "item", "vignette", "stream"})
"""The kinds whose names files bring."""


class Script(msgspec.Struct, frozen=True):
    """Trees, town, names and parameters, put together once."""

    files: tuple[tree.File, ...]
    sources: tuple[Source, ...]
    lines: Mapping[str, list[str]]
    """By file, its lines."""
    scenario: tree.Scenario | None
    town: TownFile | None
    names: Mapping[Kind, Defined]
    """What every block can see."""
    damaged: frozenset[str]
    vignettes: Mapping[str, tree.Vignette]
    signatures: Mapping[str, Mapping[str, Want]]
    """By vignette, what each of its parameters must be."""
    wants: Mapping[str, Want]
    """What each parameter of the scenario must be."""
    given: Mapping[str, str]
    """Values from outside, as text."""
    values: Mapping[str, tree.Value]
    """The value each parameter of the scenario has in this compilation."""
    unread: frozenset[Kind]
    """The kinds of which not all names are known, because a file that is used was not found."""
    reached: frozenset[str]
    """The vignettes that the scenario plays, directly or not."""

    @property
    def main(self) -> tree.File:
        """The file that was asked for."""
        return self.files[0]

    def scope(self) -> Scope:
        """What the scenario sees."""
        if self.scenario is None:
            return Scope(self.names, {}, self.unread | NO_TOWN, self.damaged)
        names = both(self.names, scenario_names(self.scenario))
        unknown = self.unread if self.town is not None else self.unread | NO_TOWN
        if not self.scenario.cast:
            unknown |= NO_CAST
        return Scope(names, self.wants, unknown, self.damaged)

    def scope_of(self, vignette: tree.Vignette) -> Scope:
        """What a vignette sees: its parameters and the town's names, never the cast.

        One that the scenario does not play may be meant for another town.
        """
        strict = self.town is not None and vignette.name.text in self.reached
        unknown = self.unread if strict else self.unread | NO_TOWN
        wants = self.signatures.get(vignette.name.text, {})
        cues: dict[Kind, Defined] = {"cue": {name.text: name.span for name in cue_names(vignette.body)}}
        return Scope({**self.names, **cues}, wants, unknown, self.damaged, vignette=True)


def put_together(gathered: Gathered, towns: Towns, given: Mapping[str, str]) -> tuple[Script, Said]:
    """A script from its files; what is said is about the town alone."""
    scenario = next(iter(gathered.main.scenarios), None)
    found, said = _town(scenario, towns)
    town = found.town if found is not None else None
    sources = gathered.sources + ((found.source,) if found is not None else ())
    vignettes: dict[str, tree.Vignette] = {}
    for file in gathered.files:
        for vignette in file.vignettes:
            vignettes.setdefault(vignette.name.text, vignette)
    known, given = signatures(vignettes), _composed(given)
    script = Script(
        files=gathered.files,
        sources=sources,
        lines={source.name: source.lines for source in gathered.sources},
        scenario=scenario,
        town=town,
        names=shared_names(gathered.files, town),
        damaged=damaged_words(gathered),
        vignettes=vignettes,
        signatures=known,
        wants=needed(scenario, vignettes, known),
        given=given,
        values=_values(scenario, given),
        unread=DECLARED if any(each.code == "TN200" for each in gathered.diagnostics) else frozenset(),
        reached=frozenset(reached(lines_of(scenario), vignettes)),
    )
    return script, said


def _composed(given: Mapping[str, str]) -> dict[str, str]:
    """Names and values from outside as they would be in a script; a text keeps every character."""
    texts = ((name_of(name), text.strip()) for name, text in given.items())
    return {name: text if text.startswith('"') else name_of(text) for name, text in texts}


def lines_of(scenario: tree.Scenario | None) -> tuple[tree.Line, ...]:
    """The stage and the body of a scenario."""
    return (*scenario.stage, *scenario.body) if scenario is not None else ()


def needed(
    scenario: tree.Scenario | None,
    vignettes: Mapping[str, tree.Vignette],
    known: Mapping[str, Mapping[str, Want]],
) -> Mapping[str, Want]:
    """What each parameter of a scenario must be; `known` are the signatures of the vignettes."""
    if scenario is None:
        return {}
    return wants_of(scenario.parameters, uses(scenario.parameters, lines_of(scenario), vignettes, known))


def _values(scenario: tree.Scenario | None, given: Mapping[str, str]) -> dict[str, tree.Value]:
    """What was given from outside, else the default."""
    found: dict[str, tree.Value] = {}
    for parameter in scenario.parameters if scenario is not None else ():
        name, span = parameter.name.text, parameter.span
        value = read_value(given[name], span) if name in given else parameter.default
        if value is not None:
            found[name] = value
    return found


def _town(scenario: tree.Scenario | None, towns: Towns) -> tuple[FoundTown | None, Said]:
    if scenario is None or scenario.town is None:
        return None, ()
    name = scenario.town.text
    found = towns.find(name, scenario.town.span.file)
    if found is not None:
        return found, found.diagnostics
    guess = nearest(name, towns.names(scenario.town.span.file))
    return None, (
        Diagnostic(
            "TN209",
            f"There is no town called `{name}`",
            scenario.town.span,
            label=f"did you mean `{guess}`?" if guess else "",
            fix=Fix(scenario.town.span, guess, sure=alike(name, guess)) if guess else None,
            hint=f"`{name}.yaml` is looked for in `towns` beside the script, then among the towns that ship",
        ),
    )
