"""The words of the grammar by the lines they occur in: what each may follow there, and what kind of word it is.

The first word of a line decides. `taken` reads that off the grammar: for each kind of line what opens it, and which
words are keywords behind what. It needs Lark and a moment, so the result is kept in `words.json` (`make colours`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from dsl.grammar import GRAMMAR

KEPT: Final = Path(__file__).with_name("words.json")

Follow = tuple[str, str]
"""A terminal that may come next, and its group; the group of what is no word is empty."""

Pair = tuple[str, Follow]
"""What stands directly before it, and it."""

LEFT: Final = ("_NL", "PROSE", "STRING", "AT_END")
"""Terminals that colours see in their own way: a text that is not closed yet is one all the same."""

GROUP: Final = r"(?<!\\)\((?!\?)"

ORDER: Final = ("activity", "condition", "cue", "check", "anyone", "unit", "moment", "joint")
"""Which group a word has that has several in one kind of line: the first of these."""

HEADS: Final[Mapping[str, str]] = {
    "field": "field", "flag": "field", "spoils": "field", "keeps_off": "field", "field_at": "field",
    "vary": "field", "cover_every": "field", "cover_values": "field",
    "at_cue": "cue", "after_start_cue": "cue", "after_end_cue": "cue", "after_when_cue": "cue",
    "every_cue": "cue", "when_cue": "cue",
    "wait": "flow", "wait_until": "flow", "choose": "flow", "if_then": "flow", "if_otherwise": "flow", "play": "flow",
    "word": "check",
    "use": "declaration", "streams_line": "declaration", "personality": "declaration", "item": "declaration",
    "vignette": "declaration", "scenario": "declaration", "cast": "declaration", "stage": "declaration",
    "rehearse": "declaration",
}  # fmt: skip
"""By what a line becomes (`dsl.build`), the group of the word that opens it; any other opens a statement."""

INSIDE: Final[Mapping[str, str]] = {
    "activity": "activity", "unit": "unit", "coins": "unit", "word": "check",
    "tick_moment": "moment", "day_moment": "moment", "start_moment": "moment", "end_moment": "moment",
    "offstage_bit": "moment", "at_end_window": "moment",
    "anyone": "anyone", "everyone": "anyone",
    "or_condition": "condition", "and_condition": "condition", "not_condition": "condition", "is": "condition",
    "compare": "condition", "compare_at": "condition", "between": "condition", "employed": "condition",
    "jobless": "condition", "near": "condition", "at_place": "condition", "has": "condition", "friends": "condition",
    "rivals": "condition", "changes": "condition", "event": "condition", "event_between": "condition",
    "count": "condition", "says": "condition",
    "after_when_cue": "cue", "after_start_cue": "cue",
}  # fmt: skip
"""By rule, the group of a word inside a line; any other joins two parts of it."""


class Shape(msgspec.Struct, frozen=True):
    """A kind of line: what may open it, which words it knows, and where in it names stand.

    `heads` are words (`direct`), words with a colon (`about:`), or terminals (`NAME`), each with its group; `words` the
    others, with theirs. `names` has every word, sign or terminal that a name may follow, each with the words that
    are none right there; an empty text is the head. `opens` says that another line may begin behind it.
    """

    heads: dict[str, str]
    words: dict[str, str]
    names: dict[str, list[str]]
    opens: bool = False


class Words(msgspec.Struct, frozen=True):
    """What is taken from the grammar: how names and figures are written, without groups, and the kinds of lines."""

    terminals: dict[str, str]
    shapes: tuple[Shape, ...]


@cache
def kept() -> Words:
    """The words as they were taken last."""
    return msgspec.json.decode(KEPT.read_bytes(), type=Words)


def text_of(words: Words) -> str:
    """Words as the text of `words.json`, a line a shape."""
    terminals = msgspec.json.encode(words.terminals).decode()
    shapes = ",\n".join(msgspec.json.encode(each).decode() for each in words.shapes)
    return f'{{"terminals":{terminals},\n"shapes":[\n{shapes}\n]}}\n'


def taken() -> Words:
    """The words of the grammar as it is now."""
    notation = Notation()
    return Words(notation.figures, _shapes(notation))


def _shapes(notation: "Notation") -> tuple[Shape, ...]:
    """The kinds of lines of the grammar, those of one form together."""
    found: dict[tuple[str, bool], tuple[str, set[Pair]]] = {}
    for (head, group), opens, pairs in notation.lines():
        found.setdefault((head, opens), (group, set()))[1].update(pairs)
    same: dict[bytes, Shape] = {}
    for (head, opens), (group, pairs) in sorted(found.items(), key=lambda each: each[0]):
        shape = _shape(head.rstrip(":"), opens, pairs)
        same.setdefault(msgspec.json.encode(shape), shape).heads[head] = group
    return tuple(same.values())


def _shape(head: str, opens: bool, pairs: set[Pair]) -> Shape:
    words = {text: _strongest(text, pairs) for text in sorted({text for _, (text, _) in pairs}) if text[0].islower()}
    names = {
        before: sorted(text for one, (text, _) in pairs if one == (before or head) and text[0].islower())
        for before in sorted("" if before == head else before for before, (text, _) in pairs if text == "NAME")
    }
    return Shape({}, words, names, opens)


def _strongest(word: str, pairs: set[Pair]) -> str:
    """The group of a word that has several in a line, such as `at` in `at least` and in `at cafe`."""
    groups = {group for _, (text, group) in pairs if text == word}
    return min(groups, key=ORDER.index)


class Sets(msgspec.Struct):
    """What a part of a line begins and ends with, and what follows what inside it."""

    first: set[Follow]
    last: set[str]
    pairs: set[Pair]
    empty: bool

    def then(self, other: "Sets") -> "Sets":
        """The one followed by the other."""
        between = {(before, following) for before in self.last for following in other.first}
        return Sets(
            self.first | (other.first if self.empty else set()),
            other.last | (self.last if other.empty else set()),
            self.pairs | other.pairs | between,
            self.empty and other.empty,
        )

    def or_else(self, other: "Sets") -> "Sets":
        """The one or the other."""
        first, last, pairs = self.first | other.first, self.last | other.last, self.pairs | other.pairs
        return Sets(first, last, pairs, self.empty or other.empty)

    def size(self) -> int:
        """How much is known; it only grows."""
        return len(self.first) + len(self.last) + len(self.pairs) + self.empty


class Notation:
    """The rules of the grammar as Lark writes them out, without repetitions and options."""

    def __init__(self) -> None:
        from lark import Lark

        lark = Lark(GRAMMAR, parser="lalr", start="file")
        self.written = {t.name: str(t.pattern.value) for t in lark.terminals if t.pattern.type == "str"}
        expressions = sorted((t.name, t.pattern.value) for t in lark.terminals if t.pattern.type == "re")
        self.figures = {name: re.sub(GROUP, "(?:", text) for name, text in expressions if name not in LEFT}
        self.rules: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
        for rule in lark.rules:
            origin = str(rule.origin.name)
            self.rules[origin].append((rule.alias or origin, [str(symbol.name) for symbol in rule.expansion]))
        self.long = self._long()
        self.sets: dict[str, Sets] = {}
        self._settle()

    def lines(self) -> Iterator[tuple[Follow, bool, set[Pair]]]:
        """Each line there can be: the word that opens it, with a colon if one follows at once, and its group; whether
        another may begin behind it; and what follows what."""
        for origin, alternatives in self.rules.items():
            for alias, symbols in alternatives if origin in self.long - {"block"} else ():
                for part, opens in self._parts(symbols) if "DAMAGED" not in symbols else ():
                    yield from self._line(part, alias, opens)

    def _line(self, part: list[str], alias: str, opens: bool) -> Iterator[tuple[Follow, bool, set[Pair]]]:
        heads = self.rules.get(part[0], [(alias, part[:1])])
        for inner, symbols in heads:
            sets = self._sequence([*symbols, *part[1:]], INSIDE.get(alias, "joint"))
            for head, _ in sorted(sets.first):
                is_word = head[0].islower()
                colon = ":" if part[1:2] == ["COLON"] and is_word else ""
                group = HEADS.get(inner, "statement") if is_word else ""
                yield (head + colon, group), opens or head == "SHARE", sets.pairs  # An arm opens what it holds.

    def _parts(self, symbols: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
        """An alternative cut into lines; with each, whether another may begin behind it on the same line."""
        part: list[str] = []
        for symbol in (*symbols, "_NL"):
            ends = symbol in ("_NL", "_INDENT", "_DEDENT") or symbol in self.long
            if not ends:
                part.append(symbol)
                continue
            if part:
                yield [*part, *(["COLON"] if symbol == "block" else [])], symbol in ("statement", "if")
            part = []

    def _long(self) -> set[str]:
        """The rules that go over the end of a line."""
        found = {"block"}
        while True:
            more = {
                origin
                for origin, alternatives in self.rules.items()
                if any(symbol == "_NL" or symbol in found for _, symbols in alternatives for symbol in symbols)
            } - found
            if not more:
                return found
            found |= more

    def _settle(self) -> None:
        """Work out all rules that stay within a line, again and again until nothing is added."""
        inner = [origin for origin in self.rules if origin not in self.long]
        self.sets = {origin: Sets(set(), set(), set(), False) for origin in inner}
        grown = True
        while grown:
            grown = False
            for origin in inner:
                found = Sets(set(), set(), set(), False)
                for alias, symbols in self.rules[origin]:
                    group = INSIDE.get(alias) or INSIDE.get(origin, "joint")
                    found = found.or_else(self._sequence(symbols, group))
                grown |= found.size() != self.sets[origin].size()
                self.sets[origin] = found

    def _sequence(self, symbols: Sequence[str], group: str) -> Sets:
        found = Sets(set(), set(), set(), True)
        for symbol in symbols:
            if symbol in self.sets:
                found = found.then(self.sets[symbol])
            else:
                text = self._named(symbol)
                found = found.then(Sets({(text, group if text[0].islower() else "")}, {text}, set(), False))
        return found

    def _named(self, terminal: str) -> str:
        return "at end" if terminal == "AT_END" else self.written.get(terminal, terminal)
