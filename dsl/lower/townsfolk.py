"""People whom nobody named: `townsfolk 8: balanced 40%, socialite 60%`. Nothing here is drawn."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

import msgspec

from dsl import tree
from dsl.script import Script
from dsl.vocabulary import Kind
from townlet.townfile import Job

ORDINARY: Final = "balanced"
_TAKEN: Final[tuple[Kind, ...]] = ("agent", "place", "thing", "item")


class Townsperson(msgspec.Struct, frozen=True):
    """What a group leaves open for each of its people, settled; `job` is empty for none."""

    name: str
    personality: str
    job: str


def townsfolk(script: Script) -> Iterator[tuple[Townsperson, ...]]:
    """The people of each group, group by group in file order."""
    names, openings = iter(free_names(script)), vacancies(script)
    for group in groups(script):
        kinds = dealt(group)
        found = zip(islice(names, group.count), kinds, strict=True)
        yield tuple(
            Townsperson(name, kind, group.job.text if group.job is not None else _hired(openings))
            for name, kind in found
        )


def groups(script: Script) -> tuple[tree.Group, ...]:
    """The groups of the cast, in file order."""
    cast = script.scenario.cast if script.scenario is not None else ()
    return tuple(entry for entry in cast if isinstance(entry, tree.Group))


def free_names(script: Script) -> tuple[str, ...]:
    """The town file's names in its order, without those that somebody or something has already.

    Capitals do not count, for a reader would take one for the other.
    """
    known = script.scope().names
    taken = {word.casefold() for kind in _TAKEN for word in known.get(kind, {})}
    found: dict[str, str] = {}
    for name in script.town.names if script.town is not None else ():
        if name.casefold() not in taken:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def dealt(group: tree.Group) -> tuple[str, ...]:
    """A personality for each of a group: as many of each as `apportioned` says, dealt in turn like cards."""
    kinds = tuple(figure.name.text for figure in group.personalities) or (ORDINARY,)
    counts = apportioned(group.count, tuple(figure.value.millionths for figure in group.personalities) or (1,))
    rounds = range(max(counts))
    return tuple(kind for turn in rounds for kind, count in zip(kinds, counts, strict=True) if turn < count)


def apportioned(seats: int, shares: tuple[int, ...]) -> tuple[int, ...]:
    """Whole seats for shares of any unit, by largest remainder (Hamilton's method); the first of equals wins."""
    whole = sum(shares)
    counts = [seats * share // whole for share in shares]
    remainders = [seats * share % whole for share in shares]
    nearest = sorted(range(len(shares)), key=lambda number: (-remainders[number], number))
    for number in nearest[: seats - sum(counts)]:
        counts[number] += 1
    return tuple(counts)


def vacancies(script: Script) -> dict[str, int]:
    """By job, in the order of the town file, the openings that the script itself does not fill."""
    cast = script.scenario.cast if script.scenario is not None else ()
    jobs: tuple[Job, ...] = script.town.jobs if script.town is not None else ()
    left = {job.id: job.openings for job in jobs}
    for entry in cast:
        if isinstance(entry, tree.Member | tree.Group) and entry.job is not None:
            left[entry.job.text] -= entry.count if isinstance(entry, tree.Group) else 1
    return left


def _hired(openings: dict[str, int]) -> str:
    """The job with the most openings left, the first of equals, which it takes; empty when none is left."""
    job = max(openings, key=lambda each: openings[each], default="")
    if not job or openings[job] < 1:
        return ""
    openings[job] -= 1
    return job
