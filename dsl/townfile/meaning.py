"""Checks of words: each means one thing, and each that is used means something."""

from collections.abc import Iterable, Iterator
from typing import Final

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import alike, nearest
from dsl.townfile.survey import Survey
from townlet.townfile import Affordance

NAMED: Final = {"places": "a place", "objects": "an object", "items": "an item", "jobs": "a job"}
"""The sections whose words a script uses, all side by side."""

TAKEN: Final = {
    "home": "where somebody lives",
    "town": "the town itself",
    "start": "the first tick",
    "end": "the last tick",
    "offstage": "being nowhere in town",
    "anyone": "whoever it may be",
    "everyone": "all who are on stage",
    "townsfolk": "people whom nobody named",
}
"""Words of scripts that a town file cannot give another meaning."""


def own_words(survey: Survey) -> Iterator[Diagnostic]:
    """TN915: no entry has a word that the language keeps for itself."""
    for section in NAMED:
        for word in survey.words(section):
            if word in TAKEN:
                message = f"`{word}` always means {TAKEN[word]} in a script"
                yield Diagnostic("TN915", message, survey.key(section, word), hint="Give it another word.")


def one_meaning(survey: Survey) -> Iterator[Diagnostic]:
    """TN920: a place, an object, an item and a job do not share a word."""
    first: dict[str, str] = {}
    for section, what in NAMED.items():
        for word in survey.words(section):
            before = first.setdefault(word, section)
            if before != section:
                yield Diagnostic(
                    "TN920", f"`{word}` is {NAMED[before]} already and cannot be {what} too",
                    survey.key(section, word),
                    secondary=((survey.key(before, word), f"{NAMED[before]} here"),),
                    hint=f"A script that says `{word}` could not tell which is meant.",
                )  # fmt: skip


def words_lead_somewhere(survey: Survey) -> Iterator[Diagnostic]:
    """TN921 places, TN922 items, TN923 types of object."""
    town, places, items = survey.town, survey.words("places"), survey.words("items")
    types = survey.words("affordances")
    for thing in town.things:
        yield from _known(survey, "TN921", "place", thing.place, places, "objects", thing.id, "place")
        yield from _known(survey, "TN923", "type of object", thing.type, types, "objects", thing.id, "type")
    for job in town.jobs:
        yield from _known(survey, "TN921", "place", job.place, places, "jobs", job.id, "place")
    for chance in town.chances:
        for number, place_ in enumerate(chance.places):
            where = ("chances", chance.kind, "places", number)
            yield from _known(survey, "TN921", "place", place_, places, *where)
    for place in town.places:
        for goods in place.sells:
            path = ("places", place.id, "sells", goods.item)
            yield from _known(survey, "TN922", "item", goods.item, items, *path)
    for affordance in town.affordances:
        stands = said_at(affordance)
        for key in ("carries", "stock"):
            if word := getattr(affordance, key):
                yield from _known(survey, "TN922", "item", word, items, *stands, key)
        if affordance.makes:
            yield from _known(survey, "TN922", "item", affordance.makes, items, *stands)
        for item in affordance.takes:
            yield from _known(survey, "TN922", "item", item, items, *stands, "takes", item)


def said_at(affordance: Affordance) -> tuple[str, ...]:
    """Where an affordance, or a recipe, stands in the text."""
    cook = ("cook", affordance.makes) if affordance.makes else (affordance.activity,)
    return ("affordances", affordance.type, *cook)


_SECTION: Final = {"place": "places", "item": "items", "type of object": "affordances"}


def _known(
    survey: Survey, code: str, what: str, word: str, known: Iterable[str], *path: str | int
) -> Iterator[Diagnostic]:
    if word in known:
        return
    span = survey.key(*path) if path[-1] == word else survey.at(*path)
    guess = nearest(word, known)
    yield Diagnostic(
        code, f"I know no {what} called `{word}`", span,
        label=f"did you mean `{guess}`?" if guess else "",
        hint=None if guess else f"Say under `{_SECTION[what]}:` what it is.",
        fix=Fix(span, guess, sure=alike(word, guess)) if guess else None,
    )  # fmt: skip
