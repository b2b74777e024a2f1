"""What a writer writes for money, shares and times, and what the town counts instead.

Each pattern is published in the schema, so it keeps to what the regular expressions of JSON Schema and of
Python share. Digits are limited: nothing a town file says can leave 64 bits.
"""

from typing import Final

from townlet.townfile import Hours
from townlet.units import COIN, DAY, HOUR, PERCENT

WORD: Final = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
MONEY: Final = r"^[0-9]{1,6}(\.[0-9]{1,3})? coins?$"
SHARE: Final = r"^(100|[0-9]{1,2}(\.[0-9]{1,4})?) ?%$"
CHANGE: Final = r"^[+-]?[0-9]{1,3}(\.[0-9]{1,4})? ?%$"
STRENGTH: Final = r"^[0-9]{1,3}(\.[0-9]{1,4})? ?%$"
LOSS: Final = r"^-[0-9]{1,2}(\.[0-9]{1,4})? ?%$"
PACE: Final = r"^[0-9]{1,2}(\.[0-9]{1,4})? ?% an hour$"
LENGTH: Final = r"^[1-9][0-9]{0,4} (ticks?|minutes?|hours?|days?)$"
PAUSE: Final = r"^[0-9]{1,5} (ticks?|minutes?|hours?|days?)$"
CLOCK: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
HOURS: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"

_UNITS = {"tick": 1, "minute": 1, "hour": HOUR, "day": DAY}


def money(text: str) -> int:
    """Thousandths: `2.5 coins` is 2500."""
    return _scaled(text.split()[0], COIN)


def share(text: str) -> int:
    """Millionths, with the sign if there is one: `+10%` is 100000."""
    return _scaled(text.rstrip("% "), PERCENT)


def pace(text: str) -> int:
    """Millionths a tick, to the nearest: `8.4% an hour` is 1400."""
    hourly = share(text.removesuffix("an hour"))
    return (2 * hourly + HOUR) // (2 * HOUR)


def length(text: str) -> int:
    """Ticks: `8 hours` is 480."""
    count, unit = text.split()
    return int(count) * _UNITS[unit.removesuffix("s")]


def hours(text: str) -> Hours:
    """`07:00-15:00`, as minutes of the day; `24:00` is the midnight that ends it."""
    opens, closes = text.split("-")
    return Hours(_minute(opens), _minute(closes) % DAY)


def minute(text: str) -> int:
    """`06:30`, as a minute of the day."""
    return _minute(text)


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * HOUR + int(minute)


def _scaled(digits: str, unit: int) -> int:
    whole, _, fraction = digits.lstrip("+-").partition(".")
    parts: int = 10 ** len(fraction)
    amount = int(whole + fraction) * unit // parts
    return -amount if digits.startswith("-") else amount
