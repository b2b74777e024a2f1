"""Checks of living: a roof, open doors, something to eat, something for everything to be good for, a wage that carries.

A day's costs are counted as somebody has them who never cooks: cooking is how one saves.
"""

from collections.abc import Iterator
from statistics import median_low
from typing import Final

from dsl.diagnostic import Diagnostic, Fix
from dsl.guess import nearest
from dsl.townfile.larder import cookable
from dsl.townfile.survey import Survey
from townlet.townfile import A_SQUARE_MEAL, MEALS_A_DAY, TownFile
from townlet.units import COIN, ONE, PERCENT, coins_text, share_text

WASH: Final = 50 * PERCENT  # From this much hygiene upwards, washing is a day's wash.
LEFT_OVER: Final = (10 * PERCENT, 20 * PERCENT)  # Of a wage, after a day's costs.


def some_home(survey: Survey) -> Iterator[Diagnostic]:
    """TN940: somebody can live here."""
    if not any(place.kind == "home" for place in survey.town.places):
        hint = "Give at least one place `kind: home`."
        yield Diagnostic("TN940", "There is no home in this town", survey.key("places"), hint=hint)


def used_affordances(survey: Survey) -> Iterator[Diagnostic]:
    """TN941: each type has an object."""
    types = {thing.type for thing in survey.town.things}
    types |= {nearest(each, survey.words("affordances")) or "" for each in types}  # Misspelt, and said to be.
    for word in survey.words("affordances"):
        if word not in types:
            message = f"Nobody can use a `{word}`: no object is of that type"
            hint = f"Add one under `objects:` with `type: {word}`, or take this out."
            yield Diagnostic("TN941", message, survey.key("affordances", word), hint=hint)


def hours_are_open(survey: Survey) -> Iterator[Diagnostic]:
    """TN942: hours from a time to the same time say neither always nor never."""
    paths = [("places", place.id, "hours") for place in survey.town.places]
    paths += [("jobs", job.id, "shift") for job in survey.town.jobs]
    paths += [("chances", chance.kind, "hours") for chance in survey.town.chances]
    for section, word, key in paths:
        opens, _, closes = survey.data[section][word].get(key, "").partition("-")
        if opens and opens == closes:
            message = f"`{key}` begins and ends at {opens}"
            hint = "For the whole day write `00:00-24:00`."
            span = survey.at(section, word, key)
            always = Fix(span, "00:00-24:00") if section == "places" else None
            yield Diagnostic("TN942", message, span, hint=hint, fix=always)


def something_to_eat(survey: Survey) -> Iterator[Diagnostic]:
    """TN951: something that fills is sold, or can be cooked."""
    if survey.town.pace.hunger and not meals(survey.town):
        hint = "Sell something under `sells:` of a place that is `edible: yes` and has `effects: {hunger: +50%}`."
        message = "There is nothing to eat in this town"
        sold = {goods.item for place in survey.town.places for goods in place.sells}
        if any(item.edible and item.id in sold for item in survey.town.items):
            message = f"Nothing in this town makes a meal, which is {A_SQUARE_MEAL // PERCENT} % of hunger or more"
        yield Diagnostic("TN951", message, survey.key("places"), hint=hint)


def wages_feed(survey: Survey) -> Iterator[Diagnostic]:
    """TN950: no wage is less than rent and three of the cheapest meals, cooked at home where that is cheaper."""
    least = bare_cost(survey.town)
    for job in survey.town.jobs:
        if job.wage < least:
            yield Diagnostic(
                "TN950", f"{job.title[0].upper()}{job.title[1:]} cannot live on this wage",
                survey.at("jobs", job.id, "wage"),
                label=f"rent and three of the cheapest meals cost {coins_text(least)} a day",
                hint=f"A wage of {_wages(day_cost(survey.town))} leaves 10 to 20 % over.",
            )  # fmt: skip


def wages_carry(survey: Survey) -> Iterator[Diagnostic]:
    """TN943, a warning: a day's wage covers rent, three meals and washing, with 10 to 20 % left over."""
    cost, (least, most) = day_cost(survey.town), LEFT_OVER
    for job in survey.town.jobs if meals(survey.town) else ():
        left = job.wage - cost
        if job.wage >= bare_cost(survey.town) and not least * job.wage <= left * ONE <= most * job.wage:
            over = share_text(left * ONE // job.wage) if left > 0 else "nothing"
            yield Diagnostic(
                "TN943", f"{job.title[0].upper()}{job.title[1:]} has {over} of a day's wage left over",
                survey.at("jobs", job.id, "wage"), severity="warning",
                label=f"rent, three meals and a wash cost {coins_text(cost)}",
                hint=f"A wage of {_wages(cost)} leaves 10 to 20 % over.",
            )  # fmt: skip


def meals(town: TownFile) -> list[int]:
    """What each meal costs, in thousandths, of those that are sold and those that can be cooked from what is sold."""
    filling = {item.id for item in town.items if item.filling >= A_SQUARE_MEAL}
    prices: dict[str, int] = {}
    for goods in (goods for place in town.places for goods in place.sells):
        prices[goods.item] = min(goods.price, prices.get(goods.item, goods.price))
    cooked = [
        sum(prices[item] * count for item, count in each.takes.items()) // each.serves
        for each in cookable(town)
        if each.makes in filling and each.takes.keys() <= prices.keys()
    ]
    return [price for item, price in prices.items() if item in filling] + cooked


def bare_cost(town: TownFile) -> int:
    """Thousandths a day takes at the very least: rent and three of the cheapest meals."""
    return town.rent + MEALS_A_DAY * min(meals(town), default=0)


def day_cost(town: TownFile) -> int:
    """Thousandths a day takes: rent, three meals at the middle price, the cheapest wash worth the name."""
    filling = {item.id for item in town.items if item.filling >= A_SQUARE_MEAL}
    meals = [goods.price for place in town.places for goods in place.sells if goods.item in filling]
    washes = (a for a in town.affordances if a.activity == "wash" and a.effects.get("hygiene", 0) >= WASH)
    wash = min((a.coins for a in washes), default=0)
    return town.rent + MEALS_A_DAY * (median_low(meals) if meals else 0) + wash


def _wages(cost: int) -> str:
    """The lowest and the highest wage, to a tenth of a coin, that leave what they should after `cost`."""
    least, most = LEFT_OVER
    tenth = COIN // 10
    lowest = -(-cost * ONE // (ONE - least) // tenth) * tenth
    highest = cost * ONE // (ONE - most) // tenth * tenth
    return f"{coins_text(lowest)} to {coins_text(highest)}"
