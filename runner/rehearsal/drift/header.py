"""What was edited above the statements of a script: values, the cast, the length; with the lines that changed."""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

import msgspec

from dsl.source import Source
from runner.keeping import golden_seed
from runner.rehearsal.drift.edit import Edit, Spot
from townlet.schedule import Schedule
from townlet.units import clock_text

Texts = Mapping[str, Source]
Lines = list[tuple[Spot | None, Spot | None]]


def edits(old: Schedule, new: Schedule, lines: Lines) -> list[Edit]:
    """What differs in what stands above the statements; `lines` are the lines of the texts that differ."""
    return [
        Edit(what, *_line(word, lines), values=(was, now))
        for what, word, was, now in _differing(_facts(old), _facts(new))
    ]


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


def _line(word: str, lines: Lines) -> tuple[Spot | None, Spot | None]:
    """The lines that changed and name it; or those below a line that does, if only they changed."""
    for was, now in lines:
        if any(spot is not None and re.search(rf"\b{re.escape(word)}\b", spot.text) for spot in (was, now)):
            return was, now
    return lines[0] if len(lines) == 1 else (None, None)


def _lines(file: str, old: Texts, new: Texts) -> Iterator[tuple[Spot | None, Spot | None]]:
    was, now = ([*_spots(texts[file])] if file in texts else [] for texts in (old, new))
    matcher = SequenceMatcher(None, [each.text for each in was], [each.text for each in now], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag != "equal":
            yield from zip_longest(was[i:i_end], now[j:j_end])


def _spots(source: Source) -> Iterator[Spot]:
    for number, line in enumerate(source.lines, 1):
        text = line.strip()
        if text and not text.startswith("#"):
            yield Spot(source.name, number, len(line) - len(line.lstrip()) + 1, text)
