"""Statements, cues and blocks: from tokens to nodes.

A line's last child is its end, a block's first its colon.
"""

from typing import Any

from dsl import tree
from dsl.build_parts import Children, across, named, quoted, share, twice
from dsl.diagnostic import Diagnostic
from dsl.lines import Token
from dsl.units import Say, whole

# ── blocks ───────────────────────────────────────────────────────────────────────────────────────────────


def block(c: Children, say: Say) -> tuple[tree.Line, ...]:
    """: newline indent line* dedent"""
    return tuple(c[3:-1])


def damaged_line(c: Children, say: Say) -> tree.Damaged:
    return tree.Damaged(c[0].span, tuple(c[0].text.split()))


def damaged_block(c: Children, say: Say) -> tree.Damaged:
    body = [line for child in c if type(child) is tuple for line in child]
    return tree.Damaged(c[0].span, tuple(c[0].text.split()), tuple(body))


# ── cues ─────────────────────────────────────────────────────────────────────────────────────────────────


def suffixes(c: Children, say: Say) -> dict[str, Any]:
    """for … up to … as …, each of them a pair of what it sets and its value"""
    return dict(c)


def for_suffix(c: Children, say: Say) -> tuple[str, Any]:
    return "length", c[1]


def limit_suffix(c: Children, say: Say) -> tuple[str, Any]:
    return "limit", whole(c[2], say, least=1)


def name_suffix(c: Children, say: Say) -> tuple[str, Any]:
    return "name", named(c[1])


def within_suffix(c: Children, say: Say) -> tuple[str, Any]:
    return "within", c[1]


def by_suffix(c: Children, say: Say) -> tuple[str, Any]:
    return "by", share(c[1:], say) if c[1].type == "SHARE" else named(c[1])


def from_moment(c: Children, say: Say) -> tuple[str, Any]:
    return "start", c[1]


def until_moment(c: Children, say: Say) -> tuple[str, Any]:
    return "until", c[1]


def at_cue(c: Children, say: Say) -> tree.Cue:
    """at moment [name] block; `at end` is one token"""
    end = c[0].type == "AT_END"
    moment = tree.End(c[0].span) if end else c[1]
    head = c[:1] if end else c[:2]
    return _cue(c, tree.AtMoment(across(head), moment))


def after_start_cue(c: Children, say: Say) -> tree.Cue:
    return _cue(c, tree.AfterStart(across(c[:3]), c[0], named(c[2])))


def after_end_cue(c: Children, say: Say) -> tree.Cue:
    return _cue(c, tree.AfterEnd(across(c[:2]), named(c[1])))


def after_when_cue(c: Children, say: Say) -> tree.Cue:
    return _cue(c, tree.AfterEnd(across(c[:4]), named(c[1]), c[3]))


def every_cue(c: Children, say: Say) -> tree.Cue:
    given = dict(child for child in c if _is_pair(child))
    return _cue(c, tree.Every(across(c[:2]), c[1], given.get("start"), given.get("until")))


def when_cue(c: Children, say: Say) -> tree.Cue:
    return _cue(c, WATCHES[c[0].text](across(c[:2]), c[1]))


WATCHES: dict[str, type[tree.When] | type[tree.Whenever] | type[tree.While]] = {
    "when": tree.When,
    "whenever": tree.Whenever,
    "while": tree.While,
}


def _cue(c: Children, trigger: tree.Trigger) -> tree.Cue:
    given: dict[str, Any] = {}
    for child in c[:-1]:
        if type(child) is dict:
            given |= child
        elif _is_pair(child):
            given[child[0]] = child[1]
    alias = given.get("name")
    span = trigger.span.to(alias.span) if alias else trigger.span
    return tree.Cue(span, trigger, given.get("length"), given.get("limit"), alias, c[-1])


def _is_pair(child: object) -> bool:
    return type(child) is tuple and len(child) == 2 and type(child[0]) is str


def _given(c: Children, say: Say) -> dict[str, Any]:
    """The suffixes of a statement by what they set; a second one of a kind is reported."""
    given: dict[str, Any] = {}
    for key, value in filter(_is_pair, c):
        if key in given:
            words = {"length": "`for`", "within": "`within`", "by": "`by`"}
            say(twice(value, given[key].span, words[key]))
        given[key] = value
    return given


# ── statements ───────────────────────────────────────────────────────────────────────────────────────────


def mark(c: Children, say: Say) -> tree.Mark:
    return tree.Mark(across(c), quoted(c[1]))


def prompt(c: Children, say: Say) -> tree.Prompt:
    return tree.Prompt(across(c), quoted(c[1]))


def narrate(c: Children, say: Say) -> tree.Narrate:
    return tree.Narrate(across(c), quoted(c[1]))


def narrate_prose(c: Children, say: Say) -> tree.Narrate:
    lines = [child for child in c[4:-1] if type(child) is tree.Text]
    text = " ".join(line.text for line in lines)
    return tree.Narrate(c[0].span, tree.Text(across(lines) if lines else c[0].span, text))


def prose(c: Children, say: Say) -> tree.Text:
    return tree.Text(c[0].span, c[0].text[1:].strip())


def dialogue(c: Children, say: Say) -> tree.Dialogue:
    return tree.Dialogue(across(c), named(c[0]), quoted(c[2]))


def play(c: Children, say: Say) -> tree.Play:
    return tree.Play(across(c), named(c[1]), c[2] if len(c) == 4 else ())


def direct(c: Children, say: Say) -> tree.Direct:
    given = _given(c, say)
    return tree.Direct(across(c), c[1], c[3], given.get("within"), given.get("length"))


def nudge(c: Children, say: Say) -> tree.Nudge:
    given = _given(c, say)
    return tree.Nudge(across(c), c[1], c[3], given.get("by"), given.get("length"))


def hold(c: Children, say: Say) -> tree.Hold:
    return tree.Hold(across(c), c[1])


def release(c: Children, say: Say) -> tree.Release:
    return tree.Release(across(c), c[1])


def set_(c: Children, say: Say) -> tree.Set:
    return tree.Set(across(c), c[1], c[3])


def give(c: Children, say: Say) -> tree.Give:
    return tree.Give(across(c), c[1], named(c[3]))


def take(c: Children, say: Say) -> tree.Take:
    return tree.Take(across(c), c[1], named(c[3]))


def place(c: Children, say: Say) -> tree.Place:
    return tree.Place(across(c), named(c[1]), c[3])


def enter(c: Children, say: Say) -> tree.Enter:
    if len(c) == 3:
        return tree.Enter(across(c), c[1])
    return tree.Enter(across(c), c[1], c[3])


def exit_(c: Children, say: Say) -> tree.Exit:
    return tree.Exit(across(c), c[1])


def trigger(c: Children, say: Say) -> tree.TriggerPerturbation:
    phrases: list[tree.Phrase] = []
    options: tuple[tree.Option, ...] = ()
    for child in c[2:-1]:
        if type(child) is tree.Phrase:
            phrases.append(child)
        elif not _is_pair(child):
            options = child
    length = _given(c, say).get("length")
    return tree.TriggerPerturbation(across(c), named(c[1]), tuple(phrases), options, length)


def wait(c: Children, say: Say) -> tree.Wait:
    return tree.Wait(across(c), c[1])


def wait_until(c: Children, say: Say) -> tree.WaitUntil:
    return tree.WaitUntil(across(c), c[2], _given(c, say).get("within"))


def if_then(c: Children, say: Say) -> tree.If:
    return tree.If(across(c[:2]), c[1], c[2])


def if_otherwise(c: Children, say: Say) -> tree.If:
    return tree.If(across(c[:2]), c[1], c[2], (c[4],) if type(c[4]) is tree.If else c[4])


def stream(c: Children, say: Say) -> tree.Name:
    return named(c[1])


def choose(c: Children, say: Say) -> tree.Choose:
    from_ = c[1] if type(c[1]) is tree.Name else None
    if from_ is None:
        say(_no_stream(c[0]))
    span = across(c[:2]) if from_ else c[0].span
    return tree.Choose(span, from_, tuple(child for child in c if type(child) in (tree.Arm, tree.Damaged)))


def _no_stream(token: Token) -> Diagnostic:
    return Diagnostic(
        "TN112",
        "this `choose` does not say from which stream of chance it draws",
        token.span,
        "`from` and a name are missing",
        hint="name the stream and list it under `streams:`, for example `choose from gossip:`",
    )


def arm(c: Children, say: Say) -> tree.Arm:
    body = c[1] if type(c[1]) is tuple else (c[2],)
    return tree.Arm(c[0].span, share(c[:1], say), body)


def check(c: Children, say: Say) -> tree.Check:
    quantifier: Any = c[1].text if type(c[1]) is Token else None
    rest = c[2:-1] if quantifier else c[1:-1]
    window = next((p for p in rest if isinstance(p, tree.Window)), None)
    because = next((p for p in rest if type(p) is tree.Text), None)
    return tree.Check(across(c), c[0].text, quantifier, rest[0], window, because)


def because_(c: Children, say: Say) -> tree.Text:
    return quoted(c[1])


def within_window(c: Children, say: Say) -> tree.Within:
    return tree.Within(across(c), c[1])


def until_window(c: Children, say: Say) -> tree.Until:
    return tree.Until(across(c), c[1])


def during_window(c: Children, say: Say) -> tree.During:
    return tree.During(across(c), named(c[1]))


def for_window(c: Children, say: Say) -> tree.For:
    return tree.For(across(c), c[1])


def at_end_window(c: Children, say: Say) -> tree.AtEnd:
    return tree.AtEnd(c[0].span)


# ── activities ───────────────────────────────────────────────────────────────────────────────────────────


TWO_WORDS = {"pick": "pick up", "take": "take back"}


def activity(c: Children, say: Say) -> tree.Activity:
    """verb [object] phrase* [options]; the verbs that take a name take it as a bare token"""
    verb: Any = TWO_WORDS.get(c[0].text, c[0].text)
    phrases: list[tree.Phrase] = []
    options: tuple[tree.Option, ...] = ()
    thing: Any = None
    for child in c[2:] if verb != c[0].text else c[1:]:
        if type(child) is tree.Phrase:
            phrases.append(child)
        elif type(child) is tuple:
            options = child
        else:
            thing = named(child) if type(child) is Token else child
    ends = [child.span for child in c if type(child) is not tuple]
    return tree.Activity(c[0].span.to(ends[-1]), verb, thing, tuple(phrases), options)


def parameter(c: Children, say: Say) -> tree.Parameter:
    return tree.Parameter(across(c), named(c[0]), c[2] if len(c) == 3 else None)
