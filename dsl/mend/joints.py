"""The small words between the parts of a line: missing, wrong, or one too many."""

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import nearest
from dsl.lines import Token
from dsl.mend.say import shape
from dsl.mend.trouble import Finding, Trouble
from dsl.source import Span
from dsl.vocabulary import QUALITIES
from dsl.words import FILLERS, JOINTS


def missing_joint(t: Trouble) -> Finding | None:
    """`set Kai's mood 40%`, `traits: extroversion 0.7 forgiveness 0.3`: one small word or sign short"""
    if t.token is None or t.at == 0:
        return None
    return _joint(t, t.token, t.token.type)


def missing_joint_before_keyword(t: Trouble) -> Finding | None:
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
        return _wrong_joint(t, token, text) if _goes_on(t, terminal) else None
    here = t.tokens[t.at - 1].span.after()
    if text == "," and kind == "NAME" == t.tokens[t.at - 1].type:
        return _two_names(t, token)
    diagnostic = Diagnostic(
        "TN116", f"`{text}` is missing here", token.span, f"`{text}` belongs before this",
        hint=shape(t), fix=Fix(here, text if text == "," else " " + text, sure=True),
    )  # fmt: skip
    joint = Token("NAME" if text.isalpha() else terminal, text, here)
    return Finding(diagnostic, t.with_before(t.at, joint))


def _goes_on(t: Trouble, terminal: str) -> bool:
    """Whether the rest of the line fits behind a word that takes the place of the one at hand."""
    if t.at + 1 >= len(t.tokens):
        return t.fits(terminal, "_NL")
    following = t.tokens[t.at + 1]
    keyword = t.machine.table.keywords.get(following.text, following.type)
    return t.fits(terminal, following.type) or t.fits(terminal, keyword)


def _two_names(t: Trouble, token: Token) -> Finding:
    """`direct Ida Per to leave`: two people, or one of two words?"""
    diagnostic = Diagnostic(
        "TN116", f"`,` is missing before `{token.text}`, or a name has two words", token.span, "a second name",
        hint="several people are listed with commas; a name is one word, with hyphens where others have spaces",
    )  # fmt: skip
    here = t.tokens[t.at - 1].span.after()
    if t.tokens[0].text == "play":
        diagnostic = Diagnostic(
            "TN116", "`,` is missing here", token.span, "`,` belongs before this", hint=shape(t), fix=Fix(here, ",")
        )
    return Finding(diagnostic, t.with_before(t.at, Token("COMMA", ",", here)))


def _wrong_joint(t: Trouble, token: Token, text: str) -> Finding:
    """`direct Kai to chat to Avery`"""
    if token.text in ("and", "after", "at", "for", "within") and text in ("as", "and"):
        label = "the name of a job" if (token.text, text) == ("at", "as") else ""
        message = f"`{token.text}` does not fit here, only `{text}`"
        return Finding(Diagnostic("TN116", message, token.span, label, hint=shape(t)))
    diagnostic = Diagnostic(
        "TN116", f"`{text}` belongs here, not `{token.text}`", token.span, f"did you mean `{text}`?",
        hint=shape(t), fix=Fix(token.span, text, sure=True),
    )  # fmt: skip
    return Finding(diagnostic, t.with_instead(t.at, Token("NAME", text, token.span)))


def missing_possessive(t: Trouble) -> Finding | None:
    """`Kai mood below 30%`, `set cafes prices to 100%`"""
    if t.token is None or t.at == 0 or t.token.type != "NAME" or t.tokens[t.at - 1].type != "NAME":
        return None
    if not t.fits("POSSESSIVE", "NAME"):
        return None
    owner = t.tokens[t.at - 1]
    here = owner.span.after()
    if owner.text == "anyone":
        return _unnamed(t, t.token)
    if t.token.text in t.machine.table.keywords or not nearest(t.token.text, QUALITIES):
        return None
    plural = owner.text.endswith("s")
    diagnostic = Diagnostic(
        "TN116", f"whose {t.token.text}? An apostrophe is missing here", owner.span.to(t.token.span),
        "`'s` belongs between these two", hint="for example `Kai's mood`, `cafe's prices`",
        fix=None if plural else Fix(here, "'s", sure=True),
    )  # fmt: skip
    return Finding(diagnostic, None if plural else t.with_before(t.at, Token("POSSESSIVE", "'s", here)))


def _unnamed(t: Trouble, name: Token) -> Finding:
    """`whenever anyone who is near Ida`"""
    owner = t.tokens[t.at - 1]
    diagnostic = Diagnostic(
        "TN116", f"`as` is missing before `{name.text}`", owner.span.to(name.span), "a name for whoever it is",
        hint="for example `whenever anyone as who is near Kai:`", fix=Fix(owner.span.after(), " as"),
    )  # fmt: skip
    named = Token("ANYONE_AS", "anyone as", owner.span)
    return Finding(diagnostic, (*t.tokens[: t.at - 1], named, *t.tokens[t.at :]))


def missing_name(t: Trouble) -> Finding | None:
    """`direct to rest`, `place at cafe`: a small word that passes for a name"""
    for at in (t.at - 1, t.at - 2):
        if at < 1 or t.tokens[at].text not in JOINTS or t.taken[at] != "NAME" or t.tokens[at - 1].type != "NAME":
            continue
        if not t.reads(t.with_before(at, Token("NAME", "?", t.tokens[at].span))):
            continue
        message = f"a name is missing before `{t.tokens[at].text}`"
        return Finding(Diagnostic("TN112", message, t.tokens[at].span, "who, or what?", hint=shape(t)))
    return None


def foreign_possessive(t: Trouble) -> Finding | None:
    """`Ida'nın hunger`: as other languages write it"""
    if t.token is None or t.at == 0 or t.at + 1 >= len(t.tokens) or t.tokens[t.at - 1].type != "NAME":
        return None
    owner, sign, ending = t.tokens[t.at - 1 : t.at + 2]
    close = owner.span.end_column == sign.span.column and sign.span.end_column == ending.span.column
    if sign.text not in ("'", "’") or ending.type != "NAME" or not close or not t.fits("POSSESSIVE", "NAME"):
        return None
    span = sign.span.to(ending.span)
    diagnostic = Diagnostic(
        "TN116", "`'s` says whose something is, in names of every language", span, "did you mean `'s`?",
        hint="for example `Kai's mood`, `cafe's prices`", fix=Fix(span, "'s", sure=True),
    )  # fmt: skip
    return Finding(diagnostic, (*t.tokens[: t.at], Token("POSSESSIVE", "'s", span), *t.tokens[t.at + 2 :]))


def filler(t: Trouble) -> Finding | None:
    """`direct Kai to meet the Avery`, `wait for 5 ticks`, `direct Kai, to leave`, `mark: "One"`"""
    for at in (t.at - 2, t.at - 1, t.at):
        if 0 < at < len(t.tokens) and _is_filler(t, at):
            token = t.tokens[at]
            diagnostic = Diagnostic(
                "TN101", f"`{token.text}` is not needed here", token.span, "leave it out",
                hint=shape(t), fix=Fix(_with_space(t, at), "", sure=True),
            )  # fmt: skip
            return Finding(diagnostic, t.without(at))
    return None


def _with_space(t: Trouble, at: int) -> Span:
    """A word that goes takes the space behind it along, the last one that before it; a sign has none of its own."""
    span = t.tokens[at].span
    if at + 1 < len(t.tokens) and t.tokens[at + 1].type == "COLON" and span.column > t.tokens[at - 1].span.end_column:
        return Span(span.file, span.line, t.tokens[at - 1].span.end_column, span.line, span.end_column)
    if t.tokens[at].type in ("COMMA", "COLON") or at + 1 >= len(t.tokens):
        return span
    return Span(span.file, span.line, span.column, span.line, t.tokens[at + 1].span.column)


LISTED = ("tags", "streams", "compare", "ignore")
"""Lines that list words of all kinds."""


def _is_filler(t: Trouble, at: int) -> bool:
    token = t.tokens[at]
    if at == t.at - 2:
        behind = t.tokens[at + 1]
        return token.type == "COMMA" and t.taken[at + 1] == "NAME" and behind.text in ("to", "from", "at")
    if at == t.at - 1:
        small = token.text in (*FILLERS, "for", "to", "of", "with") and t.tokens[0].text not in LISTED
        as_name = t.taken[at] == "NAME" and small and t.token is not None
        return as_name or (at == 1 and token.text == ":" and t.tokens[0].text == "narrate")
    following = t.tokens[at + 1] if at + 1 < len(t.tokens) else None
    if token.type in ("COMMA", "COLON"):
        return following is not None and t.fits(t.machine.resolve(following))
    return token.text in FILLERS
