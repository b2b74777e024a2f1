"""Restocking: at its hour, what a shelf lacks of its level comes in from outside.

No coins move: tills only take in, and goods come as wages do, from `outside`.
"""

from typing import TYPE_CHECKING, Final

from townlet import events as e
from townlet.agenda import DUE, Entry
from townlet.causes import Cause
from townlet.goods.ledger import balance, shelf
from townlet.units import DAY

if TYPE_CHECKING:
    from townlet.town import Town

RESTOCKING: Final = Cause(0, "town/restocking")


def file_first(town: "Town") -> None:
    """The first delivery of every shop, by place and minute of the day."""
    for place in town.file.places:
        for minute in sorted({goods.restock for goods in place.sells if goods.restock >= 0}):
            town.agenda.file((minute - town.opens) % DAY or DAY, DUE, "restock", place.id, minute)


def restock(town: "Town", entry: Entry) -> None:
    """Fill up what comes at this minute; a shelf that is full is no news."""
    town.agenda.file(town.tick + DAY, DUE, "restock", entry.who, entry.generation)
    brought, missed = {}, []
    for goods in town.setting.places[entry.who].sells:
        left = balance(town.ledger, shelf(entry.who), goods.item)
        if goods.restock == entry.generation and left < goods.stock:
            brought[goods.item] = goods.stock - left
            if not left:
                missed.append(goods.item)
    if brought:
        town.tell(e.Restocked(*town.stamp("", entry.who, RESTOCKING, "·"), brought, tuple(missed)))
