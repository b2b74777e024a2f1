"""Each kind of mistake: what is damaged in a sound town → the codes and lines of everything said, no more."""

import pytest

from tests.town_file.support import SMALL, damaged, read, sound

COT = "  cot: {type: bed, place: cottage, tile: [0, 0]}\n"
INN = "    tiles: [5, 0, 4, 3]\n    door: [5, 2]\n"
NAMES = "names: [Amara, Tomas]"
RAIN = "chances:\n  rain: {odds: 20%, lasts: [30 minutes, 2 hours]"
SPIKE = "chances:\n  price-spike: {odds: 9%, lasts: [1 hour, 2 hours], places: [inn], strength: [110%, 150%]}\n"
COTTAGE = "  cottage: {kind: home, tiles: [0, 0, 3, 3], door: [2, 2]}\n"


def test_the_town_to_damage_is_sound() -> None:
    sound(SMALL)


# (what stands there, what stands there instead, code@line ...)
DAMAGES = [
    # Words of YAML.
    ("rent: 1 coin", "rent: 1 coin \x07", "TN901@4"),
    ("title: The Hamlet", 'title: "The \\0 Hamlet"', "TN901@2"),
    ("    kind: inn", "\tkind: inn", "TN902@13"),
    ("rent: 1 coin", "rent: 1: coin", "TN903@4"),
    ("title: The Hamlet", "title: 'The Hamlet", "TN903@28"),
    ("grid: [12, 6]", "grid: [12, 6", "TN903@4"),
    ("grid: [12, 6]", "[12, 6]: grid", "TN903@3"),
    ("    kind: inn", "   kind: inn\n    outdoors: no", "TN903@14"),
    ("    kind: inn", "    kind: &k inn", "TN904@13"),
    ("    kind: inn", "    kind: *k", "TN904@13"),
    ("    kind: inn", "    kind: !!python/object:os.system inn", "TN904@13"),
    ("names: [Amara, Tomas]", "---\ntown: second", "TN904@28"),
    ("names: [Amara, Tomas]", "names: [[[[[[[[[Amara]]]]]]]]]", "TN905@28"),
    # Keys.
    ("rent: 1 coin", "rent: 1 coin\nrent: 2 coins", "TN910@5"),
    ("names: [Amara, Tomas]", "names: [Amara, Tomas, Amara]", "TN910@28"),
    (COT, COT + COT, "TN910@21"),
    ("rent: 1 coin", "rents: 1 coin", "TN911@4"),
    ("    hours: 07:00-22:00", "    hour: 07:00-22:00", "TN911@16"),
    ("    kind: inn", "    colour: blue\n    kind: inn", "TN911@13"),
    ("    kind: inn", "    kin: inn", "TN911@13"),
    ("grid: [12, 6]\n", "", "TN912@1"),
    ("    kind: inn\n", "", "TN912@12"),
    ("  - title: the pond\n    tiles", "  - tiles", "TN912@8"),
    # Values of another kind than the key holds.
    ("rent: 1 coin", "rent: 1", "TN913@4"),
    ("rent: 1 coin", "rent:", "TN913@4"),
    ("rent: 1 coin", "rent: one coin", "TN913@4"),
    ("rent: 1 coin", "rent: -1 coin", "TN914@4"),
    ("rent: 1 coin", "rent: {coins: 1}", "TN913@4"),
    ("grid: [12, 6]", "grid: 12 x 6", "TN913@3"),
    ("tiles: [5, 0, 4, 3]", "tiles: [5, 0, 4]", "TN913@14"),
    ("tiles: [5, 0, 4, 3]", "tiles: [5, 0, 4, three]", "TN913@14"),
    ("07:00-22:00", "7:00-22:00", "TN913@16"),
    ("07:00-22:00", "07:00-25:00", "TN914@16"),
    ("wallet: 6 coins", "wallet: 6", "TN913@5"),
    ("hunger: 62%", "hunger: 162%", "TN914@5"),
    ("hunger: 8.4% an hour", "hunger: 8.4%", "TN913@6"),
    ("edible: yes", "edible: true", "TN913@25"),
    ("lasts: 8 hours", "lasts: 480", "TN913@23"),
    ("lasts: 8 hours", "lasts: 0 hours", "TN914@23"),
    ("lasts: 8 hours", "lasts: -8 hours", "TN914@23"),
    ("lasts: 8 hours", "lasts: 8 hours, utilities: [gas]", "TN913@23"),
    ("effects: {energy: +96%}", "effects: {}", "TN913@23"),
    ("    rest: {", "    dream: {", "TN911@23"),
    ("title: The Hamlet", "title: ''", "TN913@2"),
    # Numbers too small or too large, words that cannot be said.
    (COT, "  cot: {type: bed, place: cottage, tile: [0, 0], capacity: 0}\n", "TN914@20"),
    ("pie: {stock: 3}", "pie: {stock: -3}", "TN914@18"),
    ("tiles: [5, 0, 4, 3]", "tiles: [5, -1, 4, 3]", "TN914@14"),
    ("grid: [12, 6]", "grid: [12, 6000]", "TN914@3"),
    ("  cook: {", "  Cook: {", "TN915@27"),
    ("  cook: {", "  chief cook: {", "TN915@27"),
    ("  cook: {", "  home: {", "TN915@27"),
    # Words that mean too much or nothing.
    ("  cook: {", "  inn: {", "TN920@27"),
    ("place: cottage", "place: cotage", "TN921@20"),
    ("place: inn", "place: mill", "TN921@27"),
    ("      pie: {stock: 3}", "      pie: {stock: 3}\n      pye: {stock: 1}", "TN922@19"),
    ("lasts: 8 hours", "lasts: 8 hours, carries: pillow", "TN922@23"),
    (COT, COT + "  sofa: {type: sofa, place: inn, tile: [6, 0]}\n", "TN923@21"),
    # Ground.
    ("tiles: [5, 0, 4, 3]", "tiles: [5, 0, 8, 3]", "TN930@14"),
    ("tiles: [9, 4, 2, 2]", "tiles: [9, 4, 2, 3]", "TN930@9"),
    ("tiles: [9, 4, 2, 2]", "tiles: [9, 4, 0, 2]", "TN930@9"),
    (INN, "    tiles: [2, 0, 4, 3]\n    door: [5, 2]\n", "TN931@14"),
    ("tiles: [9, 4, 2, 2]", "tiles: [8, 2, 2, 2]", "TN931@9"),
    ("door: [5, 2]", "door: [6, 1]", "TN932@15"),
    ("door: [5, 2]", "door: [5, 3]", "TN932@15"),
    ("tiles: [9, 4, 2, 2]", "tiles: [5, 3, 4, 1]\n  - {title: a wall, tiles: [4, 0, 1, 4]}", "TN933@16"),
    (
        "  inn:\n    kind: inn\n" + INN,
        "  shed: {kind: shed, tiles: [3, 0, 2, 3], door: [3, 2]}\n"
        "  inn:\n    kind: inn\n    tiles: [5, 0, 4, 3]\n    door: [5, 0]\n",
        "TN933@16",
    ),
    ("tiles: [9, 4, 2, 2]", "tiles: [4, 0, 1, 6]", "TN934@15"),
    ("tile: [0, 0]", "tile: [3, 0]", "TN935@20"),
    ("tile: [0, 0]", "tile: [2, 2]", "TN935@20"),
    (COT, COT + "  mat: {type: bed, place: cottage, tile: [0, 0]}\n", "TN935@21"),
    # Living.
    ("kind: home", "kind: barn", "TN940@10"),
    (COT, "", "TN913@19"),
    ("affordances:\n", "affordances:\n  bath:\n    wash: {lasts: 20 minutes}\n", "TN941@22"),
    ("07:00-22:00", "07:00-07:00", "TN942@16"),
    ("07:00-15:00", "09:00-09:00", "TN942@27"),
    ("wage: 8 coins", "wage: 7 coins", "TN943@27"),
    ("wage: 8 coins", "wage: 6 coins", "TN950@27"),
    ("wage: 8 coins", "wage: 0 coins", "TN950@27"),
    ("edible: yes, ", "", "TN951@10"),
    ("hunger: +50%", "hunger: +5%", "TN951@10"),
    ("      pie: {stock: 3}", "      pie: {stock: 3, restock: 7 o'clock}", "TN913@18"),
    ("    kind: inn", "    kind: inn\n    restock: 25:00", "TN914@14"),
    # A queue without room, and what nobody can do.
    (COTTAGE, "  cottage: {kind: home, tiles: [0, 0, 1, 2], door: [0, 1]}\n", "TN936@11"),
    ("lasts: 8 hours", "lasts: 8 hours, carries: quilt", "TN922@23"),
    ("lasts: 8 hours, effects", "lasts: 8 hours, stock: pie, effects", "TN953@23"),
    ("lasts: 8 hours, effects", "lasts: 8 hours, stock: pye, effects", "TN922@23"),
    ("    rest: {", "    cook: {pie: {lasts: 9 minutes}}\n    rest: {", "TN912@23"),
    ("    rest: {", "    cook: {pie: {takes: {}, lasts: 9 minutes}}\n    rest: {", "TN913@23"),
    ("    rest: {", "    cook: {pie: {takes: {pie: 0}, lasts: 9 minutes}}\n    rest: {", "TN914@23"),
    ("    rest: {", "    cook: {pie: {takes: {pie: 1}, lasts: -9 minutes}}\n    rest: {", "TN914@23"),
    ("    rest: {", "    cook: {pie: {takes: {flour: 1}, lasts: 9 minutes}}\n    rest: {", "TN922@23"),
    ("    rest: {", "    cook: {tart: {takes: {pie: 1}, lasts: 9 minutes}}\n    rest: {", "TN922@23"),
    ("    rest: {", "    cook: {pie: {takes: {pie: 1}, lasts: 9 minutes}}\n    rest: {", "TN954@23"),
    ("wage: 8 coins", "wage: 80 coins", "TN943@27"),
    # What may come of itself.
    (NAMES, RAIN + ", strength: [0%, 50%]}\n", "TN945@29"),
    (NAMES, RAIN + "}\n", ""),
    (NAMES, RAIN.replace("rain", "rian") + "}\n", "TN911@29"),
    (NAMES, RAIN.replace("20%", "120%") + "}\n", "TN914@29"),
    (NAMES, RAIN.replace("odds: 20%, ", "") + "}\n", "TN912@29"),
    (NAMES, RAIN + ", places: [inn]}\n", "TN911@29"),
    (NAMES, RAIN + ", hours: 09:00-09:00}\n", "TN942@29"),
    (NAMES, RAIN.replace("2 hours", "10 minutes") + "}\n", "TN944@29"),
    (NAMES, RAIN.replace("2 hours", "3 days") + "}\n", "TN945@29"),
    (NAMES, SPIKE.replace("[inn]", "[inn, mill]"), "TN921@29"),
    (NAMES, SPIKE.replace("[inn]", "[cottage]"), "TN946@29"),
    (NAMES, SPIKE.replace("[110%, 150%]", "[150%, 110%]"), "TN944@29"),
    (NAMES, SPIKE, ""),
    # Several at once, in one go and in order.
    (
        COTTAGE,
        "  cottage: {kind: home, tiles: [0, 0, 3, 3], dor: [2, 2]}\n  end: {kind: 7, tiles: no, door: [1]}\n",
        "TN911@11 TN915@12 TN913@12 TN913@12 TN913@12",
    ),
    ("rent: 1 coin", "rent: much\ntitle: twice", "TN913@4 TN910@5"),
]

PIE = "  pie: {price: 2 coins, edible: yes, effects: {hunger: +50%}}\n"
COOKING = "    cook: {quilt: {takes: {down: 1}, lasts: 9 minutes}}\n    rest: {"


@pytest.mark.parametrize(
    ("bed", "inn", "expected"),
    [
        ("    rest: {carries: quilt, ", "", ["TN952@23"]),
        ("    rest: {carries: quilt, ", "\n      quilt: {stock: 1}", []),
        (COOKING, "", ["TN952@23"]),
        (COOKING, "\n      down: {stock: 1}", []),
        (COOKING + "carries: quilt, ", "\n      down: {stock: 1}", []),
    ],
)
def test_what_something_takes_can_be_come_by(bed: str, inn: str, expected: list[str]) -> None:
    """Bought, or cooked from what can be bought."""
    text = SMALL.replace("    rest: {", bed).replace("pie: {stock: 3}", f"pie: {{stock: 3}}{inn}")
    text = text.replace(PIE, f"{PIE}  quilt: {{price: 1 coin}}\n  down: {{price: 1 coin}}\n")
    _, said = read(text)
    assert [f"{one.code}@{one.span.line - inn.count(chr(10))}" for one in said] == expected


@pytest.mark.parametrize("broken", ["hours: 07:00 to ten", "hours: 07:00-22:00\n    restock: at seven"])
def test_a_shop_at_fault_is_a_shop_all_the_same(broken: str) -> None:
    """What is wrong with its hours says nothing about its prices."""
    text = SMALL.replace("hours: 07:00-22:00", broken).replace(NAMES, SPIKE)
    assert [one.code for one in read(text)[1]] == ["TN913"]


def test_an_item_that_only_a_script_hands_out_is_a_warning() -> None:
    text = SMALL.replace("    rest: {", "    rest: {carries: quilt, ").replace(PIE, PIE + "  quilt: {price: 1 coin}\n")
    town, said = read(text)
    assert town is not None
    assert [(one.code, one.severity) for one in said] == [("TN952", "warning")]


def test_a_wage_that_feeds_only_who_cooks_is_a_warning() -> None:
    """Bread from one coin's worth of flour: three of them and the rent are four coins, three pies would be seven."""
    text = SMALL.replace("wage: 8 coins", "wage: 6 coins")
    text = text.replace("pie: {stock: 3}", "pie: {stock: 3}\n      flour: {stock: 9}")
    text = text.replace("jobs:\n", "  flour: {price: 1 coin}\njobs:\n")
    cooked = text.replace("    rest: {", "    cook: {pie: {takes: {flour: 1}, lasts: 9 minutes}}\n    rest: {")
    assert [one.code for one in read(text)[1]] == ["TN950"]
    assert [(one.code, one.severity) for one in read(cooked)[1]] == [("TN943", "warning")]


@pytest.mark.parametrize(("old", "new", "expected"), DAMAGES)
def test_each_damage(old: str, new: str, expected: str) -> None:
    _, said = read(damaged(old, new))
    assert " ".join(f"{one.code}@{one.span.line}" for one in said) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["TN906"]),
        ("# A town, one day.\n", ["TN906"]),
        ("---\n", ["TN906"]),
        ("a town\n", ["TN913"]),
        ("- town\n- title\n", ["TN913"]),
        ("\x89PNG\r\n\x1a\n\x00\x00", ["TN901"]),
        ("{}", ["TN912"] * 6),
        ("services:\n  web: 80\nvolumes: []\n", ["TN912"]),
        ("timeline: []\n", ["TN912"]),
        ("titel: A\n", ["TN911", *["TN912"] * 5]),
        ("grid [3, 3]:\n", [*["TN912"] * 6, "TN911"]),
        ("a" * 300_001, ["TN905"]),
        ("[" * 100_000, ["TN905"]),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", ["TN904"]),
    ],
)
def test_what_is_no_town_file_at_all(text: str, expected: list[str]) -> None:
    town, said = read(text)
    assert town is None
    assert [one.code for one in said] == expected


def test_a_timeline_is_sent_to_where_it_belongs() -> None:
    hints = [read(text)[1][0].hint or "" for text in ("timeline:\n- {tick: 1}\n", "services: {}\n")]
    assert ["townlet import" in each for each in hints] == [True, False]


def test_a_warning_leaves_the_town_standing() -> None:
    town, said = read(damaged("wage: 8 coins", "wage: 80 coins"))
    assert town is not None
    assert [one.severity for one in said] == ["warning"]


@pytest.mark.parametrize(
    ("old", "new", "pointed_at", "guess"),
    [
        ("    hours: 07:00-22:00", "    hour: 07:00-22:00", "hour", "hours"),
        ("place: cottage", "place: cotage", "cotage", "cottage"),
        ("edible: yes", "edible: true", "true", "yes"),
        ("pie: {stock: 3}", "pye: {stock: 3}", "pye", "pie"),
        ("tiles: [5, 0, 4, 3]", "tiles: [5, 0, 4]", "[5, 0, 4]", None),
        ("rent: 1 coin", "rent: plenty # indeed", "plenty", None),
    ],
)
def test_the_caret_covers_what_is_wrong(old: str, new: str, pointed_at: str, guess: str | None) -> None:
    text = damaged(old, new)
    _, (said,) = read(text)
    line = text.splitlines()[said.span.line - 1]
    assert line[said.span.column - 1 : said.span.end_column - 1] == pointed_at
    assert (said.fix.text if said.fix else None) == guess


def test_where_something_is_sold_that_does_not_fill_that_is_said() -> None:
    (said,) = read(SMALL.replace("hunger: +50%", "hunger: +5%"))[1]
    assert said.message == "Nothing in this town makes a meal, which is 40 % of hunger or more"
