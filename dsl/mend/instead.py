"""A small word or sign in another's place, and a word of the language misspelt where any name would do."""

from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.guess import alike, nearest
from dsl.mend.rewrite import covering, rewritten
from dsl.mend.say import shape
from dsl.mend.trouble import Finding, Trouble
from dsl.vocabulary import QUALITIES
from dsl.words import CHECKS

INSTEAD: Final[dict[str, tuple[str, ...]]] = {
    "in": ("within", "after", "at", "to"), "into": ("to", "at"), "inside": ("at",), "on": ("at", "about"),
    "off": ("from",), "of": ("off", "by", "from", "with"), "to": ("until", "..", "at", "with"),
    "from": ("with", "extends"),
    "for": ("by", "as"), "with": ("by",), "against": ("with",), "before": ("until",), "by": ("until",),
    "during": ("for",),
    "about": ("with",), "named": ("as",), "called": ("as",), "if": ("when",), "-": ("and", ".."), ",": ("and",),
    ";": (",",), ":": ("=", "after", "off"), "=": (":",), "...": ("..",),
}  # fmt: skip
"""By word or sign: what may have been meant, the likeliest first."""


def other_joint(t: Trouble) -> Finding | None:
    """`direct Ida to rest in cafe`, `Ida: balanced; at cafe`, `every 10 ticks from start to end:`"""
    if t.token is None or t.at == 0:
        return None
    word = t.token.text
    before = t.tokens[t.at - 1].text
    toward = QUALITIES[before].toward if before in QUALITIES else ""
    person = t.at + 1 < len(t.tokens) and t.tokens[t.at + 1].text[:1].isupper()
    figure = t.at + 1 < len(t.tokens) and t.tokens[t.at + 1].type in ("INT", "DECIMAL", "TIME")
    candidates = (toward,) if toward and word in TOWARD else INSTEAD.get(word, ())
    for meant in candidates:
        if (meant in ("within", "after", "until") and not figure and t.tokens[t.at + 1 : t.at + 2]
                and t.tokens[t.at + 1].text not in MOMENTS):  # fmt: skip
            continue
        if word == "during" and t.tokens[0].text != "trigger":
            continue
        if (meant, word) in UNLIKELY and (not person or t.tokens[0].text in CHECKS):
            continue
        if (
            meant == "at" and person and t.tokens[0].text not in ("enter", "place")
        ) or meant in t.machine.table.literals.get(word, ""):
            continue
        code = "TN103" if meant == ":" else "TN116"
        message = f"`{meant}` belongs here, not `{word}`"
        found = rewritten(t, t.at, t.at + 1, meant, code, message, hint=shape(t))
        if found is not None:
            return found
    return None


MOMENTS: Final = ("tick", "day", "start", "end")
UNLIKELY: Final = (("with", "about"), ("at", "to"))
"""Taken for each other only where a person follows, and never in a check."""

TOWARD: Final = ("to", "of", "for", "towards", "against", "with", "in", "about", "at")
"""What people put between a feeling and whom it is for."""


def toward_missing(t: Trouble) -> Finding | None:
    """`ties: trust Ida 40%`, `set Ida's trust Per to 40%`"""
    before = t.tokens[t.at - 1].text if t.at else ""
    if t.at > 3 and t.token is not None and t.token.text == t.tokens[t.at - 2].text == "to":
        quality = QUALITIES.get(t.tokens[t.at - 3].text)
        if quality is not None and quality.toward:
            message = f"`{quality.toward}` belongs here, not `to`"
            return rewritten(t, t.at - 2, t.at - 1, quality.toward, "TN116", message)
    if t.token is None or t.token.type != "NAME" or before not in QUALITIES or not QUALITIES[before].toward:
        return None
    meant = QUALITIES[before].toward
    message = f"`{meant}` is missing here"
    return rewritten(t, t.at, t.at, meant, "TN116", message, f"`{meant}` belongs before this", shape(t))


def of_whom(t: Trouble) -> Finding | None:
    """`set hunger of Ida to 20%`, `expect the mood of Ida above 40%`"""
    words = [token.text for token in t.tokens]
    at = next((n for n in range(1, len(words) - 2) if words[n] in QUALITIES and words[n + 1] == "of"), 0)
    if not at or words[at - 1] in ("'s", "’s") or t.tokens[at + 2].type != "NAME":
        return None
    start = at - 1 if words[at - 1] == "the" else at
    meant = f"{words[at + 2]}'s {words[at]}"
    return rewritten(t, start, at + 3, meant, "TN116", "whose it is comes first, with an apostrophe")


def misspelt_before(t: Trouble) -> Finding | None:
    """`wait untill Ida is at cafe`, `expect allways Ida …`: any word passes for a name, until another follows"""
    words = [word for word in t.machine.table.keywords if len(word) > 2]
    for at in (t.at - 1, t.at - 2):
        if at < 1 or at >= len(t.tokens) or t.taken[at] != "NAME":
            continue
        word = t.tokens[at].text
        guess = OTHERWISE.get(word) or (nearest(word, words) if len(word) > 3 else None)
        if guess is None or guess == word:
            continue
        message = f"I do not understand `{word}` here"
        found = rewritten(t, at, at + 1, guess, "TN101", message, hint=shape(t), sure=alike(word, guess))
        if found is not None:
            return found
    return None


OTHERWISE: Final = {"has": "carries", "holds": "carries", "owns": "carries", "off": "offstage", "soon": "eventually"}
"""Words that pass for a name where another word of ours is meant."""


def spaced_name(t: Trouble) -> Finding | None:
    """`town: river side`, `at tick 5 as two words:`, `Nell: balanced, off stage`"""
    if t.token is None or t.token.type != "NAME" or t.at < 2 or t.tokens[t.at - 1].type != "NAME":
        return None
    if t.taken[t.at - 1] != "NAME":
        return None
    one = t.tokens[t.at - 1].text
    if one + t.token.text in t.machine.table.keywords:
        message = f"`{one}{t.token.text}` is one word"
        return rewritten(t, t.at - 1, t.at + 1, one + t.token.text, "TN116", message)
    ends = t.expected <= {"_NL", "COLON", "COMMA", "POSSESSIVE", "RPAR"}
    if t.token.text in t.machine.table.keywords or not ends or t.tokens[0].text not in NAMING:
        return None
    message = "a name is one word, with hyphens where others have spaces"
    hint = f"for example `{one}-{t.token.text}`, here and wherever it is meant"
    return Finding(Diagnostic("TN116", message, covering(t.tokens[t.at - 1], t.token), "two words", hint=hint))


NAMING: Final = (
    "town",
    "at",
    "every",
    "when",
    "whenever",
    "while",
    "after",
    "item",
    "personality",
    "use",
    "job",
    "home",
    "starts",
)
"""Lines that end in a name or give one."""


def flag_with_value(t: Trouble) -> Finding | None:
    """`reusable: yes`"""
    words = [token.text for token in t.tokens]
    if words[0] not in ("reusable", "consumed") or t.at != 1 or words[1] not in (":", "="):
        return None
    if words[2:] in (["yes"], ["true"]):
        return rewritten(t, 1, len(words), "", "TN101", f"`{words[0]}` stands by itself", "leave this out")
    return None
