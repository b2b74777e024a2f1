"""Times, counts and money as they are written elsewhere: `9 am`, `two minutes`, `$4`, `on Monday`."""

from dsl.diagnostic import Diagnostic, Fix
from dsl.lines import Token
from dsl.mend.rewrite import rewritten
from dsl.mend.trouble import Finding, Trouble
from dsl.words import UNITS

COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60,
}  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONEY = "$€£¥"


HALVES = {"hour": "30 minutes", "day": "12 hours"}
SIZES = {"tick": 1, "minute": 1, "hour": 60, "day": 1440}


def counted(t: Trouble) -> Finding | None:
    """`wait two minutes`, `length: an hour`, `wait half an hour`, `direct Ida to buy two coffee`"""
    words = [token.text for token in t.tokens]
    for at in (t.at - 1, t.at):
        if 0 < at < len(words) - 2 and words[at] == "half" and words[at + 1] in ("a", "an") and words[at + 2] in HALVES:
            return rewritten(t, at, at + 3, HALVES[words[at + 2]], "TN120", "a half is written out")
        if 0 < at < len(words) - 1 and words[at].casefold() in COUNTS and words[at + 1] == "percent":
            meant = f"{COUNTS[words[at].casefold()]}%"
            return rewritten(t, at, at + 2, meant, "TN120", "a share is written as a figure")
    return _before_unit(t) or _in_words(t)


def _in_words(t: Trouble) -> Finding | None:
    """`up to two times`, `golden: seven`, `townsfolk four: …`"""
    for at in (t.at, t.at - 1):
        if 0 < at < len(t.tokens) and t.tokens[at].type == "NAME" and t.tokens[at].text.casefold() in COUNTS:
            figure = str(COUNTS[t.tokens[at].text.casefold()])
            found = rewritten(t, at, at + 1, figure, "TN120", "a count is written as a figure")
            if found is not None:
                return found
    return None


def elsewhere(t: Trouble) -> Finding | None:
    """`1,5 hours`, `at 10.00:`, `clock: 9`, `1 hour 30 minutes`, `40 percent`, `seeds: 1-20`"""
    if t.token is None or t.at == 0:
        return None
    before, token, words = t.tokens[t.at - 1], t.token, [each.text for each in t.tokens]
    if (
        token.type == "COMMA"
        and before.type == "INT"
        and t.tokens[t.at + 1 : t.at + 2]
        and t.tokens[t.at + 1].type == "INT"
    ):
        meant = f"{before.text}.{words[t.at + 1]}"
        return rewritten(t, t.at - 1, t.at + 2, meant, "TN120", "a point stands before tenths, not a comma")
    if token.text in ("percent", "per") and before.type in ("INT", "DECIMAL"):
        end = t.at + 2 if token.text == "per" else t.at + 1
        return rewritten(t, t.at - 1, end, f"{before.text}%", "TN120", "a share is written with a percent sign")
    if token.type == "INT" and token.text.startswith("-") and before.type == "INT":
        return rewritten(
            t, t.at - 1, t.at + 1, f"{before.text}..{token.text[1:]}", "TN120", "from one figure to another is `..`"
        )
    if token.text == "." and before.text == "..":
        return rewritten(t, t.at, t.at + 1, "", "TN120", "two points are enough", "leave this out")
    if token.text == "." and words[t.at + 1 :] in (["yaml"], ["yml"]) and words[0] == "town":
        return rewritten(t, t.at, t.at + 2, "", "TN101", "a town is called by its name alone", "leave this out")
    return _two_units(t) or _clock_of(t)


def _two_units(t: Trouble) -> Finding | None:
    """`1 hour 30 minutes`, `1 hour and 30 minutes`"""
    words = [token.text for token in t.tokens]
    at = t.at + 1 if words[t.at] == "and" else t.at
    if t.at < 3 or at + 1 >= len(words) or {t.tokens[t.at - 2].type, t.tokens[at].type} != {"INT"}:
        return None
    units = [words[n].removesuffix("s") for n in (t.at - 1, at + 1)]
    if any(unit not in SIZES for unit in units):
        return None
    ticks = int(words[t.at - 2]) * SIZES[units[0]] + int(words[at]) * SIZES[units[1]]
    smaller = min(units, key=SIZES.__getitem__)
    meant = f"{ticks // SIZES[smaller]} {smaller}s"
    return rewritten(t, t.at - 2, at + 2, meant, "TN120", "a length of time has one unit")


def _clock_of(t: Trouble) -> Finding | None:
    """`at 10.00:`, `clock: 9`, `clock: 9 o'clock`, `clock: 09:00:00`"""
    assert t.token is not None
    hours, _, minutes = t.token.text.partition(".")
    message = "a time is written with a colon, from 00:00 to 23:59"
    if (
        t.token.type == "DECIMAL"
        and "TIME" in t.expected
        and len(minutes) == 2
        and int(hours) < 24
        and int(minutes) < 60
    ):
        return rewritten(t, t.at, t.at + 1, f"{int(hours):02}:{minutes}", "TN120", message)
    if (
        t.token.type == "INT"
        and "TIME" in t.expected
        and "TICK" not in t.expected
        and len(hours) < 3
        and hours.isdigit()
    ):
        oclock = t.at + 1 < len(t.tokens) and t.tokens[t.at + 1].text == "o"
        end = len(t.tokens) if oclock else t.at + 1
        return rewritten(t, t.at, end, f"{int(hours):02}:00", "TN120", message) if int(hours) < 24 else None
    if t.token.type == "COLON" and t.tokens[t.at - 1].type == "TIME" and t.at + 2 == len(t.tokens):
        return rewritten(t, t.at, t.at + 2, "", "TN120", "the clock has no seconds", "leave this out")
    return None


def _before_unit(t: Trouble) -> Finding | None:
    for at in (t.at - 1, t.at):
        if not 0 <= at < len(t.tokens) - 1 or t.tokens[at + 1].text not in UNITS:
            continue
        word = t.tokens[at]
        count = COUNTS.get(word.text.casefold())
        if word.type != "NAME" or count is None or (at == t.at and at and "INT" not in t.expected):
            continue
        diagnostic = Diagnostic(
            "TN120", "a count is written as a figure", word.span, f"did you mean `{count}`?",
            fix=Fix(word.span, str(count), sure=True),
        )  # fmt: skip
        return Finding(diagnostic, t.with_instead(at, Token("INT", str(count), word.span)))
    return None


def half_day(t: Trouble) -> Finding | None:
    """`at 9:30 pm as hello:`, `at 9am:`, `clock: 9 am`"""
    for at in (t.at - 1, t.at):
        if not 0 <= at < len(t.tokens) - 1 or t.tokens[at].type not in ("INT", "DECIMAL", "TIME"):
            continue
        half = t.tokens[at + 1].text.casefold()
        if half not in ("am", "pm") or (at == t.at and "TIME" not in t.expected):
            continue
        hours, _, minutes = t.tokens[at].text.replace(".", ":").partition(":")
        if len(minutes) not in (0, 2) or int(minutes or 0) > 59 or not hours.isdigit():
            return None
        if len(hours) > 2 or not 0 <= int(hours) <= 23 or (int(hours) > 12 and half == "am"):
            return None
        hour = int(hours) % 12 + (12 if half == "pm" else 0)
        return _clock(t, at, f"{hour:02}:{minutes or '00'}")
    return None


def _clock(t: Trouble, at: int, meant: str) -> Finding:
    span = t.tokens[at].span.to(t.tokens[at + 1].span)
    diagnostic = Diagnostic(
        "TN120", "the clock runs from 00:00 to 23:59, without am and pm", span, f"did you mean `{meant}`?",
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
        "TN120", "money is counted in coins", span, f"did you mean `{figure.text} {unit}`?",
        fix=Fix(span, f"{figure.text} {unit}", sure=True),
    )  # fmt: skip
    return Finding(diagnostic, (*t.tokens[: t.at], figure, Token("NAME", unit, span), *t.tokens[t.at + 2 :]))
