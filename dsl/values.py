"""Values: read from outside a script (`newcomer=Cass`, `spike=200%`), counted, and written again."""

import re

from dsl import tree
from dsl.letters import copy_of, name_of
from dsl.source import Span
from dsl.vocabulary import HOME
from townlet.units import coins_text

_FORMS = {
    "share": re.compile(r"([+-]?)(\d+)(?:\.(\d{1,4}))?\s?%"),
    "coins": re.compile(r"()(\d+)(?:\.(\d{1,3}))?\s+coins?"),
    "duration": re.compile(r"(\d+)\s+(tick|minute|hour|day)s?"),
    "clock": re.compile(r"([01]?\d|2[0-3]):([0-5]\d)"),
    "number": re.compile(r"([+-]?)(\d+)(?:\.(\d{1,6}))?"),
    "text": re.compile(r'"([^"]*)"'),
}
_HOME = re.compile(r"([^\W\d]\w*(?:-\w+)*)['’]s home")
_NAME = re.compile(r"[^\W\d]\w*(-\w+)*")
_TICKS = {"tick": 1, "minute": 1, "hour": 60, "day": 1440}
_MOST_DIGITS = 12


def read_value(text: str, span: Span) -> tree.Value | None:
    """The value that `text` writes, standing at `span`; None when it writes none."""
    text = text.strip()
    if max((len(digits) for digits in re.findall(r"\d+", text)), default=0) > _MOST_DIGITS:
        return None
    for form, pattern in _FORMS.items():
        match = pattern.fullmatch(text)
        if match is not None:
            return _made(form, match, span)
    return _named(name_of(text), span)


def _made(form: str, match: re.Match[str], span: Span) -> tree.Value:
    match form:
        case "share":
            return tree.Share(span, _scaled(match, 4), signed=bool(match[1]))
        case "coins":
            return tree.Coins(span, _scaled(match, 3))
        case "duration":
            return _duration(int(match[1]), match[2], span)
        case "clock":
            return tree.Clock(span, int(match[1]) * 60 + int(match[2]))
        case "number":
            return tree.Number(span, _scaled(match, 6))
    return tree.Text(span, match[1])


def _named(text: str, span: Span) -> tree.Value | None:
    """A name, or somebody's home. Its marks pass for letters, as in a line of a script."""
    plain = copy_of(text).text
    if _NAME.fullmatch(plain):
        return tree.Name(span, text)
    home = _HOME.fullmatch(plain)
    return tree.Possessive(span, tree.Name(span, text[: home.end(1)]), tree.Name(span, HOME)) if home else None


def _duration(count: int, unit: str, span: Span) -> tree.Duration:
    ticks = count * _TICKS[unit]
    match unit:
        case "tick":
            return tree.Duration(span, ticks, "ticks")
        case "minute":
            return tree.Duration(span, ticks, "minutes")
        case "hour":
            return tree.Duration(span, ticks, "hours")
    return tree.Duration(span, ticks, "days")


def _scaled(match: re.Match[str], places: int) -> int:
    figure = int(match[2] + (match[3] or "").ljust(places, "0"))
    return -figure if match[1] == "-" else figure


def figure(value: tree.Value) -> int:
    """A figure in the units of the town; a plain number is a count. Names and texts have none: 0."""
    match value:
        case tree.Share() | tree.Number():
            return value.millionths if isinstance(value, tree.Share) else value.millionths // 1_000_000
        case tree.Coins():
            return value.thousandths
        case tree.Duration():
            return value.ticks
        case tree.Clock():
            return value.minutes
    return 0


def spoken(value: tree.Value) -> str:
    """A value in the words of a script, for messages: `155%`, `2.5 coins`, `Kai`."""
    match value:
        case tree.Share():
            return f"{_decimal(value.millionths, 10_000)}%"
        case tree.Coins():
            return coins_text(value.thousandths)
        case tree.Duration():
            return spoken_ticks(value.ticks)
        case tree.Clock():
            return f"{value.minutes // 60:02}:{value.minutes % 60:02}"
        case tree.Number():
            return _decimal(value.millionths, 1_000_000)
        case tree.Possessive():
            owner = value.owner.text if isinstance(value.owner, tree.Name) else "anyone"
            return f"{owner}'s {value.quality.text}"
    return value.text


def quoted(text: str) -> str:
    """A text between straight quotation marks, as a script has it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
def as_written(value: tree.Value) -> str:
    """A value in the unit that it was written in: `2 hours`, not `120 ticks`."""
    if not isinstance(value, tree.Duration):
        return spoken(value)
    word = value.unit.removesuffix("s")
    count = _decimal(value.ticks, _TICKS[word]) if value.ticks % _TICKS[word] == 0 else ""
    return f"{count} {word if count == '1' else value.unit}" if count else spoken(value)


def spoken_ticks(count: int) -> str:
    """`1 tick`, `20 ticks`."""
    return f"{count} tick" if count == 1 else f"{count} ticks"


def _decimal(figure: int, one: int) -> str:
    whole, rest = divmod(abs(figure), one)
    digits = f"{whole}.{rest:0{len(str(one)) - 1}}".rstrip("0").rstrip(".")
    return f"-{digits}" if figure < 0 else digits
