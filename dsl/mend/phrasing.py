"""Whole turns of plain English that read well and mean nothing here: each with the line that was meant.

They stand before the general rules, which look at one word at a time and would mend them into something else.
Where what was meant is not certain, a turn gets a hint and no fix.
"""

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, nearest
from dsl.lines import Token
from dsl.mend.rewrite import covering, rewritten, words_of
from dsl.mend.rewrite import written as _as_written
from dsl.mend.say import shape
from dsl.mend.trouble import Finding, Trouble
from dsl.source import Span
from dsl.vocabulary import PERTURBATIONS
from dsl.words import BELONGS, LISTING

ARTICLES = ("a", "an", "the", "some")


def listed_with_and(t: Trouble) -> Finding | None:
    """`direct Ida and Per to leave`, `hold Ida, and Per`"""
    if t.tokens[0].text not in LISTING or t.at < 2:
        return None
    after_comma = t.token is not None and words_of(t, t.at - 2, 2) == (",", "and")
    at = t.at - 1 if after_comma else t.at
    if at >= len(t.tokens) or t.tokens[at].text != "and" or not (after_comma or "COMMA" in t.expected):
        return None
    before = t.tokens[at - 2 if after_comma else at - 1]
    span = Span(before.span.file, before.span.line, before.span.end_column, before.span.line,
                t.tokens[at].span.end_column)  # fmt: skip
    diagnostic = Diagnostic(
        "TN116", "several people are listed with commas", t.tokens[at].span, "a comma, not `and`",
        hint=shape(t), fix=Fix(span, ",", sure=True),
    )  # fmt: skip
    mended = t.without(at) if after_comma else t.with_instead(at, Token("COMMA", ",", t.tokens[at].span))
    return Finding(diagnostic, mended)


def hold_for(t: Trouble) -> Finding | None:
    """`hold Ida for 5 ticks`"""
    if t.tokens[0].text not in ("hold", "release") or t.token is None or t.token.text not in ("for", "until"):
        return None
    who = t.tokens[t.at - 1].text
    diagnostic = Diagnostic(
        "TN101", f"`{t.tokens[0].text}` takes no `{t.token.text}`", covering(t.token, t.tokens[-1]),
        "this is said by other lines",
        hint=f"a hold lasts until `release {who}` or the end of its block: put `wait 5 ticks` and "
        f"`release {who}` on the next lines",
    )  # fmt: skip
    return Finding(diagnostic, t.tokens[: t.at])


def place_with_in(t: Trouble) -> Finding | None:
    """`Ida is in cafe`, and `Ida: balanced, in cafe` in the cast"""
    if t.token is None or t.token.type != "NAME" or t.at < 2:
        return None
    before, word = t.tokens[t.at - 2], t.tokens[t.at - 1]
    in_cast = t.tokens[1].type == "COLON" and before.type in ("COLON", "COMMA")
    if word.text not in ("in", "inside") or not (in_cast or before.text in ("is", "not")):
        return None
    end = _skip_articles(t, t.at)
    if end >= len(t.tokens) or t.tokens[end].type != "NAME":
        return None
    span = Span(word.span.file, word.span.line, word.span.column, word.span.line, t.tokens[end].span.column)
    diagnostic = Diagnostic(
        "TN116", f"people are at a place, not `{word.text}` it", word.span, "did you mean `at`?",
        fix=Fix(span, "at ", sure=True),
    )  # fmt: skip
    mended = (*t.tokens[: t.at - 1], Token("NAME", "at", word.span), *t.tokens[end:])
    return Finding(diagnostic, mended)


def _skip_articles(t: Trouble, at: int) -> int:
    return at + 1 if at < len(t.tokens) and t.tokens[at].text in ARTICLES else at


FRIENDS = {"friend": "friends", "friends": "friends", "rival": "rivals", "rivals": "rivals"}


def friend_of(t: Trouble) -> Finding | None:
    """`Ida is friend of Per`, `Ida is a friend of Per`, `Ida is friends to Per`"""
    at = next((n for n, token in enumerate(t.tokens[: t.at + 2]) if token.text in FRIENDS), 0)
    start = at - 1 if at and t.tokens[at - 1].text in ARTICLES else at
    if at < 2 or t.at < at - 1 or t.tokens[start - 1].text not in ("is", "not", "are"):
        return None
    joint = words_of(t, at + 1, 1)
    if joint not in (("of",), ("with",), ("to",)) or len(t.tokens) < at + 3:
        return None
    meant = FRIENDS[t.tokens[at].text] + " with"
    span = covering(t.tokens[start], t.tokens[at + 1])
    if meant == " ".join(words_of(t, start, 2)):
        return None
    diagnostic = Diagnostic(
        "TN101",
        f"two people are `{meant}` each other",
        span,
        f"did you mean `{meant}`?",
        fix=Fix(span, meant, sure=True),
    )
    words = tuple(Token("NAME", word, span) for word in meant.split())
    return Finding(diagnostic, (*t.tokens[:start], *words, *t.tokens[at + 2 :]))


GIVING = "for example `give lamp to Kai`; to have it from somebody first, `take lamp from Avery`"


def _giver(t: Trouble, thing: int) -> Finding | None:
    """`give Ida a lamp to Per`"""
    whom = " ".join(words_of(t, thing + 2, 1))
    if t.tokens[thing + 1].text != "to" or not whom or not t.tokens[1].text[0].isupper():
        return None
    who, goods = t.tokens[1], " ".join(words_of(t, t.at, thing - t.at + 1))
    hint = f"`direct {who.text} to give {goods} to {whom}` has one give it to the other; `give {goods} to {whom}`"
    said = Diagnostic(
        "TN224", "`give` does not say who gives: what is given comes from nobody", who.span, "who gives",
        hint=f"{hint} lets it be there",
    )  # fmt: skip
    return Finding(said)


def given_first(t: Trouble) -> Finding | None:
    """`give Ida a lamp`, `direct Per to give Ida coffee`: English puts the person first"""
    at = next((n for n, token in enumerate(t.tokens) if token.text == "give"), -1)
    if at < 0 or t.at != at + 2 or t.token is None or t.tokens[at + 1].type != "NAME":
        return None
    if t.tokens[at + 1].text == "to":
        span = t.tokens[at + 1].span
        return Finding(Diagnostic("TN112", "what is given is missing here", span, "what?", hint=GIVING))
    first = thing = _skip_articles(t, t.at)
    if words_of(t, first, 1) and t.tokens[first].type in ("INT", "DECIMAL"):
        thing = first + 1
    if thing >= len(t.tokens) or t.tokens[thing].type != "NAME":
        return None
    if "to" in words_of(t, thing, 2):
        return _giver(t, thing) if at == 0 else None
    who, goods = t.tokens[at + 1], " ".join(words_of(t, first, thing - first + 1))
    whom_first = who.text[0].isupper() and not t.tokens[thing].text[0].isupper()
    last = t.tokens[thing].text[0].isupper()
    if not whom_first and last and t.reads(t.with_before(t.at, Token("NAME", "to", who.span))):
        return None
    if "from" in words_of(t, t.at, 2):
        message = "`give` does not say from whom"
        hint = f"`take {t.tokens[at + 1].text} from Avery` is a line of its own"
        return Finding(Diagnostic("TN224", message, t.token.span, "from nobody", hint=hint))
    if t.tokens[thing].text in ("and", "'s"):
        return None
    span = covering(who, t.tokens[thing])
    diagnostic = Diagnostic(
        "TN116", "`give` says first what, then to whom", span, "the other way round" if whom_first else "",
        hint=f"for example `give {goods} to {who.text}`" if whom_first else "for example `give lamp to Kai`",
        fix=Fix(span, f"{goods} to {who.text}", sure=True) if whom_first else None,
    )  # fmt: skip
    if not whom_first:
        return Finding(diagnostic)
    turned = (*t.tokens[first : thing + 1], Token("NAME", "to", span), who)
    return Finding(diagnostic, (*t.tokens[: at + 1], *turned, *t.tokens[thing + 1 :]))


def taken_first(t: Trouble) -> Finding | None:
    """`take Ida coffee`, `take Ida's coffee`"""
    if t.tokens[0].text != "take" or t.at != 2 or t.token is None or not t.tokens[1].text[0].isupper():
        return None
    at = 3 if t.token.type == "POSSESSIVE" else 2
    if at + 1 != len(t.tokens) or t.tokens[at].type != "NAME":
        return None
    meant = f"{t.tokens[at].text} from {t.tokens[1].text}"
    return rewritten(t, 1, at + 1, meant, "TN116", "`take` says first what, then from whom", hint=shape(t))


CROWDS = ("everyone", "anyone", "every")


def crowd(t: Trouble) -> Finding | None:
    """`direct Ida to chat with everyone`: where one person is wanted, `everyone` could only go on with `'s`"""
    before = t.tokens[t.at - 1]
    if t.at == 0 or before.text not in CROWDS or "POSSESSIVE" not in t.expected or "_NL" in t.expected:
        return None
    if t.tokens[0].text not in ("direct", "nudge", "place", "enter"):
        hint = "who it is, comes first: `anyone is near Kai`"
        message = f"`{before.text}` stands only at the beginning of a condition"
        return Finding(Diagnostic("TN201", message, before.span, hint=hint)) if t.at > 3 else None
    message = f"`{before.text}` cannot stand here: people are asked by their names"
    return Finding(Diagnostic("TN201", message, before.span, hint="write a line for each of them"))


BEHIND_TOPIC = ("within", "for", "by", "(")


def topic_of_words(t: Trouble) -> Finding | None:
    """`chat with Ida about old times`"""
    at = next((n for n, token in enumerate(t.tokens) if token.text == "about"), 0)
    if (
        not at
        or t.token is None
        or t.tokens[0].text not in ("direct", "nudge")
        or t.at not in (at + 1, at + 2)
    ):
        return None
    end = at + 1
    while end < len(t.tokens) and _in_topic(t.tokens[end]) and t.tokens[end].text not in BEHIND_TOPIC:
        end += 1
    if end < at + 3:
        return None
    span = covering(t.tokens[at + 1], t.tokens[end - 1])
    text = '"' + " ".join(token.text for token in t.tokens[at + 1 : end]) + '"'
    diagnostic = Diagnostic(
        "TN109", "a topic of several words wants quotation marks around it", span, "one topic",
        fix=Fix(span, text, sure=True),
    )  # fmt: skip
    return Finding(diagnostic, (*t.tokens[: at + 1], Token("STRING", text, span), *t.tokens[end:]))


def _in_topic(token: Token) -> bool:
    return token.type == "NAME"


def said_to(t: Trouble) -> Finding | None:
    """`say Ida "Hello"`, `say "Hello"`"""
    first = t.tokens[0]
    if first.text not in ("say", "says", "tell") or not t.led_by_name or t.tokens[-1].type != "STRING":
        return None
    words = tuple(token for token in t.tokens[1:-1] if token.type != "COLON")
    if len(words) > 1 or any(word.type != "NAME" for word in words):
        return None
    hint = 'for example `Kai: "Three coins?"`'
    if not words:
        return Finding(Diagnostic("TN102", "this does not say who speaks", first.span, "who?", hint=hint))
    who, speech = words[0], t.tokens[-1]
    span = Span(first.span.file, first.span.line, first.span.column, first.span.line, speech.span.column)
    diagnostic = Diagnostic(
        "TN102", "speech is a name, a colon and the words", first.span, "leave this out",
        hint=hint, fix=Fix(span, f"{who.text}: "),
    )  # fmt: skip
    return Finding(diagnostic, (who, Token("COLON", ":", who.span), speech))


def noted(t: Trouble) -> Finding | None:
    """`narate "x"`, `Mark "x"`: a misspelt verb, not somebody who speaks"""
    if t.at != 1 or not t.led_by_name or t.token is None or t.token.type != "STRING":
        return None
    first = t.tokens[0]
    verbs = [word for word in NOTES if t.machine.table.keywords.get(word) in t.openings]
    guess = nearest(first.text, verbs)
    if guess is None or (first.text[0].isupper() and first.text.casefold() != guess):
        return None
    diagnostic = Diagnostic(
        "TN102", f"I do not know a line that begins with `{first.text}`", first.span,
        f"did you mean `{guess}`?", hint=shape(t, guess), fix=Fix(first.span, guess, sure=alike(first.text, guess)),
    )  # fmt: skip
    return Finding(diagnostic, t.with_instead(0, Token("NAME", guess, first.span)))


NOTES = ("mark", "prompt", "narrate")


def played(t: Trouble) -> Finding | None:
    """`small-talk(Ida, Per)` without `play`"""
    first = t.tokens[0]
    if t.at != 1 or not t.led_by_name or t.token is None or t.token.type != "LPAR":
        return None
    if "PLAY" not in t.openings:
        return None
    span = first.span
    here = Span(span.file, span.line, span.column, span.line, span.column)
    diagnostic = Diagnostic(
        "TN102", "a vignette is played with `play`", first.span, "`play` is missing before this",
        hint=shape(t, "play"), fix=Fix(here, "play ", sure=True),
    )  # fmt: skip
    return Finding(diagnostic, t.with_before(0, Token("NAME", "play", first.span)))


def set_by(t: Trouble) -> Finding | None:
    """`set cafe's prices by 50%`"""
    if t.tokens[0].text != "set" or t.token is None or t.token.text not in ("by", "at", "as", "="):
        return None
    if "TO" not in t.expected:
        return None
    if t.token.text == "by":
        message = "`set` gives the new value, not by how much it changes"
        hint = "write `to` and what it is to be; it cannot be moved up or down by so much"
        return Finding(Diagnostic("TN116", message, t.token.span, "`to` belongs here", hint=hint))
    diagnostic = Diagnostic(
        "TN116", "`set` gives the new value, with `to`", t.token.span, "did you mean `to`?",
        hint=shape(t), fix=Fix(t.token.span, "to", sure=t.token.text != "by"),
    )  # fmt: skip
    return Finding(diagnostic, t.with_instead(t.at, Token("NAME", "to", t.token.span)))


def spaced_perturbation(t: Trouble) -> Finding | None:
    """`trigger price spike at cafe`"""
    if t.tokens[0].text != "trigger" or t.at != 2 or t.token is None:
        return None
    name = f"{t.tokens[1].text}-{t.token.text}"
    if name not in PERTURBATIONS:
        return None
    span = covering(t.tokens[1], t.token)
    diagnostic = Diagnostic(
        "TN116", "a name is one word, with hyphens where others have spaces", span,
        f"did you mean `{name}`?", fix=Fix(span, name, sure=True),
    )  # fmt: skip
    return Finding(diagnostic, (t.tokens[0], Token("NAME", name, span), *t.tokens[3:]))


def odd_name(t: Trouble) -> Finding | None:
    """`Ida Berg: balanced`, `O'Neil: balanced`, `2Ida: balanced`"""
    first = t.tokens[0]
    if t.at == 0 and first.type == "INT":
        return _figure_first(t)
    if t.at != 1 or not t.led_by_name or t.token is None or "INT" not in t.expected or first.text in BELONGS:
        return None
    colon = next((n for n, token in enumerate(t.tokens) if token.type == "COLON"), 0)
    if colon < 2 or "COLON" not in t.expected:
        return None
    written = _as_written(t.tokens[:colon])
    if any(
        token.type not in ("NAME", "STRAY", "STRING", "POSSESSIVE", "DECIMAL") for token in t.tokens[:colon]
    ):
        return None
    span = covering(first, t.tokens[colon - 1])
    parts = "".join(c if c.isalnum() or c == "-" else " " for c in written).split()
    diagnostic = Diagnostic(
        "TN101", f"`{written}` is no name: a name is one word of letters, digits and hyphens", span,
        "a single name", hint=f"for example `{'-'.join(parts)}`, here and wherever it is meant",
    )  # fmt: skip
    name = first.text if all(token.type == "NAME" for token in t.tokens[:colon]) else "-".join(parts)
    joined = tuple(token.text for token in t.tokens[:colon]), name
    return Finding(diagnostic, (Token("NAME", name, span), *t.tokens[colon:]), joined)


def _figure_first(t: Trouble) -> Finding | None:
    """`2Ida: balanced`: a name cannot begin with a figure"""
    if len(t.tokens) < 3 or t.tokens[1].type != "NAME" or t.tokens[1].span.column != t.tokens[0].span.end_column:
        return None
    if "NAME" not in t.expected or t.tokens[2].type != "COLON":
        return None
    figure, word = t.tokens[:2]
    span, name = covering(figure, word), f"{word.text}{figure.text}"
    diagnostic = Diagnostic(
        "TN101", f"`{figure.text}{word.text}` is no name: a name begins with a letter", span, "a figure comes first",
        hint=f"for example `{name}`, here and wherever it is meant",
    )  # fmt: skip
    return Finding(diagnostic, (Token("NAME", name, span), *t.tokens[2:]), ((figure.text, word.text), name))
