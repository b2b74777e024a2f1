"""What each key of a town file is, for whoever writes one: what it means, in which unit, with an example.

The published schema carries these sentences, and editors show them. The parts are named as in the schema: `town` is the
whole file, `place` an entry under `places:`, and so on.
"""

from typing import Final

SOMETIMES: Final = {
    "odds": "How likely it is on any one day, as a share: `20%` is a day in five.",
    "lasts": "The shortest and the longest time it can last, at most a day: `[30 minutes, 2 hours]`.",
    "hours": "The part of the day in which it can begin: `09:00-17:00`. Left out: at any time.",
    "cooldown": "How long it cannot come again after it was there: `2 days`. Left out: at once.",
    "strength": "The least and the greatest strength; which of them is drawn: `[110%, 150%]`.",
    "places": "Where it may be; which of them is drawn: `[cafe, market]`.",
    "spares": "Nobody is asked to come who was asked less than so long ago: `4 hours`. Left out: everybody is.",
}
"""Of every kind of chance."""

MANUAL: Final[dict[str, dict[str, str]]] = {
    "town": {
        "town": "The town's own word, in small letters and hyphens: `riverside`, in a file `riverside.yaml`.",
        "title": "What the town is called in print, such as `Riverside`.",
        "grid": "The size of the town in tiles, width and height: `[34, 21]`. To walk one tile takes a minute.",
        "rent": "What everybody who has a home pays a day, in coins: `3 coins`. Left out: nothing.",
        "beginning": "How somebody starts when the script does not say: the three needs and the wallet.",
        "pace": "How fast each need goes down while somebody is awake.",
        "barriers": "What nobody can walk through: walls, water. A list, each with a title and its tiles.",
        "places": "Where people can be: each under its own word, which scripts use (`at cafe`).",
        "objects": "What stands in places and can be used: each under its own word, on one tile.",
        "affordances": "What can be done with each type of object: rest, wash, use or cook.",
        "items": "What can be carried, bought, eaten or used: each under its own word.",
        "jobs": "The work there is: each under its own word, with its place, its hours and its wage.",
        "chances": "What comes of itself, drawn at midnight for the day that begins. Left out: nothing does.",
        "names": "Names for people whom no script names, in the order in which they are taken: `[Amara, Tomas]`.",
    },
    "beginning": {
        "hunger": "How well fed somebody begins: `62%`; `100%` is full, `0%` is starving.",
        "hygiene": "How clean somebody begins: `70%`; `100%` is freshly washed.",
        "energy": "How awake somebody begins: `90%`; `100%` is wide awake.",
        "wallet": "What somebody begins with to spend, in coins: `6 coins`.",
    },
    "pace": {
        "hunger": "How much of being well fed goes in an hour: `8.4% an hour` asks for about three meals a day.",
        "hygiene": "How much cleanliness goes in an hour: `3.6% an hour` asks for about a wash a day.",
        "energy": "How much energy goes in an hour awake: `4.2% an hour` asks for about a night's sleep a day.",
    },
    "barrier": {
        "title": "What it is, such as `the river`; messages name it so.",
        "tiles": "The rectangle it covers, `[x, y, width, height]`: x to the right, y downwards, both from 0.",
    },
    "place": {
        "title": "How the transcript calls it: `the old baker's house`. Left out, `mill-lane` is `the mill lane`.",
        "kind": "What sort of place it is, in a word of your own; `home` is one that people live in.",
        "tiles": "The rectangle it covers, `[x, y, width, height]`: x to the right, y downwards, both from 0.",
        "door": "The one tile of its edge through which people come and go: `[16, 6]`. A street lies beside it.",
        "hours": "When it is open: `07:00-22:00`; past midnight is `18:00-02:00`. Left out: always.",
        "outdoors": "`yes` if rain falls on whoever is there. Left out: `no`.",
        "leisure": "How much it invites somebody who has nothing to do, as a share: `25%`. Left out: not at all.",
        "district": "The part of a big town that it belongs to, in a word; people keep to theirs. Left out: none.",
        "restock": "When its shelves are filled up each day: `06:00`. Left out, they never are.",
        "sells": "What it sells: items by their words, each with what stands on the shelf: `coffee: {stock: 80}`.",
    },
    "goods": {
        "price": "What one costs here, in coins: `2.5 coins`. Left out: the price of the item.",
        "stock": "How many stand on a full shelf: `80`.",
        "restock": "When this shelf is filled up each day: `06:30`. Left out: when the place's are.",
        "utilities": "What it takes to make it, `[power, water]`: without them it is not sold.",
    },
    "object": {
        "title": "How the transcript calls it: `the bench by the river`. Left out: after its type.",
        "type": "What it is: one of the types under `affordances:`, which say what can be done with it.",
        "place": "The place in which it stands, by its word.",
        "tile": "The tile on which it stands, `[x, y]`: in its place, not on the door, on no other object.",
        "capacity": "How many can use it at the same time: `2`. Left out: `1`.",
        "cooldown": "How long it rests after each use: `4 minutes`. Left out: not at all.",
    },
    "affordances": {
        "rest": "To rest or sleep there: how long it takes and what it does for whoever does it.",
        "wash": "To wash there: how long it takes, what it costs and what it does.",
        "use": "To use it for anything else: how long it takes and what it does.",
        "cook": "The dishes that can be cooked there, each under the word of the item that it makes.",
    },
    "affordance": {
        "lasts": "How long it takes: `8 hours`.",
        "effects": "How needs change by it, from beginning to end: `{energy: +96%}`.",
        "price": "What one use costs, in coins: `1 coin`. Left out: nothing.",
        "carries": "The item somebody must have with them, by its word, such as a towel. Left out: none.",
        "stock": "The item that each use takes off a shelf of the same place, such as soap. Left out: none.",
        "failure": "What a try in vain does to the mood: `-5%`. Left out: nothing.",
        "utilities": "What it needs, `[water, power]`: without them nobody can.",
    },
    "recipe": {
        "takes": "What goes in, items by count: `{flour: 1, carrots: 2}`. They are used up.",
        "lasts": "How long the cooking takes: `20 minutes`.",
        "serves": "How many portions come of it: `4`. Left out: `1`.",
        "utilities": "What it needs, `[power]`: without it nobody can cook this.",
        "carries": "The item the cook must have, such as a pan; it is kept. Left out: none.",
    },
    "item": {
        "title": "How the transcript calls one: `a bowl of soup`. Left out, `umbrella` is `an umbrella`.",
        "about": "A sentence on what it is, for whoever reads the file.",
        "price": "What one usually costs, in coins: `2 coins`. A shelf can have a price of its own.",
        "effects": "How needs change when one is eaten or used: `{hunger: +50%}`.",
        "portions": "How often it can be eaten of: `3`. Left out: once.",
        "reusable": "`yes` if it is kept when it is used, like an umbrella. Left out: `no`.",
        "edible": "`yes` if it is eaten or drunk. `40%` of hunger or more is a meal. Left out: `no`.",
        "lasts": "How long it takes to eat or use one: `10 minutes`, which it also is when left out.",
        "spoils": "How long after it was made or stocked it is past eating: `12 hours`. Left out: never.",
        "keeps-off": "What it keeps off whoever carries it: `rain`. Left out: nothing.",
    },
    "job": {
        "title": "How the transcript calls whoever has it: `a barista`. Left out: after its word.",
        "place": "Where the work is, by the word of the place.",
        "shift": "From when to when it is done, every day: `07:00-15:00`.",
        "wage": "What a full day of it pays, in coins: `16 coins`. It should carry rent, three meals and a wash.",
        "openings": "How many can have this job: `2`. Left out: `1`.",
    },
    "effects": {
        "hunger": "How much better fed somebody is by it: `+50%`; with a minus, how much hungrier.",
        "hygiene": "How much cleaner somebody is by it: `+60%`; with a minus, how much dirtier.",
        "energy": "How much more awake somebody is by it: `+96%`; with a minus, how much more tired.",
    },
    "chances": {
        "rain": "How likely rain is: whoever is out of doors gets wet and goes in.",
        "blackout": "How likely a blackout is: what needs power stops.",
        "water-outage": "How likely a water outage is: what needs water stops.",
        "price-spike": "How likely prices are to rise for a while, and where.",
        "closure": "How likely a place is to be shut for a while, and which.",
        "arranged-meeting": "How likely a meeting is to which everybody who is free is asked, and where.",
    },
    **dict.fromkeys(("rain", "blackout", "water-outage", "price-spike", "closure", "arranged-meeting"), SOMETIMES),
}
"""By part and key, what the key is."""
