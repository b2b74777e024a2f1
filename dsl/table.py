"""The parse table: what Lark makes of the grammar, as plain data that is read back in milliseconds."""

import hashlib

import msgspec

from dsl.grammar import GRAMMAR


class Rule(msgspec.Struct, frozen=True, array_like=True):
    """One alternative of a rule: reduce `size` values to `origin` by the builder named `action`.

    The action `=` hands its only value on; `+` gathers a list; `flatten` says that a list stands among the
    values.
    """

    origin: str
    size: int
    action: str
    flatten: bool


class Table(msgspec.Struct, frozen=True):
    """States by number; in each, a symbol leads to a state (0 and up) or a rule (-1 is rule 0, -2 rule 1)."""

    grammar: str  # the digest of the grammar it was made from
    states: list[dict[str, int]]
    rules: list[Rule]
    start: int
    end: int
    patterns: list[tuple[str, str]]  # terminals that want a regular expression, in the order to try them
    keywords: dict[str, str]  # written word → terminal
    literals: dict[str, str]  # terminal → how it is written, for keywords and punctuation


def grammar_digest() -> str:
    """The digest of the grammar: the key under which a dumped table may be kept."""
    return hashlib.blake2b(GRAMMAR.encode(), digest_size=16).hexdigest()


def build_table() -> Table:
    """Let Lark analyse the grammar: most of what a cold start costs."""
    from lark import Lark
    from lark.lexer import Lexer, TerminalDef
    from lark.parsers.lalr_analysis import Shift

    class Unused(Lexer):
        """Tokens come from `dsl.lines`, so Lark need not prepare a lexer for each of its states."""

        def __init__(self, conf: object) -> None: ...

        def lex(self, lexer_state: object, parser_state: object) -> object:  # type: ignore[override]
            return iter(())

    lark = Lark(GRAMMAR, parser="lalr", lexer=Unused, start="file")
    analysed = lark.parser.parser._parse_table
    numbers = {rule: number for number, rule in enumerate(lark.rules)}
    states: list[dict[str, int]] = [{} for _ in analysed.states]
    for state, row in analysed.states.items():
        for symbol, (action, argument) in sorted(row.items(), key=lambda entry: str(entry[0])):
            states[state][str(symbol)] = argument if action is Shift else -1 - numbers[argument]
    terminals: list[TerminalDef] = sorted(lark.terminals, key=lambda t: -t.priority)
    literals = {str(t.name): str(t.pattern.value) for t in terminals if t.pattern.type == "str"}
    return Table(
        grammar=grammar_digest(),
        states=states,
        rules=[_rule(rule) for rule in lark.rules],
        start=analysed.start_states["file"],
        end=analysed.end_states["file"],
        patterns=[
            (str(t.name), str(t.pattern.value))
            for t in terminals
            if t.pattern.type == "re" and t.name != "_NL"
        ],
        keywords={text: name for name, text in literals.items() if text[0].isalpha()},
        literals=literals,
    )


def _rule(rule: object) -> Rule:
    origin = str(rule.origin.name)  # type: ignore[attr-defined]
    symbols = rule.expansion  # type: ignore[attr-defined]
    handed_on = rule.options.expand1 and not rule.alias and len(symbols) == 1  # type: ignore[attr-defined]
    alias = str(rule.alias or origin)  # type: ignore[attr-defined]
    action = "=" if handed_on else "+" if origin.startswith("_") else alias
    lists = any(not s.is_term and s.name.startswith("_") for s in symbols)
    return Rule(origin=origin, size=len(symbols), action=action, flatten=lists)
