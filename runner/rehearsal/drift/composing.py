"""A script put together from its files as they were and as they are: what a single edit does by itself.

    as they were ──┐
                   ├─ one piece after the other ─compiled→ a run that can be performed
    as they are ───┘

A piece is a stretch of lines that was edited, or a whole file. Nothing is read from the disk: a record brings its
texts.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Final

import msgspec

from dsl.compiler import compile
from dsl.library import FoundTown
from dsl.parse import Parser
from dsl.source import Source
from runner.cache import opened
from runner.grammar import parser_of
from runner.rehearsal.drift.take import Staged
from runner.shelf import SHIPPED_NAME
from townlet.schedule import Schedule, Written

Texts = Mapping[str, Source]
MOST: Final = 8
"""So many pieces are tried one by one; of more only whole files are."""


class Piece(msgspec.Struct, frozen=True):
    """What was edited in one file: some stretches of its lines by their number, or (None) all that there is of it."""

    file: str
    stretches: frozenset[int] | None = None


class Variant(msgspec.Struct, frozen=True):
    """A piece by itself: the older run with only this one new, and the newer with only this one old."""

    alone: Staged
    without: Staged | None


def variants(old: Staged, new: Staged) -> list[Variant]:
    """Each piece of the script and its libraries by itself; none where there is but one, or none can be told apart.

    Stretches where each of them stands alone, or else files.
    """
    ways = (_stretches(old, new), _files(old, new))
    if all(len(pieces) < 2 for pieces in ways) or _given(old) is None or _given(old) != _given(new):
        return []
    for pieces in ways:
        if not 2 <= len(pieces) <= MOST:
            continue
        found = [each for piece in pieces if (each := _variant(piece, pieces, old, new)) is not None]
        if len(found) == len(pieces) and (pieces == ways[-1] or all(each.without for each in found)):
            return found
    return []


def _variant(piece: Piece, pieces: Sequence[Piece], old: Staged, new: Staged) -> Variant | None:
    others = [each for each in pieces if each != piece]
    alone, without = (_with(each, old, new) for each in ([piece], others))
    if alone is None:
        return None
    rest = {"town": new.town, "seed": new.seed, "joined": new.joined, "until": new.until}
    return Variant(alone, msgspec.structs.replace(without, **rest) if without is not None else None)


def _with(pieces: Iterable[Piece], old: Staged, new: Staged) -> Staged | None:
    """The older run with some pieces of the newer; None where that does not compile."""
    texts, lines = dict(_scripts(old)), dict[str, list[int]]()
    for file in {each.file for each in pieces}:
        chosen = [each.stretches for each in pieces if each.file == file]
        was, now = old.texts.get(file), new.texts.get(file)
        if was is None or now is None or None in chosen:
            texts.pop(file, None)
            texts |= {file: now} if now is not None else {}
        else:
            texts[file], lines[file] = _mixed(was, now, frozenset().union(*(each or () for each in chosen)))
    return _composed(old, texts, {file: lines.get(file) or _mapped(file, old, new) for file in texts})


def _composed(run: Staged, texts: dict[str, Source], lines: Mapping[str, list[int] | None]) -> Staged | None:
    """A run of other texts, in its town."""
    given = _given(run)
    schedule = _compiled(run, texts, given) if given is not None else None
    if schedule is None:
        return None
    places = {id: _today(place, lines.get(place.file)) for id, place in schedule.places.items()}
    town = {name: source for name, source in run.texts.items() if is_town(name)}
    ordered = {name: texts[name] for name in schedule.sources if name in texts}
    schedule = msgspec.structs.replace(schedule, places=places)
    return msgspec.structs.replace(run, schedule=schedule, texts={**ordered, **town})


def _given(run: Staged) -> dict[str, str] | None:
    """The values that it was given from outside; None where its texts do not make its schedule any more."""
    own = _compiled(run, _scripts(run), {})
    if own is None:
        return None
    given = {name: value for name, value in run.schedule.parameters.items() if own.parameters.get(name) != value}
    own = _compiled(run, _scripts(run), given) if given else own
    return given if own is not None and bare(own) == bare(run.schedule) else None


def _compiled(run: Staged, texts: Texts, given: Mapping[str, str]) -> Schedule | None:
    main = texts.get(next(iter(run.schedule.sources), ""))
    if main is None:
        return None
    source = next((source for name, source in run.texts.items() if is_town(name)), Source(f"{run.town}.yaml", ""))
    town = _Town(run.schedule.town, FoundTown(run.town, source))
    return compile(main, _parser(), _Shelf(texts), town, given).schedule


def bare(schedule: Schedule) -> Schedule:
    """A schedule as far as it makes a story."""
    return msgspec.structs.replace(
        schedule, places={}, sources={}, about="", tags=(), seed=0, rehearse=schedule.rehearse.__class__()
    )


def is_town(name: str) -> bool:
    """Whether a text is that of a town, by its name."""
    return name.endswith(".yaml")


def _scripts(staged: Staged) -> dict[str, Source]:
    return {name: source for name, source in staged.texts.items() if not is_town(name)}


def _files(old: Staged, new: Staged) -> list[Piece]:
    was, now = _scripts(old), _scripts(new)
    return [
        Piece(name)
        for name in dict.fromkeys([*now, *was])
        if name not in was or name not in now or [*_telling(was[name].lines)] != [*_telling(now[name].lines)]
    ]


def _stretches(old: Staged, new: Staged) -> list[Piece]:
    """The stretches that were edited, file by file. What was moved within a file stays one piece with where it went."""
    return [
        piece
        for whole in _files(old, new)
        for piece in (
            _stretches_of(whole.file, old.texts[whole.file], new.texts[whole.file])
            if whole.file in old.texts and whole.file in new.texts
            else [whole]
        )
    ]


def _stretches_of(file: str, was: Source, now: Source) -> list[Piece]:
    told = [
        (number, [*_telling(was.lines[i:i_end])], [*_telling(now.lines[j:j_end])])
        for number, (tag, i, i_end, j, j_end) in enumerate(_opcodes(was, now))
        if tag != "equal"
    ]
    told = [each for each in told if each[1] != each[2]]
    if any(gone and gone == come for _, gone, _ in told for _, _, come in told):
        return [Piece(file)]
    return [Piece(file, frozenset((number,))) for number, _, _ in told]


def _telling(lines: Iterable[str]) -> Iterator[str]:
    """Lines without those that are blank, or a remark."""
    return (line.rstrip() for line in lines if line.strip() and not line.lstrip().startswith("#"))


def _opcodes(was: Source, now: Source) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, was.lines, now.lines, autojunk=False).get_opcodes()


def _mixed(was: Source, now: Source, chosen: frozenset[int]) -> tuple[Source, list[int]]:
    """The older text with some stretches of the newer; and of each line, where it stands in the newer, or would."""
    lines: list[str] = []
    places: list[int] = []
    for number, (tag, i, i_end, j, j_end) in enumerate(_opcodes(was, now)):
        if tag == "equal" or number in chosen:
            lines += now.lines[j:j_end]
            places += range(j + 1, j_end + 1)
        else:
            lines += was.lines[i:i_end]
            places += [min(j + 1 + n, max(j_end, j + 1)) for n in range(i_end - i)]
    return Source(was.name, "\n".join(lines)), places


def _mapped(file: str, old: Staged, new: Staged) -> list[int] | None:
    """Where the lines of a file that is as it was stand today."""
    was, now = old.texts.get(file), new.texts.get(file)
    return _mixed(was, now, frozenset())[1] if was is not None and now is not None else None


def _today(place: Written, lines: list[int] | None) -> Written:
    if lines is None or place.line > len(lines):
        return place
    return msgspec.structs.replace(place, line=lines[place.line - 1])


class _Shelf:
    """The files of a run, as `dsl.library.Library` wants them."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def read(self, path: str, beside: str) -> Source | None:
        """See `dsl.library.Library`."""
        folder = os.path.dirname(beside)
        names = (os.path.normpath(os.path.join(root, path)) for root in (folder, SHIPPED_NAME, ""))
        return next((self._texts[name] for name in names if name in self._texts), None)

    def names(self, beside: str) -> Sequence[str]:
        """See `dsl.library.Library`."""
        return [*self._texts]


class _Town:
    """The one town of a run, as `dsl.library.Towns` wants it."""

    def __init__(self, name: str, found: FoundTown) -> None:
        self._name, self._found = name, found

    def find(self, name: str, beside: str) -> FoundTown | None:
        """See `dsl.library.Towns`."""
        return self._found if name == self._name else None

    def names(self, beside: str) -> Sequence[str]:
        """See `dsl.library.Towns`."""
        return [self._name]


@cache
def _parser() -> Parser:
    return parser_of(opened(os.environ))
