"""A scenario made concrete: one seed, one choice of values, written into a script of its own."""

from collections.abc import Iterator, Mapping, Sequence

from dsl import tree
from dsl.source import Source, Span

Edit = tuple[Span, str]
"""The text of a stretch replaced by another."""


def pinned(source: Source, file: tree.File, seed: int, values: Mapping[str, str]) -> str:
    """The script with the values as defaults, the seed as its own, and without its `rehearse:` block.

    Every other line stays as it is, so that statements keep their ids and the run is the very same.
    """
    lines = settled(source, file.scenarios[0], seed, values)
    block = _block(lines, _line_of(lines, "rehearse:"))
    return "\n".join([*lines[: block.start], *lines[block.stop :]]).rstrip("\n") + "\n"


def settled(
    source: Source, scenario: tree.Scenario, seed: int | None, values: Mapping[str, str], length: int | None = None
) -> list[str]:
    """The lines of the script with the values as defaults, and with this seed and length (ticks); None leaves them."""
    edits = [*_defaults(scenario, values), *_seeds(scenario, seed), *_lengths(scenario, length)]
    return _with_seed(_replaced(source.lines, edits), scenario, seed)


def _defaults(scenario: tree.Scenario, values: Mapping[str, str]) -> Iterator[Edit]:
    for parameter in scenario.parameters:
        name = parameter.name.text
        if name in values and parameter.default is not None:
            yield parameter.default.span, values[name]
        elif name in values:
            yield parameter.name.span.after(), f" = {values[name]}"


def _seeds(scenario: tree.Scenario, seed: int | None) -> Iterator[Edit]:
    if scenario.seed is not None and seed is not None:
        yield scenario.seed.span, str(seed)


def _lengths(scenario: tree.Scenario, length: int | None) -> Iterator[Edit]:
    if scenario.length is not None and length is not None:
        yield scenario.length.span, f"{length} ticks"


def _with_seed(lines: list[str], scenario: tree.Scenario, seed: int | None) -> list[str]:
    """A `seed:` of its own right under the title, if the script had none."""
    if scenario.seed is not None or seed is None:
        return lines
    at = scenario.span.line
    under = (line for line in lines[at:] if line.strip() and not line.lstrip().startswith("#"))
    indent = max(indentation(next(under, "")), 1)  # As the lines below it, or the block would be torn apart.
    return [*lines[:at], f"{' ' * indent}seed: {seed}", *lines[at:]]


def _replaced(lines: list[str], edits: list[Edit]) -> list[str]:
    """Lines with some stretches replaced, from the last to the first; each lies within one line."""
    found = list(lines)
    for span, text in sorted(edits, reverse=True):
        line = found[span.line - 1]
        found[span.line - 1] = line[: span.column - 1] + text + line[span.end_column - 1 :]
    return found


def _line_of(lines: list[str], head: str) -> int:
    return next((number for number, line in enumerate(lines) if line.strip().startswith(head)), len(lines))


def _block(lines: list[str], first: int) -> range:
    return block_of(lines, first) if first < len(lines) else range(first, first)


def block_of(lines: Sequence[str], first: int) -> range:
    """The lines of a block by the number (from 0) of its first: with those below that are indented deeper."""
    indent = indentation(lines[first])
    last = first
    for number in range(first + 1, len(lines)):
        if lines[number].strip():
            if indentation(lines[number]) <= indent:
                break
            last = number
    return range(first, last + 1)


def indentation(line: str) -> int:
    """The spaces before the first word."""
    return len(line) - len(line.lstrip(" "))
