"""Checks of what may come of itself: ranges that run forwards, strengths that say something, shops that have prices."""

from collections.abc import Iterator

from dsl.diagnostic import Diagnostic
from dsl.townfile.survey import Survey
from townlet.units import DAY


def ranges_run_forwards(survey: Survey) -> Iterator[Diagnostic]:
    """TN944: the shorter time and the lesser strength come first, and hours are open."""
    for chance in survey.town.chances:
        for key, (least, most) in (("lasts", chance.lasts), ("strength", chance.strength)):
            if least > most:
                message = f"`{key}` runs backwards"
                hint = "The smaller figure comes first."
                yield Diagnostic("TN944", message, survey.at("chances", chance.kind, key), hint=hint)


def bounded(survey: Survey) -> Iterator[Diagnostic]:
    """TN945: a disturbance is over within a day, and is not nothing."""
    for chance in survey.town.chances:
        if chance.lasts[1] > DAY:
            message = "A disturbance that comes of itself is over within a day"
            at = survey.at("chances", chance.kind, "lasts", 1)
            yield Diagnostic("TN945", message, at, hint="Say at most `1 day`.")
        if chance.strength[0] <= 0:
            message = "A disturbance without any strength is none"
            at = survey.at("chances", chance.kind, "strength", 0)
            yield Diagnostic("TN945", message, at, hint="Say at least `1%`.")


def prices_can_spike(survey: Survey) -> Iterator[Diagnostic]:
    """TN946: prices only rise where something is sold."""
    shops = {place.id for place in survey.town.places if place.sells}
    for chance in survey.town.chances:
        for number, place in enumerate(chance.places if chance.kind == "price-spike" else ()):
            if place in survey.words("places") and place not in shops:
                message = f"Nothing is sold at `{place}`, so it has no prices"
                yield Diagnostic("TN946", message, survey.at("chances", chance.kind, "places", number))
