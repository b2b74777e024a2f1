"""The forms in which stretches of the state are kept, compared and told.

A stretch is read as a *raw* value: whatever compares fastest, mostly a tuple in the order of the fields of its wire
type. `whole` makes the wire type of it, as in a snapshot; `change` what is different from another raw value, as in a
diff. What is gone is named in `removed`.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from msgspec import UNSET, Struct, UnsetType

from townlet.course import Course
from townlet.telemetry import wire
from townlet.units import ONE

At = tuple[str, ...]
"""Where in the state something is: the names on the way to it, outermost first."""


class Form(NamedTuple):
    """How a raw value becomes part of a message."""

    whole: Callable[[Any], Any]
    change: Callable[[Any, Any, At, list[str]], Any]
    """From what was last told to what is true now, which are known to differ; unset when all of it is in `removed`."""


def pointer(at: At) -> str:
    """A path as a JSON Pointer (RFC 6901)."""
    path = "/".join(at)
    if "~" not in path and path.count("/") < len(at):
        return f"/{path}"
    return "".join(f"/{name.replace('~', '~0').replace('/', '~1')}" for name in at)


_MISSING: Final = object()
_NONE: Final[Mapping[str, Any]] = {}


def _itself(raw: Any) -> Any:
    return raw


def _replaced(before: Any, now: Any, at: At, removed: list[str]) -> Any:
    return now


PLAIN: Final = Form(_itself, _replaced)
"""A figure, a word, or a list: replaced as it is."""


def record(kind: type[Struct], left_out: Mapping[str, Any] = _NONE, **nested: Form) -> Form:
    """A struct with all its fields set; the raw value is a tuple of them. Fields are plain unless given a form.

    Of the fields in `left_out`, a raw value that stands beside them there is not told, and removed when it comes back.
    """
    names = kind.__struct_fields__
    plain = not (nested or left_out)
    forms = [(name, nested.get(name, PLAIN), left_out.get(name, _MISSING)) for name in names]

    def whole(raw: tuple[Any, ...]) -> Struct:
        if plain:
            return kind(**dict(zip(names, raw, strict=True)))
        return kind(**{
            name: form.whole(each) for (name, form, not_told), each in zip(forms, raw, strict=True) if each != not_told
        })  # fmt: skip

    def change(before: tuple[Any, ...], now: tuple[Any, ...], at: At, removed: list[str]) -> Struct | UnsetType:
        if plain:
            return kind(**{name: new for name, old, new in zip(names, before, now, strict=True) if old != new})
        found: dict[str, Any] = {}
        for (name, form, not_told), old, new in zip(forms, before, now, strict=True):
            if old == new:
                continue
            if new == not_told:
                removed.append(pointer((*at, name)))
            elif old == not_told:
                found[name] = form.whole(new)
            else:
                part = form.change(old, new, (*at, name), removed)
                if part is not UNSET:
                    found[name] = part
        return kind(**found) if found else UNSET

    return Form(whole, change)


def table(each: Form) -> Form:
    """Things by their id; the raw value is a dict. What comes is told whole, what goes is named."""
    plain, whole_one, change_one = each is PLAIN, each.whole, each.change

    def whole(raw: dict[str, Any]) -> dict[str, Any]:
        return raw if plain else {name: whole_one(value) for name, value in raw.items()}

    def change(before: dict[str, Any], now: dict[str, Any], at: At, removed: list[str]) -> dict[str, Any] | UnsetType:
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
        return found or UNSET

    return Form(whole, change)


_LOW, _HIGH = 0, ONE  # Bounds that are not told.


def whole_course(course: Course) -> wire.Course:
    """A course, without the bounds that most have."""
    if course.low == _LOW and course.high == _HIGH:
        return wire.Course(level=course.level, rate=course.rate, since=course.since)
    low, high = UNSET if course.low == _LOW else course.low, UNSET if course.high == _HIGH else course.high
    return wire.Course(level=course.level, rate=course.rate, since=course.since, min=low, max=high)


def turned(before: Course, now: Course) -> wire.Course:
    """What is different of a course whose bounds stay as they are."""
    return wire.Course(
        level=UNSET if before.level == now.level else now.level,
        rate=UNSET if before.rate == now.rate else now.rate,
        since=UNSET if before.since == now.since else now.since,
    )
