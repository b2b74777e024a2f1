"""Plain English and the words of other languages: `wait for Ida`, `"Hello," said Ida.`, `unless Ida is at cafe:`."""

from typing import Final

from dsl.diagnostic import Diagnostic, Fix
from dsl.mend.rewrite import covering, rewritten, written
from dsl.mend.trouble import Finding, Trouble

VAGUE: Final = ("a", "some", "few")
POLITE: Final = ("please", "then", "next", "now", "also")
STOPS: Final = (".", ";", "!", "?", ",")
ARTICLES: Final = ("The", "A", "An", "It", "There")
CHAPTERS: Final = ("act", "scene", "chapter", "part")
SHORT: Final = {"isn": "is not", "aren": "is not", "wasn": "is not", "weren": "is not"}

ELSEWHERE: Final = {
    "repeat": "what comes again is a cue: `every 10 ticks from start until tick 90:`, or `whenever C up to 3 times:`",
    "loop": "what comes again is a cue: `every 10 ticks from start until tick 90:`, or `whenever C up to 3 times:`",
    "randomly": 'write `choose from gossip:`, and under it what may happen, each with its share: `50%: mark "Heads"`',
}
"""Words that open a block in other languages, and what we have for them."""


def awaited(t: Trouble) -> Finding | None:
    """`wait for Ida`, `wait for Ida is at cafe`"""
    words = [token.text for token in t.tokens]
    if words[:2] != ["wait", "for"] or len(words) < 3 or t.tokens[2].type != "NAME" or words[-1] in _LENGTHS:
        return None
    message = "`wait` is followed by a length of time, or by `until` and a condition"
    condition = rewritten(t, 1, 2, "until", "TN101", message, sure=False)
    if condition is not None:
        return condition
    hint = "for example `wait until Kai is near Avery within 20 ticks`"
    return Finding(Diagnostic("TN101", message, covering(t.tokens[1], t.tokens[-1]), "until what?", hint=hint))


_LENGTHS: Final = ("tick", "ticks", "minute", "minutes", "hour", "hours", "day", "days", "while", "bit", "moment")


def for_a_while(t: Trouble) -> Finding | None:
    """`trigger rain for a while`, `direct Ida to rest for some time`"""
    for at in (t.at - 1, t.at):
        if not 2 <= at < len(t.tokens) - 1 or t.tokens[at].text not in VAGUE or t.tokens[at - 1].text != "for":
            continue
        if t.tokens[at + 1].text in _LENGTHS[:8] or t.tokens[at + 1].type != "NAME":
            return None
        span = covering(t.tokens[at], t.tokens[at + 1])
        message = f"`{written(t.tokens[at : at + 2])}` is not a figure, and a length of time is wanted here"
        return Finding(Diagnostic("TN221", message, span, "such as `20 ticks`"))
    return None


def polite(t: Trouble) -> Finding | None:
    """`please mark "x"`, `Then, at tick 5:`"""
    word = t.tokens[0].text
    if word.casefold() not in POLITE or not t.led_by_name:
        return None
    end = 2 if [token.text for token in t.tokens[1:2]] == [","] else 1
    message = f"a line begins with its verb, without `{word}`"
    return rewritten(t, 0, end, "", "TN102", message, "leave it out", sure=False)


def cut_short(t: Trouble) -> Finding | None:
    """`if Ida isn't at cafe:`"""
    for at in (t.at - 1, t.at):
        if 0 < at < len(t.tokens) - 2 and t.tokens[at].text in SHORT and t.tokens[at + 2].text == "t":
            return rewritten(t, at, at + 3, SHORT[t.tokens[at].text], "TN101", "`not` is written out")
    return None


def own_home(t: Trouble) -> Finding | None:
    """`direct Ida to go to her home`"""
    if t.token is None or t.token.text != "home" or t.tokens[t.at - 1].text not in ("her", "his", "their"):
        return None
    message = "`home` is everybody's own"
    return rewritten(t, t.at - 1, t.at, "", "TN101", message, "leave it out", sure=False)


def stop_behind(t: Trouble) -> Finding | None:
    """`direct Ida to greet Per.`, `wait 60 ticks;`"""
    last = t.tokens[-1]
    if len(t.tokens) < 2 or t.at != len(t.tokens) - 1 or last.text not in STOPS:
        return None
    return rewritten(t, t.at, len(t.tokens), "", "TN101", f"a line ends without `{last.text}`", "leave it out")


def quoted_first(t: Trouble) -> Finding | None:
    """`"Good morning," said Ida.`"""
    if t.at != 0 or t.tokens[0].type != "STRING" or len(t.tokens) not in (3, 4):
        return None
    said, verb, who = t.tokens[:3]
    if verb.text not in ("said", "says") or who.type != "NAME" or (t.tokens[3:] and t.tokens[3].text != "."):
        return None
    text = said.text[:-2] + '."' if said.text.endswith(',"') else said.text
    message = "speech is a name, a colon and the words"
    return rewritten(t, 0, len(t.tokens), f"{who.text}: {text}", "TN102", message, sure=False)


def manner(t: Trouble) -> Finding | None:
    """`Ida (sadly): "Hello"`"""
    words = [token.text for token in t.tokens]
    if t.at != 1 or words[1:2] != ["("] or words[-3:-1] != [")", ":"] or t.tokens[-1].type != "STRING":
        return None
    message = "how something is said has no place in a line of speech"
    return rewritten(t, 1, len(words) - 2, "", "TN101", message, "leave it out", sure=False)


def quoted_within(t: Trouble) -> Finding | None:
    """`Ida: "He said "hello" to me"`"""
    if t.token is None or t.at < 1 or t.tokens[t.at - 1].type != "STRING" or t.tokens[-1].type != "STRING":
        return None
    before = t.tokens[t.at - 1]
    if t.token.type == "STRING" or len(t.tokens) - t.at < 2 or before.span.end_column != t.token.span.column:
        return None
    whole = covering(before, t.tokens[-1])
    inner = written(t.tokens[t.at - 1 :])[1:-1].replace('"', "'")
    fix = Fix(whole, f'"{inner}"')
    message = "a text ends at the next quotation mark, also where it quotes somebody"
    hint = "within a text, write single ones: `Kai: \"He said 'hello' to me.\"`"
    mended = rewritten(t, t.at - 1, len(t.tokens), fix.text, "TN109", message)
    if mended is None:
        return None
    return Finding(Diagnostic("TN109", message, t.token.span, "this stands outside", hint=hint, fix=fix), mended.mended)


def unless(t: Trouble) -> Finding | None:
    """`unless Ida is at cafe:`"""
    words = [token.text for token in t.tokens]
    if words[0] != "unless":
        return None
    message, hint = "`unless` is `if not` here", "for example `if not Kai is at cafe:`"
    found = None if {"and", "or"} & {*words} else rewritten(t, 0, 1, "if not", "TN102", message)
    return found or Finding(Diagnostic("TN102", message, t.tokens[0].span, "not a word I know", hint=hint))


def of_other_languages(t: Trouble) -> Finding | None:
    """`repeat 3 times:`, `randomly:`"""
    first = t.tokens[0]
    if first.text not in ELSEWHERE or t.at > 2 or t.tokens[-1].type != "COLON":
        return None
    message = f"I do not know a line that begins with `{first.text}`"
    return Finding(Diagnostic("TN102", message, first.span, "not a word I know", hint=ELSEWHERE[first.text]))


def chapter(t: Trouble) -> Finding | None:
    """`act 1:`, `scene 2:`"""
    first = t.tokens[0]
    if first.text.casefold() not in CHAPTERS or t.at != 1 or t.token is None or t.token.type != "INT":
        return None
    title = f"{first.text.capitalize()} {t.token.text}"
    hint = f'each moment is a cue of its own, such as `at tick 40:`, and `mark "{title}"` under it gives it a heading'
    message = f"there is no `{first.text}` in a scenario"
    return Finding(Diagnostic("TN102", message, first.span, "not a word I know", hint=hint))


def told(t: Trouble) -> Finding | None:
    """`The sun rises.`"""
    if t.tokens[0].text not in ARTICLES or t.at != 1 or not t.led_by_name or "DIRECT" not in t.openings:
        return None
    span = covering(t.tokens[0], t.tokens[-1])
    text = written(t.tokens)
    fix = Fix(span, f'narrate "{text}"') if '"' not in text else None
    message = "what is only told is a line of its own kind"
    hint = 'for example `narrate "Morning light over the square."`'
    tokens = rewritten(t, 0, len(t.tokens), f'narrate "{text}"', "TN102", message) if fix else None
    mended = tokens.mended if tokens else None
    return Finding(Diagnostic("TN102", message, span, "told, not done", hint=hint, fix=fix), mended)


def every_cue(t: Trouble) -> Finding | None:
    """`cover every cue`"""
    if [token.text for token in t.tokens] not in (["cover", "every", "cue"], ["cover", "every", "cue", "in"]):
        return None
    hint = "such a line reads: `cover every cue in 3 runs`"
    return Finding(Diagnostic("TN112", "this line stops too early", t.line.end, "in how many runs?", hint=hint))
