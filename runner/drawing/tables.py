"""Figures as tables: drawn by Rich on a terminal, aligned by blanks elsewhere, or as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TextIO

import msgspec
from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dsl.outline.writing import Amount
from runner.report import coloured
from runner.statistics import Statistics

Cell = str | int
Row = tuple[Cell, ...]


class Figures(NamedTuple):
    """A table: what each column is called, and its rows. Numbers stand to the right."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]


def as_text(counted: Sequence[Statistics]) -> str:
    """All figures as JSON; ends in a newline."""
    return msgspec.json.format(msgspec.json.encode(counted), indent=2).decode() + "\n"


def show(counted: Sequence[Statistics], stream: TextIO) -> None:
    """Write the tables of each script."""
    write((part for each in counted for part in _parts(each)), stream)


def write(parts: Iterable[str | Figures], stream: TextIO) -> None:
    """Write headings and tables, one under the other."""
    console = Console(file=stream, no_color=not coloured(stream), highlight=False) if stream.isatty() else None
    for number, part in enumerate(parts):
        if console is None:
            lines = _plain(part)
            stream.writelines(f"{line}\n" for line in (lines if not number else ["", *lines]))
        elif isinstance(part, str):
            console.print(Text(part, style="bold"))
        else:
            console.print(_drawn(part))


def _parts(each: Statistics) -> Iterator[str | Figures]:
    """Headings and tables, in the order in which they are read."""
    written, run = each.written, each.performed
    yield each.title
    yield Figures(("written", "lines", "words"), tuple(_amounts(each)))
    yield Figures(
        ("structure", "", ""),
        (
            ("cues", written.cues, ""),
            ("vignettes", written.vignettes, f"played in {_places(written.plays)}" if written.plays else ""),
            ("checks", written.expects + written.hopes + written.assumes, _checks(each)),
        ),
    )
    share = f"{run.emergent_share:.0%} of their own accord"
    yield f"Performed with seed {run.seed}: {run.ticks:,} ticks, {run.beats:,} lines, {run.words:,} words, {share}"
    if run.characters:
        rows = tuple((who.name, who.beats, who.own, who.says, who.words) for who in run.characters)
        yield Figures(("person", "lines", "own accord", "says", "words said"), rows)
    yield Figures(
        ("scene", "from", "ticks", "lines"),
        tuple((scene.title, scene.begins, scene.ticks, scene.beats) for scene in run.scenes),
    )


def _amounts(each: Statistics) -> Iterator[Row]:
    written = each.written
    kinds: tuple[tuple[str, Amount], ...] = (
        ("narration", written.narration), ("dialogue", written.dialogue), ("marks", written.marks),
    )  # fmt: skip
    for name, amount in kinds:
        yield name, amount.lines, amount.words
    yield "all that is read", sum(amount.lines for _, amount in kinds), written.words
    yield "prompts", written.prompts.lines, written.prompts.words


def _in_words(cell: Cell) -> str:
    """A figure with its thousands apart, as everywhere."""
    return f"{cell:,}" if isinstance(cell, int) else cell


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"


def _checks(each: Statistics) -> str:
    written = each.written
    counts = (("expect", written.expects), ("hope", written.hopes), ("assume", written.assumes))
    return ", ".join(f"{count} {name}" for name, count in counts if count)


def _plain(part: str | Figures) -> list[str]:
    if isinstance(part, str):
        return [part]
    rows = [tuple(map(_in_words, row)) for row in (part.head, *part.rows)]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    rights = [isinstance(cell, int) for cell in part.rows[0]] if part.rows else []
    return ["  " + _aligned(row, widths, rights) for row in rows]


def _aligned(row: Sequence[str], widths: Sequence[int], rights: Sequence[bool]) -> str:
    cells = []
    for text, width, right in zip(row, widths, rights, strict=True):
        blanks = " " * (width - cell_len(text))
        cells.append(blanks + text if right else text + blanks)
    return "  ".join(cells).rstrip()


def _drawn(part: Figures) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for name, cell in zip(part.head, part.rows[0], strict=True):
        table.add_column(name, justify="right" if isinstance(cell, int) else "left")
    for row in part.rows:
        table.add_row(*(Text(_in_words(cell)) for cell in row))
    return table
