"""Declarations with their fields: from tokens to nodes."""

from typing import Any, NamedTuple

from dsl import tree
from dsl.build_parts import Children, across, named, quoted, share, twice
from dsl.diagnostic import Diagnostic
from dsl.lines import Token
from dsl.source import Span
from dsl.units import Say, minutes_of, whole


class Field(NamedTuple):
    """One line of a declaration on its way into the node: what it sets, where, and to what."""

    key: str
    span: Span
    value: Any


class Bit(NamedTuple):
    """One part of a cast entry written on one line."""

    key: str
    span: Span
    value: Any


COUNTS = ("seed", "portions", "golden")
GATHERED = ("vary", "cover")
"""The fields that may stand any number of times."""
JOINED = ("cast", "stage")
"""What is read on when it stands twice, so that nobody in it is a stranger."""


def file(c: Children, say: Say) -> tree.File:
    kinds: dict[type, list[Any]] = {}
    for child in c:
        kinds.setdefault(type(child), []).append(child)
    return tree.File(
        c[0].span if c else Span("", 1, 1, 1, 1),
        uses=tuple(kinds.get(tree.Use, ())),
        streams=tuple(name for names in kinds.get(Field, ()) for name in names.value),
        personalities=tuple(kinds.get(tree.Personality, ())),
        items=tuple(kinds.get(tree.Item, ())),
        vignettes=tuple(kinds.get(tree.Vignette, ())),
        scenarios=tuple(kinds.get(tree.Scenario, ())),
    )


def use(c: Children, say: Say) -> tree.Use:
    return tree.Use(across(c[:2]), quoted(c[1]))


def streams_line(c: Children, say: Say) -> Field:
    return Field("streams", c[0].span, c[2])


def personality(c: Children, say: Say) -> tree.Personality:
    """personality NAME [extends NAME] : newline indent field* dedent"""
    base = named(c[3]) if c[2].text == "extends" else None
    head = c[:4] if base else c[:2]
    return tree.Personality(across(head), named(c[1]), base, **_fields(c, say))


def item(c: Children, say: Say) -> tree.Item:
    return tree.Item(across(c[:2]), named(c[1]), **_fields(c, say))


def vignette(c: Children, say: Say) -> tree.Vignette:
    """vignette NAME [parameters] block"""
    return tree.Vignette(across(c[:2]), named(c[1]), c[2] if len(c) == 4 else (), c[-1])


def scenario(c: Children, say: Say) -> tree.Scenario:
    """scenario STRING [parameters] : newline indent (field | cast | stage | rehearse | line)* dedent"""
    parameters = c[2] if type(c[2]) is tuple else ()
    fields = _fields(c, say)
    lines = tuple(child for child in c if isinstance(child, tree.Line))
    return tree.Scenario(across(c[:2]), quoted(c[1]), parameters, **fields, body=lines)


def _fields(c: Children, say: Say) -> dict[str, Any]:
    """What the fields among the children set, each once."""
    first: dict[str, Span] = {}
    found: dict[str, Any] = {}
    for child in c:
        if type(child) is not Field:
            continue
        if child.key in GATHERED:
            found[child.key] = (*found.get(child.key, ()), child.value)
        elif child.key in first:
            say(_twice(child, first[child.key]))
            if child.key in JOINED:
                found[child.key] = (*found[child.key], *child.value)
        else:
            first[child.key] = child.span
            found[child.key] = child.value
    return found


def _twice(child: Field, first: Span) -> Diagnostic:
    return twice(Token("NAME", child.key, child.span), first, f"`{child.key.replace('_', '-')}`")


# ── fields ───────────────────────────────────────────────────────────────────────────────────────────────


def field(c: Children, say: Say) -> Field:
    """word : value newline"""
    key = c[0].text.replace("-", "_")
    return Field(key, c[0].span, _value(key, c[2], say))


def _value(key: str, value: Any, say: Say) -> Any:
    if type(value) is not Token:
        return value
    if value.type == "STRING":
        return quoted(value)
    if value.type == "TIME":
        return tree.Clock(value.span, minutes_of(value, say))
    if value.type == "SHARE":
        return share([value], say)
    if value.type == "INT":
        return tree.Number(value.span, whole(value, say, least=0) * 1_000_000)
    return named(value)


def field_at(c: Children, say: Say) -> Field:
    return Field("starts", c[0].span, named(c[3]))


def flag(c: Children, say: Say) -> Field:
    return Field("reusable", c[0].span, c[0].text == "reusable")


def spoils(c: Children, say: Say) -> Field:
    return Field("spoils_after", c[0].span, c[2])


def keeps_off(c: Children, say: Say) -> Field:
    return Field("keeps_off", c[0].span, named(c[2]))


def cast(c: Children, say: Say) -> Field:
    return Field("cast", c[0].span, tuple(c[4:-1]))


def stage(c: Children, say: Say) -> Field:
    return Field("stage", c[0].span, c[1])


def rehearse(c: Children, say: Say) -> Field:
    return Field("rehearse", c[0].span, tree.Rehearse(c[0].span, **_fields(c, say)))


def tie(c: Children, say: Say) -> tree.Tie:
    return tree.Tie(across(c), named(c[0]), c[1].text, named(c[2]), share(c[3:], say))


# ── cast ─────────────────────────────────────────────────────────────────────────────────────────────────


def personality_bit(c: Children, say: Say) -> Bit:
    return Bit("personality", c[0].span, named(c[0]))


def place_bit(c: Children, say: Say) -> Bit:
    return Bit("starts", across(c), named(c[1]))


def offstage_bit(c: Children, say: Say) -> Bit:
    return Bit("offstage", c[0].span, True)


def job_bit(c: Children, say: Say) -> Bit:
    return Bit("job", across(c), named(c[2]))


def home_bit(c: Children, say: Say) -> Bit:
    return Bit("home", across(c), named(c[2]))


def carries_bit(c: Children, say: Say) -> Bit:
    return Bit("carries", across(c), c[1])


def bits(c: Children, say: Say) -> dict[str, Any]:
    """The parts of an entry on one line by what they set; lists are gathered, the rest stands once."""
    first: dict[str, Span] = {}
    found: dict[str, Any] = {}
    for child in c:
        if type(child) is Token:
            continue
        key, span, value = _bit(child)
        if key in ("starts", "offstage") and (other := {"starts": "offstage", "offstage": "starts"}[key]) in first:
            say(twice(Token("NAME", key, span), first[other], "where to start"))
            continue
        if key in ("carries", "personalities"):
            found[key] = (*found.get(key, ()), value)
        elif key in first:
            say(twice(Token("NAME", key, span), first[key], _WHAT[key]))
        else:
            first[key] = span
            found[key] = value
    return found


_WHAT = {
    "personality": "a personality",
    "starts": "where to start",
    "offstage": "`offstage`",
    "wallet": "the wallet",
    "job": "the job",
    "home": "the home",
}


def _bit(child: Any) -> tuple[str, Span, Any]:
    if type(child) is tree.Coins:
        return "wallet", child.span, child
    if type(child) is tree.Figure:
        return "personalities", child.span, child
    return child  # type: ignore[no-any-return]


def member(c: Children, say: Say) -> tree.Member:
    return tree.Member(c[0].span, named(c[0]), **c[2])


def member_block(c: Children, say: Say) -> tree.Member:
    fields = _fields(c, say)
    if type(fields.get("starts")) is tree.Name and fields["starts"].text == "offstage":
        del fields["starts"]
        fields["offstage"] = True
    return tree.Member(c[0].span, named(c[0]), **fields)


def group(c: Children, say: Say) -> tree.Group:
    given = dict(c[3])
    home = given.pop("home", None)
    if home is not None:
        say(_no_common_home(home))
    return tree.Group(across(c[:2]), named(c[0]), whole(c[1], say, least=1), **given)


def _no_common_home(home: tree.Name) -> Diagnostic:
    hint = "leave it out: the town file hands out homes; or name the people one by one"
    return Diagnostic("TN111", "a group has no home of its own", home.span, "one home for many", hint=hint)


# ── rehearse ─────────────────────────────────────────────────────────────────────────────────────────────


def seed(c: Children, say: Say) -> tree.SeedRange:
    first = whole(c[0], say)
    return tree.SeedRange(across(c), first, whole(c[-1], say) if len(c) == 3 else first)


def vary(c: Children, say: Say) -> Field:
    return Field("vary", c[0].span, tree.Vary(across(c[:-1]), named(c[1]), c[4]))


def cover_every(c: Children, say: Say) -> Field:
    return Field("cover", c[0].span, tree.CoverEvery(across(c[:-1]), named(c[2]), whole(c[4], say, least=1)))


def cover_values(c: Children, say: Say) -> Field:
    return Field("cover", c[0].span, tree.CoverValues(across(c[:-1]), c[1], c[3]))


def covered_name(c: Children, say: Say) -> tree.Name:
    return named(c[0])


def covered_quality(c: Children, say: Say) -> tree.Possessive:
    return tree.Possessive(across(c[:3]), c[0], named(c[2]))


def covered_tie(c: Children, say: Say) -> tree.Possessive:
    return tree.Possessive(across(c[:5]), c[0], named(c[2]), c[3].text, c[4])


def bucket(c: Children, say: Say) -> tree.Bucket:
    return tree.Bucket(across(c), c[0], c[2])
