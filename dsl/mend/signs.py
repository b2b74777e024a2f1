"""Colons, brackets and quotation marks: missing, or too many."""

from dsl.diagnostic import Diagnostic, Fix
from dsl.lines import Token
from dsl.mend.rewrite import rewritten, written
from dsl.mend.say import guess_for, shape
from dsl.mend.trouble import Finding, Tokens, Trouble
from dsl.source import Span
from dsl.words import ACTIVITIES, BELONGS


def missing_colon(t: Trouble) -> Finding | None:
    """`at tick 8`, `town riverside`, `Kai "Hello"`"""
    if "COLON" not in t.expected or t.at == 0 or _is_elsewhere(t):
        return None
    following = t.machine.resolve(t.token) if t.token else "_NL"
    if following in ("INT", "DECIMAL") and t.fits("COLON", "TIME"):
        following = "TIME"  # `clock 9 am`: how it is written is told of in its turn.
    if not t.fits("COLON", following) and not _fits_after_colon(t):
        return None
    before = t.tokens[t.at - 1].span.after()
    what = "`:`"
    opens = t.token is None
    message = "this line opens a block, so it ends with a colon" if opens else "a colon is missing here"
    fix = Fix(before, ":", sure=not _may_be_no_name(t))
    diagnostic = Diagnostic("TN103", message, before, f"{what} is missing", fix=fix)
    return Finding(diagnostic, t.with_before(t.at, Token("COLON", ":", before)))


def _may_be_no_name(t: Trouble) -> bool:
    """`shout "Fire"`: speech if somebody is called so, and a verb of nobody's if not."""
    return t.led_by_name and t.tokens[0].text[0].islower() and t.token is not None and t.token.type == "STRING"



def _is_elsewhere(t: Trouble) -> bool:
    """`set cafe's prices to 90%` in the cast: a line of another kind, and nobody called `set`; `heading "X"`"""
    first = t.tokens[0]
    if t.at != 1 or not t.led_by_name or t.token is None:
        return False
    return first.text in BELONGS or guess_for(t, first.text, t.openings) is not None


def _fits_after_colon(t: Trouble) -> bool:
    """A word that is a keyword only behind the colon."""
    if t.token is None or t.token.type != "NAME":
        return False
    keyword = t.machine.table.keywords.get(t.token.text)
    return keyword is not None and t.fits("COLON", keyword)


def stray_colon(t: Trouble) -> Finding | None:
    """`hold Kai:`"""
    if t.token is None or t.token.type != "COLON" or t.at != len(t.tokens) - 1 or "_NL" not in t.expected:
        return None
    diagnostic = Diagnostic(
        "TN105",
        "this line opens no block, so it takes no colon",
        t.token.span,
        "this colon is too much",
        fix=Fix(t.token.span, "", sure=True),
    )
    return Finding(diagnostic, t.tokens[:-1])


def stray_comma(t: Trouble) -> Finding | None:
    """`Nell: balanced, at cafe,`"""
    if t.at == 0 or t.tokens[t.at - 1].type != "COMMA" or (t.token is not None and t.token.type != "RPAR"):
        return None
    return rewritten(t, t.at - 1, t.at, "", "TN101", "nothing follows this comma", "leave it out")


def prose_line(t: Trouble) -> Finding | None:
    """`Morning light.` under `narrate:`, without its `>`"""
    if t.at != 0 or "PROSE" not in t.expected:
        return None
    span = t.tokens[0].span
    here = Span(span.file, span.line, span.column, span.line, span.column)
    whole = Token("PROSE", "> " + written(t.tokens), span.to(t.tokens[-1].span))
    diagnostic = Diagnostic(
        "TN102", "a line of prose begins with `>`", whole.span, "`>` is missing before this", fix=Fix(here, "> ")
    )
    return Finding(diagnostic, (whole,))


def bracket(t: Trouble) -> Finding | None:
    """`play small-talk(Avery, Kai` and `mark "x")`"""
    for opening, closing, close in (("LPAR", "RPAR", ")"), ("LSQB", "RSQB", "]")):
        opened = [token for token in t.tokens if token.type == opening]
        closed = [token for token in t.tokens if token.type == closing]
        if len(opened) > len(closed) and closing in t.expected:
            return _unclosed(t, opened[-1], closing, close)
        if t.token is not None and t.token.type == closing and len(closed) > len(opened):
            span = t.token.span
            diagnostic = Diagnostic(
                "TN110", "this bracket closes nothing", span, "nothing was opened before it",
                fix=Fix(span, "", sure=True),
            )  # fmt: skip
            return Finding(diagnostic, t.without(t.at))
    return None


def _unclosed(t: Trouble, opened: Token, closing: str, close: str) -> Finding:
    here = t.tokens[t.at - 1].span.after()
    diagnostic = Diagnostic(
        "TN110", "this bracket is never closed", opened.span, "it was opened here",
        secondary=((here, f"`{close}` is missing"),), fix=Fix(here, close, sure=True),
    )  # fmt: skip
    return Finding(diagnostic, t.with_before(t.at, Token(closing, close, here)))


def quoted_name(t: Trouble) -> Finding | None:
    """`direct "Kai" to leave`"""
    if t.token is None or t.token.type != "STRING" or "NAME" not in t.expected:
        return None
    name = t.token.text[1:-1]
    if t.at == 0 and not t.reads(t.with_instead(0, Token("NAME", name, t.token.span))):
        return None
    if not name.replace("-", "").isalnum() or name[0].isdigit():
        return None
    span = t.token.span
    diagnostic = Diagnostic(
        "TN109", "names take no quotation marks", span, "a name", hint=shape(t), fix=Fix(span, name, sure=True)
    )
    return Finding(diagnostic, t.with_instead(t.at, Token("NAME", name, span)))


def missing_quotes(t: Trouble) -> Finding | None:
    """`mark Warm-up`"""
    if t.expected - {"COLON"} != {"STRING"} or t.token is None or t.token.type != "NAME" or t.at == 0:
        return None
    heads = [n for n, token in enumerate(t.tokens) if token.type in ("LPAR", "COLON") and n > t.at]
    end = heads[0] if t.tokens[0].text == "scenario" and heads else len(t.tokens)
    span = t.token.span.to(t.tokens[end - 1].span)
    text = '"' + _as_written(t.tokens[t.at : end]) + '"'
    deed = t.token.text in ACTIVITIES and t.at == 2 and t.led_by_name
    order = f"If it is not said but done: `direct {t.tokens[0].text} to {text[1:-1]}`"
    diagnostic = Diagnostic(
        "TN109", "text wants quotation marks around it", span, "this looks like text",
        hint=order if deed else shape(t), fix=Fix(span, text, sure=not deed and '"' not in text[1:-1]),
    )  # fmt: skip
    return Finding(diagnostic, (*t.tokens[: t.at], Token("STRING", text, span), *t.tokens[end:]))


def _as_written(tokens: Tokens) -> str:
    """The tokens with the spaces between them; quotation marks within are left out."""
    text, column = "", tokens[0].span.column
    for token in tokens:
        text = text.ljust(token.span.column - column) + token.text.replace('"', " ")
    return text.strip()


def speech(t: Trouble) -> Finding | None:
    """`Kai says "hello"`"""
    if t.at != 1 or not t.led_by_name or len(t.tokens) != 3 or t.tokens[2].type != "STRING":
        return None
    if not t.fits("COLON", "STRING"):
        return None
    says = t.tokens[1].text in ("says", "said", "say")
    span = t.tokens[0].span
    span = Span(span.file, span.line, span.end_column, span.line, t.tokens[2].span.column)
    diagnostic = Diagnostic(
        "TN103", "speech is a name, a colon and the words", t.tokens[1].span, "a colon belongs here",
        hint=f'for example `{t.tokens[0].text}: "Three coins?"`', fix=Fix(span, ": ", sure=says),
    )  # fmt: skip
    return Finding(diagnostic, (t.tokens[0], Token("COLON", ":", t.tokens[1].span), t.tokens[2]))
