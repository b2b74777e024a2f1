"""What people do, said in other words: `direct Ida to sleep`, `direct Ida to leave cafe`, `Ida goes to cafe`."""

from typing import Final

from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from dsl.mend.rewrite import covering, rewritten
from dsl.mend.say import shape
from dsl.mend.trouble import Finding, Trouble
from dsl.vocabulary import ACTIVITIES as VERBS
from dsl.words import ACTIVITIES

DEEDS: Final = {
    "run": "go", "move": "go", "come": "go", "travel": "go", "return": "go", "enter": "go to", "drink": "eat",
    "sleep": "rest", "nap": "rest", "relax": "rest", "shower": "wash", "bathe": "wash", "fight": "argue",
    "quarrel": "argue", "discuss": "chat", "exit": "leave", "depart": "leave", "hand": "give", "pass": "give",
    "purchase": "buy", "shop": "buy", "grab": "pick up", "bake": "cook", "welcome": "greet", "help": "work",
}  # fmt: skip
"""What people say for what people do."""

UNDOABLE: Final = {
    "say": 'speech is a line of its own: `Kai: "Three coins?"`',
    "tell": 'speech is a line of its own: `Kai: "Three coins?"`',
    "be": "nobody can be ordered to feel or to be; a figure is set: `set Kai's hunger to 20%`",
    "feel": "nobody can be ordered to feel; a figure is set: `set Kai's hunger to 20%`",
    "not": "`hold Kai` keeps somebody from doing what they would",
    "stop": "`hold Kai` keeps somebody from doing what they would",
    "stay": "`hold Kai` keeps somebody where they are; `rest at home for 20 ticks` or `wait near Avery` fill the time",
    "follow": "people go to each other: `go to Avery`, `wait near Avery`",
}
"""What nobody does, and what comes nearest to it."""

_LEAVING: Final = (
    "`leave` is leaving the place somebody is in; to another one people `go to park`; "
    "`exit Kai` takes Kai out of town"
)

WITHOUT: Final = {
    ("direct", "by"): "a directive replaces the choice altogether; `nudge … by 40%` leans on it",
    ("direct", "until"): "say how long, with `for 20 ticks`",
    ("direct", "during"): "say how long, with `for 20 ticks`",
    ("nudge", "within"): "a nudge has no limit; `for 10 ticks` says how long it leans",
    ("nudge", "until"): "say how long, with `for 10 ticks`",
    ("leave", "to"): _LEAVING,
    ("leave", "from"): _LEAVING,
    ("wait", "for"): "people `wait near Avery`; a line `wait 5 ticks` holds up what stands under it",
    ("work", "as"): "people work where they have their job; who has which is said in the cast: `works as barista`",
}
"""By verb and word behind it: why the two do not go together."""

LASTING: Final = ("set", "give", "take", "place", "enter", "exit", "release")
AT_ONCE: Final = ("for", "within", "until", "by", "during")


def other_deed(t: Trouble) -> Finding | None:
    """`direct Ida to sleep`, `nudge Ida to drink coffee`"""
    if t.token is None or t.tokens[0].text not in ("direct", "nudge") or "APOLOGISE" not in t.expected:
        return None
    word = t.token.text
    hint = UNDOABLE.get(word)
    if word == "say" and t.at + 2 == len(t.tokens) and t.tokens[-1].type == "STRING":
        meant = f"{t.tokens[1].text}: {t.tokens[-1].text}"
        return rewritten(t, 0, len(t.tokens), meant, "TN102", "speech is a name, a colon and the words")
    if hint is not None:
        message = f"`{word}` is nothing that anybody does in this town"
        return Finding(Diagnostic("TN101", message, t.token.span, "not a thing to do", hint=hint))
    meant = DEEDS.get(word, "")
    message = f"`{word}` is said otherwise here"
    return rewritten(t, t.at, t.at + 1, meant, "TN101", message, hint=shape(t), sure=False) if meant else None


def take_back(t: Trouble) -> Finding | None:
    """`direct Ida to take coffee from Per`, `direct Ida to pick coffee`"""
    for verb, more in (("take", "back"), ("pick", "up")):
        if t.at > 2 and t.tokens[t.at - 1].text == verb and t.tokens[0].text in ("direct", "nudge"):
            message = f"`{more}` is missing here: `{verb} {more}`"
            return rewritten(t, t.at, t.at, more, "TN116", message, f"`{more}` belongs before this")
    return None


def should(t: Trouble) -> Finding | None:
    """`direct Ida should rest`, `direct Ida: rest`"""
    if t.tokens[0].text not in ("direct", "nudge") or t.token is None or "TO" not in t.expected:
        return None
    if t.token.text not in ("should", "must", "will", "shall", "can", ":", "towards", "toward"):
        return None
    meant = "to go to" if t.token.text.startswith("toward") else "to"
    return rewritten(t, t.at, t.at + 1, meant, "TN116", f"`{meant}` belongs here, not `{t.token.text}`")


def told_of(t: Trouble) -> Finding | None:
    """`Ida rests`, `Ida goes to cafe`, `Ida to rest`"""
    if t.at != 1 or not t.led_by_name or t.token is None or t.token.type != "NAME" or "DIRECT" not in t.openings:
        return None
    first, word = t.tokens[0].text, t.token.text
    said = next((token.text for token in t.tokens[1:3] if token.text not in ("to", "should", "must")), word)
    deed = nearest(said.removesuffix("s"), ACTIVITIES) if first[0].isupper() else None
    if deed is None or first.casefold() in t.machine.table.keywords:
        return None
    hint = f"`direct {first} to {ACTIVITIES[deed]}` orders it, `nudge {first} to {ACTIVITIES[deed]}` suggests it"
    message = "only speech begins with a name; what somebody is to do is directed or nudged"
    return Finding(Diagnostic("TN102", message, covering(t.tokens[0], t.token), "how firmly?", hint=hint))


def foreign(t: Trouble) -> Finding | None:
    """`direct Ida to rest by 40%`, `set Ida's hunger to 20% for 5 ticks`, `direct Ida to leave cafe`"""
    if t.token is None or t.token.type not in ("NAME", "INT") or "_NL" not in t.expected or t.at < 2:
        return None
    first, word = t.tokens[0].text, t.token.text
    if first in LASTING and word in AT_ONCE:
        hint = "what the line does is done at once and stays so" if first != "release" else None
        return _takes_no(t, first, f"`{word}`", hint)
    if first in ("exit", "release") and word in ("from", "at", "to"):
        return _takes_no(t, first, f"`{word}`", shape(t))
    if first not in ("direct", "nudge"):
        return None
    at = next((n for n in range(3, t.at) if t.tokens[n].text in ACTIVITIES or t.tokens[n].text in VERBS), 0)
    verb = t.tokens[at].text if at else ""
    verb = " ".join(token.text for token in t.tokens[at : at + 2]) if verb in ("take", "pick") else verb
    if verb not in VERBS:
        return None
    hint = WITHOUT.get((verb, word)) or WITHOUT.get((first, word))
    if hint is not None:
        return _takes_no(t, verb if (verb, word) in WITHOUT else first, f"`{word}`", hint)
    if word.endswith("ly"):
        hint = "how well it goes is a share: `chat with Avery (quality = 80%)`"
        return _takes_no(t, verb, f"`{word}`", hint)
    if verb == "leave":
        return _takes_no(t, verb, f"`{word}`", WITHOUT["leave", "to"])
    if verb == "wait" and t.token.type == "INT":
        return _takes_no(t, verb, f"`{word}`", WITHOUT["wait", "for"])
    if t.at + 1 < len(t.tokens) and t.token.type == "INT":
        return _how_long(t)
    return _takes_no(t, verb, f"`{word}`", f"for example `{VERBS[verb].example}`")


def _takes_no(t: Trouble, verb: str, what: str, hint: str | None) -> Finding:
    assert t.token is not None
    span = covering(t.token, t.tokens[-1])
    return Finding(Diagnostic("TN224", f"`{verb}` does not take {what}", span, hint=hint))


def _how_long(t: Trouble) -> Finding | None:
    """`direct Ida to rest 20 ticks`: begun within them, or lasting for them?"""
    assert t.token is not None
    if not t.fits("FOR", "INT"):
        return None
    figure = f"{t.token.text} {t.tokens[t.at + 1].text}"
    lasts = f"`for {figure}` says how long it lasts"
    hint = lasts if t.tokens[0].text == "nudge" else f"`within {figure}` is the time it has to begin, {lasts}"
    return Finding(Diagnostic("TN116", "a small word is missing before this", t.token.span, "for? within?", hint=hint))
