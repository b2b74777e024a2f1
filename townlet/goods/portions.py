"""Portions: how much is gone of an item that is carried, so that the last of it is eaten by whoever has it then.

Kept by account and item, beside the ledger, and always less than a whole item. What is gone goes along with the last of
an item that changes hands; where two have been begun, one of them is poured into the other. Everything that moves an
item goes through here, so that its age (`townlet.goods.spoilage`) and whose it is
(`townlet.goods.lending`) go along as well.
"""

from typing import TYPE_CHECKING

from townlet.goods import lending, spoilage
from townlet.goods.ledger import COINS, CONSUMED, OUTSIDE, balance, transfer

if TYPE_CHECKING:
    from townlet.town import Town

Opened = dict[str, dict[str, int]]


def use_up(town: "Town", account: str, item: str) -> None:
    """Take one portion; with the last portion the item is consumed."""
    _gone(town, account, item, 1)


def hand_over(town: "Town", item: str, count: int, source: str, target: str) -> None:
    """Move items (or coins) from one account to another; what is gone of an item goes with the last of it."""
    _move(town, item, count, source, target)
    gone = town.opened.get(source, {}).get(item, 0)
    if gone and not balance(town.ledger, source, item):
        _gone(town, source, item, -gone)
        if target not in (OUTSIDE, CONSUMED):
            _gone(town, target, item, gone)


def _move(town: "Town", item: str, count: int, source: str, target: str) -> None:
    transfer(town.ledger, item, count, source, target)
    if item != COINS:
        spoilage.moved(town, item, count, source, target)
        if source in town.lent:
            lending.trim(town, source, item)


def _gone(town: "Town", account: str, item: str, portions: int) -> None:
    """So many portions more are gone of what an account holds."""
    opened = town.opened.setdefault(account, {})
    gone, whole = opened.get(item, 0) + portions, town.items[item].portions
    if gone >= whole:
        _move(town, item, 1, account, CONSUMED)
        gone -= whole
    opened[item] = gone
    if not gone:
        del opened[item]
    if not opened:
        del town.opened[account]
