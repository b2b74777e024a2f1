"""Made-up scripts: a small cast, a few cues, statements of every kind, to see what a town makes of them."""

from hypothesis import strategies as st

from tests.town.support import script

PEOPLE = ("Ann", "Ben", "Cy", "Dee")
PLACES = ("cafe", "park", "bathhouse", "market", "station")
THINGS = ("shower-1", "bath-1", "park-bench-1", "cafe-table-1", "ivy-bed", "ivy-washstand")
PERSONALITIES = ("balanced", "socialite", "industrious", "stoic")
NEEDS = ("hunger", "hygiene", "energy")
LATELY = ("hired", "quit", "dismissed", "evicted", "leaving", "newcomer", "attended", "cooked", "took-back", "faint")
HEAD = """
item flask:
    price: 1 coin
    use: energy +10%, hunger +5%
    portions: 3
    spoils after 40 ticks

item lamp:
    price: 2 coins
    reusable
    keeps off rain

vignette talk(a, b):
    assume a is near b
    hold a, b
    direct a to greet b
    wait 2 ticks
    direct b to chat with a within 9 ticks
    wait until event chat between a and b within 9 ticks

vignette fuss(a, b):
    at tick 3 as third:
        direct a to go to b's home within 20 ticks
        expect a is at b's home within 30 ticks
    after third when a is near b:
        a: "There."
    every 4 ticks until tick 9:
        nudge b to rest by 20%
    whenever anyone as other is near a for 2 ticks up to 3 times:
        direct other to greet a within 5 ticks
        wait 2 ticks
    while a is near b:
        hold b
    hope a is at b's home during third
    wait 12 ticks
    assume b's energy above 5%
"""

person = st.sampled_from(PEOPLE)
place = st.sampled_from(PLACES)
thing = st.sampled_from(THINGS)
need = st.sampled_from(NEEDS)
item = st.sampled_from(("coffee", "sandwich", "flask", "lamp", "vegetables"))
job = st.sampled_from(("barista", "grocer", "gardener", "porter", "bath-keeper"))
share = st.sampled_from(("1%", "15%", "30%", "60%", "100%"))
ticks = st.integers(1, 25).map(lambda n: f"{n} ticks")
hours = st.integers(1, 9).map(lambda n: f"{n} hours")
two = st.permutations(PEOPLE).map(lambda people: people[:2])


def form(text: str, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.fixed_dictionaries(dict(parts)).map(lambda found: text.format(**found))


def about_two(text: str, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    return st.tuples(two, st.fixed_dictionaries(dict(parts))).map(
        lambda found: text.format(a=found[0][0], b=found[0][1], **found[1])
    )


deed = st.one_of(
    form("go to {p}", p=place | thing), st.just("leave"), form("wait near {p}", p=place | thing),
    form("buy {i}", i=item), st.just("eat"), form("eat {i}", i=st.sampled_from(("coffee", "sandwich", "flask"))),
    form("use {t}", t=thing | st.sampled_from(("flask", "lamp"))), form("drop {i}", i=item),
    form("pick up {i}", i=item), form("{v} 2 {i}", v=st.sampled_from(("buy", "drop", "pick up")), i=item),
    form("cook {i}", i=st.sampled_from(("soup", "2 porridge", "soup at home"))),
    st.sampled_from(("eat 2 sandwich", "use 2 flask", "go to Ann's home", "rest at Ben's home")),
    st.sampled_from(("rest", "rest at home", "wash", "work")), form("apply as {j}", j=job),
)  # fmt: skip
length = st.sampled_from(("", "", "", " within 12 ticks", " for 5 ticks", " within 9 ticks for 3 ticks"))
words = st.sampled_from(("greet", "chat with", "argue with", "apologise to", "go to"))
asked = st.one_of(
    form("direct {a} to {d}{n}", a=person, d=deed, n=length),
    form("direct Ann, Ben, Cy to {d}{n}", d=deed, n=length),
    about_two("direct {a} to {d} {b}{n}", d=words, n=length),
    about_two("direct {a} to meet {b} at {p}{n}", p=place | st.just("home"), n=length),
    about_two("direct {a} to give {n}{i} to {b}", n=st.sampled_from(("", "2 ")), i=item),
    about_two("direct {a} to take back {i} from {b}", i=item),
    about_two("direct {a} to take back {i} from {b}", i=item),
    about_two("direct {a} to give {n} coins to {b}", n=st.integers(1, 4)),
    form("nudge {a} to {d} by {s}", a=person, d=deed, s=share),
    form("nudge {a} to {d} by {s} for {n}", a=person, d=deed, s=share, n=ticks),
    form("hold {a}", a=person), form("release {a}", a=person), st.just("hold Ann, Ben, Cy, Dee"),
    form("set {a}'s {q} to {s}", a=person, q=need, s=share),
    form("set {a}'s wallet to {n} coins", a=person, n=st.integers(0, 9) | st.just(60)),
    form("set everyone's {q} to {s}", q=need, s=share),
    form("set {a}'s wallet to 0 coins", a=person),
    about_two("set {a}'s rivalry with {b} to {s}", s=share),
    form("give {n} {i} to {a}", n=st.integers(1, 3), i=item, a=person),
    form("take 1 {i} from {a}", i=item, a=person), form("take {n} coins from {a}", n=st.integers(1, 6), a=person),
    form("place {a} at {p}", a=person, p=place | st.just("home")),
    form("enter {a} at {p}", a=person, p=place), form("exit {a}", a=person), form("exit {a}", a=person),
    form("set shower-1's cooldown to {n} ticks", n=st.integers(0, 9)),
    form("trigger price-spike at cafe (strength = {s}) for {n}", s=st.sampled_from(("120%", "300%")), n=ticks),
    form("trigger {k} for {n}", k=st.sampled_from(("rain", "blackout", "water-outage")), n=ticks | hours),
    form("trigger closure of {p} for {n}", p=place, n=ticks | hours),
    form("trigger arranged-meeting at {p} for {n}", p=place, n=ticks),
    form("set cafe's prices to {s}", s=st.sampled_from(("50%", "100%", "170%"))),
    form('{a}: "Well."', a=person),
)  # fmt: skip
held_up = st.one_of(
    asked, asked, asked,
    form("wait {n}", n=ticks), about_two("wait until {a} is near {b} within {n}", n=ticks),
    form("wait until {a}'s {q} below {s} within {n}", a=person, q=need, s=share, n=ticks),
    about_two("play talk({a}, {b})"), about_two("play fuss({a}, {b})"),
)  # fmt: skip
condition = st.one_of(
    form("{a}'s {q} below {s}", a=person | st.just("anyone"), q=st.sampled_from((*NEEDS, "mood")), s=share),
    about_two("{a} is near {b}"), form("{a} is at {p}", a=person | st.just("everyone"), p=place),
    form("event {e}", e=st.sampled_from(("greeted", "chat", "refused", "exited", "queued", "spoiled", "gave"))),
    form("event {e}", e=st.sampled_from(LATELY)),
    form("{a} has {n} {i}", a=person, n=st.integers(1, 3), i=item),
    st.sampled_from(("weather is rain", "weather is not clear", "power is off", "water is on")),
    form("shower-1's queue at least {n}", n=st.integers(1, 2)),
    form("{a} works as {j}", a=person, j=job), form("{a} has no job", a=person | st.just("anyone")),
    form("anyone is near {p} and {a} is at {p}", a=person, p=place), form("{a} is at Cy's home", a=person),
    form("event {e} between everyone and {a}", e=st.sampled_from(("greeted", "chat")), a=person),
    st.sampled_from(("everyone is near everyone", "anyone is friends with everyone", "anyone is rivals with anyone")),
    form("{a} is at work", a=person), about_two("{a} is {k} with {b}", k=st.sampled_from(("friends", "rivals"))),
)  # fmt: skip
steering = st.one_of(
    form("nudge {a} to {d} by {s}", a=person, d=deed, s=share),
    form("direct {a} to {d}", a=person, d=deed), form("hold {a}", a=person),
)  # fmt: skip
choice = st.tuples(asked, asked).map(lambda found: "choose from luck:\n        40%: {}\n        60%: {}".format(*found))
block = st.lists(held_up | choice, min_size=1, max_size=4)
check = st.one_of(
    form("hope {k} {c}", k=st.sampled_from(("always", "never", "eventually")), c=condition),
    form("expect at most {n} event {e}", n=st.integers(0, 4), e=st.sampled_from(("greeted", "chat", "refused"))),
    form("hope {c} within {n}", c=condition, n=ticks),
)


whoever = st.one_of(
    form("direct who to {d}{n}", d=deed, n=length), form("nudge who to {d} by {s}", d=deed, s=share),
    form("hope who is at {p} within {n}", p=place | st.just("home"), n=ticks), form("wait {n}", n=ticks),
    form("play {v}(who, {a})", v=st.sampled_from(("talk", "fuss")), a=person),
    form("if anyone as other is near who:\n        direct who to {v} other", v=st.sampled_from(("greet", "chat with"))),
)  # fmt: skip


def cues(length: int) -> st.SearchStrategy[tuple[str, list[str]]]:
    """What a cue opens with, and its block; for a story of so many ticks."""
    soon, whenever = st.integers(0, 40), st.integers(0, length - 10)
    often = st.integers(3, 50) if length < 1_000 else st.integers(40, 2_000)
    opens = st.one_of(
        form("at tick {n}", n=whenever), form("at tick {n}", n=soon),
        form("every {n} ticks from tick {m}", n=often, m=soon | whenever),
        form("whenever {c} up to 4 times", c=condition), form("when {c}", c=condition),
        form("whenever {c} for {n} up to 4 times", c=condition, n=ticks), st.just("at end"),
    )  # fmt: skip
    level = form("while {c}", c=condition.filter(lambda c: not c.startswith("event")))
    each = st.one_of(
        form("whenever anyone as who's {q} below {s} up to 5 times", q=need, s=share),
        form("whenever event {e} by anyone as who up to 5 times", e=st.sampled_from(("greeted", "ate", "entered"))),
        form("when anyone as who is at {p} for {n}", p=place, n=ticks),
    )  # fmt: skip
    whose = form("while anyone as who is at {p} for {n}", p=place, n=ticks)
    lean = st.lists(form("nudge who to {d} by {s}", d=deed, s=share) | st.just("hold who"), min_size=1, max_size=2)
    return st.one_of(
        st.tuples(opens, block), st.tuples(opens, block), st.tuples(level, steer_only),
        st.tuples(each, st.lists(whoever, min_size=1, max_size=3)), st.tuples(whose, lean),
    )  # fmt: skip


# Three bad days in a row and money put by: whoever is at work then thinks of giving it up.
gloom = form(
    "set {a}'s wallet to 60 coins\nset {a}'s hunger to {s}\nset {a}'s hygiene to {s}", a=person, s=share
).map(lambda lines: ("every 480 ticks from tick 470", lines.split("\n")))  # fmt: skip
steer_only = st.lists(steering, min_size=1, max_size=2)
follow = st.sampled_from(("after lead", "7 ticks after lead", "after lead when Ann is near Ben"))


@st.composite
def scripts(draw: st.DrawFn, length: int = 160, crowd: tuple[int, int] = (0, 0)) -> str:
    """A script of so many ticks; between so many and so many townsfolk live beside the four."""
    kinds, starts = draw(st.permutations(PERSONALITIES)), draw(st.sampled_from((", offstage", ", at cafe", "")))
    work = draw(st.sampled_from(("", ", works as porter", ", works as gardener")))
    cast = (
        f"Ann: {kinds[0]}, at cafe, works as barista\nBen: {kinds[1]}, at cafe, 2 coins\n"
        f"Cy: {kinds[2]}, at bathhouse, 3 coins{work}\nDee: {kinds[3]}{starts}"
    )
    folk = draw(st.integers(*crowd))
    if folk:
        cast += f"\ntownsfolk {folk}: balanced 40%, socialite 30%, stoic 30%"
    found = draw(st.lists(cues(length), min_size=1, max_size=6))
    if draw(st.booleans()):
        found = [("at tick 12 as lead", draw(block)), (draw(follow), draw(block)), *found]
    if length > 1_000 and draw(st.booleans()):
        found.append(draw(gloom))
    body = [f"{head}:\n" + "".join(f"    {line}\n" for line in lines) for head, lines in found]
    body += draw(st.lists(check, max_size=3))
    return script("\n".join(body), cast=cast, length=f"{length} ticks", clock="07:20", head=HEAD)
