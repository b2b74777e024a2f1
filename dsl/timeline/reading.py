"""An older timeline from text to entries: YAML or JSON, a list, bare or under `timeline:`."""

import re
from collections.abc import Iterator
from typing import Any, Final

import msgspec
import yaml

from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from dsl.source import Source, Span
from dsl.timeline.raw import Raw, figure, one_line, said
from dsl.timeline.report import Report
from dsl.timeline.words import KINDS, TELLING
from dsl.townfile.kinds import Kind
from dsl.townfile.nodes import Node
from dsl.townfile.yaml12 import LOADER, read_yaml
from dsl.vocabulary import LONGEST

TIMELINE: Final = Kind(
    "timeline", 24, "A timeline of the older kind is a list of entries, bare or under `timeline:`.",
    last=True, anchors=True,
)  # fmt: skip
SHAPE: Final = "An entry reads `{tick: 8, kind: action, name: force_chat, kwargs: {speaker: avery, listener: kai}}`"

KNOWN: Final = ("tick", "kind", "name", "command", "action", "args", "kwargs")
"""The keys of an entry; those of a narration may also stand beside them."""
BESIDE: Final = ("message", "category", "priority", "data", "dedupe_key", "spacing")

LAST: Final = LONGEST - 1_440
"""The last tick that is read: a scenario lasts a year at most."""


class Notes(msgspec.Struct, frozen=True):
    """What an older timeline says of itself under `meta:`, and what stands above it. Beats are ticks by name."""

    title: str = ""
    about: str = ""
    seed: int | None = None
    length: int = 0
    beats: tuple[tuple[int, str], ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    entries: int = 0
    """How many the file has, those included that cannot be read."""


def read_timeline(source: Source, report: Report) -> tuple[tuple[Raw, ...], Notes] | tuple[Diagnostic, ...]:
    """The entries in the order of the file, or why there are none."""
    readable = _as_yaml(source)
    root, found = read_yaml(readable, TIMELINE)
    if root is None:
        return found
    for each in found:
        _forgiven(each, report)
    listed = root.value.get("timeline") if isinstance(root.value, dict) else root
    if listed is None or not isinstance(listed.value, list):
        return (_no_list(root if listed is None else listed),)
    if not listed.value:
        message = "There is not one entry in this timeline, so there is nothing to import"
        return (Diagnostic("TN971", message, listed.span, hint=SHAPE),)
    comments = _comments(readable)
    raws = [each for each in _entries(listed.value, comments, report) if each is not None]
    first, last = listed.value[0].span.line, _last_line(listed.value[-1])
    above = tuple(text for line, text in comments if line < first)
    below = tuple(text for line, text in comments if line > last)
    notes = _notes(root, above, below)
    return tuple(raws), msgspec.structs.replace(notes, entries=len(listed.value))


def _forgiven(each: Diagnostic, report: Report) -> None:
    """What a reader of YAML finds wrong and can go on after."""
    if each.code == "TN910":
        hint = "The older player went by the last, and so do I"
        report.warn("TN972", each.message, each.span, each.label, hint, each.secondary)
    else:
        report.warn("TN973", each.message, each.span, each.label, "It is left out")


def _no_list(node: Node) -> Diagnostic:
    message = "This is no timeline of the older kind: there is no list of entries, bare or under `timeline:`"
    fields = node.value if isinstance(node.value, dict) else {}
    lists = {key.lower(): key for key, value in fields.items() if isinstance(value.value, list)}
    meant = nearest("timeline", lists)
    if meant is None:
        return Diagnostic("TN970", message, node.span, hint=SHAPE)
    return Diagnostic("TN970", message, node.keys[lists[meant]], "did you mean `timeline`?", hint=SHAPE)


def _as_yaml(source: Source) -> Source:
    """JSON is YAML but for its tabs between things, and the halves that it writes some characters in."""
    if not source.name.lower().endswith(".json"):
        return source
    return Source(source.name, _HALVES.sub(_whole, source.text.replace("\t", " ")))


_HALVES: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def _whole(match: re.Match[str]) -> str:
    high, low = int(match[2], 16), int(match[3], 16)
    return f"{match[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


# Comments. A YAML reader drops them, and a writer would miss them.

Remark = tuple[int, str]
"""A line and what the comment on it says."""


def _comments(source: Source) -> list[Remark]:
    """The comments that have a line to themselves."""
    texts = _quoted_lines(source)
    found = []
    for number, line in enumerate(source.lines, 1):
        bare = line.strip()
        if bare.startswith("#") and number not in texts and (text := one_line(bare.lstrip("#"))):
            found.append((number, text))
    return found


def _quoted_lines(source: Source) -> set[int]:
    """The lines that lie within a text of several lines: a `#` there is no comment."""
    lines: set[int] = set()
    for token in yaml.scan(source.text.removeprefix("\ufeff"), Loader=LOADER):
        if isinstance(token, yaml.ScalarToken) and not token.plain:
            inside = range(_line(token.start_mark) + 1, _line(token.end_mark) + 1)
            lines.update(inside if token.style in "'\"" else _indented(source.lines, inside))
    return lines


def _indented(lines: list[str], numbers: range) -> Iterator[int]:
    """Of these lines, those that are indented as the first of them is: a comment further left ends the text."""
    depth = 0
    for number in numbers:
        line = lines[number - 1] if number <= len(lines) else ""
        margin = len(line) - len(line.lstrip(" "))
        depth = depth or (margin if line.strip() else 0)
        if margin >= depth > 0:
            yield number


def _line(mark: Any) -> int:
    """The line that is marked, from 1."""
    return int(mark.line) + 1


# Entries.


def _entries(nodes: list[Node], comments: list[Remark], report: Report) -> Iterator[Raw | None]:
    since = nodes[0].span.line
    for node in nodes:
        last = _last_line(node)
        above = tuple(text for line, text in comments if since <= line <= last)
        since = last + 1
        yield _entry(node, above, report)


def _last_line(node: Node) -> int:
    """The line of the last key of an entry."""
    return max((span.line for span in node.keys.values()), default=node.span.line)


def _entry(node: Node, above: tuple[str, ...], report: Report) -> Raw | None:
    if not isinstance(node.value, dict):
        report.warn("TN973", "This is no entry: it has no keys", node.span, "left out", SHAPE)
        return None
    fields, keys = node.value, node.keys
    tick = _tick(node, fields, report)
    kind = _kind(node, fields, report)
    if tick is None or kind is None:
        return None
    named = next((key for key in ("command", "name", "action") if key in fields), None)
    word = said(fields[named]) if named is not None else None
    if word is None and kind != "narration":
        report.warn("TN973", "This entry does not say what is to be done", node.span, "it has no `name`", SHAPE)
        return None
    kwargs, span = _kwargs(node, fields, report), keys["tick"].to(fields["tick"].span)
    beside = {key: value for key, value in fields.items() if key in BESIDE}
    for key in fields:
        if key not in KNOWN and key not in BESIDE:
            hint = f"Did you mean `{guess}`?" if (guess := nearest(key, (*KNOWN, *BESIDE))) else None
            report.once("TN984", f"`{key}` is nothing that an entry had; it is left out", keys[key], hint)
    return Raw(
        span, word.span if word is not None else span, tick, kind,
        word.text if word is not None else TELLING, _args(node, fields, report), {**beside, **kwargs[0]},
        {**keys, **kwargs[1]}, above,
    )  # fmt: skip


def _tick(node: Node, fields: dict[str, Node], report: Report) -> int | None:
    if "tick" not in fields:
        message = "This entry does not say when: it has no `tick`"
        report.warn("TN974", message, node.span, "left out", "The older player refused the whole file for this")
        return None
    at = fields["tick"]
    found = figure(at)
    if found is None or found != int(found):
        report.warn("TN974", "A tick is a whole number", at.span, "left out")
    elif found < 0:
        report.warn(
            "TN974", f"Tick {found} is before the story begins", at.span, "left out",
            "The older player refused the whole file for this",
        )  # fmt: skip
    elif found > LAST:
        report.warn("TN974", f"Tick {found} is later than any story lasts", at.span, "left out")
    else:
        return int(found)
    return None


def _kind(node: Node, fields: dict[str, Node], report: Report) -> str | None:
    given = fields.get("kind")
    if given is None or given.value is None:
        return "action" if "action" in fields else "narration" if "message" in fields else "console"
    word = said(given)
    if word is not None and word.text in KINDS:
        return word.text
    name = word.text if word is not None else "this"
    guess = nearest(name, KINDS)
    hint = "There were `console`, `action` and `narration`; the older player refused the whole file for another"
    label = f"did you mean `{guess}`?" if guess else "left out"
    report.warn("TN975", f"There was no kind of entry called `{name}`", given.span, label, hint)
    return None


def _args(node: Node, fields: dict[str, Node], report: Report) -> tuple[Node, ...]:
    given = fields.get("args")
    if given is None or given.value is None or given.value == {}:
        return ()
    if isinstance(given.value, list):
        return tuple(given.value)
    if isinstance(given.value, dict):
        report.warn("TN976", "`args` is a list, and `kwargs` is for what has names", given.span, "left out")
        return ()
    return (given,)


def _kwargs(node: Node, fields: dict[str, Node], report: Report) -> tuple[dict[str, Node], dict[str, Span]]:
    given = fields.get("kwargs")
    if given is None or given.value is None:
        return {}, {}
    if isinstance(given.value, dict):
        return given.value, given.keys
    report.warn("TN976", "`kwargs` wants names with their values", given.span, "left out")
    return {}, {}


# What the file says of itself.


def _notes(root: Node, above: tuple[str, ...], below: tuple[str, ...]) -> Notes:
    meta = root.value.get("meta") if isinstance(root.value, dict) else None
    fields = {**_mapping(root), **_mapping(meta)}
    seed, length = (_count(fields, key) for key in ("timeline_seed", "tick_budget"))
    seed = seed if seed is not None else _count(fields, "seed")
    return Notes(
        title=_text(fields, "title") or _text(fields, "storyline_id"),
        about=_text(fields, "description") or _text(fields, "about"),
        seed=seed if seed is not None and seed < 10**12 else None,
        length=min(length or 0, LONGEST),
        beats=tuple(_beats(_mapping(fields.get("notes"))) or _beats(_mapping(fields.get("narrated_beats")))),
        above=above,
        below=below,
    )


def _mapping(node: Node | None) -> dict[str, Node]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _text(fields: dict[str, Node], key: str) -> str:
    word = said(fields[key]) if key in fields else None
    return word.text if word is not None else ""


def _count(fields: dict[str, Node], key: str) -> int | None:
    found = figure(fields[key]) if key in fields else None
    return int(found) if found is not None and found >= 0 and found == int(found) else None


def _beats(notes: dict[str, Node]) -> list[tuple[int, str]]:
    """`arrival_tick: 40` names what happens at tick 40."""
    found = []
    for key in notes:
        tick = _count(notes, key)
        if key.endswith("_tick") and tick is not None and tick <= LAST:
            found.append((tick, one_line(key.removesuffix("_tick")) or "?"))
    return found
