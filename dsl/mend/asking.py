"""Conditions as plain English has them: `Ida has no coffee`, `Ida meets Per`, `it rains`, `at cafe or park`."""

from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.mend.rewrite import covering, rewritten, written
from dsl.mend.trouble import Finding, Trouble
from dsl.vocabulary import SCENERY
from dsl.words import CHECKS
from townlet.events import ASKABLE

HAPPENINGS: Final = {
    "arrives": "arrived", "comes": "arrived", "enters": "entered", "leaves": "leaving", "exits": "exited",
    "meets": "met", "greets": "greeted", "chats": "chat", "talks": "chat", "speaks": "chat", "argues": "argued",
    "fights": "argued", "apologises": "apologised", "apologizes": "apologised", "gives": "gave", "eats": "ate",
    "drinks": "ate", "buys": "bought", "cooks": "cooked", "rests": "rested", "sleeps": "rested", "washes": "washed",
    "uses": "used", "drops": "dropped", "faints": "faint", "quits": "quit", "queues": "queued", "avoids": "avoided",
}  # fmt: skip
"""What somebody does, and the event that it is when it is asked about."""

ASKING: Final = (
    *CHECKS,
    "if",
    "when",
    "whenever",
    "while",
    "until",
    "not",
    "and",
    "or",
    "always",
    "never",
    "eventually",
)
"""What stands before a condition."""


def happening(t: Trouble) -> Finding | None:
    """`when Ida meets Per:`, `expect Ida arrives within 5 ticks`"""
    words = [token.text for token in t.tokens]
    at = next((n for n in range(2, len(words)) if words[n] in HAPPENINGS and words[n - 2] in ASKING), 0)
    if not at or t.tokens[at - 1].type != "NAME" or t.at > at + 2:
        return None
    who, kind = words[at - 1], HAPPENINGS[words[at]]
    message = f"what happens is asked as an event: `event {kind}`"
    end = at + 1 + (words[at + 1 : at + 2] in (["with"], ["to"]))
    whom = t.tokens[end] if end < len(words) else None
    if (
        whom is not None
        and whom.type == "NAME"
        and "between" in ASKABLE[kind]
        and whom.text not in ("within", "for", "at")
    ):
        pair = f"event {kind} between {who} and {whom.text}"
        found = rewritten(t, at - 1, end + 1, pair, "TN226", message, sure=False)
    else:
        found = rewritten(t, at - 1, at + 1, f"event {kind} by {who}", "TN226", message, sure=False)
    if found is not None:
        return found
    hint = f"for example `event {kind} by {who}`; where somebody is: `{who} is at cafe`"
    return Finding(Diagnostic("TN226", message, covering(t.tokens[at - 1], t.tokens[at]), "an event", hint=hint))


def has_not(t: Trouble) -> Finding | None:
    """`expect Ida has no coffee`, `expect Ida does not have coffee`"""
    words = [token.text for token in t.tokens]
    for n in range(1, len(words) - 2):
        end = 0
        if words[n + 1 : n + 4] == ["does", "not", "have"]:
            end = n + 4
        elif words[n + 1] == "has" and words[n + 2] in ("no", "not"):
            end = n + 3
        if not end or end >= len(words) or t.tokens[n].type != "NAME":
            continue
        money = words[end] in ("money", "coins", "coin")
        what = "1 coin" if money else words[end]
        message = "what is not so begins with `not`"
        return rewritten(t, n, end + 1, f"not {words[n]} has {what}", "TN101", message)
    return None


def same_of_another(t: Trouble) -> Finding | None:
    """`if Ida is at cafe or park:`"""
    words = [token.text for token in t.tokens]
    joint = next((n for n in (t.at - 1, t.at - 2) if 3 < n < len(words) - 1 and words[n] in ("or", "and")), 0)
    if not joint or t.tokens[joint + 1].type not in ("NAME", "SHARE", "INT"):
        return None
    start = next((n + 1 for n in range(joint - 1, -1, -1) if words[n] in ASKING), 0)
    if joint - start < 3:
        return None
    if words[start] == "event" and words[joint - 2] == "by" and words[joint] == "and":
        pair = f"between {words[joint - 1]} and {words[joint + 1]}"
        message = "what two people do is `between` them"
        return rewritten(t, joint - 2, joint + 2, pair, "TN116", message)
    related = next((n for n in range(start, joint) if words[n] in RELATIONS), 0)
    if words[joint + 1] in RELATIONS and related:
        again, end = written(t.tokens[start:related]), joint + 1
        message, hint = "half a condition is missing here", "each side of `or` and `and` is said in full"
        return rewritten(t, end, end, again, "TN112", message, hint=hint)
    again = written(t.tokens[start : joint - 1])
    hint = "each side of `or` and `and` is said in full"
    return rewritten(
        t, joint + 1, joint + 2, f"{again} {words[joint + 1]}", "TN112", "half a condition is missing here", hint=hint
    )


def compared(t: Trouble) -> Finding | None:
    """`Ida's mood is greater than 40%`, `set Ida's hunger equal to 20%`, `expect no event faint`"""
    words = [token.text for token in t.tokens]
    at = next((n for n in range(1, len(words) - 1) if words[n + 1] == "than" and words[n] in THAN), 0)
    if at and t.at <= at + 1:
        message = f"`{words[at]} than` is `{THAN[words[at]]}` here"
        return rewritten(t, at, at + 2, THAN[words[at]], "TN101", message)
    if words[t.at : t.at + 2] == ["equal", "to"]:
        return rewritten(t, t.at, t.at + 2, "to" if words[0] == "set" else "is", "TN101", "`equal` is not needed here")
    if words[0] in CHECKS and words[1:3] == ["no", "event"]:
        return rewritten(t, 1, 2, "never", "TN101", "that nothing happens is said with `never`")
    return None


THAN: Final = {
    **dict.fromkeys(("greater", "bigger", "higher", "more", "larger", "better"), "above"),
    **dict.fromkeys(("less", "lower", "smaller", "fewer", "worse"), "below"),
}


RELATIONS: Final = ("is", "has", "below", "above", "at", "near", "between", "works", "rises", "falls")


def weather_said(t: Trouble) -> Finding | None:
    """`when it rains:`, `expect rain`, `expect power off`"""
    words = [token.text for token in t.tokens]
    if not {*words} & {*ASKING}:
        return None
    for at in (t.at - 2, t.at - 1, t.at):
        if at < 1 or at >= len(words):
            continue
        if words[at] == "it" and words[at + 1 : at + 2] in (["rains"], ["is"]):
            end = at + 2 if words[at + 1] == "rains" else at + 3
            return rewritten(t, at, end, "weather is rain", "TN101", "rain is asked about as the weather")
        if words[at] in ("rain", "raining") and words[at - 1] in ASKING:
            return rewritten(t, at, at + 1, "weather is rain", "TN101", "rain is asked about as the weather")
        if words[at] in SCENERY and words[at + 1 : at + 2] and words[at + 1] != "is":
            found = rewritten(t, at + 1, at + 1, "is", "TN116", "`is` is missing here", "`is` belongs before this")
            if found is not None:
                return found
    return None


def to_be(t: Trouble) -> Finding | None:
    """`expect Ida to be at cafe`"""
    words = [token.text for token in t.tokens]
    at = next((n for n in range(2, len(words) - 1) if words[n : n + 2] == ["to", "be"]), 0)
    if not at or words[0] not in CHECKS:
        return None
    return rewritten(t, at, at + 2, "is", "TN101", "a condition says how things are")


def falls_to(t: Trouble) -> Finding | None:
    """`expect Ida's mood falls to 10%`"""
    before = t.tokens[t.at - 1].text
    if t.token is None or t.token.text != "to" or before not in ("rises", "falls"):
        return None
    bound = "at least" if before == "rises" else "at most"
    hint = f"`{before} by 10%` says how far, `{bound} 10%` says to where"
    span = covering(t.tokens[t.at - 1], t.token)
    return Finding(Diagnostic("TN116", f"`by` belongs behind `{before}`", span, "how far, or to where?", hint=hint))


def how_many_events(t: Trouble) -> Finding | None:
    """`expect 2 event ate`, `expect exactly 2 event ate`, `expect more than 2 event ate`"""
    words = [token.text for token in t.tokens]
    at = next((n for n in range(1, len(words)) if words[n] in ("event", "events")), 0)
    if at < 2 or t.tokens[at - 1].type != "INT" or words[at - 2] in ("least", "most"):
        return None
    figure = int(words[at - 1])
    if words[at - 3 : at - 1] == ["more", "than"]:
        return rewritten(t, at - 3, at, f"at least {figure + 1}", "TN101", "a count has a bound on one side")
    if words[at - 3 : at - 1] in (["less", "than"], ["fewer", "than"]) and figure:
        return rewritten(t, at - 3, at, f"at most {figure - 1}", "TN101", "a count has a bound on one side")
    start = at - 2 if words[at - 2] in ("exactly", "just") else at - 1
    hint = (
        f"write `at least {figure} event …` or `at most {figure} event …`; both, joined by `and`, are exactly {figure}"
    )
    span = covering(t.tokens[start], t.tokens[at - 1])
    return Finding(
        Diagnostic(
            "TN116", "a count of events is `at least` or `at most` so many", span, "at least? at most?", hint=hint
        )
    )
