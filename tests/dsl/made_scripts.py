"""Whole scripts made up from the grammar itself, so that a new form of the language is in them without being told.

A script is derived from `file` down, as a list of tokens. `scripts` grow at random; `covering` is one small script
for each alternative of each rule. Both keep to what may stand where, so that nearly all are read without a word.
`plain` writes a script down; `ugly` does so as somebody might who never heard of a formatter.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from hypothesis import strategies as st
from lark import Lark

from dsl.grammar import GRAMMAR

Token = tuple[str, str]
Pick = Callable[[int], int]
"""Chooses one of so many."""

SAMPLES: Final[dict[str, tuple[str, ...]]] = {
    "NAME": ("Ida", "Per", "weather", "cafe", "small-talk", "zoë", "tea_pot", "x1"),
    "STRING": ('"Well."', '"a  #  b"', '"She said \\"no\\"."', '"C:\\\\"', '""', "\"it's   “so”\"", '"¿Qué?"'),
    "INT": ("2", "1", "20"),
    "DECIMAL": ("2.5", "0.5"),
    "SHARE": ("30%", "30 %", "5.5%"),
    "TIME": ("09:15", "9:15", "21:00"),
    "POSSESSIVE": ("'s", "’s"),
    "PROSE": ("> It rains.", ">It   rains.  ", ">", '> "So", # she said'),
    "AT_END": ("at end", "at   end"),
    "ANYONE_AS": ("anyone as", "anyone \t as"),
}
STAGED: Final = {"SET", "GIVE", "TAKE", "PLACE", "ENTER", "EXIT", "TRIGGER"}
JUDGED: Final = "check_word"
FINE: Final = {"TICK", "TICKS", "MINUTE", "MINUTES"}
"""Of these there are only whole ones."""
SAME: Final = {"OFFSTAGE": "AT", "CONSUMED": "REUSABLE"}
"""What says the same as something else does, and so not beside it."""
MANY: Final = {"line", "arm", "top", "cast_entry", "prose_line", "COMMA"}
"""What there may be many of in a row; of everything else that is repeated, one of each kind."""
FURTHER: Final = {"bit": "placing_bit", "group_bit": "share_figure"}
"""What may follow in a list that began with any of its kind."""
DEEP: Final = 20
"""From so many rules down, the flattest alternative is taken."""


class Rule(NamedTuple):
    """One alternative: its number in the parser's table, of what it is, and the symbols that it stands for, each with
    whether it is a terminal."""

    number: int
    origin: str
    symbols: tuple[tuple[str, bool], ...]


@cache
def _lark() -> Lark:
    return Lark(GRAMMAR, parser="lalr", start="file")


@cache
def literals() -> dict[str, str]:
    """Terminals that are written in one way, and how."""
    return {t.name: t.pattern.value for t in _lark().terminals if t.pattern.type == "str"}


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """By origin, its alternatives, the flattest first; without empty blocks and lines that cannot be read."""
    found: dict[str, list[Rule]] = {}
    for number, each in enumerate(_lark().rules):
        symbols = tuple((str(symbol.name), bool(symbol.is_term)) for symbol in each.expansion)
        names = [name for name, _ in symbols]
        empty = ("_INDENT", "_DEDENT") in pairwise(names)
        if not empty and not {"DAMAGED", "damaged_line", "damaged_header"} & {*names}:
            found.setdefault(str(each.origin.name), []).append(Rule(number, str(each.origin.name), symbols))
    heights: dict[str, int] = {}
    for _ in found:
        heights = {origin: min(_height(rule, heights) for rule in each) for origin, each in found.items()}
    return {name: tuple(sorted(each, key=lambda rule: _height(rule, heights))) for name, each in found.items()}


def _height(rule: Rule, heights: dict[str, int]) -> int:
    return 1 + max((heights.get(name, 99) for name, terminal in rule.symbols if not terminal), default=0)


class Maker:
    """Derives one script; `forced` says by origin which alternative must be taken where it is first met."""

    def __init__(self, pick: Pick, forced: dict[str, Rule] | None = None) -> None:
        self.pick = pick
        self.forced = forced or {}

    def made(self, symbol: str, place: str = "", depth: int = 0) -> list[Token]:
        """The tokens of a symbol. `place` is what may stand here: of a scenario, a stage, a vignette or a block."""
        if symbol.startswith("__"):
            return self._repeated(symbol, place, depth)
        rule = self._chosen(symbol, place, depth)
        within = _within(rule, place)
        return [
            token
            for name, terminal in rule.symbols
            for token in ([self._terminal(name)] if terminal else self.made(name, within, depth + 1))
        ]

    def _chosen(self, symbol: str, place: str, depth: int) -> Rule:
        allowed = [rule for rule in rules()[symbol] if _fits(rule, place)]
        forced = self.forced.get(symbol)
        if forced in allowed:
            return self.forced.pop(symbol)
        return allowed[self.pick(len(allowed)) if depth < DEEP else 0]

    def _repeated(self, symbol: str, place: str, depth: int) -> list[Token]:
        """`__block_star_19`: one or more of something, with a comma before each if it is a list."""
        one = min(rules()[symbol], key=lambda rule: len(rule.symbols)).symbols
        many = (one[-1][0] in MANY or one[0][0] in MANY) and one[-1][0] != "bit"
        made: list[Token] = []
        seen: set[str] = set()
        for _ in range(1 + (self.pick(4) if depth < DEEP else 0)):
            tokens = [token for name, terminal in one for token in self._one(name, terminal, place, depth)]
            kind = tokens[1 if one[0][0] == "COMMA" else 0][0]
            kind = SAME.get(kind, kind)
            if many or kind not in seen:
                made += tokens
            seen.add(kind)
        return made

    def _one(self, name: str, terminal: bool, place: str, depth: int) -> list[Token]:
        return [self._terminal(name)] if terminal else self.made(FURTHER.get(name, name), place, depth + 1)

    def _terminal(self, name: str) -> Token:
        samples = SAMPLES.get(name)
        if samples is not None:
            return name, samples[self.pick(len(samples))]
        return name, literals().get(name, "")


def _within(rule: Rule, place: str) -> str:
    match rule.origin:
        case "scenario" | "stage" | "vignette":
            return rule.origin
        case "cue" | "if" | "arm":
            return "block"
        case _:
            return place


def _fits(rule: Rule, place: str) -> bool:
    first = rule.symbols[0][0] if rule.symbols else ""
    match rule.origin, place:
        case "file", _:
            return bool(rule.symbols)
        case "line", "block" | "stage":
            return first != "cue"
        case "statement", "scenario":
            return first == JUDGED
        case "statement", "stage":
            return first in STAGED
        case _:
            return True


BY_OTHER_WAYS: Final = (("line", False), ("AT", True))
"""In a scenario hardly any line may stand; and `at end` is a word of its own, so that no `at` leads to an `end`."""


@cache
def targets() -> tuple[Rule, ...]:
    """Every alternative of every rule; of a list there is one already where one thing is in it."""
    return tuple(rule for each in rules().values() for rule in each if rule.symbols and rule.origin[:2] != "__")


@cache
def _ways() -> dict[str, Rule]:
    """By origin, the alternative above it on the shortest way up to `file`."""
    ways: dict[str, Rule] = {}
    reached = ["file"]
    for origin in reached:
        for rule in rules()[origin]:
            if rule.symbols and rule.symbols[0] in BY_OTHER_WAYS and origin in ("scenario_line", "cue"):
                continue
            for name, terminal in rule.symbols:
                if not terminal and name not in reached:
                    ways[name] = rule
                    reached.append(name)
    return ways


def covering(target: Rule) -> list[Token]:
    """A small script in which an alternative is taken."""
    forced, rule = {target.origin: target}, target
    while rule.origin != "file":
        rule = _ways()[rule.origin]
        forced[rule.origin] = rule
    return whole(Maker(lambda _: 0, forced).made("file"))


def whole(tokens: list[Token]) -> list[Token]:
    """Without fractions of what has none."""
    return [
        ("HOURS", "hours") if before[0] == "DECIMAL" and token[0] in FINE else token
        for before, token in zip([("", ""), *tokens], tokens, strict=False)
    ]


@st.composite
def scripts(draw: st.DrawFn) -> list[Token]:
    """Any script, as tokens."""
    return whole(Maker(lambda count: draw(st.integers(0, count - 1))).made("file"))


NOTES: Final = ("# why", "#why", "##  Two of them.", "#", "#! TN101", "# TODO: more,  later ", '# "quoted"')
TIGHT: Final = re.compile(r"""[,:()\[\]="]|\.\.""")


def lines_of(tokens: Sequence[Token]) -> Iterator[tuple[int, list[Token]]]:
    """The lines of a script, each with how many blocks it stands in."""
    depth, line = 0, list[Token]()
    for kind, text in tokens:
        match kind:
            case "_NL":
                yield depth, line
                line = []
            case "_INDENT" | "_DEDENT":
                depth += 1 if kind == "_INDENT" else -1
            case _:
                line.append((kind, text))


def plain(tokens: Sequence[Token]) -> str:
    """A script with everything apart that can be."""
    return "".join(
        "    " * depth + "".join(_gap(a, b, " ") + b[1] for a, b in zip([("", ""), *line], line, strict=False)) + "\n"
        for depth, line in lines_of(tokens)
    )


def ugly(tokens: Sequence[Token], pick: Pick) -> str:
    """The same script, oddly spaced, with steps of any width, comments and blank lines strewn in."""
    columns, written = [0], list[str]()
    for depth, line in lines_of(tokens):
        del columns[depth + 1 :]
        if depth == len(columns):
            columns.append(columns[-1] + 1 + pick(7))
        written += _between(columns[-1], pick)
        text = " " * columns[-1]
        for a, b in zip([("", ""), *line], line, strict=False):
            text += _gap(a, b, ("", " ", "  ", "\t")[pick(4)]) + b[1]
        if line[-1][0] != "PROSE" and not pick(6):
            text += ("", " ", "      ")[pick(3)] + NOTES[pick(len(NOTES))]
        written.append(text + "   " * (not pick(8)))
    ending = ("\n", "\n", "\r\n")[pick(3)]
    return "\ufeff" * (not pick(9)) + ending.join([*written, *_between(0, pick)]) + ending * pick(3)


def _between(column: int, pick: Pick) -> Iterator[str]:
    """What may stand between two lines: nothing most of the time."""
    for _ in range((0, 0, 0, 1, 2, 3)[pick(6)]):
        yield "" if pick(2) else " " * max(0, column - 4 + pick(9)) + NOTES[pick(len(NOTES))] if pick(3) else "  \t "


def _gap(a: Token, b: Token, wanted: str) -> str:
    """What stands between two tokens: at least a blank where they would run together."""
    if not a[0] or b[0] == "POSSESSIVE":
        return ""
    apart = not (TIGHT.search(a[1][-2:]) or TIGHT.search(b[1][:2])) or (a[1] == ":" and b[1][0].isdigit())
    return wanted or " " * apart
