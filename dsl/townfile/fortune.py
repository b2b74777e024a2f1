"""Checks of what may come of itself: ranges that run forwards, strengths that say something, shops that have prices."""

from collections.abc import Iterator

from dsl.diagnostic import Diagnostic, Fix
from dsl.townfile.survey import Survey
from townlet.units import DAY


def ranges_run_forwards(survey: Survey) -> Iterator[Diagnostic]:
    """TN944: the shorter time and the lesser strength come first, and hours are open."""
    for chance in survey.town.chances:
        for key, (least, most) in (("lasts", chance.lasts), ("strength", chance.strength)):
            if least > most:
                span = survey.at("chances", chance.kind, key)
                meant = f"[{', '.join(reversed(survey.data['chances'][chance.kind][key]))}]"
                flat = span.line == span.end_line and span.end_column > span.column + 1
                yield Diagnostic(
                    "TN944", f"`{key}` runs backwards", span, hint="The smaller figure comes first.",
                    label=f"did you mean `{meant}`?" if flat else "", fix=Fix(span, meant) if flat else None,
                )  # fmt: skip


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
    dry = {place.id: place for place in survey.town.places if not place.sells}  # Not one that is at fault itself.
    for chance in survey.town.chances:
        for number, place in enumerate(chance.places if chance.kind == "price-spike" else ()):
            if place in dry:
                message = f"Nothing is sold at `{place}`, so it has no prices"
                yield Diagnostic(
                    "TN946", message, survey.at("chances", chance.kind, "places", number),
                    secondary=((survey.key("places", place), f"`{place}` is said here, without `sells:`"),),
                )  # fmt: skip
