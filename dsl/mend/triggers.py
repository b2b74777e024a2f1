"""Moments, conditions and cues in each other's place, and moments as they are said elsewhere."""

from typing import Final

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import nearest
from dsl.mend.rewrite import covering, rewritten, written
from dsl.mend.times import SIZES
from dsl.mend.trouble import Finding, Trouble
from dsl.source import Span
from dsl.vocabulary import DISTURBING, PERTURBATIONS
from dsl.words import CHECKS, CUES, UNITS

OPENERS: Final = {"at": "a moment", "when": "a condition", "after": "a cue"}
"""What follows the word that opens a cue."""

TIMES: Final = {"noon": "12:00", "midday": "12:00", "midnight": "00:00", "beginning": "start", "finish": "end"}
"""Moments that have another name elsewhere."""


def set_off(t: Trouble) -> Finding | None:
    """`set power off`, `set weather rain`"""
    if t.tokens[0].text != "set" or t.at != 2 or t.tokens[1].text not in DISTURBING:
        return None
    return Finding(scenery(t.tokens[1].text, t.tokens[1].span))


def scenery(word: str, span: Span) -> Diagnostic:
    """What is set off, and not set."""
    message = f"`{word}` cannot be set: it changes for a while, and back by itself"
    hint = f"For example: `{PERTURBATIONS[DISTURBING[word]].example}`"
    return Diagnostic("TN226", message, span, "this is set off", hint=hint)


def other_trigger(t: Trouble) -> Finding | None:
    """`when 10:00:`, `at Ida is at cafe:`, `after tick 20:`, `at hello:`"""
    first = t.tokens[0]
    if first.text not in (*OPENERS, "whenever", "while", "every") or t.at == 0 or len(t.tokens) < 3:
        return None
    behind = t.tokens[1].text
    if first.text == "at" and (behind in TIMES or nearest(behind, ("tick", "start", "end", "day"))):
        return None
    for word, kind in OPENERS.items():
        wants = OPENERS.get(first.text, "a condition")
        message = f"`{first.text}` is followed by {wants}, and this is {kind}"
        if word == "after":
            message = f"`{first.text}` is followed by {wants}, and `{behind}` is none"
        if word == first.text:
            continue
        found = rewritten(t, 0, 1, word, "TN119", message)
        if found is None:
            continue
        if word != "after":
            return found
        hint = f"if `{behind}` is a cue: `after {behind}:`; a moment is `at tick 20:` or `at 09:15:`"
        return Finding(
            Diagnostic("TN119", message, first.span.to(t.tokens[1].span), f"{wants} belongs here", hint=hint)
        )
    return None


def moment_awaited(t: Trouble) -> Finding | None:
    """`wait until 10:00`, `wait until tick 20`, `if 10:00:`"""
    words = [token.text for token in t.tokens]
    if words[:2] == ["wait", "until"] and t.tokens[2:3] and t.tokens[2].type in ("INT", "DECIMAL"):
        message = "`until` is followed by a condition; a length of time stands by itself"
        return rewritten(t, 1, 2, "", "TN101", message)
    start = 2 if words[:2] == ["wait", "until"] else 1 if words[0] in ("if", "expect", "hope", "assume") else 0
    if not start or t.at < start or len(words) <= start:
        return None
    moment = t.tokens[start : start + (2 if words[start] in ("tick", "day") else 1)]
    if moment[0].type != "TIME" and words[start] != "tick":
        return None
    said = "wait until" if start == 2 else words[0]
    return Finding(
        Diagnostic(
            "TN119",
            f"`{said}` is followed by a condition, and this is a moment",
            covering(moment[0], moment[-1]),
            "a moment",
            hint=f"what happens then stands under a cue of its own: `at {written(moment)}:`",
        )
    )


def judged_at(t: Trouble) -> Finding | None:
    """`expect Ida is at cafe at tick 20`"""
    words = [token.text for token in t.tokens]
    at = next(
        (
            n
            for n in range(3, len(words) - 1)
            if words[n] == "at" and (t.tokens[n + 1].type == "TIME" or words[n + 1] in ("tick", "day"))
        ),
        0,
    )
    if not at or words[0] not in CHECKS or not at <= t.at <= at + 2:
        return None
    moment = written(t.tokens[at + 1 :])
    hint = f"`until {moment}` gives it time till then; to be judged at that moment it stands under `at {moment}:`"
    return Finding(
        Diagnostic(
            "TN119", "a check has no moment of its own", covering(t.tokens[at], t.tokens[-1]), "a moment", hint=hint
        )
    )


def times_over(t: Trouble) -> Finding | None:
    """`whenever Ida is at cafe 2 times:`, `… at most 2 times:`, `… up to 2:`"""
    words = [token.text for token in t.tokens]
    if words[-1] == ":" and words[-4:-2] == ["up", "to"] and t.tokens[-2].type == "INT":
        meant = "time" if words[-2] == "1" else "times"
        return rewritten(t, len(words) - 1, len(words) - 1, meant, "TN116", f"`{meant}` is missing here")
    at = (
        next((n for n in range(2, len(words)) if words[n] in ("times", "time") and t.tokens[n - 1].type == "INT"), 0)
        - 1
    )
    if at < 2 or words[at - 2 : at] == ["up", "to"]:
        return None
    start = at - 2 if words[at - 2 : at] == ["at", "most"] else at
    return rewritten(t, start, at, "up to", "TN116", "how often at most is said with `up to`", "`up to` belongs here")


def end_of_cue(t: Trouble) -> Finding | None:
    """`when first ends:`, `after first ends:`"""
    words = [token.text for token in t.tokens]
    if words[0] not in ("after", "when") or words[2:3] not in (["ends"], ["finishes"], ["begins"]) or len(words) < 4:
        return None
    if words[2] == "begins":
        hint = f"`1 tick after {words[1]}:` counts from its beginning"
        span = covering(t.tokens[0], t.tokens[2])
        return Finding(Diagnostic("TN119", "the end of a cue is waited for with `after`", span, hint=hint))
    return rewritten(t, 0, 3, f"after {words[1]}", "TN119", "the end of a cue is waited for with `after`")


def of_no_condition(t: Trouble) -> Finding | None:
    """`at tick 20 for 5 ticks:`, `every 10 ticks up to 3 times:`"""
    first = t.tokens[0]
    if t.token is None or t.token.text not in SUFFIXES or "COLON" not in t.expected:
        return None
    if first.text not in CUES and first.type != "INT":
        return None
    if first.text == "whenever" and t.token.text == "for" and "up" in (words := [token.text for token in t.tokens]):
        up, end = words.index("up"), len(words) - 3 if words[-3] == "as" else len(words) - 1
        meant = f"{written(t.tokens[t.at : end])} {written(t.tokens[up : t.at])}"
        return rewritten(t, up, end, meant, "TN122", "how often stands behind how long")
    word = "up to" if t.token.text == "up" else t.token.text
    span = covering(t.token, t.tokens[-2] if t.tokens[-1].type == "COLON" else t.tokens[-1])
    message = f"`{word}` does not belong to a cue that begins so"
    return Finding(Diagnostic("TN406", message, span, hint=SUFFIXES[t.token.text]))


SUFFIXES: Final = {
    "for": "`when C for 5 ticks:` waits until a condition has held so long",
    "up": "`whenever C up to 2 times:` bounds how often; a repetition stops with `until tick 90`",
    "within": "a cue waits as long as it takes; `wait until C within 10 ticks` is a line in one",
}
"""What belongs to a cue with a condition."""


def headless(t: Trouble) -> Finding | None:
    """`tick 20:`, `10:00:`"""
    if (
        t.at > 1
        or t.tokens[-1].type != "COLON"
        or not (t.tokens[0].type == "TIME" or t.tokens[0].text in ("tick", "day"))
    ):
        return None
    return rewritten(t, 0, 0, "at", "TN116", "a moment is opened by `at`", "`at` is missing before this")


def other_moment(t: Trouble) -> Finding | None:
    """`at noon:`, `at 20 ticks:`, `at tick 20 ticks:`, `at the end`, `until 90`"""
    words = [token.text for token in t.tokens]
    if t.token is None:
        return None
    if words[t.at] in TIMES and ("TIME" in t.expected or "START" in t.expected):
        return rewritten(t, t.at, t.at + 1, TIMES[words[t.at]], "TN120", f"`{words[t.at]}` is written as a time here")
    if words[t.at - 1 : t.at + 2] == ["at", "the", "end"]:
        return rewritten(t, t.at - 1, t.at + 2, "at end", "TN101", "`the` is not needed here", "leave it out")
    if words[t.at : t.at + 3] == ["at", "the", "end"]:
        return rewritten(t, t.at, t.at + 3, "at end", "TN101", "`the` is not needed here")
    if t.at > 1 and words[t.at - 2] == "tick" and words[t.at] in ("hour", "hours", "day", "days"):
        tick = int(words[t.at - 1]) * SIZES[words[t.at].removesuffix("s")]
        return rewritten(t, t.at - 1, t.at + 1, str(tick), "TN120", "ticks are counted in minutes")
    if t.at > 1 and words[t.at - 2] == "tick" and words[t.at] in UNITS:
        return rewritten(
            t, t.at, t.at + 1, "", "TN101", f"`{words[t.at]}` is not needed behind `tick {words[t.at - 1]}`"
        )
    if t.token.type == "INT" and "TICK" in t.expected:
        return _bare_moment(t, t.token.text)
    return None


def _bare_moment(t: Trouble, figure: str) -> Finding | None:
    counted = t.tokens[t.at + 1].text in ("tick", "ticks") if t.at + 1 < len(t.tokens) else False
    message = f"`{figure}` alone is no moment"
    if counted:
        return rewritten(t, t.at, t.at + 2, f"tick {figure}", "TN120", "a tick is named by its number")
    if len(figure) == 4 and int(figure[:2]) < 24 and int(figure[2:]) < 60:
        return rewritten(t, t.at, t.at + 1, f"{figure[:2]}:{figure[2:]}", "TN120", "a time is written with a colon")
    if figure.isdigit() and int(figure) > 23:
        return rewritten(t, t.at, t.at + 1, f"tick {figure}", "TN115", message)
    span = t.tokens[t.at].span
    hint = f"write `tick {figure}` or `{int(figure):02}:00`" if figure.isdigit() else None
    return Finding(Diagnostic("TN115", message, span, "a tick, or a time of day?", hint=hint))


def counted_period(t: Trouble) -> Finding | None:
    """`every hour:`"""
    if t.tokens[0].text != "every" or t.at != 1 or t.token is None or t.token.text not in UNITS:
        return None
    return rewritten(t, 1, 1, "1", "TN115", "how many is said as well", f"did you mean `1 {t.token.text}`?")


def of_which_cue(t: Trouble) -> Finding | None:
    """`after 20 ticks:`, `20 ticks later:`, `20 ticks before hello:`, `every 10 ticks after hello:`"""
    words = [token.text for token in t.tokens]
    if t.token is None:
        return None
    if words[0] == "after" and t.at == 1 and t.tokens[1].type == "INT" and words[2:3] and words[2] in UNITS:
        return _hinted(
            t, 1, 3, "after which cue?", f"write `{words[1]} {words[2]} after arrival:`, or `at tick {words[1]}:`"
        )
    if words[0] == "every" and t.token.text == "after":
        hint = "a repetition runs `from` one moment `until` another: `every 10 ticks from tick 30 until end:`"
        return _hinted(t, t.at, len(words) - 1, "no `after` behind `every`", hint)
    if t.tokens[0].type == "INT" and t.at == 2 and words[2] in ("later", "before", "past"):
        hint = f"write `{words[0]} {words[1]} after arrival:`; nothing can be planned before a cue, only after one"
        return _hinted(t, 2, 3, "after which cue?", hint)
    return None


def _hinted(t: Trouble, start: int, end: int, label: str, hint: str) -> Finding:
    span = covering(t.tokens[start], t.tokens[max(end, start + 1) - 1])
    return Finding(Diagnostic("TN119", "the name of a cue belongs here, and how long after it", span, label, hint=hint))


def block_behind(t: Trouble) -> Finding | None:
    """`if Ida is at cafe: mark "x"`"""
    opens = t.at >= 2 and t.tokens[t.at - 1].type == "COLON" and t.expected == {"_NL"} and t.token is not None
    if not opens or t.token is None or t.token.text not in t.machine.table.keywords:
        return None
    before = t.tokens[t.at - 1].span
    depth = t.tokens[0].span.column + 3
    gap = Span(before.file, before.line, before.end_column, before.line, t.token.span.column)
    diagnostic = Diagnostic(
        "TN104", "what belongs to this line stands on the next one, indented", t.token.span, "a line of its own",
        fix=Fix(gap, "\n" + " " * depth),
    )  # fmt: skip
    return Finding(diagnostic)
