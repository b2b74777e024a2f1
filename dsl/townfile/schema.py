"""The published JSON Schema of town files (draft 2020-12), as a value.

`docs/schema/town-1.schema.json` is made from it. The description of a definition is the noun phrase that a diagnostic
puts after "wants": `rent` wants *money, such as `2 coins`*; that of a key is a sentence from the manual, for editors.
The patterns of what a writer writes are those that `dsl.townfile.words` reads.
"""

import json
from typing import Any, Final

from dsl.townfile import words
from dsl.townfile.manual import MANUAL

Schema = dict[str, Any]


def _text(pattern: str, description: str) -> Schema:
    return {"type": "string", "pattern": pattern, "description": description}


def _prose(most: int, description: str) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": most, "description": description}


def _list(of: Schema, description: str, **limits: Any) -> Schema:
    return {"type": "array", "items": of, **limits, "description": description}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _mapping(description: str, needed: list[str], **keys: Schema) -> Schema:
    required = {"required": needed} if needed else {}
    return {
        "type": "object",
        "description": description,
        "properties": {name.replace("_", "-"): schema for name, schema in keys.items()},
        **required,
        "additionalProperties": False,
    }


def _by_id(description: str, of: Schema) -> Schema:
    return {
        "type": "object",
        "description": description,
        "propertyNames": _ref("word"),
        "additionalProperties": of,
    }


def _whole(least: int, most: int, description: str) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most, "description": description}


def _numbers(count: int, of: Schema, description: str) -> Schema:
    return _list(of, description, minItems=count, maxItems=count)


def _pair(of: str, description: str) -> Schema:
    return _numbers(2, _ref(of), description)


def _chance(description: str, needed: list[str], **more: Schema) -> Schema:
    """How likely one kind of perturbation is to come of itself; `more` are the keys of that kind alone."""
    return _mapping(
        description, ["odds", "lasts", *needed],
        odds=_ref("share"), lasts=_pair("length", SOME_TIME), hours=_ref("hours"), cooldown=_ref("pause"), **more,
    )  # fmt: skip


SOME_TIME: Final = "the shortest and the longest time, such as `[30 minutes, 2 hours]`"
SOMEWHERE: Final = "a list of places, such as `[cafe, market]`"
PLACES: Final = _list(_ref("word"), SOMEWHERE, minItems=1, uniqueItems=True)
STRENGTHS: Final = _pair("strength", "the least and the greatest strength, such as `[110%, 150%]`")

_DEFS: Final[dict[str, Schema]] = {
    "word": {
        **_text(words.WORD, "a word in small letters, with hyphens where it needs them, such as `ivy-house`"),
        "maxLength": 40,
    },
    "title": _prose(80, "a few words, such as `the old mill`"),
    "about": _prose(400, "a sentence"),
    "name": _prose(40, "a name, such as `Amara`"),
    "yes": {"type": "string", "enum": ["yes", "no"], "description": "`yes` or `no`"},
    "money": _text(words.MONEY, "money, such as `2 coins` or `0.5 coins`"),
    "share": _text(words.SHARE, "a share from `0%` to `100%`"),
    "change": _text(words.CHANGE, "a change, such as `+10%` or `-5%`"),
    "strength": _text(words.STRENGTH, "a share, such as `120%`"),
    "pace": _text(words.PACE, "a pace, such as `3.6% an hour`"),
    "length": _text(words.LENGTH, "a length of time of at least a minute, such as `35 minutes` or `8 hours`"),
    "pause": _text(words.PAUSE, "a length of time, such as `4 minutes`"),
    "hours": _text(words.HOURS, "two clock times, such as `07:00-15:00`"),
    "clock": _text(words.CLOCK, "a clock time, such as `06:30`"),
    "tiles": _whole(0, 200, "a whole number of tiles, from 0 to 200"),
    "tile": _numbers(2, _ref("tiles"), "a tile, as `[x, y]`"),
    "rectangle": _numbers(4, _ref("tiles"), "a rectangle of tiles, as `[x, y, width, height]`"),
    "count": _whole(1, 1_000, "a whole number, at least 1"),
    "stock": _whole(0, 100_000, "a whole number, 0 or more"),
    "effects": {
        **_mapping(
            "changes of needs, such as `{hunger: +10%}`", [],
            hunger=_ref("change"), hygiene=_ref("change"), energy=_ref("change"),
        ),
        "minProperties": 1,
    },
    "utilities": _list(
        {"type": "string", "enum": ["water", "power"], "description": "`water` or `power`"},
        "a list of utilities, such as `[water]`", uniqueItems=True,
    ),
    "goods": _mapping(
        "what stands on the shelf, such as `{stock: 40}`", ["stock"],
        price=_ref("money"), stock=_ref("stock"), restock=_ref("clock"), utilities=_ref("utilities"),
    ),
    "place": _mapping(
        "a place, with `kind:`, `tiles:` and `door:`", ["kind", "tiles", "door"],
        title=_ref("title"), kind=_ref("word"), tiles=_ref("rectangle"), door=_ref("tile"),
        hours=_ref("hours"), outdoors=_ref("yes"), leisure=_ref("share"), district=_ref("word"),
        restock=_ref("clock"),
        sells=_by_id("items, such as `coffee: {stock: 40}`", _ref("goods")),
    ),
    "object": _mapping(
        "an object, with `type:`, `place:` and `tile:`", ["type", "place", "tile"],
        title=_ref("title"), type=_ref("word"), place=_ref("word"), tile=_ref("tile"),
        capacity=_ref("count"), cooldown=_ref("pause"),
    ),
    "affordance": _mapping(
        "what one does with it, such as `{lasts: 8 hours, effects: {energy: +96%}}`", ["lasts"],
        lasts=_ref("length"), effects=_ref("effects"), price=_ref("money"), carries=_ref("word"), stock=_ref("word"),
        failure=_text(words.LOSS, "a loss of mood, such as `-5%`"),
        utilities=_ref("utilities"),
    ),
    "recipe": _mapping(
        "how a dish is made, such as `{takes: {flour: 1}, lasts: 20 minutes}`", ["takes", "lasts"],
        takes={**_by_id("ingredients by count, such as `{flour: 1}`", _ref("count")), "minProperties": 1},
        lasts=_ref("length"), serves=_ref("count"), utilities=_ref("utilities"), carries=_ref("word"),
    ),
    "recipes": {
        **_by_id("dishes, such as `soup: {takes: {carrots: 2}, lasts: 20 minutes}`", _ref("recipe")),
        "minProperties": 1,
    },
    "affordances": {
        **_mapping(
            "what one can do there (`rest`, `wash`, `use` or `cook`), such as `rest: {lasts: 8 hours}`", [],
            rest=_ref("affordance"), wash=_ref("affordance"), use=_ref("affordance"), cook=_ref("recipes"),
        ),
        "minProperties": 1,
    },
    "item": _mapping(
        "an item, such as `{price: 2 coins, edible: yes}`", ["price"],
        title=_ref("title"), about=_ref("about"), price=_ref("money"), effects=_ref("effects"),
        portions=_ref("count"), reusable=_ref("yes"), edible=_ref("yes"),
        lasts=_ref("length"), spoils=_ref("length"),
        keeps_off={"type": "string", "enum": ["rain"], "description": "what it keeps off: `rain`"},
    ),
    "job": _mapping(
        "a job, with `place:`, `shift:` and `wage:`", ["place", "shift", "wage"],
        title=_ref("title"), place=_ref("word"), shift=_ref("hours"), wage=_ref("money"),
        openings=_ref("count"),
    ),
    "barrier": _mapping(
        "a barrier, with `title:` and `tiles:`", ["title", "tiles"],
        title=_ref("title"), tiles=_ref("rectangle"),
    ),
}  # fmt: skip

_PLAIN: Final[Schema] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:townlet:schema:town:1",
    "title": "A Townlet town file, version 1",
    **_mapping(
        "lines of `key: value`, beginning with `town:`, `title:` and `grid:`",
        ["town", "title", "grid", "beginning", "pace", "places"],
        town=_ref("word"),
        title=_ref("title"),
        grid=_numbers(
            2, _whole(1, 200, "a whole number of tiles, from 1 to 200"),
            "the town's size in tiles, as `[width, height]`",
        ),
        rent=_ref("money"),
        beginning=_mapping(
            "what somebody begins with: `hunger:`, `hygiene:`, `energy:` and `wallet:`",
            ["hunger", "hygiene", "energy", "wallet"],
            hunger=_ref("share"), hygiene=_ref("share"), energy=_ref("share"), wallet=_ref("money"),
        ),
        pace=_mapping(
            "how fast needs fall: `hunger:`, `hygiene:` and `energy:`", ["hunger", "hygiene", "energy"],
            hunger=_ref("pace"), hygiene=_ref("pace"), energy=_ref("pace"),
        ),
        barriers=_list(_ref("barrier"), "a list of at most 200 barriers, each after a `-`", maxItems=200),
        places={**_by_id("places, each under its own word", _ref("place")), "minProperties": 1},
        objects=_by_id("objects, each under its own word", _ref("object")),
        affordances=_by_id("types of object, each under its own word", _ref("affordances")),
        items=_by_id("items, each under its own word", _ref("item")),
        jobs=_by_id("jobs, each under its own word", _ref("job")),
        chances=_mapping(
            "what may come of itself, such as `rain: {odds: 20%, lasts: [30 minutes, 2 hours]}`", [],
            rain=_chance("chances of rain, with `odds:` and `lasts:`", [], strength=STRENGTHS),
            blackout=_chance("chances of a blackout, with `odds:` and `lasts:`", []),
            water_outage=_chance("chances of a water outage, with `odds:` and `lasts:`", []),
            price_spike=_chance(
                "chances of a price spike, with `odds:`, `lasts:`, `places:` and `strength:`", ["places", "strength"],
                places=PLACES, strength=STRENGTHS,
            ),
            closure=_chance(
                "chances of a closure, with `odds:`, `lasts:` and `places:`", ["places"], places=PLACES
            ),
            arranged_meeting=_chance(
                "chances of a meeting, with `odds:`, `lasts:` and `places:`", ["places"],
                places=PLACES, spares=_ref("pause"),
            ),
        ),
        names=_list(_ref("name"), "a list of names, such as `[Amara, Tomas]`", uniqueItems=True),
    ),
    "$defs": _DEFS,
}  # fmt: skip


def _explained(plain: Schema) -> Schema:
    """The schema with what the manual says at every key; what a key holds becomes a definition of its own.

    So each key has two descriptions: a sentence for whoever writes (beside the `$ref`), and the noun phrase of what it
    wants (in the definition).
    """
    defs: dict[str, Schema] = {}
    for name, schema in plain["$defs"].items():
        defs[name] = _with_manual(name, schema, defs)
    root = {key: value for key, value in plain.items() if key != "$defs"}
    return {**_with_manual("town", root, defs), "$defs": defs}


def _with_manual(part: str, schema: Schema, defs: dict[str, Schema]) -> Schema:
    if part not in MANUAL or "properties" not in schema:
        return schema
    keys: dict[str, Schema] = {}
    for key, of in schema["properties"].items():
        if "$ref" not in of:
            name = f"{part}-{key}"
            defs[name] = _with_manual(key, of, defs)
            of = _ref(name)
        keys[key] = {**of, "description": MANUAL[part][key]}
    return {**schema, "properties": keys}


SCHEMA: Final[Schema] = _explained(_PLAIN)

DEFS: Final[dict[str, Schema]] = SCHEMA["$defs"]


def schema_text() -> str:
    """The schema as the published file holds it."""
    return json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n"
