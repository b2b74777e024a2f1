"""How a message names what would have fitted."""

from typing import Final

from dsl.guess import nearest
from dsl.mend.trouble import Trouble
from dsl.vocabulary import ACTIVITIES as VERBS
from dsl.words import ACTIVITIES, BELONGS, CHECKS, FORMS, PHRASES, SYNONYMS


def shape(t: Trouble, word: str | None = None) -> str | None:
    """How a line of this kind reads."""
    asked = word is None
    word = word or t.tokens[0].text
    deeds = [token.text for token in t.tokens[2:] if token.text in DEEDS]
    if word in ("direct", "nudge") and deeds:
        return f"such a line reads: `{word} Kai to {DEEDS[deeds[0]]} …`"
    if asked and word in ASKING and (example := _condition(t)):
        return f"for example `{word} {example}`"
    if word in FORMS and (word in BELONGS or not t.led_by_name):
        return f"such a line reads: `{FORMS[word]}`"
    return None


ASKING: Final = (*CHECKS, "if", "when", "whenever", "while")
"""Lines that state a condition right behind their first word."""

CONDITIONS: Final = {
    "event": "event chat between Kai and Avery", "narration": 'narration says "Three coins"',
    "works": "Kai works as barista",
    "has": "Kai has 2 coffee", "friends": "Kai is friends with Avery", "rivals": "Kai is rivals with Avery",
    "near": "Kai is near Avery", "between": "Kai's mood between 20% and 60%", "rises": "Kai's mood rises by 10%",
    "falls": "Kai's mood falls by 10%", "weather": "weather is rain", "power": "power is off",
    "'s": "Kai's mood above 40%",
    "at": "Kai is at cafe", "is": "Kai is near Avery", "anyone": "anyone is at cafe",
}  # fmt: skip
"""By the word that shows what is asked, how it is asked; the first that occurs counts."""

DEEDS: Final = {verb.split()[0]: roles.example.replace("Kai", "Avery") for verb, roles in VERBS.items()} | ACTIVITIES


def _condition(t: Trouble) -> str | None:
    words = [token.text for token in t.tokens[1:]]
    return next((example for word, example in CONDITIONS.items() if word in words), "Kai's mood above 40%")


def expected(t: Trouble) -> str:
    """What would have fitted, unless that is more than anybody wants to read."""
    said = []
    for terminal in sorted(t.expected - {"DAMAGED", "_INDENT", "_DEDENT", "DECIMAL"}, key=_plainest):
        if terminal == "INT" and "DECIMAL" in t.expected:
            said.append("a figure")
            continue
        said.append(PHRASES.get(terminal) or f"`{t.machine.table.literals.get(terminal, terminal)}`")
    return either(said) if len(said) <= 5 else ""


def _plainest(terminal: str) -> tuple[bool, str]:
    return terminal not in PHRASES, terminal


def either(said: list[str]) -> str:
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " or " + said[-1] if said else ""


def sign_at(t: Trouble) -> str:
    """The word, or the whole of a sign such as `<=` that reaches us in pieces."""
    assert t.token is not None
    if t.token.type == "NAME":
        return t.token.text
    pieces = t.token.text
    for before, token in zip(t.tokens[t.at :], t.tokens[t.at + 1 :], strict=False):
        if token.type not in ("STRAY", "EQUAL") or token.span.column != before.span.end_column:
            break
        pieces += token.text
    return pieces


def guess_for(t: Trouble, word: str, expected: set[str]) -> str | None:
    """What was meant: first what people say elsewhere, then what is spelt nearly so."""
    words = sorted(text for terminal in expected if (text := t.literal(terminal)))
    said = SYNONYMS.get(word.casefold())
    if said is not None and said.split()[0] in words:
        return said
    return nearest(word, words)
