"""What a story drifted by, found out by experiment: the approved run again, with one thing changed at a time.

    what was approved, by this engine            parts from the record: the engine did it, or chance
    the new script in the old town               parts from that: the script, or a library
    the old script in the new town               parts from that: the town file
    the old script and town, with the new seed   parts from that: the seed

Whatever parts from what it is held against has a share in the drift; the one that parts first comes first.
"""

from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import Final, Literal

import msgspec

from dsl.source import Source
from runner.recording.parting import Parting, words
from runner.rehearsal.drift import header, keys, statements
from runner.rehearsal.drift.edit import Edit
from runner.rehearsal.drift.leading import leading
from runner.rehearsal.drift.take import Again, Staged, Take, held, same
from runner.rehearsal.golden import Difference, difference
from runner.soundness import unsound

Kind = Literal["script", "library", "town file", "values", "seed", "inputs", "engine", "chance", "wording", "unknown"]
"""What a story drifts by. A library is script that others use, too; nothing is known where nothing was tried."""
TOGETHER: Final = "Neither the one nor the other does it alone: what was edited only tells together"
NOT_ALONE: Final = "It does not stand without what else was edited, so it was tried together with that"
COMPILED: Final = "Every line is as it was, but this Townlet makes something else of it"
UNPERFORMED: Final = "This Townlet cannot perform what was approved any more, so causes were not told apart by trying"
BY_HAND: Final = "The golden has not the words of its own record: it was edited by hand, or accepted in part"
TOLD_OTHERWISE: Final = "Neither script nor town file has a part in it: this Townlet has other sentences"
UNEDITED: Final = "Neither script nor town file has a part in this"
NO_DRAWS: Final = "The record does not say what chance was asked, so it may be chance as well"
OTHER_LUCK: Final = "Every draw comes to something else than it did"


class Cause(msgspec.Struct, frozen=True):
    """One thing that the story drifted by.

    `parting` is where it makes a run part from what was approved (None for words, and where nothing could be tried);
    `takes` are the two runs that part. `edits` are all edits of this kind, `edit` the one that it leads to.
    `wording` is the first line that differs, of words.
    """

    kind: Kind
    parting: Parting | None = None
    takes: tuple[Take, Take] | None = None
    edits: tuple[Edit, ...] = ()
    edit: Edit | None = None
    wording: Difference | None = None
    note: str = ""

    @property
    def when(self) -> int:
        """For sorting: words come after all that happens."""
        return self.parting.tick if self.parting is not None else 1 << 60


def attributed(old: Take, new: Take, again: Again) -> list[Cause]:
    """What made the new run another than the approved one, the first first. `again` performs with this engine.

    The new run was performed by this engine.
    """
    if not performable(old.staged):
        return _untried(old, new)
    base = again(old.staged)
    return in_order([*of_engine(old, base), *of_edits(base, new, again)])


def in_order(causes: Iterable[Cause]) -> list[Cause]:
    """The one that makes a difference first comes first."""
    return sorted(causes, key=lambda cause: cause.when)


def performable(staged: Staged) -> bool:
    """Whether a schedule stands in a town: a script may name what only the newer town has."""
    return next(unsound(staged.schedule, staged.town), None) is None


def of_engine(old: Take, base: Take) -> Iterator[Cause]:
    """What was approved, performed again: what differs is the engine's doing."""
    if same(old, base):
        first = difference(old.text, base.text, ("text",)) if old.text else _first_words(old, base)
        if first is not None:
            own = words(old.side) == words(base.side)
            yield Cause("wording", takes=(old, base), wording=first, note=BY_HAND if own else TOLD_OTHERWISE)
        return
    parting = held(old, base, same_beginning=True).parting
    assert parting is not None, "runs with other digests part somewhere"
    other_luck = (0, 0) != old.luck != base.luck
    if parting.first == "draw" or (other_luck and parting.first != "state"):
        yield Cause("chance", parting, (old, base), note=OTHER_LUCK if other_luck else "")
    else:
        other = (
            f"It was performed by Townlet {old.engine}, and this is {base.engine}" if old.engine != base.engine else ""
        )
        notes = (UNEDITED, other, "" if old.side.drawn else NO_DRAWS)
        yield Cause("engine", parting, (old, base), note=". ".join(filter(None, notes)))


def _first_words(old: Take, base: Take) -> Difference | None:
    """The first line of the story in other words, of a run whose transcript is not at hand."""
    was, now = words(old.side), words(base.side)
    number = next((each for each in now if was.get(each) != now[each]), None)
    return Difference(0, was.get(number, ""), now[number]) if number is not None else None


def of_edits(base: Take, new: Take, again: Again) -> list[Cause]:
    """What was edited, one thing after the other; what alone changes nothing may do so together."""
    old = base.staged
    changed = [*_changed(old, new.staged)]
    found: list[Cause] = []
    for kind in changed:
        alone, rest = _with(kind, old, new.staged), _with(kind, new.staged, old)
        if len(changed) == 1:
            found += _parted(kind, base, new, old, new.staged)
        elif performable(alone):
            found += _parted(kind, base, again(alone), old, new.staged)
        elif performable(rest):
            found += _parted(kind, again(rest), new, old, new.staged, NOT_ALONE)
    if changed and not any(cause.parting for cause in found) and not same(base, new):
        return [cause for kind in changed for cause in _parted(kind, base, new, old, new.staged, TOGETHER)]
    return found


Factor = Literal["script", "town file", "seed", "inputs"]


def _changed(old: Staged, new: Staged) -> Iterator[Factor]:
    """What is not as it was."""
    if _bare(old) != _bare(new):
        yield "script"
    if old.town != new.town:
        yield "town file"
    if old.seed != new.seed:
        yield "seed"
    if (old.joined, old.until) != (new.joined, new.until):
        yield "inputs"


def _with(kind: Factor, one: Staged, other: Staged) -> Staged:
    """The one with a single thing of the other."""
    match kind:
        case "script":
            return msgspec.structs.replace(one, schedule=other.schedule, texts=other.texts)
        case "town file":
            return msgspec.structs.replace(one, town=other.town)
        case "seed":
            return msgspec.structs.replace(one, seed=other.seed)
        case "inputs":
            return msgspec.structs.replace(one, joined=other.joined, until=other.until)


def _bare(staged: Staged) -> object:
    """A schedule as far as it makes a story."""
    return msgspec.structs.replace(
        staged.schedule, places={}, sources={}, about="", tags=(), seed=0, rehearse=staged.schedule.rehearse.__class__()
    )


def _parted(kind: Factor, base: Take, take: Take, old: Staged, new: Staged, note: str = "") -> Iterator[Cause]:
    """The share of one thing, if it has any; `old` and `new` say what was edited."""
    if same(base, take):
        first = difference(base.text, take.text, ("text",))
        if first is not None:
            found = edited(kind, old, new)
            yield Cause("wording", None, (base, take), found, leading(found, None, first), first)
        return
    parting = held(base, take).parting
    found = edited(kind, old, new)
    edit = leading(found, parting, None)
    if kind == "script" and not found:
        yield Cause("engine", parting, (base, take), note=COMPILED)
        return
    yield Cause(_kind(kind, edit, found, new), parting, (base, take), found, edit, note=note)


def edited(kind: Factor, old: Staged, new: Staged) -> tuple[Edit, ...]:
    """The edits of one kind, in the order of the file."""
    if kind == "town file":
        return tuple(keys.edits(_town(old), _town(new), old.town, new.town))
    if kind == "inputs":
        return tuple(_inputs(old, new))
    lines = header.changed_lines(_scripts(old), _scripts(new))
    above = header.edits(old.schedule, new.schedule, lines)
    seeds = [each for each in above if each.what == "the seed"]
    if kind == "seed":
        return (*seeds,) or (Edit("the seed", None, None, values=(str(old.seed), str(new.seed))),)
    above = [each for each in above if each not in seeds]
    found = header.in_the_light_of(statements.edits(old.schedule, new.schedule), above)
    told = [each for each in above if each.what not in {each.what for each in found}]
    return (*told, *found)


def _in_a_list(text: str) -> str:
    """A statement behind its tick; one of several lines stands under it, where a list has its second lines."""
    return f" {text}" if "\n" not in text else "\n" + indent(text, " " * 8)


def _inputs(old: Staged, new: Staged) -> Iterator[Edit]:
    """What operators said otherwise, and when they ended it."""
    was, now = ({each.input.number: each.input for each in staged.joined} for staged in (old, new))
    for number in dict.fromkeys([*was, *now]):
        if was.get(number) != now.get(number):
            said = (
                f"at tick {each.tick}:{_in_a_list(each.text)}" if each else "nothing"
                for each in (was.get(number), now.get(number))
            )
            before, after = said
            yield Edit(f"what an operator said, number {number}", None, None, values=(before, after))
    if old.until != new.until:
        ends = ["at its length" if at is None else f"in tick {at}" for at in (old.until, new.until)]
        yield Edit("when it was ended", None, None, values=(ends[0], ends[1]))


def _kind(factor: Factor, edit: Edit | None, found: tuple[Edit, ...], new: Staged) -> Kind:
    """A script is a library where all that was edited, or what it leads to, stands in another file."""
    if factor == "seed" and any(each.spot is not None for each in found):
        return "script"
    if factor != "script":
        return factor
    if found and all(each.values is not None and each.spot is None for each in found):
        return "values"
    own = next(iter(new.schedule.sources), "")
    spots = [edit.spot] if edit is not None else [each.spot for each in found]
    return "library" if spots and all(spot is not None and spot.file != own for spot in spots) else "script"


def _untried(old: Take, new: Take) -> list[Cause]:
    """Where nothing could be tried: what is not as it was, and where the two runs part."""
    parting = held(old, new).parting
    changed = [*_changed(old.staged, new.staged)]
    if not changed:
        return [Cause("engine", parting, (old, new), note=UNPERFORMED)]
    found = [(kind, edited(kind, old.staged, new.staged)) for kind in changed]
    return [
        Cause(
            _kind(kind, None, edits, new.staged),
            parting,
            (old, new),
            edits,
            leading(edits, parting, None),
            note=UNPERFORMED,
        )
        for kind, edits in found
    ]


def _scripts(staged: Staged) -> dict[str, Source]:
    return {name: source for name, source in staged.texts.items() if not name.endswith(".yaml")}


def _town(staged: Staged) -> Source | None:
    return next((source for name, source in staged.texts.items() if name.endswith(".yaml")), None)
