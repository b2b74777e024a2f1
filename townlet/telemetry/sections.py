"""The forms in which stretches of the state are kept, compared and told.

A stretch is read as a *raw* value: whatever compares fastest, mostly a tuple in the order of the fields of its wire
type. `whole` makes the wire type of it, as in a snapshot; `change` what is different from another raw value, as in a
diff. What is gone is named in `removed`.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from msgspec import Struct

from townlet.course import Course
from townlet.telemetry import wire

At = tuple[str, ...]
"""Where in the state something is: the names on the way to it, outermost first."""


class Form(NamedTuple):
    """How a raw value becomes part of a message."""

    whole: Callable[[Any], Any]
    change: Callable[[Any, Any, At, list[str]], Any]
    """From what was last told to what is true now, which are known to differ."""


def pointer(at: At) -> str:
    """A path as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{name.replace('~', '~0').replace('/', '~1')}" for name in at)


_MISSING: Final = object()


def _itself(raw: Any) -> Any:
    return raw


def _replaced(before: Any, now: Any, at: At, removed: list[str]) -> Any:
    return now


PLAIN: Final = Form(_itself, _replaced)
"""A figure, a word, or a list: replaced as it is."""


def record(kind: type[Struct], **nested: Form) -> Form:
    """A struct with all its fields set; the raw value is a tuple of them. Fields are plain unless given a form."""
    names = kind.__struct_fields__
    forms = [(name, nested.get(name, PLAIN)) for name in names]

    def whole(raw: tuple[Any, ...]) -> Struct:
        if not nested:
            return kind(**dict(zip(names, raw, strict=True)))
        return kind(**{name: form.whole(each) for (name, form), each in zip(forms, raw, strict=True)})

    def change(before: tuple[Any, ...], now: tuple[Any, ...], at: At, removed: list[str]) -> Struct:
        if not nested:
            return kind(**{name: new for name, old, new in zip(names, before, now, strict=True) if old != new})
        return kind(**{
            name: form.change(old, new, (*at, name), removed)
            for (name, form), old, new in zip(forms, before, now, strict=True)
            if old != new
        })  # fmt: skip

    return Form(whole, change)


def table(each: Form) -> Form:
    """Things by their id; the raw value is a dict. What comes is told whole, what goes is named."""
    plain, whole_one, change_one = each is PLAIN, each.whole, each.change

    def whole(raw: dict[str, Any]) -> dict[str, Any]:
        return raw if plain else {name: whole_one(value) for name, value in raw.items()}

    def change(before: dict[str, Any], now: dict[str, Any], at: At, removed: list[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, new in now.items():
            old = before.get(name, _MISSING)
            if old is _MISSING:
                found[name] = whole_one(new)
            elif old != new:
                found[name] = change_one(old, new, (*at, name), removed)
        for name in before:
            if name not in now:
                removed.append(pointer((*at, name)))
        return found

    return Form(whole, change)


def maybe(form: Form) -> Form:
    """Something that may be null."""

    def whole(raw: Any) -> Any:
        return None if raw is None else form.whole(raw)

    def change(before: Any, now: Any, at: At, removed: list[str]) -> Any:
        if now is None:
            return None
        return form.whole(now) if before is None else form.change(before, now, at, removed)

    return Form(whole, change)


def _course(raw: Course) -> wire.Course:
    return wire.Course(level=raw.level, rate=raw.rate, since=raw.since, min=raw.low, max=raw.high)


def _turned(before: Course, now: Course, at: At, removed: list[str]) -> wire.Course:
    found: dict[str, int] = {}
    if before.level != now.level:
        found["level"] = now.level
    if before.rate != now.rate:
        found["rate"] = now.rate
    if before.since != now.since:
        found["since"] = now.since
    if before.low != now.low:
        found["min"] = now.low
    if before.high != now.high:
        found["max"] = now.high
    return wire.Course(**found)


COURSE: Final = Form(_course, _turned)
"""A quantity that moves; the raw value is the course of the town itself."""
