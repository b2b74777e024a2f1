"""What is wrong with a line that does not fit, in the writer's words, and how to read it all the same."""

from collections.abc import Mapping

import msgspec

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import nearest
from dsl.lines import Line, Token
from dsl.machine import Machine
from dsl.source import Span
from dsl.words import ACTIVITIES, BELONGS, FILLERS, FORMS, JOINTS, PHRASES, SYNONYMS, UNITS

Tokens = tuple[Token, ...]


class Finding(msgspec.Struct, frozen=True):
    """What to say, and the line as it was probably meant, if that is clear enough to go on with."""

    diagnostic: Diagnostic
    mended: Tokens | None = None


class Trouble(msgspec.Struct, frozen=True):
    """Where reading a line stopped: at which token (or behind the last), and what would have fitted.

    `taken` is what the tokens before it were taken for, `openings` what could have begun the line instead.
    """

    line: Line
    tokens: Tokens
    at: int
    machine: Machine
    expected: set[str]
    taken: tuple[str, ...]
    openings: set[str]

    @property
    def token(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    @property
    def led_by_name(self) -> bool:
        """Whether the first word passed for a name, so that no verb says what the line is."""
        return self.tokens[0].type == "NAME" and self.taken[:1] in ((), ("NAME",))

    def without(self, at: int) -> Tokens:
        return (*self.tokens[:at], *self.tokens[at + 1 :])

    def with_before(self, at: int, *new: Token) -> Tokens:
        return (*self.tokens[:at], *new, *self.tokens[at:])

    def with_instead(self, at: int, *new: Token) -> Tokens:
        return (*self.tokens[:at], *new, *self.tokens[at + 1 :])

    def fits(self, *terminals: str) -> bool:
        return self.machine.accepts(terminals)

    def literal(self, terminal: str) -> str | None:
        """How a terminal is written, if it is a word of the language."""
        text = self.machine.table.literals.get(terminal)
        return text if text is not None and text[0].isalpha() else None


def find(trouble: Trouble) -> Finding:
    """The first explanation that applies; the last one always does."""
    for explain in EXPLANATIONS:
        finding = explain(trouble)
        if finding is not None:
            return finding
    return _unexpected(trouble)


# ── signs that are missing or too many ───────────────────────────────────────────────────────────────────


def _missing_colon(t: Trouble) -> Finding | None:
    """`at tick 8`, `town riverside`, `Kai "Hello"`"""
    if "COLON" not in t.expected or t.at == 0:
        return None
    following = t.machine.resolve(t.token) if t.token else "_NL"
    if not t.fits("COLON", following) and not _fits_after_colon(t):
        return None
    before = t.tokens[t.at - 1].span.after()
    what = "`:`"
    opens = t.token is None
    message = "this line opens a block, so it ends with a colon" if opens else "a colon is missing here"
    diagnostic = Diagnostic("TN103", message, before, f"{what} is missing", fix=Fix(before, ":"))
    return Finding(diagnostic, t.with_before(t.at, Token("COLON", ":", before)))


def _fits_after_colon(t: Trouble) -> bool:
    """A word that is a keyword only behind the colon."""
    if t.token is None or t.token.type != "NAME":
        return False
    keyword = t.machine.table.keywords.get(t.token.text)
    return keyword is not None and t.fits("COLON", keyword)


def _stray_colon(t: Trouble) -> Finding | None:
    """`hold Kai:`"""
    if t.token is None or t.token.type != "COLON" or t.at != len(t.tokens) - 1 or "_NL" not in t.expected:
        return None
    diagnostic = Diagnostic(
        "TN105",
        "this line opens no block, so it takes no colon",
        t.token.span,
        "this colon is too much",
        fix=Fix(t.token.span, ""),
    )
    return Finding(diagnostic, t.tokens[:-1])


def _bracket(t: Trouble) -> Finding | None:
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
                fix=Fix(span, ""),
            )  # fmt: skip
            return Finding(diagnostic, t.without(t.at))
    return None


def _unclosed(t: Trouble, opened: Token, closing: str, close: str) -> Finding:
    here = t.tokens[t.at - 1].span.after()
    diagnostic = Diagnostic(
        "TN110", "this bracket is never closed", opened.span, "it was opened here",
        secondary=((here, f"`{close}` is missing"),), fix=Fix(here, close),
    )  # fmt: skip
    return Finding(diagnostic, t.with_before(t.at, Token(closing, close, here)))


def _missing_joint(t: Trouble) -> Finding | None:
    """`set Kai's mood 40%`, `traits: extroversion 0.7 forgiveness 0.3`: one small word or sign short"""
    if t.token is None or t.at == 0:
        return None
    return _joint(t, t.token, t.token.type)


def _missing_joint_before_keyword(t: Trouble) -> Finding | None:
    """`direct Kai meet Avery`: `meet` would be a verb behind `to`"""
    if t.token is None or t.at == 0 or t.token.text not in t.machine.table.keywords:
        return None
    return _joint(t, t.token, t.machine.table.keywords[t.token.text])


def _joint(t: Trouble, token: Token, kind: str) -> Finding | None:
    fitting = [
        (terminal, text) for terminal, text in t.machine.table.literals.items()
        if text in JOINTS and terminal in t.expected and t.fits(terminal, kind)
    ]  # fmt: skip
    if len(fitting) != 1:
        return None
    ((terminal, text),) = fitting
    if token.text in JOINTS and text.isalpha():
        return _wrong_joint(t, token, text)
    here = t.tokens[t.at - 1].span.after()
    diagnostic = Diagnostic(
        "TN116", f"`{text}` is missing here", token.span, f"`{text}` belongs before this",
        hint=_shape(t), fix=Fix(here, text if text == "," else " " + text),
    )  # fmt: skip
    joint = Token("NAME" if text.isalpha() else terminal, text, here)
    return Finding(diagnostic, t.with_before(t.at, joint))


def _wrong_joint(t: Trouble, token: Token, text: str) -> Finding:
    """`direct Kai to chat to Avery`"""
    diagnostic = Diagnostic(
        "TN116", f"`{text}` belongs here, not `{token.text}`", token.span, f"did you mean `{text}`?",
        hint=_shape(t), fix=Fix(token.span, text),
    )  # fmt: skip
    return Finding(diagnostic, t.with_instead(t.at, Token("NAME", text, token.span)))


def _missing_possessive(t: Trouble) -> Finding | None:
    """`Kai mood below 30%`, `set cafes prices to 100%`"""
    if t.token is None or t.at == 0 or t.token.type != "NAME" or t.tokens[t.at - 1].type != "NAME":
        return None
    if not t.fits("POSSESSIVE", "NAME"):
        return None
    owner = t.tokens[t.at - 1]
    here = owner.span.after()
    plural = owner.text.endswith("s")
    diagnostic = Diagnostic(
        "TN116", f"whose {t.token.text}? An apostrophe is missing here", owner.span.to(t.token.span),
        "`'s` belongs between these two", hint="for example `Kai's mood`, `cafe's prices`",
        fix=None if plural else Fix(here, "'s"),
    )  # fmt: skip
    return Finding(diagnostic, None if plural else t.with_before(t.at, Token("POSSESSIVE", "'s", here)))


def _filler(t: Trouble) -> Finding | None:
    """`direct Kai to meet the Avery`, `wait for 5 ticks`, `direct Kai, to leave`, `mark: "One"`"""
    for at in (t.at - 2, t.at - 1, t.at):
        if 0 < at < len(t.tokens) and _is_filler(t, at):
            token = t.tokens[at]
            diagnostic = Diagnostic(
                "TN101", f"`{token.text}` is not needed here", token.span, "leave it out",
                hint=_shape(t), fix=Fix(token.span, ""),
            )  # fmt: skip
            return Finding(diagnostic, t.without(at))
    return None


def _is_filler(t: Trouble, at: int) -> bool:
    token = t.tokens[at]
    if at == t.at - 2:
        behind = t.tokens[at + 1]
        return token.type == "COMMA" and t.taken[at + 1] == "NAME" and behind.text in ("to", "from", "at")
    if at == t.at - 1:
        as_name = (
            t.taken[at] == "NAME" and token.text in (*FILLERS, "for", "to", "of") and t.token is not None
        )
        return as_name or (at == 1 and token.text == ":" and t.tokens[0].text == "narrate")
    following = t.tokens[at + 1] if at + 1 < len(t.tokens) else None
    if token.type in ("COMMA", "COLON"):
        return following is not None and t.fits(t.machine.resolve(following))
    return token.text in FILLERS


def _quoted_name(t: Trouble) -> Finding | None:
    """`direct "Kai" to leave`"""
    if t.token is None or t.token.type != "STRING" or "NAME" not in t.expected or t.at == 0:
        return None
    name = t.token.text[1:-1]
    if not name.replace("-", "").isalnum() or name[0].isdigit():
        return None
    span = t.token.span
    diagnostic = Diagnostic(
        "TN109", "names take no quotation marks", span, "a name", hint=_shape(t), fix=Fix(span, name)
    )
    return Finding(diagnostic, t.with_instead(t.at, Token("NAME", name, span)))


def _missing_quotes(t: Trouble) -> Finding | None:
    """`mark Warm-up`"""
    if t.expected - {"COLON"} != {"STRING"} or t.token is None or t.token.type != "NAME" or t.at == 0:
        return None
    end = len(t.tokens)
    span = t.token.span.to(t.tokens[end - 1].span)
    diagnostic = Diagnostic(
        "TN109", "text wants quotation marks around it", span, "this looks like text", hint=_shape(t)
    )
    return Finding(diagnostic, (*t.tokens[: t.at], Token("STRING", '""', span)))


# ── figures ──────────────────────────────────────────────────────────────────────────────────────────────


def _missing_unit(t: Trouble) -> Finding | None:
    """`wait 2`, `wallet: 12`, `within 20 seconds`"""
    if t.at == 0 or t.tokens[t.at - 1].type not in ("INT", "DECIMAL"):
        return None
    units = [u for u in UNITS if t.machine.table.keywords[u] in t.expected]
    if not units:
        return None
    unit = "coins" if "coins" in units else "ticks"
    keywords = t.machine.table.keywords
    if t.token is not None and t.token.type == "NAME" and _may_be_unit(t.token.text, keywords):
        return _unknown_unit(t, t.token, units, unit)
    figure = t.tokens[t.at - 1].span
    diagnostic = Diagnostic(
        "TN115", "this figure has no unit", figure, "of what?",
        hint=_units_hint(units), fix=Fix(figure.after(), " " + unit),
    )  # fmt: skip
    return Finding(diagnostic, t.with_before(t.at, Token("NAME", unit, figure.after())))


def _may_be_unit(word: str, keywords: Mapping[str, str]) -> bool:
    return word not in keywords or word in UNITS


def _unknown_unit(t: Trouble, token: Token, units: list[str], unit: str) -> Finding:
    guess = SYNONYMS.get(token.text.casefold()) or nearest(token.text, units)
    guess = guess if guess in units else None
    diagnostic = Diagnostic(
        "TN115", f"`{token.text}` is not a unit I can use here", token.span, "not a unit",
        hint=_units_hint(units), fix=Fix(token.span, guess) if guess else None,
    )  # fmt: skip
    mended = Token("NAME", guess or unit, token.span)
    return Finding(diagnostic, t.with_instead(t.at, mended))


def _units_hint(units: list[str]) -> str:
    plural = [u for u in units if u.endswith("s")]
    return "write " + _either([f"`{u}`" for u in plural]) + " behind it"


def _missing_percent(t: Trouble) -> Finding | None:
    """`nudge Kai to leave by 40`"""
    if t.token is None or t.token.type not in ("INT", "DECIMAL") or "SHARE" not in t.expected:
        return None
    span = t.token.span
    diagnostic = Diagnostic(
        "TN115", "a share is written with a percent sign", span, f"did you mean {t.token.text}%?",
        fix=Fix(span.after(), "%"),
    )  # fmt: skip
    mended = Token("SHARE", t.token.text + "%", span)
    rest = t.tokens[t.at + 1 :]
    if rest and rest[0].text == "percent":
        rest = rest[1:]
    return Finding(diagnostic, (*t.tokens[: t.at], mended, *rest))


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────


def _first_word(t: Trouble) -> Finding | None:
    """`direkt Kai to leave`: a word of nobody's at the head of a line passes for a name, for a while."""
    first = t.tokens[0]
    if first.type != "NAME" or (t.at > 0 and not t.led_by_name):
        return None
    as_name = t.at == 1 and t.expected <= {"COLON", "INT"}
    as_speaker = t.at == 2 and t.expected == {"STRING"}
    if t.at > 0 and not as_name and not as_speaker:
        return None
    if first.text in BELONGS or SYNONYMS.get(first.text) == "otherwise":
        return _misplaced(t, first)
    if as_speaker and not _guess(t, first.text, t.openings):
        return None
    if first.text in ACTIVITIES and "DIRECT" in t.openings:
        return _bare_activity(first)
    return _unknown(t, 0, "TN102", f"I do not know a line that begins with `{first.text}`", t.openings)


def _bare_activity(first: Token) -> Finding:
    message = f"`{first.text}` is what somebody does: say who, and how firmly"
    hint = f"`direct Kai to {first.text} …` orders it, `nudge Kai to {first.text} …` suggests it"
    return Finding(Diagnostic("TN102", message, first.span, "not a line of its own", hint=hint))


def _speech(t: Trouble) -> Finding | None:
    """`Kai says "hello"`"""
    if t.at != 1 or not t.led_by_name or len(t.tokens) != 3 or t.tokens[2].type != "STRING":
        return None
    if not t.fits("COLON", "STRING"):
        return None
    span = t.tokens[0].span.after().to(t.tokens[2].span)
    span = Span(span.file, span.line, span.column, span.line, t.tokens[2].span.column)
    diagnostic = Diagnostic(
        "TN103", "speech is a name, a colon and the words", t.tokens[1].span, "a colon belongs here",
        hint=f'for example `{t.tokens[0].text}: "Three coins?"`', fix=Fix(span, ": "),
    )  # fmt: skip
    return Finding(diagnostic, (t.tokens[0], Token("COLON", ":", t.tokens[1].span), t.tokens[2]))


def _misplaced(t: Trouble, first: Token) -> Finding:
    if first.text not in BELONGS or first.text == "otherwise":
        message, label = (
            f"there is no `if` for this `{first.text}` to belong to",
            "nothing to be otherwise to",
        )
        hint = f"`otherwise:` stands {BELONGS['otherwise']}"
        return Finding(Diagnostic("TN117", message, first.span, label, hint=hint))
    where = BELONGS[first.text]
    message = f"a line that begins with `{first.text}` does not belong here"
    return Finding(Diagnostic("TN111", message, first.span, "in the wrong place", hint=f"it stands {where}"))


def _unknown_word(t: Trouble) -> Finding | None:
    """`direct Kai to meat Avery`, `expect Kai's mood < 3%`: a word near one that would fit, or for one."""
    if t.token is None or t.at == 0:
        return None
    if t.token.type not in ("NAME", "STRAY", "EQUAL"):
        return None
    if not _guess(t, _sign(t), t.expected):
        return None
    return _unknown(t, t.at, "TN101", f"I do not understand `{_sign(t)}` here", t.expected)


def _sign(t: Trouble) -> str:
    """The word, or the whole of a sign such as `<=` that reaches us in pieces."""
    assert t.token is not None
    if t.token.type == "NAME":
        return t.token.text
    pieces = t.token.text
    for before, token in zip(t.tokens[t.at :], t.tokens[t.at + 1 :], strict=False):
        if token.type not in ("STRAY", "EQUAL") or token.span.column != before.span.end_column:
            break
        pieces += token.text
    return pieces


def _guess(t: Trouble, word: str, expected: set[str]) -> str | None:
    """What was meant: first what people say elsewhere, then what is spelt nearly so."""
    words = sorted(text for terminal in expected if (text := t.literal(terminal)))
    said = SYNONYMS.get(word.casefold())
    if said is not None and said.split()[0] in words:
        return said
    return nearest(word, words)


def _unknown(t: Trouble, at: int, code: str, message: str, expected: set[str]) -> Finding:
    token = t.tokens[at]
    written = token.text if token.type == "NAME" else _sign(t)
    guess = _guess(t, written, expected)
    pieces = 1 if token.type == "NAME" else len(written)
    span = token.span.to(t.tokens[min(at + pieces, len(t.tokens)) - 1].span)
    if guess is None:
        return Finding(Diagnostic(code, message, span, "not a word I know", hint=_openings(t, at)))
    diagnostic = Diagnostic(
        code,
        message,
        span,
        f"did you mean `{guess}`?",
        hint=_shape(t, guess.split()[0] if at == 0 else None),
        fix=Fix(span, guess),
    )
    words = tuple(Token("NAME", word, span) for word in guess.split())
    return Finding(diagnostic, (*t.tokens[:at], *words, *t.tokens[at + pieces :]))


def _openings(t: Trouble, at: int) -> str | None:
    """What may begin a line here, if it is a choice that can be read at a glance."""
    words = sorted(text for terminal in t.openings if (text := t.literal(terminal)))
    if at or not words:
        return None
    if t.at == 1:
        return f"a line begins with its verb, for example `direct {t.tokens[0].text} to go to cafe`"
    if "direct" in words:
        return "a line begins with a verb (`direct`, `mark`, `play`, `expect` …), or with a name and a colon"
    return "a line here begins with " + _either([f"`{w}`" for w in words])


# ── what is left ─────────────────────────────────────────────────────────────────────────────────────────


def _too_short(t: Trouble) -> Finding | None:
    """`direct Kai to`"""
    if t.token is not None and not (t.token.type == "COLON" and t.at == len(t.tokens) - 1):
        return None
    here = t.token.span if t.token else t.line.end
    label = f"{_expected(t)} is missing here" if _expected(t) else "something is missing here"
    return Finding(Diagnostic("TN112", "this line stops too early", here, label, hint=_shape(t)))


def _unexpected(t: Trouble) -> Finding:
    token = t.token or t.tokens[-1]
    if t.at == 0:
        label = _expected(t) and f"a line here begins with {_expected(t)}"
        hint = "put `narrate:` above it and indent it" if token.type == "PROSE" else None
        message = f"a line cannot begin with `{token.text[:30]}` here"
        return Finding(Diagnostic("TN101", message, token.span, label or "", hint=hint))
    message = f"I did not expect `{token.text[:30]}` here"
    label = f"expected {_expected(t)}" if _expected(t) else "this does not fit"
    return Finding(Diagnostic("TN101", message, token.span, label, hint=_shape(t)))


def _shape(t: Trouble, word: str | None = None) -> str | None:
    """How a line of this kind reads."""
    word = word or t.tokens[0].text
    if word in FORMS and (word in BELONGS or not t.led_by_name):
        return f"such a line reads: `{FORMS[word]}`"
    return None


def _expected(t: Trouble) -> str:
    """What would have fitted, unless that is more than anybody wants to read."""
    said = []
    for terminal in sorted(t.expected - {"DAMAGED", "_INDENT", "_DEDENT", "DECIMAL"}, key=_plainest):
        said.append(PHRASES.get(terminal) or f"`{t.machine.table.literals.get(terminal, terminal)}`")
    return _either(said) if len(said) <= 5 else ""


def _plainest(terminal: str) -> tuple[bool, str]:
    return terminal not in PHRASES, terminal


def _either(said: list[str]) -> str:
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " or " + said[-1] if said else ""


EXPLANATIONS = (
    _missing_colon,
    _stray_colon,
    _missing_unit,
    _missing_percent,
    _speech,
    _first_word,
    _bracket,
    _filler,
    _quoted_name,
    _missing_joint_before_keyword,
    _unknown_word,
    _missing_possessive,
    _missing_joint,
    _missing_quotes,
    _too_short,
)
"""In this order: what can be mended for certain stands before what can only be guessed."""
