"""Several where a line takes one: `give coffee and tea to Ida`, `place Ida, Per at cafe`, `Ida and Per are friends`."""

from dsl.diagnostic import Diagnostic
from dsl.mend.rewrite import covering, rewritten, written
from dsl.mend.trouble import Finding, Trouble

BEHIND = ("within", "for", "until", "during", "because", "as", "up", "and", "or")
"""What may follow a condition."""


def both_are(t: Trouble) -> Finding | None:
    """`expect Ida and Per are friends`, `when Ida and Per are at cafe:`"""
    words = [token.text for token in t.tokens]
    at = next((n for n in range(2, len(words) - 2) if words[n] == "and" and words[n + 2] in ("are", "is")), 0)
    if not at or t.at > at + 3 or any(t.tokens[n].type != "NAME" for n in (at - 1, at + 1)):
        return None
    one, other, start = words[at - 1], words[at + 1], at - 1
    message = "what is said of two people is said of each"
    if words[at + 3 : at + 4] in (["friends"], ["rivals"]) and words[at + 4 : at + 5] != ["with"]:
        meant = f"{one} is {words[at + 3]} with {other}"
        return rewritten(t, start, at + 4, meant, "TN121", f"two people are `{words[at + 3]} with` each other")
    end = next(
        (n for n in range(at + 3, len(words)) if words[n] in BEHIND or t.tokens[n].type in ("COLON", "AT_END")),
        len(words),
    )
    if end == at + 3:
        return None
    what = written(t.tokens[at + 3 : end])
    return rewritten(t, start, end, f"{one} is {what} and {other} is {what}", "TN121", message)


def one_at_a_time(t: Trouble) -> Finding | None:
    """`greet Ida, Per`, `give coffee and tea to Ida`, `Ida, Per: "Hello"`"""
    if t.token is None or t.token.text not in (",", "and", "&") or t.at == 0 or t.at + 1 >= len(t.tokens):
        return None
    before, after = t.tokens[t.at - 1], t.tokens[t.at + 1]
    named = before.type == "NAME" or before.text in ("coin", "coins")
    if not named or after.type not in ("NAME", "INT") or "COMMA" in t.expected:
        return None
    first = t.tokens[0].text
    leaning = first in ("direct", "nudge")
    if not (leaning or first in ONE_EACH or (t.led_by_name and t.at == 1)):
        return None
    hint = "write a line for each of them"
    if leaning:
        hint += f"; several people may only stand before `to`: `{first} Kai, Avery to …`"
    message = "one at a time: this line takes no second one here"
    return Finding(Diagnostic("TN121", message, covering(before, after), "one too many", hint=hint))


ONE_EACH = ("give", "take", "place", "set", "play", "trigger", "cast")
"""Lines that are about one thing and one person."""
