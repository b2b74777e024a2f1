"""Figures without a unit, or with one that does not exist."""

from collections.abc import Mapping
from decimal import Decimal

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import nearest
from dsl.lines import Token
from dsl.mend.say import either
from dsl.mend.trouble import Finding, Trouble
from dsl.words import SYNONYMS, UNITS


def missing_unit(t: Trouble) -> Finding | None:
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
        hint=_units_hint(units), fix=Fix(figure.after(), " " + unit, sure={*units} <= {"coin", "coins"}),
    )  # fmt: skip
    return Finding(diagnostic, t.with_before(t.at, Token("NAME", unit, figure.after())))


def _may_be_unit(word: str, keywords: Mapping[str, str]) -> bool:
    return word not in keywords or word in UNITS


def _unknown_unit(t: Trouble, token: Token, units: list[str], unit: str) -> Finding:
    guess = SYNONYMS.get(token.text.casefold()) or nearest(token.text, units)
    guess = guess if guess in units else None
    diagnostic = Diagnostic(
        "TN115", f"`{token.text}` is not a unit I can use here", token.span, "not a unit",
        hint=_units_hint(units) + ("; a tick is a minute" if token.text.startswith("sec") else ""),
        fix=Fix(token.span, guess, sure=token.text.casefold() in SYNONYMS) if guess else None,
    )  # fmt: skip
    mended = Token("NAME", guess or unit, token.span)
    return Finding(diagnostic, t.with_instead(t.at, mended))


def _units_hint(units: list[str]) -> str:
    plural = [u for u in units if u.endswith("s")]
    return "write " + either([f"`{u}`" for u in plural]) + " behind it"


def percent(written: str) -> str | None:
    """`70` as 70%, `0.7` and `.7` as 70%; None for a figure that could be either, such as 1 or 1.5."""
    size = abs(Decimal(written))
    if size < 1 and "." in written:
        return f"{(Decimal(written) * 100).normalize():f}%"
    return f"{written}%" if size == 0 or size > 5 else None


def missing_percent(t: Trouble) -> Finding | None:
    """`nudge Kai to leave by 40`"""
    if t.token is None or t.token.type not in ("INT", "DECIMAL") or "SHARE" not in t.expected:
        return None
    span, meant = t.token.span, percent(t.token.text)
    diagnostic = Diagnostic(
        "TN115", "a share is written with a percent sign", span,
        f"did you mean {meant}?" if meant else "of a hundred",
        fix=Fix(span, meant, sure=True) if meant else None,
    )  # fmt: skip
    mended = Token("SHARE", meant or t.token.text + "%", span)
    rest = t.tokens[t.at + 1 :]
    if rest and rest[0].text == "percent":
        rest = rest[1:]
    return Finding(diagnostic, (*t.tokens[: t.at], mended, *rest))
