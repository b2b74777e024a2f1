"""YAML text → nodes, by the rules of YAML 1.2 and without what a town file does not need.

PyYAML's events are read one by one (on the C scanner where there is one), so that lines and columns are
kept, equal keys are seen, and a text made to overflow something is turned away before it does. Anchors,
aliases, tags and second documents are refused: a town file says everything where it stands.
"""

import re
import unicodedata
from typing import Any, Final

import yaml
from yaml import events as ev

from dsl.diagnostic import Diagnostic
from dsl.source import Source, Span
from dsl.townfile.kinds import TOWN, Kind
from dsl.townfile.nodes import Node, Scalar
from dsl.townfile.syntax import syntax_error, too_deep

MOST_CHARACTERS: Final = 300_000

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML allows, less the line breaks that only YAML 1.1 knew: they would put our line numbers out.
_UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_TAB = re.compile(r"^ *(\t)\s*[^\s#]", re.M)

_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?[0-9]{1,15}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,15}|[0-9]{1,15}(\.[0-9]{0,15})?)([eE][-+]?[0-9]{1,2})?")


def read_yaml(source: Source, kind: Kind = TOWN) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of `source` and what is wrong with it as YAML; no tree when reading had to stop."""
    stop = _unreadable(source, kind)
    if stop is not None:
        return None, (stop,)
    builder = _Builder(source, kind)
    try:
        for event in yaml.parse(source.text.removeprefix("\ufeff"), Loader=LOADER):
            stop = builder.take(event)
            if stop is not None:
                break
    except yaml.YAMLError as error:
        stop = syntax_error(source, error, kind)
    if stop is not None:
        return None, (*builder.said, stop)
    if builder.root is None or builder.root.value is None:
        return None, (*builder.said, _empty(source, kind))
    return builder.root, tuple(builder.said)


def _unreadable(source: Source, kind: Kind) -> Diagnostic | None:
    text = source.text
    if len(text) > MOST_CHARACTERS:
        return Diagnostic(
            "TN905", f"This file is longer than the {MOST_CHARACTERS:,} characters a {kind.what} may have",
            Span(source.name, 1, 1, 1, 1),
        )  # fmt: skip
    found = _UNREADABLE.search(text, 1 if text.startswith("\ufeff") else 0)
    if found is not None:
        return Diagnostic(
            "TN901", f"There is a character here that no text has (U+{ord(found[0]):04X})",
            _span_at(source, found.start()), hint=f"Is this a {kind.what} at all? Save it as UTF-8 text.",
        )  # fmt: skip
    tab = _TAB.search(text)
    if tab is not None:
        return Diagnostic(
            "TN902", "This line is indented with a tab; YAML takes only spaces there",
            _span_at(source, tab.start(1)), label="a tab", hint="Use two spaces for each step inwards.",
        )  # fmt: skip
    return None


def _span_at(source: Source, index: int) -> Span:
    before = Source(source.name, source.text[:index]).lines
    line, column = len(before), len(before[-1]) + 1
    return Span(source.name, line, column, line, column + 1)


def _empty(source: Source, kind: Kind) -> Diagnostic:
    return Diagnostic("TN906", "This file says nothing", Span(source.name, 1, 1, 1, 1), hint=kind.begins)


class _Builder:
    """Puts events together; `take` gives a diagnostic when there is no sense in going on."""

    def __init__(self, source: Source, kind: Kind) -> None:
        self.file = source.name
        self.kind = kind
        self.root: Node | None = None
        self.said: list[Diagnostic] = []
        self._open: list[Node] = []
        # Of each open mapping, the key that waits for its value.
        self._key: list[tuple[str, Span] | None] = []
        self._named: dict[str, Node] = {}  # What has been given a name.

    def take(self, event: ev.Event) -> Diagnostic | None:
        if isinstance(event, ev.NodeEvent) and (refused := self._refused(event)):
            return refused
        if isinstance(event, ev.AliasEvent):
            return self._again(event)
        if isinstance(event, ev.CollectionStartEvent):
            return self._begin(event)
        if isinstance(event, ev.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, ev.CollectionEndEvent):
            self._end(event)
        elif isinstance(event, ev.DocumentStartEvent) and self.root is not None:
            return self._beyond(event, "`---` begins a second document in the same file")
        return None

    def _refused(self, event: ev.NodeEvent) -> Diagnostic | None:
        if isinstance(event, ev.AliasEvent):
            known = self.kind.anchors and not self._awaits_key()
            return None if known else self._beyond(event, f"`*{event.anchor}` stands for something said elsewhere")
        if event.anchor and not self.kind.anchors:
            return self._beyond(event, f"`&{event.anchor}` gives something a name for later")
        if getattr(event, "tag", None):
            return self._beyond(event, "`!` says what type something is")
        return None

    def _beyond(self, event: ev.Event, what: str) -> Diagnostic:
        hint = "Say it where it is needed, even if that is twice."
        return Diagnostic("TN904", f"{what}, which a {self.kind.what} does not use", self._span(event), hint=hint)

    def _again(self, event: ev.AliasEvent) -> Diagnostic | None:
        """Something that was given a name before; not a thing that it stands in itself."""
        node = self._named.get(event.anchor or "")
        if node is None or node in self._open:
            return Diagnostic("TN903", f"Nothing has been called `&{event.anchor}` before this", self._span(event))
        self._attach(node)
        return None

    def _scalar(self, event: ev.ScalarEvent) -> None:
        text = unicodedata.normalize("NFC", event.value)  # As in a script: `é` is one word however it was typed.
        if not text.isprintable():
            text = " ".join(text.split())
            if _UNREADABLE.search(text):  # Written as an escape, `"\\0"`.
                message = "There is a character in this that no text has"
                self.said.append(Diagnostic("TN901", message, self._span(event)))
        if self._awaits_key():
            self._key[-1] = (text, self._span(event))
        else:
            value = resolved(text) if event.implicit[0] else text.strip()
            self._attach(Node(self._span(event), value, raw=text.strip()), event.anchor)

    def _begin(self, event: ev.CollectionStartEvent) -> Diagnostic | None:
        span = self._span(event, one=True)
        if len(self._open) >= self.kind.deepest:
            return too_deep(self.kind, span)
        if self._awaits_key():
            return Diagnostic("TN903", "A key must be a word, not a list or a mapping", span)
        node = Node(span, {} if isinstance(event, ev.MappingStartEvent) else [])
        self._attach(node, event.anchor)
        self._open.append(node)
        self._key.append(None)
        return None

    def _end(self, event: ev.CollectionEndEvent) -> None:
        node = self._open.pop()
        self._key.pop()
        closing, begun = self._span(event), node.span
        if _has_width(event) and closing.line == begun.line:  # It ends in a bracket, where it began.
            node.span = begun.to(closing)
        if self.kind.anchors:
            _take_in(node)

    def _awaits_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._key[-1] is None

    def _attach(self, node: Node, anchor: str | None = None) -> None:
        if anchor:
            self._named[anchor] = node
        if not self._open:
            self.root = node
            return
        parent, waiting = self._open[-1], self._key[-1]
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict) and waiting is not None:
            key, span = waiting
            self._key[-1] = None
            if key in parent.value:
                self.said.append(_twice(key, span, parent.keys[key]))
            if key not in parent.value or self.kind.last:
                parent.value[key] = node
                parent.keys[key] = span

    def _span(self, event: ev.Event, *, one: bool = False) -> Span:
        start, end = _marks(event)
        line, column = start.line + 1, start.column + 1
        last = column + 1 if one or not _has_width(event) else end.column + 1
        return Span(self.file, line, column, line, last)


def _take_in(node: Node) -> None:
    """What `<<` brings into a mapping; its own keys come first."""
    if not isinstance(node.value, dict) or "<<" not in node.value:
        return
    brought = node.value.pop("<<")
    for each in brought.value if isinstance(brought.value, list) else [brought]:
        for key, value in each.value.items() if isinstance(each.value, dict) else ():
            node.keys.setdefault(key, each.keys[key])
            node.value.setdefault(key, value)


def _marks(event: ev.Event) -> tuple[Any, Any]:
    """Where it begins and ends; the two scanners have a type of their own for that."""
    start, end = event.start_mark, event.end_mark
    assert start is not None, "a parser always says where an event stands"
    assert end is not None
    return start, end


def _has_width(event: ev.Event) -> bool:
    """Whether it takes up part of one line: the end of a block does not, a text of several lines does not."""
    start, end = _marks(event)
    return bool(end.line == start.line and end.column > start.column)


def _twice(key: str, span: Span, first: Span) -> Diagnostic:
    return Diagnostic(
        "TN910", f"`{key}` is said twice here", span, label="the second time",
        secondary=((first, "the first time"),), hint="Keep one of the two.",
    )  # fmt: skip


def resolved(text: str) -> Scalar:
    """What a plain word means in YAML 1.2's core schema (10.3.2), but for long and hexadecimal numbers.

    `16:30` and `no` are words. What is not understood stays the word it is.
    """
    if text in _NULL:
        return None
    if text in _BOOL:
        return _BOOL[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
