"""Does the data fit the published schema? What does not, in a writer's words, where it stands."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike
from dsl.source import Span
from dsl.townfile.keys import key_meant
from dsl.townfile.mending import beyond, meant
from dsl.townfile.nodes import Node, Path, at, where, where_key
from dsl.townfile.schema import SCHEMA

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

DECIMAL_COMMA: Final = "A point stands before tenths, not a comma"
MOST_SAID: Final = 100  # A text with more errors than that is not mended one by one.


def check_structure(root: Node, data: Any) -> tuple[tuple[Diagnostic, ...], tuple[Path, ...]]:
    """What does not fit, and the paths of what cannot be built because of it (after `MOST_SAID`, all)."""
    # jsonschema takes a tenth of a second to import, and a town file read before comes from a cache.
    from jsonschema import Draft202012Validator

    said: dict[tuple[Path, str], Diagnostic] = {}
    at_fault: dict[Path, None] = {}
    errors = list(islice(Draft202012Validator(SCHEMA).iter_errors(data), MOST_SAID + 1))
    for error in sorted(errors[:MOST_SAID], key=lambda each: len(each.absolute_path)):
        path = tuple(error.absolute_path)
        at_fault.update(dict.fromkeys(_broken(path, error)))
        if any((path[:depth], "") in said for depth in range(len(path))):
            continue  # What is around it is wrong as a whole, and said to be.
        for diagnostic in _said_of(root, path, error):
            said.setdefault((path, diagnostic.message if diagnostic.code in _OF_KEYS else ""), diagnostic)
    if len(errors) > MOST_SAID:
        return tuple(said.values()), ((),)
    commas = {(each.span.line, each.span.column) for each in said.values() if each.message == DECIMAL_COMMA}
    told = (each for each in said.values() if (each.span.end_line, each.span.end_column) not in commas)
    return tuple(told), tuple(at_fault)


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
    key = _instance(error)
    span, better = where_key(root, *path, key), meant(Node(root.span, key, raw=key), _schema(error))
    return Diagnostic(
        "TN915", f"`{_short(key)}` cannot be a word of a script", span,
        label=f"did you mean `{better}`?" if better else "",
        hint=f"It wants {_schema(error)['description']}.",
        fix=Fix(span, better, sure=alike(key, better)) if better else None,
    )  # fmt: skip


def _unknown_keys(root: Node, path: Path, error: "ValidationError") -> Iterator[Diagnostic]:
    known, said = _schema(error)["properties"], _instance(error)
    for key in said:
        if key not in known and key[:1].isdigit() and said[key] is None:
            yield _decimal_comma(where_key(root, *path, key))
        elif said[key] is None and key.split(" ")[0] in known and " " in key:
            word, _, value = key.partition(" ")
            span = where_key(root, *path, key)
            better = f"{word}: {value}"
            message, label = f"A colon is missing behind `{word}`", f"did you mean `{better}`?"
            yield Diagnostic("TN911", message, span, label=label, fix=Fix(span, better))
        elif key not in known:
            span = where_key(root, *path, key)
            guess = key_meant(key, known, said, _schema(error).get("required", ()))
            yield Diagnostic(
                "TN911", f"{_subject(path)} knows no `{_short(key)}:`", span,
                label=f"did you mean `{guess}`?" if guess else "",
                hint=None if guess else f"It knows {_listed(known)}.",
                fix=Fix(span, guess, sure=alike(key, guess)) if guess else None,
            )  # fmt: skip


def _decimal_comma(span: Span) -> Diagnostic:
    """`{hunger: 62,5%}`: the comma begins another key."""
    comma = Span(span.file, span.line, span.column - 1, span.line, span.column)
    return Diagnostic("TN913", DECIMAL_COMMA, comma, label="did you mean `.`?", fix=Fix(comma, "."))


def _missing_keys(root: Node, path: Path, error: "ValidationError") -> Iterator[Diagnostic]:
    known, said = _schema(error)["properties"], _instance(error)
    needed = _schema(error)["required"]
    misspelt = {key_meant(key, known, said, needed) for key in said if key not in known}  # Those are said already.
    for key in needed:
        if key not in said and key not in misspelt:
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
    node = at(root, *path) or Node(span, None)
    better = meant(node, schema)
    if better is None and beyond(node, schema):
        code = "TN914"
    if node.value is None:
        better = None
    return Diagnostic(
        code, f"{_subject(path)} wants {schema['description']}", span,
        label=_what(_instance(error)),
        hint=f"Did you mean `{better}`?" if better else None,
        fix=Fix(span, better, sure="enum" not in schema or _plainly(_instance(error), better)) if better else None,
    )  # fmt: skip


def _plainly(instance: Any, better: str) -> bool:
    """Whether there is no doubt which of a few words is meant: `true` is yes, `Yes` as well."""
    return isinstance(instance, bool) or alike(str(instance), better)


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
