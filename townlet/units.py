"""The units everything inside the town is counted in: whole numbers only.

Shares, needs, mood and ties are millionths, coins are thousandths, time is ticks. Whole numbers keep
predicted crossings exact and hashes the same on every machine.
"""

from typing import Final

ONE: Final = 1_000_000  # 100 %, as millionths
PERCENT: Final = 10_000  # 1 %
COIN: Final = 1_000  # one coin, as thousandths
HOUR: Final = 60  # ticks
DAY: Final = 1_440  # ticks; one tick is one minute of town time


def scaled(amount: int, share: int) -> int:
    """`share` (millionths) of `amount`, rounded towards minus infinity."""
    return amount * share // ONE


def clamp(value: int, low: int, high: int) -> int:
    """`value`, moved to the nearer bound when it lies outside `low..high`."""
    return low if value < low else high if value > high else value


def clock_text(tick: int, opens: int) -> str:
    """The clock at `tick` as `08:10`, when it shows `opens` minutes past midnight at tick 0."""
    minute = (opens + tick) % DAY
    return f"{minute // HOUR:02}:{minute % HOUR:02}"


def coins_text(amount: int) -> str:
    """Thousandths as a writer writes them: `2 coins`, `1 coin`, `2.5 coins`."""
    sign, amount = ("-", -amount) if amount < 0 else ("", amount)
    whole, rest = divmod(amount, COIN)
    digits = f"{whole}" if not rest else f"{whole}.{rest:03}".rstrip("0")
    return f"{sign}{digits} {'coin' if amount == COIN else 'coins'}"


def share_text(amount: int) -> str:
    """Millionths as a percentage with at most one decimal: `45 %`, `34.6 %`; rounded towards zero."""
    tenths = abs(amount) * 1_000 // ONE
    sign = "-" if amount < 0 and tenths else ""
    whole, rest = divmod(tenths, 10)
    return f"{sign}{whole}.{rest} %" if rest else f"{sign}{whole} %"
