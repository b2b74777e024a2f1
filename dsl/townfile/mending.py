"""What was meant by a value that does not fit its key: a unit forgotten, another clock, a list without brackets.

Each mender gets the value as it stands in the text (`16.30` is a number to YAML, and `16:30` to whoever wrote it) and
gives what was meant, or None where that is not certain. What does not fit the key's pattern afterwards is no fix.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from dsl.guess import nearest
from dsl.mend.figures import percent
from dsl.mend.times import COUNTS
from dsl.townfile import words
from dsl.townfile.nodes import Node
from dsl.words import SYNONYMS

Mender = Callable[[str], str | None]

NUMBER: Final = r"[+-]?\d+(?:[.,]\d+)?"


def meant(node: Node, schema: dict[str, Any]) -> str | None:
    """How the value of `node` is to be written under `schema`, if that is certain."""
    if "enum" in schema:
        return _word_of(node, schema["enum"])
    if "pattern" in schema:
        found = MENDERS[schema["pattern"]](_raw(node)) if schema["pattern"] in MENDERS else None
        return found if found is not None and re.search(schema["pattern"], found) else None
    if schema.get("type") == "integer":
        return str(COUNTS[node.raw]) if node.raw in COUNTS and len(node.raw) > 2 else None
    if schema.get("type") == "array":
        return _list(node, schema)
    if schema.get("type") == "object":
        return _mapping(node, schema.get("properties", {}))
    return None


def beyond(node: Node, schema: dict[str, Any]) -> bool:
    """Whether the value is of the right kind, and only too small, too large or too fine."""
    loose = LOOSE.get(schema.get("pattern", ""))
    return loose is not None and isinstance(node.value, str) and re.fullmatch(loose, node.value) is not None


def _raw(node: Node) -> str:
    if isinstance(node.value, list):
        return "-".join(each.raw for each in node.value)
    return node.raw


def _word_of(node: Node, known: list[str]) -> str | None:
    if isinstance(node.value, bool):
        word = "yes" if node.value else "no"
        return word if word in known else None
    return nearest(node.value, known) if isinstance(node.value, str) else None


def _money(raw: str) -> str | None:
    match = re.fullmatch(rf"({NUMBER}|[a-z]+) ?([a-z]*)(?: (?:a|per) (?:day|shift))?", raw)
    if match is None:
        return None
    figure = str(COUNTS.get(match[1], match[1])).replace(",", ".")
    unit = match[2]
    if unit and unit not in ("coin", "coins", "a") and SYNONYMS.get(unit) != "coins":
        return None
    return f"{figure} coin{'' if figure == '1' else 's'}"


def _share(raw: str) -> str | None:
    match = re.fullmatch(rf"({NUMBER}) ?(%|percent|per cent)?", raw)
    if match is None:
        return None
    figure = match[1].replace(",", ".")
    return f"{figure}%" if match[2] else percent(figure)


def _strength(raw: str) -> str | None:
    """`1.55`, for what a share of more than the whole is elsewhere."""
    if re.fullmatch(r"[0-4]\.\d+", raw):
        return f"{(Decimal(raw) * 100).normalize():f}%"
    return _share(raw)


def _change(raw: str) -> str | None:
    found = _share(raw)
    return f"+{found}" if found and found[0] not in "+-" and not raw.startswith("0") else found


def _loss(raw: str) -> str | None:
    found = _share(raw)
    return f"-{found.lstrip('+-')}" if found else None


def _pace(raw: str) -> str | None:
    bare = re.sub(r" ?(/ ?h|/ ?hour|per hour|an hour|hourly|a hour)$", "", raw)
    found = _share(bare)
    return f"{found} an hour" if found and not re.search(r"day|minute", raw) else None


def _length(raw: str) -> str | None:
    match = re.fullmatch(rf"({NUMBER}|[a-z]+) ?([a-z]+)", raw)
    if match is None:
        return None
    figure, unit = str(COUNTS.get(match[1], match[1])).replace(",", "."), SYNONYMS.get(match[2], match[2])
    guess = nearest(unit, ("minutes", "hours", "days", "ticks", "minute", "hour", "day", "tick"))
    if guess is None or not re.fullmatch(r"\d+(\.\d+)?", figure):
        return None
    if figure.isdigit():
        return f"{figure} {guess.removesuffix('s') if figure == '1' else guess.removesuffix('s') + 's'}"
    size = Decimal(figure) * {"minute": 1, "tick": 1, "hour": 60, "day": 1440}[guess.removesuffix("s")]
    return f"{int(size)} minutes" if size == int(size) else None


def _clock(raw: str) -> str | None:
    said = {"noon": "12:00", "midday": "12:00", "midnight": "00:00"}.get(raw.casefold())
    match = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2}))? ?(am|pm|o'clock)?", raw.casefold())
    if said or match is None:
        return said
    hour = int(match[1])
    if match[3] in ("am", "pm"):
        hour = hour % 12 + (12 if match[3] == "pm" else 0)
    return f"{hour:02}:{match[2] or '00'}"


def _hours(raw: str) -> str | None:
    if raw.casefold() in ("always", "24h", "all day", "24 hours", "24/7"):
        return "00:00-24:00"
    parts = re.split(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*", raw.removeprefix("from "))
    if len(parts) != 2:
        return None
    ends = [part if part == "24:00" else "24:00" if part == "24" else _clock(part) for part in parts]
    return "-".join(end for end in ends if end) if all(ends) else None


def _word(raw: str) -> str | None:
    found = re.sub(r"[^a-z0-9]+", "-", raw.casefold()).strip("-")
    return found or None


MENDERS: Final[dict[str, Mender]] = {
    words.MONEY: _money,
    words.SHARE: _share,
    words.CHANGE: _change,
    words.STRENGTH: _strength,
    words.LOSS: _loss,
    words.PACE: _pace,
    words.LENGTH: _length,
    words.PAUSE: _length,
    words.CLOCK: _clock,
    words.HOURS: _hours,
    words.WORD: _word,
}
"""By the pattern of a value, what looks for what was meant."""

LOOSE: Final = {
    words.MONEY: rf"{NUMBER} coins?",
    words.SHARE: rf"{NUMBER} ?%",
    words.CHANGE: rf"{NUMBER} ?%",
    words.STRENGTH: rf"{NUMBER} ?%",
    words.LENGTH: r"[+-]?\d+ (tick|minute|hour|day)s?",
    words.PAUSE: r"[+-]?\d+ (tick|minute|hour|day)s?",
    words.CLOCK: r"\d{1,2}:\d{2}",
    words.HOURS: r"\d{1,2}:\d{2}-\d{1,2}:\d{2}",
}
"""By the pattern of a value, what is of its kind, in bounds or out of them."""


def _list(node: Node, schema: dict[str, Any]) -> str | None:
    """`names: Amara, Tomas`, `grid: 12 x 6`, `door: (5, 2)`, `utilities: water`"""
    raw = " ".join(each.raw for each in node.value) if isinstance(node.value, list) else node.raw
    figures, count = re.findall(r"\d+", raw), schema.get("minItems")
    if count is not None and schema.get("maxItems") == count and re.fullmatch(r"[\d\s,x×()*]+", raw):
        return f"[{', '.join(figures)}]" if len(figures) == count else None
    if isinstance(node.value, str) and count in (None, 1) and re.fullmatch(r"[\w\s,-]+", raw):
        return f"[{', '.join(part.strip() for part in raw.split(','))}]"
    return None


def _mapping(node: Node, keys: dict[str, Any]) -> str | None:
    """`pie: 3` under `sells:`, `rest: 8 hours`"""
    if "stock" in keys and "lasts" not in keys and isinstance(node.value, int) and node.value >= 0:
        return f"{{stock: {node.raw}}}"
    if "lasts" in keys and isinstance(node.value, str) and re.search(words.LENGTH, node.value):
        return f"{{lasts: {node.value}}}"
    return None
