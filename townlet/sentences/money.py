"""Money: what things cost, who pays, who cannot, and who minds."""

from typing import Final

from townlet import events as e
from townlet.sentences.scene import Scene, Slots, Telling, Wordings
from townlet.sentences.words import amount, at, bare, exactly, goods, names, object_, rise, several, share
from townlet.units import ONE, PERCENT

STEEP: Final = 30 * PERCENT  # A rise that makes people stare.
TRIFLE: Final = 3 * PERCENT  # A change that nobody would mention.

BOUGHT: Wordings = (
    "{who} buys {item} for {price}.",
    "{who} pays {price} for {item}.",
    "{who} gets {item} {at}, for {price}.",
    "{who} hands over {price} for {item}.",
)
SERVED: Wordings = (
    "{whom} serves {who} {item} for {price}.",
    "{who} buys {item} from {whom}, for {price}.",
    "{whom} puts {item} in front of {who} and takes {price} for it.",
)
BOUGHT_LAST: Wordings = (
    "{who} buys {item} for {price} and has {left} left.",
    "{who} pays {price} for {item}, leaving {left} in the purse.",
    "{who} spends {price} on {item}, which leaves {left}.",
)
PAID_FOR: Wordings = (
    "{who} puts down {price} for {thing}.",
    "{who} pays {price} to use {thing}.",
)
FREE: Wordings = (
    "{who} takes {item}; it costs nothing.",
    "{who} has {item} {at}, free of charge.",
    "{who} fetches {item} {at}, and nobody asks for money.",
)
TOO_DEAR: Wordings = (
    "{who} would like {item}, but it costs {price} and the purse holds {purse}.",
    "{item} costs {price}; {who} has {purse}, and goes without.",
    "{who} has {purse} and wants {item} for {price}: too dear.",
)
TOO_DEAR_EMPTY: Wordings = (
    "{who} would like {item} for {price}, but the purse is empty.",
    "{item} costs {price}, and {who} has not a coin.",
)
SOLD_OUT: Wordings = (
    "{who} comes too late for {item}: it is sold out {at}.",
    "{who} asks for {item} {at}, and there is none left.",
    "The last of it is gone: no {bare} for {who} {at}.",
)
RESTOCKED: Wordings = (
    "A handcart stops {at} and leaves {things}.",
    "The shelves are filled up {at}: there will be {things} today.",
    "Crates of {things} are carried in {at}.",
)
HAS_AGAIN: Wordings = (
    "No more going without: there will be {goods} {at} again.",
    "{place} has {goods} again.",
)
BOARD_UP: Wordings = (
    "{place} puts its prices up by {share}: {item} costs {price} now.",
    "New figures on the board {at}: {price} for {item} that was {old}.",
    "{item} {at} now costs {price}, up from {old}.",
)
BOARD_DOWN: Wordings = (
    "{place} brings its prices down: {item} is {price} instead of {old}.",
    "The board {at} is kinder now: {price} for {item}.",
    "{item} {at} is down to {price}.",
)
PRICES_UP: Wordings = ("Prices go up {at}, by {share}.", "Everything {at} is dearer by {share}.")
PRICES_DOWN: Wordings = ("Prices come down {at}, by {share}.", "Everything {at} is cheaper by {share}.")

# Noticing another price than the one remembered, by how, and by how much (a fall, a rise, a steep rise).
SAW: Final[tuple[Wordings, ...]] = (
    (
        "{who} sees that {item} is down to {price} {at}.",
        "{who} reads the board {at} and brightens: {price} for {item}.",
        "{who} is glad of the board {at}: {item} was {old} and is {price}.",
        "{price} for {item}: {who} likes the board {at} better now.",
    ),
    (
        "{who} reads the board {at}: {item} costs {price}, and used to cost {old}.",
        "{who} notices that {item} has gone up to {price}.",
        "{who} sees {price} on the board for {item}, and sighs.",
    ),
    (
        "{who} reads the board {at} twice: {price} for {item}?",
        "{who} stares at the board: {item} was {old} and is {price}.",
        "{who} mutters at the price of {item}, up from {old} to {price}.",
        "{price} for {item}! {who} turns away from the board {at}.",
    ),
)
PAID: Final[tuple[Wordings, ...]] = (
    (
        "{who} pays less than last time {at}: {item} is {price} now.",
        "{who} is pleased to pay {price} {at} for what was {old}.",
    ),
    (
        "{who} pays a little more {at} than last time, and notices.",
        "{who} finds that {item} {at} is {price} now, and was {old}.",
    ),
    (
        "{who} pays {price} {at} for what was {old}, and minds.",
        "{who} pays up {at} with a long face: {item} was {old} and is {price}.",
        "{who} counts the change {at} twice; {item} costs {price} now.",
    ),
)
HEARD: Final[tuple[Wordings, ...]] = (
    (
        "{whom} has good news for {who}: {item} {at} is down to {price}.",
        "{who} hears from {whom} that it is cheaper {at} again.",
    ),
    (
        "{who} hears from {whom} that {item} {at} is {price} now.",
        "{whom} tells {who} that prices are up a little {at}.",
    ),
    (
        "{who} hears from {whom} what {item} costs {at}, and cannot believe it: {price}.",
        "{whom} tells {who} about the {price} for {item} {at}; it was {old}.",
        "Word goes round: {who} has it from {whom} that {item} {at} costs {price}.",
    ),
)
BY_HOW: Final = {"saw": SAW, "paid": PAID, "heard": HEARD}
NOTICED_PLAIN: Final[tuple[Wordings, ...]] = (
    ("{who} finds prices lower {at}.", "{who} notices that it is cheaper {at}, by {share}."),
    ("{who} finds prices a little higher {at}.", "{who} notices that it is dearer {at}, by {share}."),
    (
        "{who} finds prices {at} up by {share}, and minds.",
        "{who} cannot get over the prices {at}, up by {share}.",
    ),
)

RENT_PAID: Wordings = (
    "{who} pays the rent, {price}, and has {left} left.",
    "{who} parts with {price} for the rent, which leaves {left}.",
    "The rent is paid, and {who}'s purse holds {left}.",
)
RENT_AND_DEBT: Wordings = (
    "{who} pays {price} of rent, and {debt} is still owed.",
    "{who} pays what the purse allows, {price}, and still owes {debt} of rent.",
)
RENT_OWED: Wordings = (
    "{who} cannot pay the rent: it is {price}, and the purse holds {purse}.",
    "The rent is due, {price}, and {who} has {purse}.",
    "{who} owes {price} of rent and has only {purse}.",
)
RENT_OWED_EMPTY: Wordings = (
    "{who} owes {price} of rent, and has not a coin.",
    "The rent is due, {price}, and {who}'s purse is empty.",
)
DOLE: Wordings = (
    "Somebody from the town slips {price} under {who}'s plate.",
    "{who} has nothing, and the town knows: {price}, out of the rents, for a day's meals.",
    "The town has {price} for {who}, and asks no questions.",
)


def bought(scene: Scene, event: e.Bought) -> Telling:
    """The purse is told of when what is left in it would not buy the same again."""
    slots = _goods(scene, event) | {"at": at(scene, event.where), "item": several(scene, event.item, event.count)}
    if not event.price:
        return FREE, slots
    server = scene.on_duty(event.where)
    if server and server != event.who:
        return SERVED, slots | {"whom": server}
    left = scene.purse(event.who)
    return (BOUGHT_LAST if left < event.price else BOUGHT), slots | {"left": amount(left)}


def paid(scene: Scene, event: e.Paid) -> Telling:
    return PAID_FOR, {"who": event.who, "thing": object_(scene, event.thing), "price": amount(event.price)}


def costs(event: e.Paid | e.RentPaid) -> bool:
    return event.price > 0 if isinstance(event, e.Paid) else event.amount > 0


def too_dear(scene: Scene, event: e.TooDear) -> Telling:
    purse = scene.purse(event.who)
    slots = _goods(scene, event) | {"price": exactly(event.price), "purse": exactly(purse)}
    return (TOO_DEAR if purse else TOO_DEAR_EMPTY), slots


def sold_out(scene: Scene, event: e.SoldOut) -> Telling:
    title = scene.item(event.item)
    return SOLD_OUT, {"who": event.who, "item": title, "bare": bare(title), "at": at(scene, event.where)}


def restocked(scene: Scene, event: e.Restocked) -> Telling:
    """What had been missed comes first; else, what there is most of."""
    slots = {"at": at(scene, event.where), "place": scene.place(event.where)}
    if event.missed:
        return HAS_AGAIN, slots | {"goods": names([goods(scene.item(item)) for item in event.missed])}
    most = sorted(event.brought.items(), key=lambda pair: (-pair[1], pair[0]))[:2]
    return RESTOCKED, slots | {"things": names([goods(scene.item(item)) for item, _ in most])}


def was_missed(event: e.Restocked) -> bool:
    return bool(event.missed)


def plenty(event: e.Restocked) -> bool:
    """A handful more on a shelf is no news, unless it had been empty."""
    return bool(event.missed) or max(event.brought.values()) > 1


def differ(event: e.PricesChanged) -> bool:
    return event.level != event.before


def prices_changed(scene: Scene, event: e.PricesChanged) -> Telling:
    """What the board shows, by the first thing on it."""
    up = event.level > event.before
    slots = _board(scene, event.where, event.before, event.level)
    slots |= {"place": scene.place(event.where)}
    if "item" in slots:
        return (BOARD_UP if up else BOARD_DOWN), slots
    return (PRICES_UP if up else PRICES_DOWN), slots


def worth_noticing(event: e.PriceNoticed) -> bool:
    return abs(event.level - event.before) >= TRIFLE


def price_noticed(scene: Scene, event: e.PriceNoticed) -> Telling | None:
    """Who minds, and how much: hearing of a price is told otherwise than seeing or paying it.

    Those who stood by when the board came down have been told of it with the board.
    """
    risen = rise(event.before, event.level)
    if risen < 0 and event.how == "saw" and not scene.just_came(event.who, event.where):
        return None
    much = 0 if risen < 0 else 2 if risen >= STEEP else 1
    slots = _board(scene, event.where, event.before, event.level)
    slots |= {"who": event.who, "whom": event.whom or "somebody"}
    return (BY_HOW[event.how] if "item" in slots else NOTICED_PLAIN)[much], slots


def rent_paid(scene: Scene, event: e.RentPaid) -> Telling | None:
    """Everybody pays it every day; it is told where it leaves too little for the next."""
    left = scene.purse(event.who)
    if not event.debt and left >= event.amount:
        return None
    slots = {"who": event.who, "price": amount(event.amount), "debt": amount(event.debt), "left": amount(left)}
    return (RENT_AND_DEBT if event.debt else RENT_PAID), slots


def rent_owed(scene: Scene, event: e.RentOwed) -> Telling:
    purse = scene.purse(event.who)
    slots = {"who": event.who, "price": exactly(event.amount), "purse": exactly(purse)}
    return (RENT_OWED if purse else RENT_OWED_EMPTY), slots


def dole(scene: Scene, event: e.Dole) -> Telling:
    return DOLE, {"who": event.who, "price": amount(event.amount)}


def _goods(scene: Scene, event: e.Bought | e.TooDear) -> Slots:
    return {"who": event.who, "item": scene.item(event.item), "price": amount(event.price)}


def _board(scene: Scene, where: str, before: int, level: int) -> Slots:
    """Where, by how much, and with a figure people know: the price of the first thing on the board."""
    slots = {"at": at(scene, where), "share": share(before or ONE, level)}
    old, new = scene.ware(where, before), scene.ware(where, level)
    if old and new:
        slots |= {"item": new[0], "old": amount(old[1]), "price": amount(new[1])}
    return slots
