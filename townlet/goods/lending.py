"""Lending: whoever handed something over may have it back for as long as it is still there.

Kept by who has it, item and who gave it. Nobody owes more of a thing than they carry: what is one's own is used up and
passed on first, and of what was given the oldest. Handing back what one was given settles that, and is no gift to be
had back in turn.
"""

from typing import TYPE_CHECKING

from townlet.goods.ledger import balance

if TYPE_CHECKING:
    from townlet.town import Town

Lent = dict[str, dict[str, dict[str, int]]]


def claim(town: "Town", who: str, item: str, whom: str) -> int:
    """How many of an item `who` may have back from `whom`."""
    return town.lent.get(whom, {}).get(item, {}).get(who, 0)


def settle(town: "Town", who: str, item: str, whom: str, count: int) -> int:
    """`whom` hands up to `count` of an item to `who`: what that leaves of the count when the claim is met."""
    claims = town.lent.get(whom, {}).get(item, {})
    settled = min(claims.get(who, 0), count)
    if settled:
        _less(town, whom, item, who, settled)
    return count - settled


def lend(town: "Town", who: str, item: str, whom: str, count: int) -> None:
    """`who` has handed something to `whom`, and may have it back."""
    claims = town.lent.setdefault(whom, {}).setdefault(item, {})
    claims[who] = claims.get(who, 0) + count


def trim(town: "Town", account: str, item: str) -> None:
    """What is no longer there cannot be had back."""
    claims = town.lent.get(account, {}).get(item)
    if not claims:
        return
    beyond = sum(claims.values()) - balance(town.ledger, account, item)
    while beyond > 0:
        who, count = next(iter(claims.items()))
        _less(town, account, item, who, min(count, beyond))
        beyond -= count


def _less(town: "Town", account: str, item: str, who: str, count: int) -> None:
    claims = town.lent[account][item]
    claims[who] -= count
    if not claims[who]:
        del claims[who]
    if not claims:
        del town.lent[account][item]
    if not town.lent[account]:
        del town.lent[account]
