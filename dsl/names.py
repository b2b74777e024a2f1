"""Which names can be seen from where, and what kind of thing each is."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from dsl import tree
from dsl.library import Gathered
from dsl.source import Span
from dsl.vocabulary import NAMED, Kind, Want
from townlet.personality import BUILT_IN
from townlet.townfile import TownFile

Defined = Mapping[str, Span | None]
"""Names of one kind, with where each was defined; None for what the town file or Townlet itself brings."""


class Scope(msgspec.Struct, frozen=True):
    """What can be seen from one block.

    `parameters` hide other names; `unknown` are the kinds of which we cannot know all names (a library
    checked without a town); `damaged` are words of lines that were reported already.
    """

    names: Mapping[Kind, Defined]
    parameters: Mapping[str, Want] = {}
    unknown: frozenset[Kind] = frozenset()
    damaged: frozenset[str] = frozenset()
    vignette: bool = False

    def kind_of(self, name: str, kinds: Iterable[Kind]) -> Kind | None:
        """The first of `kinds` in which the name is known."""
        return next((kind for kind in kinds if name in self.names.get(kind, {})), None)

    def candidates(self, kinds: Iterable[Kind]) -> Iterator[str]:
        """Everything that could have been written where one of `kinds` is wanted."""
        kinds = tuple(kinds)
        for name, want in self.parameters.items():
            if not want.kinds or {*want.kinds} & {*kinds}:
                yield name
        for kind in kinds:
            yield from self.names.get(kind, {})

    def also(self, names: Iterable[tree.Name]) -> "Scope":
        """With some people more: those that `anyone as who` gives a name."""
        more = {name.text: name.span for name in names}
        if not more:
            return self
        people = {**self.names.get("agent", {}), **more}
        return msgspec.structs.replace(self, names={**self.names, "agent": people})


def shared_names(files: Iterable[tree.File], town: TownFile | None) -> dict[Kind, Defined]:
    """What all can see: what files declare, what the town holds, what is built in. The first counts."""
    found: dict[Kind, dict[str, Span | None]] = {kind: {} for kind in NAMED}
    for file in files:
        for kind, name in declared(file):
            found[kind].setdefault(name.text, name.span)
    for built_in in BUILT_IN:
        found["personality"].setdefault(built_in, None)
    for kind, entries in _in_town(town):
        for entry in entries:
            found[kind].setdefault(entry, None)
    return dict(found)


def declared(file: tree.File) -> Iterator[tuple[Kind, tree.Name]]:
    """What one file declares for all to see."""
    yield from (("personality", each.name) for each in file.personalities)
    yield from (("item", each.name) for each in file.items)
    yield from (("vignette", each.name) for each in file.vignettes)
    yield from (("stream", name) for name in file.streams)


def _in_town(town: TownFile | None) -> Iterator[tuple[Kind, Iterable[str]]]:
    if town is not None:
        yield "place", (place.id for place in town.places)
        yield "thing", (thing.id for thing in town.things)
        yield "item", (item.id for item in town.items)
        yield "job", (job.id for job in town.jobs)


def scenario_names(scenario: tree.Scenario) -> dict[Kind, Defined]:
    """What a scenario adds for itself: its cast, its cues, its streams."""
    cast = (member.name for member in scenario.cast if isinstance(member, tree.Member))
    return {
        "agent": _spans(cast),
        "cue": _spans(cue_names(scenario.body)),
        "stream": _spans(scenario.streams),
    }


def cue_names(body: Iterable[tree.Line]) -> Iterator[tree.Name]:
    """The names of the cues of a block."""
    return (line.name for line in body if isinstance(line, tree.Cue) and line.name is not None)


def both(names: Mapping[Kind, Defined], more: Mapping[Kind, Defined]) -> dict[Kind, Defined]:
    """Two sets of names as one; the second hides the first."""
    return {kind: {**names.get(kind, {}), **more.get(kind, {})} for kind in (*NAMED,)}


def damaged_words(gathered: Gathered) -> frozenset[str]:
    """The words of all lines that could not be read: a name among them may be defined there."""
    return frozenset(word for file in gathered.files for line in file.damaged for word in line.words)


def _spans(names: Iterable[tree.Name]) -> dict[str, Span | None]:
    found: dict[str, Span | None] = {}
    for name in names:
        found.setdefault(name.text, name.span)
    return found
