"""Words that begin no line, or not here, and words misspelt further on."""

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, edits, nearest
from dsl.lines import Token
from dsl.mend.say import either, guess_for, shape, sign_at
from dsl.mend.trouble import Finding, Trouble
from dsl.vocabulary import ACTIVITIES as VERBS
from dsl.words import ACTIVITIES, BELONGS, HEADINGS, SYNONYMS


def first_word(t: Trouble) -> Finding | None:
    """`direkt Kai to leave`: a word of nobody's at the head of a line passes for a name, for a while."""
    first = t.tokens[0]
    if first.type != "NAME" or (t.at > 0 and not t.led_by_name):
        return None
    as_name = t.at == 1 and t.expected <= {"COLON", "INT"}
    as_speaker = t.at == 2 and t.expected == {"STRING"}
    if t.at > 0 and not as_name and not as_speaker:
        return None
    if "SHARE" in t.openings and "DIRECT" not in t.openings:
        message = "an option of a `choose` begins with its share"
        hint = "for example `50%: play small-talk(Avery, Kai)`"
        return Finding(Diagnostic("TN111", message, first.span, "how likely is this?", hint=hint))
    lonely = SYNONYMS.get(first.text) == "otherwise" and "OTHERWISE" not in t.openings
    near = nearest(first.text, [text for terminal in t.openings if (text := t.literal(terminal))])
    if lonely or (first.text in BELONGS and not (near and near.startswith(first.text))):
        return _misplaced(t, first)
    if as_speaker and not guess_for(t, first.text, t.openings):
        return None
    if first.text in ACTIVITIES and "DIRECT" in t.openings:
        return _bare_activity(first)
    return _unknown(t, 0, "TN102", f"I do not know a line that begins with `{first.text}`", t.openings)


def used(t: Trouble) -> Finding | None:
    """`"library/people.town"`, `us)e "library/people.town"`: a file can only be used"""
    if "USE" not in t.openings or t.tokens[0].text == "scenario":
        return None
    path = next((token for token in t.tokens if token.type == "STRING" and token.text.endswith(SCRIPT)), None)
    if path is None:
        return None
    span = t.tokens[0].span.to(t.tokens[-1].span)
    diagnostic = Diagnostic(
        "TN102", "a file is used with `use`", span, "this names a file",
        hint=shape(t, "use"), fix=Fix(span, f"use {path.text}"),
    )  # fmt: skip
    return Finding(diagnostic, (Token("NAME", "use", span), path))


SCRIPT = '.town"'


def _bare_activity(first: Token) -> Finding:
    message = f"`{first.text}` is what somebody does: say who, and how firmly"
    deed = ACTIVITIES[first.text]
    hint = f"`direct Kai to {deed}` orders it, `nudge Kai to {deed}` suggests it"
    return Finding(Diagnostic("TN102", message, first.span, "not a line of its own", hint=hint))


def _misplaced(t: Trouble, first: Token) -> Finding:
    if first.text not in BELONGS or first.text == "otherwise":
        message, label = (
            f"there is no `if` for this `{first.text}` to belong to",
            "nothing to be otherwise to",
        )
        hint = f"`otherwise:` stands {BELONGS['otherwise']}"
        return Finding(Diagnostic("TN117", message, first.span, label, hint=hint))
    where = BELONGS[first.text]
    if first.text == "use" and t.tokens[1:2] and t.tokens[1].type == "COLON":
        where = BELONGS["price"]
    message = f"a line that begins with `{first.text}` does not belong here"
    return Finding(Diagnostic("TN111", message, first.span, "in the wrong place", hint=f"it stands {where}"))


def unknown_word(t: Trouble) -> Finding | None:
    """`direct Kai to meat Avery`, `expect Kai's mood < 3%`: a word near one that would fit, or for one."""
    if t.token is None or t.at == 0:
        return None
    if t.token.type not in ("NAME", "STRAY", "EQUAL"):
        return None
    if not guess_for(t, sign_at(t), t.expected):
        return None
    if t.token.text == "on" or (t.token.text in t.machine.table.keywords and t.token.text not in SYNONYMS):
        return None  # A word of ours is not another misspelt.
    found = _unknown(t, t.at, "TN101", f"I do not understand `{sign_at(t)}` here", t.expected)
    return found if _is_likely(t, found) else None


def _is_likely(t: Trouble, found: Finding) -> bool:
    """A word that is far from the one it is taken for has to make sense of the whole line."""
    said, fix = sign_at(t).casefold(), found.diagnostic.fix
    near = fix is None or said in SYNONYMS or edits(said, fix.text) < 2
    return near or (found.mended is not None and t.reads(found.mended))


def unknown_deed(t: Trouble) -> Finding | None:
    """`direct Kai to dance`: nothing near it is anything that people do"""
    deeds = [word for word in VERBS if t.machine.table.keywords.get(word.split()[0]) in t.expected]
    if t.token is None or t.at < 2 or t.tokens[0].text not in ("direct", "nudge") or len(deeds) < len(VERBS):
        return None
    if t.token.type != "NAME" or guess_for(t, t.token.text, t.expected):
        return None
    message = f"`{t.token.text}` is nothing that anybody does in this town"
    hint = "people can " + either([f"`{deed}`" for deed in deeds])
    return Finding(Diagnostic("TN101", message, t.token.span, "not a thing to do", hint=hint))


def take_what(t: Trouble) -> Finding | None:
    """`direct Kai to take a bath`: there is only `take back`"""
    taking = t.at > 2 and t.tokens[0].text in ("direct", "nudge") and t.tokens[t.at - 1].text == "take"
    if not taking or t.token is None or t.token.text == "back" or guess_for(t, t.token.text, t.expected):
        return None
    span = t.tokens[t.at - 1].span
    hint = "people can " + either([f"`{deed}`" for deed in VERBS])
    return Finding(Diagnostic("TN101", "`take` alone is nothing that anybody does", span, "take what?", hint=hint))


def unknown_heading(t: Trouble) -> Finding | None:
    """`author: me`: in a scenario this is no speech, whoever `author` is"""
    first = t.tokens[0]
    if t.at != 2 or t.expected != {"STRING"} or not first.text[0].islower() or "CAST" not in t.openings:
        return None
    if first.text in HEADINGS:
        return None
    known = ", ".join(f"`{word}`" for word in HEADINGS)
    message = f"a scenario has no heading `{first.text}`"
    hint = f"there are {known}; what only people read goes into a comment: `# {first.text}: …`"
    return Finding(Diagnostic("TN102", message, first.span, "not a heading I know", hint=hint))


def unknown_relation(t: Trouble) -> Finding | None:
    """`if Kai is neer Avery`: behind `is` any word passes for a value, until another one follows"""
    if t.at < 3 or t.tokens[t.at - 2].text not in ("is", "not") or t.taken[t.at - 1] != "NAME":
        return None
    word = t.tokens[t.at - 1]
    guess = nearest(word.text, ("near", "below", "above", "between", "friends", "rivals", "at"))
    if guess is None:
        return None
    diagnostic = Diagnostic(
        "TN101", f"I do not understand `{word.text}` here", word.span, f"did you mean `{guess}`?",
        hint=shape(t), fix=Fix(word.span, guess, sure=alike(word.text, guess)),
    )  # fmt: skip
    return Finding(diagnostic, t.with_instead(t.at - 1, Token("NAME", guess, word.span)))


def _unknown(t: Trouble, at: int, code: str, message: str, expected: set[str]) -> Finding:
    token = t.tokens[at]
    written = token.text if token.type == "NAME" else sign_at(t)
    guess = guess_for(t, written, expected)
    pieces = 1 if token.type == "NAME" else len(written)
    span = token.span.to(t.tokens[min(at + pieces, len(t.tokens)) - 1].span)
    if guess is None:
        return Finding(Diagnostic(code, message, span, "not a word I know", hint=_openings(t, at)))
    diagnostic = Diagnostic(
        code,
        message,
        span,
        f"did you mean `{guess}`?",
        hint=shape(t, guess.split()[0] if at == 0 else None),
        fix=Fix(span, guess, sure=alike(written, guess) or not written[0].isalpha()),
    )
    words = tuple(Token("NAME", word, span) for word in guess.split())
    return Finding(diagnostic, (*t.tokens[:at], *words, *t.tokens[at + pieces :]))


def _openings(t: Trouble, at: int) -> str | None:
    """What may begin a line here, if it is a choice that can be read at a glance."""
    words = sorted(text for terminal in t.openings if (text := t.literal(terminal)))
    if at or not words:
        return None
    if t.at == 1 and t.tokens[0].text[0].isupper() and "direct" in words:
        return f"a line begins with its verb, for example `direct {t.tokens[0].text} to go to cafe`"
    if "direct" in words:
        return "a line begins with a verb (`direct`, `mark`, `play`, `expect` …), or with a name and a colon"
    return "a line here begins with " + either([f"`{w}`" for w in words])
