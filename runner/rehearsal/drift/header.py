"""What was edited above the statements of a script: values, the cast, the length; with the lines that changed."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Final

import msgspec

from dsl.source import Source
from runner.keeping import golden_seed
from runner.rehearsal.drift.edit import Edit, Spot
from townlet.schedule import Schedule
from townlet.units import clock_text

Texts = Mapping[str, Source]
Lines = list[tuple["Line | None", "Line | None"]]
CAST: Final = "cast:"


class Line(msgspec.Struct, frozen=True):
    """A line of a script, and those that it stands in, from the outside in."""

    spot: Spot
    above: tuple[str, ...] = ()


def edits(old: Schedule, new: Schedule, lines: Lines) -> list[Edit]:
    """What differs in what stands above the statements; `lines` are the lines of the texts that differ."""
    found = [
        Edit(what, *_line(what, word, lines), values=(was, now))
        for what, word, was, now in _differing(_facts(old), _facts(new))
    ]
    return [each for each in found if each.spot is not None or not _only_used(each)]


def _only_used(edit: Edit) -> bool:
    """Whether a character or an item was written before and is now, and only used by nobody in the one or the other."""
    return edit.what.startswith(DECLARED) and edit.values is not None and "nothing" in edit.values


def in_the_light_of(found: list[Edit], headers: list[Edit]) -> list[Edit]:
    """Statements whose line is as it was say something else because of a value above: its line is shown for theirs."""
    return [_because_of(each, headers) for each in found]


def changed_lines(old: Texts, new: Texts) -> Lines:
    """The lines of the files that differ, side by side; blank lines and remarks do not count."""
    return [pair for file in [*old, *(name for name in new if name not in old)] for pair in _lines(file, old, new)]


def _because_of(edit: Edit, headers: list[Edit]) -> Edit:
    if edit.was is None or edit.now is None or edit.was.text != edit.now.text:
        return edit
    for header in headers:
        word = header.what.rpartition(" ")[2]
        if re.search(rf"\b{re.escape(word)}\b", edit.now.text):
            return msgspec.structs.replace(header, ids=edit.ids)
    return edit


def _facts(schedule: Schedule) -> Iterator[tuple[str, str, str]]:
    """What there is above the statements: what it is called, the word to look for in the text, its value."""
    for name, value in schedule.parameters.items():
        yield f"the value of {name}", name, value
    yield "the town", "town", schedule.town
    yield "the clock", "clock", clock_text(0, schedule.clock)
    yield "the length", "length", f"{schedule.length} ticks"
    yield "the seed", "golden" if schedule.rehearse.golden is not None else "seed", str(golden_seed(schedule))
    yield "the streams", "streams", ", ".join(schedule.streams)
    for member in schedule.cast:
        yield member.name, member.name, _plain(member)
    for name, personality in schedule.personalities.items():
        yield f"the character {name}", name, _plain(personality)
    for item in schedule.items:
        yield f"the item {item.id}", item.id, _plain(item)


def _differing(
    old: Iterator[tuple[str, str, str]], new: Iterator[tuple[str, str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    was, now = ({what: (word, value) for what, word, value in facts} for facts in (old, new))
    for what in [*was, *(each for each in now if each not in was)]:
        before, after = was.get(what), now.get(what)
        if before != after:
            word = (after or before or ("", ""))[0]
            yield what, word, before[1] if before else "nothing", after[1] if after else "nothing"


def _plain(value: Any) -> str:
    """The fields of a value that say something."""
    data = msgspec.to_builtins(value)
    return ", ".join(f"{name} {_said(each)}" for name, each in data.items() if each not in ("", None, {}, [], False))


def _said(value: Any) -> str:
    return " ".join(f"{name} {each}" for name, each in value.items()) if isinstance(value, dict) else str(value)


def _line(what: str, word: str, lines: Lines) -> tuple[Spot | None, Spot | None]:
    """The lines that changed and say it, or stand in what does; the only one that changed, whatever it says."""
    for was, now in lines:
        if any(line is not None and _says(what, word, line) for line in (was, now)):
            return _spot(was), _spot(now)
    if len(lines) != 1 or what.startswith(DECLARED):
        return None, None
    was, now = lines[0]
    return _spot(was), _spot(now)


def _spot(line: Line | None) -> Spot | None:
    return line.spot if line is not None else None


DECLARED: Final = ("the character ", "the item ")


def _says(what: str, word: str, line: Line) -> bool:
    """Whether a line is, or stands in, the one that says what it is about: `carries: 2 biscuit` below `Mara:`."""
    name, own, heads = re.escape(word), line.spot.text, (*line.above, line.spot.text)
    if what == word:
        cast = heads.index(CAST) if CAST in heads else len(heads)
        return any(re.match(rf"[^:]*\b{name}\b[^:]*:", head) for head in heads[cast + 1 :])
    if what.startswith(DECLARED):
        return any(re.match(rf"(personality|item) {name}\b", head) for head in heads)
    if what.startswith("the value of "):
        return own.startswith("scenario ") and re.search(rf"\b{name}\b", own) is not None
    return re.match(rf"{name}\b", own) is not None


def _lines(file: str, old: Texts, new: Texts) -> Iterator[tuple[Line | None, Line | None]]:
    was, now = ([*_spots(texts[file])] if file in texts else [] for texts in (old, new))
    one, other = ([each.spot.text for each in lines] for lines in (was, now))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            yield from zip_longest(was[i:i_end], now[j:j_end])


def _spots(source: Source) -> Iterator[Line]:
    above: list[tuple[int, str]] = []
    for number, line in enumerate(source.lines, 1):
        text = line.strip()
        if text and not text.startswith("#"):
            column = len(line) - len(line.lstrip()) + 1
            above = [each for each in above if each[0] < column]
            yield Line(Spot(source.name, number, column, text), tuple(head for _, head in above))
            above.append((column, text))
