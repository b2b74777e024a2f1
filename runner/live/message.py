"""What comes in, a line a statement: plain text, or an object in JSON with more to it.

    direct Ida to go to cafe
    {"id": "a7", "say": "direct Ida to go to cafe"}
    {"id": "a8", "say": "hold Ida\\nwait 10 ticks", "at": "09:30"}

A line that gives itself no id goes by its number, as `#3`, which nobody else can call a statement.
"""

from typing import Annotated, Final

import msgspec

from dsl.diagnostic import Diagnostic
from dsl.statement import tidy
from runner.trouble import trouble

LONGEST: Final = 65_536
"""Bytes of one line."""

NUMBERED: Final = "#"
"""How the ids begin of lines that give themselves none."""

FORMS: Final = 'Write the line as it would stand in a script, or `{"id": "a7", "say": "direct Ida to rest"}`'


class Message(msgspec.Struct, frozen=True):
    """A statement as it came: `at` is a moment as in a script, a tick or nothing, which is the next tick.

    `wrong` is what keeps it from being one.
    """

    id: str
    say: str
    at: str | int | None = None
    wrong: Diagnostic | None = None


class _Object(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    say: Annotated[str, msgspec.Meta(min_length=1)]
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=100)] | int | None = None
    at: str | Annotated[int, msgspec.Meta(ge=0)] | None = None


class _Named(msgspec.Struct, frozen=True):
    """As much of an object as tells whom to answer."""

    id: str | int | None = None


def read(line: bytes, number: int) -> Message | None:
    """A line as a statement; None if there is nothing on it. One that gives itself no id goes by its `number`."""
    name = numbered(number)
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = f"byte {line[error.start]:#04x} is not text in UTF-8"
        return _wrong(name, f"This is no statement: {byte}", "Write in UTF-8")
    if not tidy(text):
        return None
    return _from_json(text, name) if text.lstrip().startswith("{") else Message(name, text)


def too_long(number: int) -> Message:
    """What is answered to a line that is longer than any statement."""
    return _wrong(numbered(number), f"A statement has {LONGEST:,} bytes at most, and this line has more", FORMS)


def numbered(number: int) -> str:
    """The id of a line that gives itself none."""
    return f"{NUMBERED}{number}"


def number_in(name: str) -> int:
    """The number that a line without an id goes by; 0 for what its sender gave an id."""
    figures = name.removeprefix(NUMBERED)
    return int(figures) if figures != name and figures.isdecimal() else 0


def _from_json(text: str, number: str) -> Message:
    try:
        found = msgspec.json.decode(text.encode(), type=_Object)
    except (msgspec.DecodeError, RecursionError):
        return _wrong(_id_in(text, number), f"This is no statement in JSON: {_what_is_wrong(text)}", FORMS)
    name = number if found.id is None else _printable(str(found.id))
    if found.id is not None and name.startswith(NUMBERED):
        said = f"Ids that begin with `{NUMBERED}` are those of lines that have none of their own"
        return _wrong(name, said, "Give it another id, or none")
    if not tidy(found.say):
        return _wrong(name, "This says nothing", FORMS)
    return Message(name, found.say, found.at)


def _what_is_wrong(text: str) -> str:
    """In words, the first thing that keeps an object from being a statement."""
    try:
        found = msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, RecursionError):
        return "the braces, quotes and commas do not come out even"
    strange = next((name for name in found if name not in FIELDS), None)
    if strange is not None:
        return f"I know nothing of `{_printable(strange)[:40]}`, only of {', '.join(f'`{name}`' for name in FIELDS)}"
    if "say" not in found:
        return "`say` is missing, the words of it"
    wrong = (f"`{name}` is to be {FIELDS[name]}" for name in FIELDS if _misfits(name, found))
    return next(wrong, "it does not have the shape of one")


def _misfits(name: str, found: dict[str, object]) -> bool:
    try:
        msgspec.convert({"say": "x"} | {name: found[name]} if name in found else {"say": "x"}, _Object)
    except msgspec.ValidationError:
        return True
    return False


FIELDS: Final = {
    "say": "text of at least a letter",
    "id": "text of 1 to 100 letters, or a whole number",
    "at": 'a moment as text (`"09:30"`), or a tick from 0 on',
}
"""What an object may hold, and what each is to be."""


def _id_in(text: str, number: str) -> str:
    """The id of an object that is wrong otherwise, so that its sender hears of it."""
    try:
        found = msgspec.json.decode(text.encode(), type=_Named).id
    except (msgspec.DecodeError, RecursionError):
        found = None
    return number if found is None or found == "" else _printable(str(found))[:100]


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def _wrong(name: str, message: str, hint: str) -> Message:
    return Message(name, "", None, trouble("TN080", called(name), message, hint))


def called(name: str) -> str:
    """A statement as diagnostics name it."""
    return f"statement {name}"
