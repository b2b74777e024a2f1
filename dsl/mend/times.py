"""Times, counts and money as they are written elsewhere: `9 am`, `two minutes`, `$4`, `on Monday`."""

from dsl.diagnostic import Diagnostic, Fix
from dsl.lines import Token
from dsl.mend.trouble import Finding, Trouble
from dsl.words import UNITS

COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONEY = "$€£¥"


def counted(t: Trouble) -> Finding | None:
    """`wait two minutes`, `length: an hour`, `ten ticks after hello:`"""
    for at in (t.at - 1, t.at):
        if not 0 <= at < len(t.tokens) - 1 or t.tokens[at + 1].text not in UNITS:
            continue
        word = t.tokens[at]
        count = COUNTS.get(word.text.casefold())
        if word.type != "NAME" or count is None or (at == t.at and at and "INT" not in t.expected):
            continue
        diagnostic = Diagnostic(
            "TN115", "a count is written as a figure", word.span, f"did you mean `{count}`?",
            fix=Fix(word.span, str(count), sure=True),
        )  # fmt: skip
        return Finding(diagnostic, t.with_instead(at, Token("INT", str(count), word.span)))
    return None


def half_day(t: Trouble) -> Finding | None:
    """`at 9:30 pm as hello:`, `at 9am:`, `clock: 9 am`"""
    for at in (t.at - 1, t.at):
        if not 0 <= at < len(t.tokens) - 1 or t.tokens[at].type not in ("INT", "TIME"):
            continue
        half = t.tokens[at + 1].text.casefold()
        if half not in ("am", "pm") or (at == t.at and "TIME" not in t.expected):
            continue
        hours, _, minutes = t.tokens[at].text.partition(":")
        if len(hours) > 2 or not 0 <= int(hours) <= 23 or (int(hours) > 12 and half == "am"):
            return None
        hour = int(hours) % 12 + (12 if half == "pm" else 0)
        return _clock(t, at, f"{hour:02}:{minutes or '00'}")
    return None


def _clock(t: Trouble, at: int, meant: str) -> Finding:
    span = t.tokens[at].span.to(t.tokens[at + 1].span)
    diagnostic = Diagnostic(
        "TN114", "the clock runs from 00:00 to 23:59, without am and pm", span, f"did you mean `{meant}`?",
        fix=Fix(span, meant, sure=True),
    )  # fmt: skip
    return Finding(diagnostic, (*t.tokens[:at], Token("TIME", meant, span), *t.tokens[at + 2 :]))


def weekday(t: Trouble) -> Finding | None:
    """`on Monday:`, `every Monday:`, `at Monday 09:15:`"""
    for at in (t.at - 1, t.at):
        if 1 <= at <= 2 and at < len(t.tokens) and t.tokens[at].text.casefold().rstrip("s") in (
            day.rstrip("s") for day in WEEKDAYS
        ):  # fmt: skip
            if t.tokens[0].text not in ("on", "at", "every", "each"):
                return None
            span = t.tokens[at].span
            hint = "days are counted from the first one: `at day 2 09:15:`; each day is `every 1 day:`"
            return Finding(Diagnostic("TN101", "there are no weekdays", span, "which day?", hint=hint))
    return None


def money(t: Trouble) -> Finding | None:
    """`set Ida's wallet to $4`, `wallet: $4`"""
    if t.token is None or t.token.text not in MONEY or "INT" not in t.expected:
        return None
    if t.at + 1 >= len(t.tokens) or t.tokens[t.at + 1].type not in ("INT", "DECIMAL"):
        return None
    figure = t.tokens[t.at + 1]
    span = t.token.span.to(figure.span)
    unit = "coin" if figure.text == "1" else "coins"
    diagnostic = Diagnostic(
        "TN115", "money is counted in coins", span, f"did you mean `{figure.text} {unit}`?",
        fix=Fix(span, f"{figure.text} {unit}", sure=True),
    )  # fmt: skip
    return Finding(diagnostic, (*t.tokens[: t.at], figure, Token("NAME", unit, span), *t.tokens[t.at + 2 :]))
