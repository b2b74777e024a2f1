"""Parts that are all there, in another order: `needs: 20% hunger`, `expect Ida is at cafe always`."""

from dsl.mend.rewrite import rewritten, written
from dsl.mend.trouble import Finding, Trouble
from dsl.words import CHECKS

QUANTIFIERS = ("always", "never", "eventually")


def late_quantifier(t: Trouble) -> Finding | None:
    """`expect Ida is at cafe always`"""
    last = t.tokens[-1].text
    if t.tokens[0].text not in CHECKS or last not in QUANTIFIERS or len(t.tokens) < 4 or t.at < len(t.tokens) - 2:
        return None
    meant = f"{last} {written(t.tokens[1:-1])}"
    return rewritten(t, 1, len(t.tokens), meant, "TN122", f"`{last}` stands before what it is said of")


def end_last(t: Trouble) -> Finding | None:
    """`expect at end Ida is at cafe`"""
    if t.tokens[0].text not in CHECKS or len(t.tokens) < 4 or t.tokens[1].type != "AT_END":
        return None
    meant = f"{written(t.tokens[2:])} at end"
    return rewritten(t, 1, len(t.tokens), meant, "TN122", "`at end` stands behind what it is said of")


def because_last(t: Trouble) -> Finding | None:
    """`expect Ida is at cafe because "x" within 5 ticks`"""
    words = [token.text for token in t.tokens]
    if words[0] not in CHECKS or "because" not in words:
        return None
    at = words.index("because")
    if t.at != at + 2 or len(words) <= at + 2:
        return None
    meant = f"{written(t.tokens[at + 2 :])} because {words[at + 1]}"
    return rewritten(t, at, len(words), meant, "TN122", "`because` and its text come last")


def length_last(t: Trouble) -> Finding | None:
    """`trigger rain for 2 hours (strength = 50%)`"""
    words = [token.text for token in t.tokens]
    if words[0] != "trigger" or "for" not in words or t.at < words.index("for") + 2:
        return None
    at = words.index("for")
    meant = f"{written(t.tokens[t.at :])} {written(t.tokens[at : t.at])}"
    return rewritten(t, at, len(words), meant, "TN122", "how long something lasts comes last")


def topic_last(t: Trouble) -> Finding | None:
    """`direct Ida to chat about weather with Per`"""
    words = [token.text for token in t.tokens]
    at = next((n for n in range(1, len(words)) if words[n - 1 : n + 1] in (["chat", "about"], ["argue", "about"])), 0)
    if not at or "with" not in words[at:]:
        return None
    with_ = words.index("with", at)
    meant = f"{written(t.tokens[with_ : with_ + 2])} {written(t.tokens[at:with_])}"
    return rewritten(t, at, with_ + 2, meant, "TN122", f"`{words[at - 1]}` says first with whom, then about what")


def swapped(t: Trouble) -> Finding | None:
    """`needs: 20% hunger`, `4 townsfolk: …`, `keeps rain off`, `pick coffee up`"""
    for at in (t.at, t.at - 1):
        if not 0 <= at < len(t.tokens) - 1:
            continue
        one, other = t.tokens[at : at + 2]
        if "NAME" not in (one.type, other.type) or one.type in ("COLON", "COMMA", "POSSESSIVE", "EQUAL", "STRING"):
            continue
        if other.type in ("COLON", "COMMA", "POSSESSIVE", "EQUAL", "STRING", "LPAR", "RPAR"):
            continue
        message = "these two stand the other way round here"
        found = rewritten(t, at, at + 2, f"{other.text} {one.text}", "TN122", message, sure=False)
        if found is not None and (one.text, other.text) != ("to", "to"):
            return found
    return None
