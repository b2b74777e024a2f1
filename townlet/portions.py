"""Portions: how much is gone of an item that is carried, so that the last of it is eaten by whoever has it then.

Kept by account and item, beside the ledger. What is gone goes along with the last of an item that changes hands.
"""

from townlet.ledger import CONSUMED, Ledger, balance, transfer

Opened = dict[str, dict[str, int]]


def eat_of(ledger: Ledger, opened: Opened, account: str, item: str, portions: int) -> None:
    """Take one portion of an item that has so many; with the last portion the item is consumed."""
    gone = opened.setdefault(account, {})
    gone[item] = gone.get(item, 0) + 1
    if gone[item] >= portions:
        transfer(ledger, item, 1, account, CONSUMED)
        gone[item] -= portions
    _tidy(opened, account, item)


def hand_over(ledger: Ledger, opened: Opened, item: str, count: int, source: str, target: str) -> None:
    """Move items from one account to another; what is gone of them goes with the last."""
    transfer(ledger, item, count, source, target)
    gone = opened.get(source, {}).get(item, 0)
    if gone and not balance(ledger, source, item):
        opened[source][item] = 0
        _tidy(opened, source, item)
        theirs = opened.setdefault(target, {})
        theirs[item] = theirs.get(item, 0) + gone


def _tidy(opened: Opened, account: str, item: str) -> None:
    if not opened[account][item]:
        del opened[account][item]
    if not opened[account]:
        del opened[account]
