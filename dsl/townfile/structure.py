"""Does the data fit the published schema? What does not, in a writer's words, where it stands."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, nearest
from dsl.townfile.nodes import Node, Path, where, where_key
from dsl.townfile.schema import SCHEMA

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

MOST_SAID: Final = 100  # A text with more errors than that is not mended one by one.


def check_structure(root: Node, data: Any) -> tuple[tuple[Diagnostic, ...], tuple[Path, ...]]:
    """What does not fit, and the paths of what cannot be built because of it (after `MOST_SAID`, all)."""
    # jsonschema takes a tenth of a second to import, and a town file read before comes from a cache.
    from jsonschema import Draft202012Validator

    said: dict[tuple[Path, str], Diagnostic] = {}
    at_fault: dict[Path, None] = {}
    for count, error in enumerate(Draft202012Validator(SCHEMA).iter_errors(data)):
        if count == MOST_SAID:
            return tuple(said.values()), ((),)
        path = tuple(error.absolute_path)
        for diagnostic in _said_of(root, path, error):
            said.setdefault((path, diagnostic.message if diagnostic.code in _OF_KEYS else ""), diagnostic)
        at_fault.update(dict.fromkeys(_broken(path, error)))
    return tuple(said.values()), tuple(at_fault)


def _broken(path: Path, error: "ValidationError") -> tuple[Path, ...]:
    """What cannot be built: nothing for an unknown key, the entry for a bad word, else what is at `path`."""
    if "propertyNames" in error.absolute_schema_path:
        return ((*path, _instance(error)),)
    return () if error.validator in ("additionalProperties", "uniqueItems") else (path,)


def _said_of(root: Node, path: Path, error: "ValidationError") -> Iterator[Diagnostic]:
    if "propertyNames" in error.absolute_schema_path:
        yield _bad_word(root, path, error)
    else:
        yield from _RULES.get(str(error.validator), _wrong_value)(root, path, error)


def _bad_word(root: Node, path: Path, error: "ValidationError") -> Diagnostic:
    return Diagnostic(
        "TN915", f"`{_short(_instance(error))}` cannot be a word of a script",
        where_key(root, *path, _instance(error)),
        hint=f"It wants {_schema(error)['description']}.",
    )  # fmt: skip


def _unknown_keys(root: Node, path: Path, error: "ValidationError") -> Iterator[Diagnostic]:
    known = _schema(error)["properties"]
    for key in _instance(error):
        if key not in known:
            span, guess = where_key(root, *path, key), nearest(key, known)
            yield Diagnostic(
                "TN911", f"{_subject(path)} knows no `{_short(key)}:`", span,
                label=f"did you mean `{guess}`?" if guess else "",
                hint=None if guess else f"It knows {_listed(known)}.",
                fix=Fix(span, guess, sure=alike(key, guess)) if guess else None,
            )  # fmt: skip


def _missing_keys(root: Node, path: Path, error: "ValidationError") -> Iterator[Diagnostic]:
    known, said = _schema(error)["properties"], _instance(error)
    meant = {nearest(key, known) for key in said if key not in known}  # Those have a diagnostic already.
    for key in _schema(error)["required"]:
        if key not in said and key not in meant:
            hint = f"Say there {_resolved(known[key])['description']}."
            yield Diagnostic("TN912", f"{_subject(path)} lacks `{key}:`", where_key(root, *path), hint=hint)


def _said_twice(root: Node, path: Path, error: "ValidationError") -> Iterator[Diagnostic]:
    items: list[Any] = _instance(error)
    said: dict[str, int] = {}
    for number, item in enumerate(items):
        first = said.setdefault(str(item), number)
        if first != number:
            yield Diagnostic(
                "TN910", f"{_subject(path)} says `{_short(str(item))}` twice", where(root, *path, number),
                label="the second time", secondary=((where(root, *path, first), "the first time"),),
            )  # fmt: skip


def _wrong_value(root: Node, path: Path, error: "ValidationError") -> Iterator[Diagnostic]:
    yield _wrong("TN913", root, path, error)


def _out_of_range(root: Node, path: Path, error: "ValidationError") -> Iterator[Diagnostic]:
    yield _wrong("TN914", root, path, error)


def _wrong(code: str, root: Node, path: Path, error: "ValidationError") -> Diagnostic:
    span, schema = where(root, *path), _schema(error)
    better = _better(_instance(error), schema)
    return Diagnostic(
        code, f"{_subject(path)} wants {schema['description']}", span,
        label=_what(_instance(error)),
        hint=f"Did you mean `{better}`?" if better else None,
        fix=Fix(span, better, sure=_plainly(_instance(error), better)) if better else None,
    )  # fmt: skip


def _plainly(instance: Any, better: str) -> bool:
    """Whether there is no doubt what is meant: `true` is yes, `Yes` as well."""
    return isinstance(instance, bool) or alike(str(instance), better)


def _better(instance: Any, schema: dict[str, Any]) -> str | None:
    if instance is True or instance is False:
        word = "yes" if instance else "no"
    else:
        word = nearest(instance, schema.get("enum", ())) or "" if isinstance(instance, str) else ""
    return word if word in schema.get("enum", ()) else None


_Rule = Callable[[Node, Path, "ValidationError"], Iterator[Diagnostic]]
_RULES: Final[dict[str, _Rule]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "uniqueItems": _said_twice,
    "minimum": _out_of_range,
    "maximum": _out_of_range,
}
_OF_KEYS: Final = {"TN911", "TN912", "TN915"}


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference within the published one leads to; any other schema as it is."""
    found: dict[str, Any] = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    return found


def _instance(error: "ValidationError") -> Any:
    return error.instance


def _schema(error: "ValidationError") -> dict[str, Any]:
    assert isinstance(error.schema, dict), "the published schema has no true or false in it"
    return error.schema


def _subject(path: Path) -> str:
    """What a sentence is about: the key that holds a value, or the thing that lacks a key."""
    named = next((step for step in reversed(path) if isinstance(step, str)), None)
    if named is None:
        return "A town file"
    whole = f"`{_short(named)}`"
    return f"Number {path[-1] + 1} of {whole}" if isinstance(path[-1], int) else whole


def _what(instance: Any) -> str:
    """What stands there instead, for the label under a caret."""
    match instance:
        case None:
            return "nothing stands here"
        case bool():
            return f"this is `{str(instance).lower()}`"
        case str():
            return f"this is `{_short(instance)}`" if instance else "this is empty"
        case int() | float():
            return f"this is the number {instance}"
        case list():
            return f"this is a list of {len(instance)}"
        case _:
            return "this is a mapping" if instance else "this is an empty mapping"


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:29]}…"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
