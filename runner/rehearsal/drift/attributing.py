"""What a story drifted by, found out by experiment: the approved run again, with one thing changed at a time.

    what was approved, by this engine            parts from the record: the engine did it, or chance
    one edit of a script in the old town         parts from that: the script, or a library
    the old script in the new town               parts from that: the town file
    the old script and town, with the new seed   parts from that: the seed

Whatever parts from what it is held against has a share in the drift; the one that parts first comes first.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from textwrap import indent
from typing import Final, Literal

import msgspec

from dsl.source import Source
from runner.recording.parting import Parting, judged, words
from runner.rehearsal.drift import header, keys, statements
from runner.rehearsal.drift.composing import bare, is_town, variants
from runner.rehearsal.drift.edit import Edit
from runner.rehearsal.drift.leading import leading
from runner.rehearsal.drift.take import Again, Staged, Take, held, same
from runner.rehearsal.golden import Difference, is_verdict
from runner.soundness import unsound
from runner.transcript import compared

Kind = Literal[
    "script", "library", "town file", "values", "seed", "inputs", "engine", "chance", "wording", "golden", "in part",
    "unknown",
]  # fmt: skip
"""What a story drifts by. A library is script that others use, too; a golden may have lines that are of no run, or
of several; nothing is known where nothing was tried."""
TOGETHER: Final = "Neither the one nor the other does it alone: what was edited only tells together"
NOT_ALONE: Final = "It does not stand without what else was edited, so it was tried together with that"
COMPILED: Final = "Every line is as it was, but this Townlet makes something else of it"
UNPERFORMED: Final = "This Townlet cannot perform what was approved any more, so causes were not told apart by trying"
TOLD_OTHERWISE: Final = "Neither script nor town file has a part in it: this Townlet has other sentences"
UNEDITED: Final = "Neither script nor town file has a part in this"
NO_DRAWS: Final = "The record does not say what chance was asked, so it may be chance as well"
RETOLD: Final = "All that happens is the same, and is merely told otherwise"
NEW_VERDICT: Final = "All that happens is the same, and is judged otherwise"
OTHER_LUCK: Final = "Every draw comes to something else than it did"


def first_line(was: str, now: str) -> Difference | None:
    """The first line that is told otherwise, of two transcripts; one that only one of them has is there alone."""
    one, other = ([(n, line) for n, line in enumerate(compared(text).split("\n"), 1) if line] for text in (was, now))
    matcher = SequenceMatcher(None, [line for _, line in one], [line for _, line in other], autojunk=False)
    offset = was.count("\n") - compared(was).count("\n")
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            number = one[i][0] if i < len(one) else 0
            return Difference(number + offset, one[i][1] if i < i_end else "", other[j][1] if j < j_end else "")
    return None


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
        late = 1 << 60
        return self.parting.tick if self.parting is not None else late + (self.wording.line if self.wording else 0)


def attributed(old: Take, new: Take, again: Again, base: Take | None = None) -> list[Cause]:
    """What made the new run another than the approved one, the first first. `again` performs with this engine.

    The new run was performed by this engine, and so was `base`, which is the approved one performed again.
    """
    if not performable(old.staged):
        return _untried(old, new)
    base = base or again(old.staged)
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
        if not told_alike(old, base):
            first = first_line(old.text, base.text) if old.text else _first_words(old, base)
            if first is not None and is_verdict(first.now or first.was):
                yield Cause("engine", takes=(old, base), wording=first, note=NEW_VERDICT)
            elif first is not None:
                yield Cause("wording", takes=(old, base), wording=first, note=TOLD_OTHERWISE)
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


def told_alike(one: Take, other: Take) -> bool:
    """Whether two runs that are the same are told in the same words, and judged alike."""
    return words(one.side) == words(other.side) and judged(one.side) == judged(other.side)


def _first_words(old: Take, base: Take) -> Difference | None:
    """The first line of the story in other words, of a run whose transcript is not at hand."""
    was, now = words(old.side), words(base.side)
    number = next((each for each in now if was.get(each) != now[each]), None)
    return Difference(0, was.get(number, ""), now[number]) if number is not None else None


def of_edits(base: Take, new: Take, again: Again) -> list[Cause]:
    """What was edited, one thing after the other; what alone changes nothing may do so together."""
    old = base.staged
    tries = [*_tries(old, new.staged)]
    found: list[Cause] = []
    for each in tries:
        if len(tries) == 1:
            found += _parted(each.factor, base, new, each.pair)
        elif performable(each.alone):
            found += _parted(each.factor, base, again(each.alone), each.pair)
        elif each.without is not None and performable(each.without):
            found += _parted(each.factor, again(each.without), new, each.pair, NOT_ALONE)
    if tries and not any(cause.parting for cause in found) and not same(base, new):
        changed = _changed(old, new.staged)
        return [cause for kind in changed for cause in _parted(kind, base, new, (old, new.staged), TOGETHER)]
    return found


class Try(msgspec.Struct, frozen=True):
    """One thing that was edited: the older run with it alone, and the newer without it. `pair` is the two runs that
    differ in it alone, of which the latter has the lines of today."""

    factor: "Factor"
    alone: Staged
    without: Staged | None

    pair: tuple[Staged, Staged]


def _tries(old: Staged, new: Staged) -> Iterator[Try]:
    """Script and libraries piece by piece, as far as each stands by itself; then whatever else is not as it was."""
    for factor in _changed(old, new):
        parts = variants(old, new) if factor == "script" else []
        for part in parts:
            pair = (part.without, new) if part.without is not None else (old, part.alone)
            yield Try(factor, part.alone, part.without, pair)
        if not parts:
            alone, without = _with(factor, old, new), _with(factor, new, old)
            yield Try(factor, alone, without, (old, new))


Factor = Literal["script", "town file", "seed", "inputs"]


def _changed(old: Staged, new: Staged) -> Iterator[Factor]:
    """What is not as it was."""
    if bare(old.schedule) != bare(new.schedule):
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


def _parted(factor: Factor, base: Take, take: Take, pair: tuple[Staged, Staged], note: str = "") -> Iterator[Cause]:
    """The share of one thing, if it has any; the `pair` says what was edited."""
    found = edited(factor, *pair)
    first = first_line(base.text, take.text)
    if same(base, take):
        if first is not None:
            edit = leading(found, None, first)
            told = NEW_VERDICT if is_verdict(first.now or first.was) else RETOLD
            yield Cause(_kind(factor, edit, found, pair[1]), None, (base, take), found, edit, first, told)
        return
    parting = held(base, take).parting
    edit = leading(found, parting, None)
    if factor == "script" and not found:
        yield Cause("engine", parting, (base, take), note=COMPILED)
        return
    yield Cause(_kind(factor, edit, found, pair[1]), parting, (base, take), found, edit, note=note)


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
    return {name: source for name, source in staged.texts.items() if not is_town(name)}


def _town(staged: Staged) -> Source | None:
    return next((source for name, source in staged.texts.items() if is_town(name)), None)
