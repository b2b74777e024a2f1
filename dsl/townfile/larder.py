"""Checks of the larder: what something takes can be come by, and what is cooked can be cooked."""

from collections.abc import Iterator

from dsl.diagnostic import Diagnostic
from dsl.townfile.meaning import said_at
from dsl.townfile.survey import Survey
from townlet.townfile import Affordance, TownFile


def things_to_be_had(survey: Survey) -> Iterator[Diagnostic]:
    """TN952, a warning: what has to be carried or goes into a dish is sold somewhere, or cooked from what is.

    A script may hand it out (`give lamp to Ida`, `carries 1 lamp`), so such a town is a whole one.
    """
    to_be_had = obtainable(survey.town)
    for affordance in survey.town.affordances:
        where = said_at(affordance)
        wanted = [(affordance.carries, (*where, "carries"))] if affordance.carries else []
        wanted += [(item, (*where, "takes", item)) for item in affordance.takes]
        for item, path in wanted:
            if item not in to_be_had and item in survey.words("items"):
                span = survey.at(*path) if path[-1] == "carries" else survey.key(*path)
                yield Diagnostic(
                    "TN952", f"Nobody can come by `{item}`, which this takes, unless a script hands it out", span,
                    label="sold nowhere, cooked by nobody", severity="warning",
                    secondary=((survey.key("items", item), f"`{item}` is said here"),),
                    hint=f"Sell it: `{item}: {{stock: 10}}` under `sells:` of some place.",
                )  # fmt: skip


def shelves_that_supply(survey: Survey) -> Iterator[Diagnostic]:
    """TN953: an object that takes an item off the shelf stands where there is such a shelf."""
    shelves = {place.id: {goods.item for goods in place.sells} for place in survey.town.places}
    for affordance in survey.town.affordances:
        for thing in survey.town.things if affordance.stock in survey.words("items") else ():
            if thing.type == affordance.type and affordance.stock not in shelves.get(thing.place, {affordance.stock}):
                yield Diagnostic(
                    "TN953", f"`{thing.place}` has no `{affordance.stock}` for `{thing.id}` to use up",
                    survey.at(*said_at(affordance), "stock"),
                    secondary=((survey.key("objects", thing.id), f"`{thing.id}` stands in `{thing.place}`"),),
                    hint=f"Add `{affordance.stock}: {{stock: 10}}` under `sells:` of `{thing.place}`.",
                )  # fmt: skip


def dishes_made_of_others(survey: Survey) -> Iterator[Diagnostic]:
    """TN954: no dish is one of its own ingredients."""
    for affordance in survey.town.affordances:
        if affordance.makes in affordance.takes:
            where = (*said_at(affordance), "takes", affordance.makes)
            message = f"`{affordance.makes}` cannot be made of `{affordance.makes}`"
            yield Diagnostic("TN954", message, survey.key(*where), hint="Name what it is really made of.")


def obtainable(town: TownFile) -> set[str]:
    """The items that can be bought, or cooked from what can be had on an object that there is."""
    found = {goods.item for place in town.places for goods in place.sells}
    recipes = cookable(town)
    while new := {each.makes for each in recipes if found.issuperset(each.takes)} - found:
        found |= new
    return found


def cookable(town: TownFile) -> list[Affordance]:
    """The recipes that some object is good for."""
    types = {thing.type for thing in town.things}
    return [each for each in town.affordances if each.makes and each.type in types]
