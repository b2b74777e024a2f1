"""The ledger: coins and items only ever move between named accounts, so every kind sums to zero, always.

Accounts are agents (by name), tills and shelves of places (`till:cafe`, `shelf:cafe`), the ground of places
(`ground:park`), `town` (rent), `outside` (where everything comes from; it alone may go below zero) and `consumed`.

Where coins go: customers pay tills, everybody pays rent to `town`, and both only take in. Wages, and what the script
hands out, come from `outside`. Where items go: deliveries and cooked meals come from `outside`, and what is eaten,
cooked or spoilt goes to `consumed`.
"""

from typing import Final

COINS: Final = "coins"
OUTSIDE: Final = "outside"
CONSUMED: Final = "consumed"
TOWN: Final = "town"
ON_THE_GROUND: Final = "ground:"

Ledger = dict[str, dict[str, int]]


def balance(ledger: Ledger, account: str, unit: str) -> int:
    """How much of `unit` (coins in thousandths, items by piece) an account holds."""
    held = ledger.get(account)
    return held.get(unit, 0) if held else 0


def transfer(ledger: Ledger, unit: str, amount: int, source: str, target: str) -> None:
    """Move `amount` of `unit`. Whoever asks has made sure that the source holds it."""
    for account, change in ((source, -amount), (target, amount)):
        held = ledger.setdefault(account, {})
        left = held.get(unit, 0) + change
        if left:
            held[unit] = left
        else:
            held.pop(unit, None)


def sums(ledger: Ledger) -> dict[str, int]:
    """The sum over all accounts of each unit; every one must be zero."""
    found: dict[str, int] = {}
    for held in ledger.values():
        for unit, amount in held.items():
            found[unit] = found.get(unit, 0) + amount
    return found


def till(place: str) -> str:
    """The account a place takes money in."""
    return f"till:{place}"


def shelf(place: str) -> str:
    """The account of what a place has to sell."""
    return f"shelf:{place}"


def floor(place: str) -> str:
    """The account of what lies about in a place."""
    return f"{ON_THE_GROUND}{place}"
