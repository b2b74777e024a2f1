"""The words of the language as writers see them: how a line looks, where it belongs, how else it is said."""

TOP = ("use", "streams", "personality", "item", "vignette", "scenario")
CHECKS = ("assume", "expect", "hope")
LISTING = ("direct", "nudge", "hold", "release", "enter", "exit")
"""Lines that name several people, with commas between them."""

CUES = ("at", "after", "every", "when", "whenever", "while")

HEADINGS = ("about", "tags", "town", "clock", "length", "seed", "streams", "cast", "stage", "rehearse")
"""What stands directly in a scenario with a colon behind it and is no cue."""

FIELDS = (
    "about", "tags", "town", "clock", "length", "seed", "streams", "voice", "traits", "needs", "prefers", "rewards",
    "price", "portions", "starts", "carries", "wallet", "job", "home", "ties", "seeds", "golden", "pass-rate",
    "compare", "ignore",
)  # fmt: skip
"""What has its value on the same line, behind the colon."""

DECLARING = ("personality", "item", "vignette", "scenario", "cast", "stage", "rehearse")

FORMS: dict[str, str] = {
    "use": 'use "library/people.town"',
    "streams": "streams: gossip, weather",
    "personality": "personality gruff extends stoic:",
    "item": "item umbrella:",
    "vignette": "vignette small-talk(a, b, warmth = 70%):",
    "scenario": 'scenario "A Coffee Too Dear" (spike = 155%):',
    "about": 'about: "one sentence"',
    "voice": 'voice: "warm, a little teasing"',
    "traits": "traits: extroversion 0.7, forgiveness -0.3",
    "needs": "needs: hunger 55%, energy 38%` or, in a personality, `needs: hunger decays 95%",
    "prefers": "prefers: chat 70%, work 110%",
    "rewards": "rewards: social 120%",
    "price": "price: 3 coins",
    "portions": "portions: 3",
    "reusable": "reusable",
    "consumed": "consumed",
    "spoils": "spoils after 12 hours",
    "keeps": "keeps off rain",
    "tags": "tags: demo, social",
    "town": "town: riverside",
    "clock": "clock: 07:30",
    "length": "length: 150 ticks",
    "seed": "seed: 4242",
    "cast": "cast:",
    "stage": "stage:",
    "rehearse": "rehearse:",
    "starts": "starts: at station",
    "carries": "carries: 1 umbrella, 1 thermos",
    "wallet": "wallet: 2.5 coins",
    "job": "job: barista",
    "home": "home: mill-lane-3",
    "ties": "ties: trust in Kai 40%, familiarity with Kai 20%",
    "seeds": "seeds: 4242, 1..20",
    "vary": "vary spike in [120%, 155%, 200%]",
    "golden": "golden: 4242",
    "pass-rate": "pass-rate: 95%",
    "compare": "compare: beats, expectations",
    "ignore": "ignore: clocks, digests",
    "cover": "cover newcomer's energy in [30%..35%, 35%..45%]",
    "at": "at tick 40 as arrival:` or `at 09:15:` or `at day 2 09:15:",
    "after": "after arrival:` or `after arrival when Kai is near Avery:",
    "every": "every 10 ticks from start until tick 90:",
    "when": "when Kai's mood below 45% for 5 ticks as grumble:",
    "whenever": "whenever Kai's energy below 35% up to 2 times:",
    "while": "while shower's queue at least 2:",
    "mark": 'mark "A new face"',
    "prompt": 'prompt "Point at the new card."',
    "narrate": 'narrate "Morning light over the square."',
    "play": "play small-talk(Avery, Kai)",
    "direct": "direct Kai to meet Avery at cafe within 20 ticks",
    "nudge": "nudge Kai to leave by 40% for 10 ticks",
    "hold": "hold Kai, Avery",
    "release": "release Kai, Avery",
    "set": "set Avery's trust in Kai to 40%",
    "give": "give 2 coins to Kai",
    "take": "take 1 umbrella from Kai",
    "place": "place Kai at cafe",
    "enter": "enter Blair at station",
    "exit": "exit Blair",
    "trigger": "trigger price-spike at cafe (strength = 155%) for 35 ticks",
    "wait": "wait 2 ticks` or `wait until Kai is near Avery within 20 ticks",
    "if": "if Avery is friends with Kai:",
    "otherwise": "otherwise:",
    "choose": "choose from gossip:",
    "assume": 'assume a is near b because "they must be within earshot"',
    "expect": "expect event chat between Kai and Avery within 6 ticks",
    "hope": "hope Kai's mood above 40% during makeup",
}
"""A line of each kind by its first word: what a message shows as the shape to follow."""

_SCENARIO = "directly under `scenario`, one step in"
STATEMENT = "inside a cue, for example under `at start:`"
_PERSONALITY = "under `personality`"
_ITEM = "under `item`"
_CAST = "under the name of somebody in `cast:`"
_REHEARSE = "under `rehearse:`"

BELONGS: dict[str, str] = {
    **dict.fromkeys(("use", "personality", "item", "vignette", "scenario"), "at the left edge of the file"),
    "streams": "at the left edge of the file or " + _SCENARIO,
    "about": "under `personality`, `item` or `scenario`",
    "needs": "under `personality` or under the name of somebody in `cast:`",
    **dict.fromkeys(("tags", "town", "clock", "length", "seed", "cast", "stage", "rehearse"), _SCENARIO),
    **dict.fromkeys(("traits", "prefers", "rewards", "voice"), _PERSONALITY),
    **dict.fromkeys(("price", "portions", "reusable", "consumed", "spoils", "keeps"), _ITEM),
    **dict.fromkeys(("starts", "carries", "wallet", "job", "home", "ties"), _CAST),
    **dict.fromkeys(
        ("seeds", "vary", "golden", "pass-rate", "compare", "ignore", "cover"), _REHEARSE
    ),
    **dict.fromkeys(CUES, "in a scenario or a vignette"),
    **dict.fromkeys(("assume", "expect", "hope"), "in a scenario, a vignette or a cue"),
    "otherwise": "right under an `if` and its lines, at the same depth as that `if`",
    **dict.fromkeys(("mark", "prompt", "narrate", "play", "direct", "nudge", "hold", "release"), STATEMENT),
    **dict.fromkeys(("set", "give", "take", "place", "enter", "exit", "trigger"), STATEMENT),
    **dict.fromkeys(("wait", "if", "choose"), STATEMENT),
}  # fmt: skip
"""Where each kind of line may stand."""

SYNONYMS: dict[str, str] = {
    "else": "otherwise", "elif": "otherwise if", "import": "use", "include": "use", "character": "cast",
    "characters": "cast", "actors": "cast", "people": "cast", "spawn": "enter", "say": "narrate",
    "says": "narrate", "tell": "direct", "ask": "nudge", "print": "narrate", "title": "mark",
    "heading": "mark",
    "force": "direct", "order": "direct", "make": "direct", "encourage": "nudge", "suggest": "nudge",
    "freeze": "hold", "free": "release", "move": "place", "remove": "exit", "assert": "expect",
    "check": "expect", "require": "assume", "random": "choose", "test": "rehearse", "run": "play",
    "call": "play", "pause": "wait", "sleep": "wait", "on": "at", "once": "when", "start": "trigger",
    "under": "below", "over": "above", "greater": "above", "less": "below", "more": "above",
    "equals": "is", "are": "is", "was": "is", "were": "is", "holds": "has", "owns": "has", "apologize": "apologise",
    "talk": "chat", "speak": "chat", "walk": "go", "visit": "go",
    "min": "minutes", "mins": "minutes", "hr": "hours", "hrs": "hours", "h": "hours", "m": "minutes",
    "dollar": "coins", "dollars": "coins", "euro": "coins", "euros": "coins", "gold": "coins",
    "percent": "%", "var": "vary", "seat": "place", "<": "below", ">": "above", "<=": "at most",
    ">=": "at least", "==": "is", "=": "is", "!=": "is not", "&&": "and", "||": "or", "&": "and", "|": "or",
    "increases": "rises", "grows": "rises", "climbs": "rises", "decreases": "falls", "drops": "falls",
    "sinks": "falls", "shrinks": "falls", "contains": "says", "mentions": "says", "put": "place",
}  # fmt: skip
"""Words that people bring along from elsewhere, and ours for them."""

PHRASES: dict[str, str] = {
    "NAME": "a name",
    "INT": "a whole number",
    "DECIMAL": "a figure",
    "SHARE": "a share such as 40%",
    "STRING": 'text in "quotation marks"',
    "TIME": "a time such as 09:15",
    "AT_END": "`at end`",
    "ANYONE_AS": "`anyone as`",
    "POSSESSIVE": "`'s`",
    "PROSE": "a line of prose (`> …`)",
    "_NL": "the end of the line",
}
"""What a message calls a terminal that is not a word or a sign itself."""

UNITS = ("tick", "ticks", "minute", "minutes", "hour", "hours", "day", "days", "coin", "coins")

JOINTS = (
    "to",
    "at",
    "with",
    "from",
    "by",
    "of",
    "in",
    "as",
    "is",
    "and",
    "for",
    "within",
    "event",
    "decays",
    "after",
    ",",
    "=",
)
"""The small words and signs that are forgotten most."""

ACTIVITIES: dict[str, str] = {
    "go": "go to cafe",
    "meet": "meet Avery at cafe",
    "greet": "greet Avery",
    "chat": "chat with Avery about prices",
    "argue": "argue with Avery",
    "apologise": "apologise to Avery",
    "buy": "buy 1 umbrella",
    "cook": "cook soup",
    "eat": "eat",
    "drop": "drop umbrella",
    "pick": "pick up 1 umbrella",
    "rest": "rest at home",
    "wash": "wash",
    "work": "work",
    "apply": "apply as barista",
    "leave": "leave",
}
"""What people do, and how it is said behind `direct … to`; none of these begins a line."""

FILLERS = ("the", "a", "an", "than", "that", "then", "will", "do")
"""Words of plain English that the language does without."""
