"""Figures without a unit, with one that does not exist, or of another kind than is wanted."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import nearest
from dsl.lines import Token
from dsl.mend.rewrite import covering, rewritten, written
from dsl.mend.say import either
from dsl.mend.trouble import Finding, Trouble
from dsl.source import Span
from dsl.vocabulary import CALLED, EXAMPLES, Kind
from dsl.words import JOINTS, SYNONYMS, UNITS

MONEY: Final = ("coin", "coins")
OF_PEOPLE: Final = ("direct", "nudge", "place", "enter", "give", "take", "hold", "release", "exit")
NEEDLESS: Final = ("people", "persons", "pieces", "piece", "portions", "times")
"""Behind a plain count, what it counts goes without saying."""


def other_figure(t: Trouble) -> Finding | None:
    """`wait 30%`, `length: 10:00`, `nudge Ida to leave by 3 coins`, `portions: 1.5`, `wait a bit`"""
    wanted = _wanted(t)
    if t.token is None or t.at == 0:
        return None
    if t.at == 2 and t.tokens[0].text == "wait" and t.tokens[1].text in ("a", "some", "few"):
        return _other(t, covering(t.tokens[1], t.token), written(t.tokens[1:3]), "not a figure", ["duration"])
    if not wanted and "NAME" in t.expected and t.token.type in ("TIME", "SHARE") and t.tokens[0].text in OF_PEOPLE:
        return _other(t, t.token.span, t.token.text, CALLED["clock" if t.token.type == "TIME" else "share"], [])
    if not wanted:
        return None
    if t.token.text in ("a", "some", "few") and wanted == ["duration"] and t.at + 1 < len(t.tokens):
        said = covering(t.token, t.tokens[t.at + 1])
        return _other(t, said, written(t.tokens[t.at : t.at + 2]), "not a figure", wanted)
    kind = _kind_at(t)
    if kind == "number" and wanted == ["number"] and "DECIMAL" not in t.expected:
        label = "a whole number belongs here"
        return Finding(Diagnostic("TN222", f"`{t.token.text}` is not a whole number", t.token.span, label))
    if kind is None or kind in wanted:
        return None
    if kind == "text":
        bare = t.token.text.strip('"')
        figure = bare[:1].isdigit()
        return rewritten(t, t.at, t.at + 1, bare, "TN109", "figures take no quotation marks") if figure else None
    if kind == "share" and "DECIMAL" in t.expected and wanted == ["number"]:
        plain = f"{(Decimal(t.token.text.rstrip('% ')) / 100).normalize():f}"
        message = f"`{t.token.text}` is a share, and a number is wanted here"
        return rewritten(t, t.at, t.at + 1, plain, "TN221", message)
    unit = t.tokens[t.at + 1] if kind in ("coins", "duration") else t.token
    text = written(t.tokens[t.at : t.at + (2 if unit is not t.token else 1)])
    return _other(t, covering(t.token, unit), text, CALLED[kind], wanted)


def _other(t: Trouble, span: Span, text: str, kind: str, wanted: list[Kind]) -> Finding:
    said = " or ".join("a whole number" if each == "number" else CALLED[each] for each in wanted) or "a name"
    hint = None
    if kind == CALLED["clock"] and t.tokens[0].text in ("direct", "nudge", "wait"):
        hint = f"what happens at {text} stands under a cue of its own: `at {text}:`"
    example = EXAMPLES.get(wanted[0], "") if wanted else ""
    message = f"`{text}` is {kind}, and {said} is wanted here"
    return Finding(Diagnostic("TN221", message, span, f"such as `{example}`" if example else "", hint=hint))


def _wanted(t: Trouble) -> list[Kind]:
    """The kinds of figure that fit here; of a name that fits as well nothing is said."""
    keywords = t.machine.table.keywords
    found: list[Kind] = []
    if t.fits("INT", keywords["ticks"]):
        found.append("duration")
    if t.fits("INT", keywords["coins"]):
        found.append("coins")
    if "SHARE" in t.expected:
        found.append("share")
    if "TIME" in t.expected and "TICK" not in t.expected:
        found.append("clock")
    return found or (["number"] if "INT" in t.expected and not t.fits("INT", "NAME") else [])


def _kind_at(t: Trouble) -> Kind | None:
    """What the token at hand is, with the unit behind it; None for a word, or a plain figure short of a unit."""
    assert t.token is not None
    kinds: dict[str, Kind] = {"SHARE": "share", "TIME": "clock", "STRING": "text"}
    if t.token.type in kinds:
        return kinds[t.token.type]
    if t.token.type not in ("INT", "DECIMAL"):
        return None
    behind = t.tokens[t.at + 1].text if t.at + 1 < len(t.tokens) else ""
    if behind in UNITS:
        return "coins" if behind in MONEY else "duration"
    return "number" if t.token.type == "DECIMAL" and "SHARE" not in t.expected and "TIME" not in t.expected else None


def bare_count(t: Trouble) -> Finding | None:
    """`give 3 to Ida`, `take 3 from Ida`, `give 1.5 coffee to Ida`"""
    for at in (t.at - 1, t.at - 2):
        if at < 1 or t.tokens[at].type not in ("INT", "DECIMAL") or at + 1 >= len(t.tokens):
            continue
        figure, behind = t.tokens[at], t.tokens[at + 1]
        if behind.text in JOINTS and t.taken[at + 1 : at + 2] in ((), ("NAME",)) and _of_goods(t):
            hint = f"coins are `{figure.text} coins`, things are `{figure.text} coffee`"
            return Finding(
                Diagnostic("TN115", "this figure has no unit", figure.span, f"{figure.text} of what?", hint=hint)
            )
        if figure.type == "DECIMAL" and behind.type == "NAME" and behind.text not in UNITS and _of_goods(t):
            message = f"`{figure.text}` is not a whole number"
            return Finding(Diagnostic("TN222", message, figure.span, "things are counted whole"))
    return None


def _of_goods(t: Trouble) -> bool:
    return t.tokens[0].text in ("give", "take") or any(
        token.text in ("give", "back", "buy", "drop", "up", "has") for token in t.tokens[: t.at]
    )


def how_many(t: Trouble) -> Finding | None:
    """`Nell: balanced, carries coffee`"""
    carried = t.taken[-1:] == ("CARRIES",) or (t.at == 2 and t.tokens[0].text == "carries")
    if t.token is None or t.token.type != "NAME" or not carried or t.token.text in ("a", "an"):
        return None
    return rewritten(t, t.at, t.at, "1", "TN115", "how many is said as well", f"did you mean `1 {t.token.text}`?")


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
        return _unknown_unit(t, t.token, units)
    figure = t.tokens[t.at - 1].span
    diagnostic = Diagnostic(
        "TN115", "this figure has no unit", figure, "of what?",
        hint=_units_hint(units), fix=Fix(figure.after(), " " + unit, sure={*units} <= {"coin", "coins"}),
    )  # fmt: skip
    return Finding(diagnostic, t.with_before(t.at, Token("NAME", unit, figure.after())))


def _may_be_unit(word: str, keywords: Mapping[str, str]) -> bool:
    return word not in keywords or word in UNITS


def _unknown_unit(t: Trouble, token: Token, units: list[str]) -> Finding | None:
    figure = t.tokens[t.at - 1]
    if token.text in UNITS:
        said = covering(figure, token)
        kind = CALLED["coins" if token.text in MONEY else "duration"]
        return _other(t, said, f"{figure.text} {token.text}", kind, ["duration" if "ticks" in units else "coins"])
    if token.text in ("week", "weeks") and "days" in units and figure.type == "INT":
        days = f"{int(figure.text) * 7} days"
        return rewritten(t, t.at - 1, t.at + 1, days, "TN115", "a week is not a unit I know")
    if token.text in NEEDLESS:
        return rewritten(
            t, t.at, t.at + 1, "", "TN115", f"`{token.text}` is no unit: a count stands by itself", "leave it out"
        )
    by_number = sorted(units, key=lambda unit: unit.endswith("s") == (figure.text == "1"))
    guess = SYNONYMS.get(token.text.casefold()) or nearest(token.text, by_number)
    guess = guess if guess in units else None
    diagnostic = Diagnostic(
        "TN115", f"`{token.text}` is not a unit I can use here", token.span,
        f"did you mean `{guess}`?" if guess else "not a unit",
        hint=_units_hint(units) + ("; a tick is a minute" if token.text.startswith("sec") else ""),
        fix=Fix(token.span, guess, sure=token.text.casefold() in SYNONYMS) if guess else None,
    )  # fmt: skip
    return Finding(diagnostic, t.with_instead(t.at, Token("NAME", guess, token.span)) if guess else None)


def _units_hint(units: list[str]) -> str:
    plural = [u for u in units if u.endswith("s")]
    return "write " + either([f"`{u}`" for u in plural]) + " behind it"


def percent(said: str) -> str | None:
    """`70` as 70%, `0.7` and `.7` as 70%; None for a figure that could be either, such as 1 or 1.5."""
    size = abs(Decimal(said))
    if size < 1 and "." in said:
        return f"{(Decimal(said) * 100).normalize():f}%"
    return f"{said}%" if size == 0 or size > 5 else None


def missing_percent(t: Trouble) -> Finding | None:
    """`nudge Kai to leave by 40`"""
    if t.token is None or t.token.type not in ("INT", "DECIMAL") or "SHARE" not in t.expected:
        return None
    meant, rest = percent(t.token.text), t.tokens[t.at + 1 :]
    words = [token.text for token in rest[:2]]
    spelt = 1 if words[:1] == ["percent"] else 2 if words == ["per", "cent"] else 0
    span = covering(t.token, t.tokens[t.at + spelt])
    meant = f"{t.token.text}%" if spelt else meant
    diagnostic = Diagnostic(
        "TN115", "a share is written with a percent sign", span,
        f"did you mean {meant}?" if meant else "of a hundred",
        fix=Fix(span, meant, sure=True) if meant else None,
    )  # fmt: skip
    mended = Token("SHARE", meant or t.token.text + "%", span)
    return Finding(diagnostic, (*t.tokens[: t.at], mended, *rest[spelt:]))


def without_name(t: Trouble) -> Finding | None:
    """`greet Per (70%)`, `greet Per quality = 70%`, `greet Per with quality 70%`"""
    words = [token.text for token in t.tokens]
    option = next((word for word in ("quality", "strength") if word in words), "")
    if not option and t.token is not None and t.token.type == "SHARE" and t.tokens[t.at - 1].type == "LPAR":
        option = "strength" if words[0] == "trigger" else "quality"
        return rewritten(
            t,
            t.at,
            t.at,
            f"{option} =",
            "TN116",
            "what this share is of is missing here",
            f"`{option} =` belongs before this",
        )
    at = words.index(option) if option else 0
    start = at - 1 if words[at - 1] == "with" else at
    if not at or t.at not in (start, at, at + 1) or t.tokens[at - 1].type == "LPAR":
        return None
    end = at + 2 if words[at + 1 : at + 2] == ["="] else at + 1
    if end >= len(words) or t.tokens[end].type != "SHARE":
        return None
    return rewritten(t, start, end + 1, f"({option} = {words[end]})", "TN110", "this stands in brackets")


def without_brackets(t: Trouble) -> Finding | None:
    """`vary spike in 120%, 155%`, `play small-talk Ida, Per`"""
    if t.tokens[0].text == "vignette" and t.at > 1 and t.tokens[-1].type == "COLON" and t.tokens[2].type == "NAME":
        meant = f"({written(t.tokens[2:-1])})"
        return rewritten(t, 2, len(t.tokens) - 1, meant, "TN110", "what a vignette takes stands in brackets")
    if t.token is None or t.at < 2 or t.tokens[-1].type == "COLON":
        return None
    rest = written(t.tokens[t.at :])
    if "LSQB" in t.expected and t.tokens[0].text in ("vary", "cover"):
        return rewritten(t, t.at, len(t.tokens), f"[{rest}]", "TN110", "a list of values stands in square brackets")
    if "LPAR" in t.expected and t.tokens[0].text == "play":
        rest = rest if "," in rest else ", ".join(rest.split())
        return rewritten(t, t.at, len(t.tokens), f"({rest})", "TN110", "what a vignette is given stands in brackets")
    return None
