"""Lines that were forgotten above others: the `scenario` line, `cast:`, and a file that is no script at all."""

import re
from collections.abc import Iterator, Sequence

from dsl.diagnostic import Diagnostic, Fix
from dsl.lines import Line, Token
from dsl.machine import Machine
from dsl.source import Span
from dsl.words import BELONGS, DECLARING

Tokens = tuple[Token, ...]

WORD = re.compile(r"[^\W\d]\w*(?:-\w+)*")
CUT = re.compile(r"(?=(?<![\w-])([\w-]+)[^\w\s-]([\w-]+))")
"""A word with a sign in it."""

OPENINGS = ("about", "tags", "town", "clock", "length", "seed")
"""What a scenario begins with, whoever forgets its first line."""

MOST_UNREAD = 8
"""So many lines that cannot be read, and nothing declared: this was never meant to be a script."""


UNDER: dict[str, str] = {
    **dict.fromkeys(("seeds", "vary", "golden", "pass-rate", "compare", "ignore", "cover"), "rehearse:"),
    **dict.fromkeys(("traits", "prefers", "rewards"), "personality name:"),
    **dict.fromkeys(("price", "portions", "reusable", "consumed", "spoils", "keeps"), "item name:"),
    **dict.fromkeys(("starts", "carries", "wallet", "job", "home", "ties"), "Name:"),
    **dict.fromkeys(OPENINGS, 'scenario "Title":'),
}
"""By the first word of a line, the line it stands under, if there is only one it can."""


def forgotten(
    line: Line, below: Sequence[Line], machine: Machine, level: int
) -> tuple[Tokens, Diagnostic] | None:
    """The head that is missing above a line which stands deeper than `level`, and what to say about it."""
    if line.indent <= level or (below and below[0].indent < line.indent):
        return None  # A single line is deeper by itself.
    written = _head_of((line, *below)) or "cast:"
    head = _written(written, line.tokens[0].span)
    terminals = [machine.resolve(head[0]), *(token.type for token in head[1:]), "_NL", "_INDENT"]
    if not machine.reads(beginning(line), after=terminals):
        return None
    if written == "cast:" and not _begins_cast(line, below, machine):
        return None
    return head, _missing(line.tokens[0].span, written, level)


def stands_under(line: Line, head: Line) -> bool:
    """Whether the next line is the head that this one stands under."""
    written = "".join(token.text for token in head.tokens)
    if line.indent <= head.indent or written not in ("cast:", "rehearse:"):
        return False
    first = line.tokens[0]
    in_cast = first.type == "NAME" and first.text not in BELONGS and len(line.tokens) > 2
    return UNDER.get(first.text) == written or (written == "cast:" and in_cast and line.tokens[2].type == "NAME")


def above_its_head(line: Line, head: Line) -> Diagnostic:
    """Two lines that have changed places."""
    written = "".join(token.text for token in head.tokens)
    span = line.tokens[0].span.to(line.tokens[-1].span)
    message = f"this stands above `{written}`, and belongs under it"
    return Diagnostic("TN111", message, span, "one line too early", hint="let the two lines change places")


def _head_of(lines: Sequence[Line]) -> str | None:
    """The line that the first of these stands under; `about` stands under several, so the next one decides."""
    first, *others = lines
    word = first.tokens[0].text
    if word == "about" and others and others[0].tokens[0].text in UNDER:
        return UNDER[others[0].tokens[0].text]
    if word == "personality" and first.tokens[1:2] and first.tokens[1].type == "COLON":
        return "Name:"
    return UNDER.get(word)


def _begins_cast(line: Line, below: Sequence[Line], machine: Machine) -> bool:
    """`Kai: gruff, at cafe`, or `Kai:` with something under it."""
    first = line.tokens[0]
    if first.type != "NAME" or first.text in machine.table.keywords:
        return False
    alone = len(line.tokens) == 2
    return not alone or (bool(below) and below[0].indent > line.indent)


BLANKS: dict[str, tuple[str, str]] = {
    ":": ("COLON", ":"), '"Title"': ("STRING", '"?"'), "name": ("NAME", "?"), "Name": ("NAME", "?"),
}  # fmt: skip


def _written(head: str, span: Span) -> Tokens:
    """A head as tokens, all at the beginning of the line under it."""
    start = Span(span.file, span.line, 1, span.line, 1)
    words = [*head.removesuffix(":").split(), ":"]
    return tuple(Token(*BLANKS.get(word, ("NAME", word)), start) for word in words)


def _missing(span: Span, written: str, level: int) -> Diagnostic:
    start = Span(span.file, span.line, 1, span.line, 1)
    word = written.removesuffix(":").split()[0]
    if written == "Name:":
        message = "the name of somebody is missing above this"
    elif written == f"{word}:":
        message = f"`{written}` is missing above this"
    else:
        message = f"the `{word}` line is missing above this"
    fix = Fix(start, " " * level + written + "\n")
    return Diagnostic("TN104", message, span, f"this stands under `{written}`", fix=fix)


def words_in(tokens: Tokens) -> tuple[str, ...]:
    """The words of a line that cannot be read."""
    written, column = "", tokens[0].span.column
    for token in tokens:
        written = written.ljust(token.span.column - column) + token.text
    return names_in(written)


def names_in(written: str) -> tuple[str, ...]:
    """The words of a text, also those that a sign has cut in two: `Ka"i`."""
    cut = (one + other for one, other in CUT.findall(written))
    return tuple(dict.fromkeys((*WORD.findall(written), *cut)))


def beginning(line: Line) -> Tokens:
    """The first three tokens of a line, its end included: enough to tell what kind of line it is."""
    return (*line.tokens, Token("_NL", "", line.end))[:3]


def heads_for(line: Line, damaged: Token, below: Sequence[Line]) -> Iterator[Tokens]:
    """What the head of a block may have been that cannot be read: by its own words, or by what stands under it."""
    tokens, colon = line.tokens, Token("COLON", ":", line.end)
    written = _head_of(below) if below else None
    if written is not None and tokens[0].text not in DECLARING:
        yield _written(written, damaged.span)
    own = _header(tokens)
    if own:
        yield (*own, colon)
    yield (damaged, colon)
    for word in ("cast", "stage", "rehearse", "narrate"):
        yield Token("NAME", word, damaged.span), colon
    yield Token("NAME", "choose", damaged.span), Token("FROM", "from", damaged.span), _unnamed(damaged), colon
    for word in ("personality", "item", "vignette"):
        yield Token("NAME", word, damaged.span), _unnamed(damaged), colon
    yield Token("NAME", "scenario", damaged.span), Token("STRING", '"?"', damaged.span), colon


def _unnamed(damaged: Token) -> Token:
    return Token("NAME", "?", damaged.span)


def _header(tokens: Tokens) -> Tokens:
    """The head of a declaration whose details cannot be read: its name or title, and its parameters."""
    first = tokens[0].text
    if first in ("cast", "stage", "rehearse", "narrate"):
        return tokens[:1]
    if first in ("personality", "item"):
        return (tokens[0], _first_of("NAME", tokens))
    if first in ("scenario", "vignette"):
        return (tokens[0], _first_of("STRING" if first == "scenario" else "NAME", tokens), *_brackets(tokens))
    return ()


def _first_of(kind: str, tokens: Tokens) -> Token:
    found = next((t for t in tokens[1:] if t.type == kind), None)
    return found or Token(kind, '"?"' if kind == "STRING" else "?", tokens[0].span)


def _brackets(tokens: Tokens) -> Tokens:
    """`(a, b = 70 what` → `( a , b )`"""
    opened = next((n for n, t in enumerate(tokens) if t.type == "LPAR"), len(tokens))
    names = [
        t for before, t in zip(tokens[opened:], tokens[opened + 1 :], strict=False)
        if t.type == "NAME" and before.type in ("LPAR", "COMMA")
    ]  # fmt: skip
    if not names:
        return ()
    listed: list[Token] = []
    for name in names:
        listed += [Token("COMMA" if listed else "LPAR", "", name.span), name]
    return (*listed, Token("RPAR", ")", names[-1].span))


def no_script(file: str, said: tuple[Diagnostic, ...], declared: bool) -> tuple[Diagnostic, ...]:
    """One message instead of one for each line, when hardly anything of a file can be read."""
    if declared or sum(each.code.startswith("TN1") for each in said) < MOST_UNREAD:
        return said
    message = "this does not look like a script: hardly a line begins with a word I know"
    hint = 'a script declares things at its left edge, most of all `scenario "Title":`'
    return (Diagnostic("TN102", message, Span(file, 1, 1, 1, 1), "another kind of file?", hint=hint),)
