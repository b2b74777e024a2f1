"""What the checks say beyond tests/broken: where else they point, how to mend it, what they allow."""

import pytest

from dsl.check.dead import todos
from dsl.codes import CODES, TRANSLATIONS
from dsl.compiler import check
from dsl.diagnostic import Diagnostic
from dsl.source import Source
from tests.dsl.shipped import SCRIPTS, Map, Shelf, checked, compiled, parser, shipped
from tests.dsl.test_broken import SCRIPTS as BROKEN
from tests.dsl.test_broken import expected

HEAD = """\
scenario "Test" (guest = Kai, spike = 155%, answer = yes):
    town: riverside
    clock: 07:30
    length: 150 ticks

    cast:
        Avery: balanced, at cafe
        Kai: stoic, at cafe, works as barista
        Blair:
            starts: offstage
            home: ivy-house

    at start:
        set cafe's prices to spike
        direct guest to rest
        if answer is yes:
            mark "Yes"

"""
CALLED_OUTSIDE = {"TN200", "TN218", "TN238", "TN239", "TN245", "TN703"}
"""Codes that no single file can show: shown below instead."""


def said(body: str, **parameters: str) -> list[str]:
    """Codes, most often of lines that are put behind `HEAD`."""
    indented = "".join(f"    {line}\n" if line else "\n" for line in body.splitlines())
    return [each.code for each in checked(HEAD + indented, **parameters).diagnostics]


def only(text: str) -> Diagnostic:
    (diagnostic,) = checked(text).diagnostics
    return diagnostic


def after_head(body: str) -> Diagnostic:
    return only(HEAD + "".join(f"    {line}\n" for line in body.splitlines()))


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_ships_is_clean(name: str) -> None:
    assert checked(shipped(name).text, name).diagnostics == ()


@pytest.mark.parametrize("newcomer", ["Blair", "Cass"])
@pytest.mark.parametrize("spike", ["120%", "155%", "200%"])
def test_the_demo_compiles_for_all_it_varies(newcomer: str, spike: str) -> None:
    found = compiled(
        shipped("coffee-too-dear.town").text, "coffee-too-dear.town", newcomer=newcomer, spike=spike
    )
    assert found.schedule is not None
    assert found.schedule.parameters == {"newcomer": newcomer, "spike": spike}


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"guest": "Avery", "spike": "200%", "answer": "no"}, None),
        ({"guset": "Avery"}, "TN216"),
        ({"guest": "Averi"}, "TN201"),
        ({"guest": "cafe"}, "TN220"),
        ({"guest": "20%"}, "TN221"),
        ({"spike": "200"}, "TN221"),
        ({"spike": "2 coins"}, "TN221"),
        ({"spike": "%%"}, "TN218"),
        ({"spike": "9" * 40 + "%"}, "TN218"),
        ({"spike": ""}, "TN218"),
        ({"answer": "maybe"}, "TN217"),
        ({"answer": "3 ticks"}, "TN221"),
    ],
)
def test_values_from_outside_are_checked(parameters: dict[str, str], code: str | None) -> None:
    assert said("", **parameters) == ([code] if code else [])


def test_a_guess_comes_with_a_fix_of_exactly_that_word() -> None:
    found = after_head("at tick 5:\n    direct Avrey to greet Kai")
    assert (found.code, found.label) == ("TN201", "did you mean `Avery`?")
    assert found.fix is not None
    assert (found.fix.text, found.fix.span) == ("Avery", found.span)
    assert (found.span.column, found.span.end_column) == (16, 21)


def test_a_name_of_another_kind_points_to_its_definition() -> None:
    found = after_head("at tick 5 as dawn:\n    direct dawn to rest")
    assert found.message == "`dawn` is a cue, and a person is wanted here"
    assert [(span.line, label) for span, label in found.secondary] == [(19, "`dawn` was defined here")]


def test_a_vignette_never_sees_the_cast() -> None:
    found = only(
        "vignette v(a):\n    direct a to greet Kai\n\n" + HEAD + "    at tick 5:\n        play v(Avery)\n"
    )
    assert found.code == "TN201"
    assert found.hint == "A vignette sees its parameters and the town, never the cast: make `Kai` a parameter"


def test_a_bare_number_is_mended_with_its_unit() -> None:
    found = after_head("expect always Kai's mood above 40")
    assert found.fix is not None
    assert found.fix.text == "40%"


def test_a_ring_of_cues_is_shown_whole() -> None:
    found = after_head(
        '3 ticks after c as a:\n    mark "A"\nafter a as b:\n    mark "B"\nafter b as c:\n    mark "C"'
    )
    assert found.label.startswith("a → c → b → a")
    assert [span.line for span, _ in found.secondary] == [23, 21]


def test_a_kind_of_parameter_reaches_through_nested_vignettes() -> None:
    text = """\
vignette outer(who, how = 40%):
    play inner(who, how)

vignette inner(a, share):
    direct a to chat with Kai2 (quality = share)

"""
    found = checked(
        text.replace("Kai2", "a2")
        .replace("(a,", "(a, a2,")
        .replace("(who,", "(who, who,")
        .replace("outer(who, who, how", "outer(who, how")
        + HEAD
        + "    at tick 5:\n        play outer(cafe, 2 coins)\n"
    ).diagnostics
    assert [(each.code, each.span.line) for each in found] == [("TN220", 26), ("TN221", 26)]


def test_a_library_may_speak_of_places_of_a_town_it_does_not_know() -> None:
    text = "vignette v(a):\n    direct a to go to lighthouse\n    direct a to rest at lighthouse\n"
    assert checked(text).diagnostics == ()
    played = text + "\n" + HEAD + "    at tick 5:\n        play v(Kai)\n"
    assert [each.code for each in checked(played).diagnostics] == ["TN210"]


def test_a_name_on_a_damaged_line_is_not_called_unknown() -> None:
    body = "at tikc 5 as hello there:\n    direct Kai to rest\nafter hello:\n    direct Kai to rest"
    codes = said(body)
    assert codes
    assert all(code.startswith("TN1") for code in codes)


def test_the_same_file_used_twice_and_in_a_ring_is_read_once() -> None:
    shelf = Shelf(
        {"a.town": 'use "b.town"\nuse "./b.town"\n', "b.town": 'use "a.town"\nuse "b.town"\n\nstreams: x\n'}
    )
    found = check(Source("a.town", shelf.texts["a.town"]), parser(), shelf, Map())
    assert [(each.code, each.span.file, each.span.line) for each in found.diagnostics] == [("TN248", "b.town", 2)]
    assert [source.name for source in found.sources] == ["a.town", "b.town"]


def test_a_mistake_in_a_library_is_told_with_its_own_file() -> None:
    shelf = Shelf({"lib.town": "personality odd extends od:\n    traits: ambition 0.5\n"})
    text = 'use "lib.town"\n\n' + HEAD
    found = check(Source("main.town", text), parser(), shelf, Map()).diagnostics
    assert [(each.code, each.span.file, each.span.line) for each in found] == [("TN205", "lib.town", 1)]


def test_a_parameter_of_a_vignette_that_only_a_condition_asks_for_is_used() -> None:
    text = "vignette v(a, loud = no):\n    if loud is yes:\n        direct a to rest\n\n"
    assert checked(text).diagnostics == ()


def test_a_missing_file_is_guessed() -> None:
    found = only('use "library/poeple.town"\n')
    assert (found.code, found.label) == ("TN200", "did you mean `library/people.town`?")


def test_one_damaged_vignette_is_not_told_again_at_every_play() -> None:
    text = (
        "vignette v(a):\n    direct a to greet Kia\n\n"
        + HEAD
        + "    at tick 5:\n"
        + "        play v(Kai)\n" * 3
    )
    assert [each.code for each in checked(text).diagnostics] == ["TN201"]


def test_vignettes_that_double_each_other_are_stopped_before_they_fill_the_memory() -> None:
    layers = [f"vignette v{n}(a):\n    play v{n - 1}(a)\n    play v{n - 1}(a)\n\n" for n in range(1, 60)]
    text = (
        "vignette v0(a):\n    direct a to rest\n\n"
        + "".join(layers)
        + HEAD
        + "    at tick 5:\n        play v59(Kai)\n"
    )
    assert [each.code for each in checked(text).diagnostics] == ["TN238"]


def test_vignettes_that_go_on_and_on_inside_each_other_are_stopped_too() -> None:
    layers = [f"vignette v{n}(a):\n    play v{n - 1}(a)\n\n" for n in range(1, 3_000)]
    text = (
        "vignette v0(a):\n    direct a to rest\n\n"
        + "".join(layers)
        + HEAD
        + "    at tick 5:\n        play v2999(Kai)\n"
    )
    assert [each.code for each in checked(text).diagnostics] == ["TN239"]


def test_a_library_cannot_be_performed() -> None:
    found = compiled("streams: gossip\n")
    assert found.schedule is None
    assert [each.code for each in found.diagnostics] == ["TN245"]


def test_what_is_left_to_do_is_told_on_request() -> None:
    script = checked("# TODO: a second act\n" + HEAD).script
    assert [(each.code, each.message, each.severity) for each in todos(script)] == [
        ("TN703", "a second act", "note")
    ]


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("at tick 5:\n    hold Kai\n    wait 30 ticks", []),
        ("at tick 5:\n    hold Kai\n    wait 31 ticks", ["TN304"]),
        ("at tick 5:\n    hold Kai\n    wait 20 ticks\n    release Kai\n    wait 20 ticks", []),
        ("at tick 5:\n    hold Kai\n    direct Avery to rest within 31 ticks", ["TN304"]),
        ("at tick 5:\n    hold Kai\n    direct Avery to rest within 31 ticks\n"
         "    wait 5 ticks\n    release Kai",
         []),
        ("at tick 5:\n    hold Kai\n    if Kai is near Avery:\n"
         "        wait 31 ticks\n    release Kai",
         ["TN304"]),
        ("at tick 5:\n    direct Kai to rest\nat tick 5:\n    direct Kai to eat", ["TN303"]),
        ("at tick 5:\n    direct Kai to rest\nat tick 6:\n    direct Kai to eat", []),
        ("at tick 5 as a:\n    wait 3 ticks\n"
         "    direct guest to rest\n3 ticks after a:\n    direct Kai to eat",
         ["TN303"]),
        ("at tick 5:\n    if Kai is near Avery:\n"
         "        direct Kai to rest\nat tick 5:\n    direct Kai to eat",
         []),
        ("at tick 5:\n    direct Kai to rest\n    direct Kai to eat", []),
        ("whenever anyone's wallet below 1 coin up to 5 times as broke:\n    prompt \"Broke.\"", []),
        ("whenever anyone as who's mood below 20% and who is near Kai:\n    prompt \"Low.\"", []),
        ("when Kai is at work for 5 ticks as busy:\n    prompt \"Work.\"", []),
        ("at tick 5:\n    direct Kai to go to Blair's home", []),
        ("at tick 5:\n    direct Kai to go to Avery's home", []),
        ("expect every townsperson's hunger above 25% at end", []),
        ("at tick 5:\n    if guest is Avery:\n        mark \"A\"", []),
        ("at tick 5:\n    if guest is Averi:\n        mark \"A\"", ["TN201"]),
        ("at tick 5:\n    if guest is cafe:\n        mark \"A\"", ["TN220"]),
        ("expect Kai's mood between 10% and 90% for 5 ticks", []),
        ("expect at least 4 event chat until 08:30", []),
        ("expect not event late at end", []),
        ("expect (Kai is near Avery or not Kai is at cafe) and Kai has 2 coins within 5 ticks", []),
    ],
)  # fmt: skip
def test_by_line(body: str, codes: list[str]) -> None:
    assert said(body) == codes


def test_every_code_is_shown_somewhere() -> None:
    shown = {code for path in BROKEN for _, code in expected(path.read_text("utf-8"))}
    ours = {code for code, each in CODES.items() if "TN200" <= code < "TN900" and each.family != TRANSLATIONS}
    assert ours - shown <= CALLED_OUTSIDE


@pytest.mark.parametrize(
    ("line", "pointed_at"),
    [
        ('mark "To the the park"  # the the', "the the"),
        ('narrate:\n            > To the the park', "the the"),
        ('narrate:\n            > To the\n            > the park', None),
        ('Kai: "Hello, {Avery}!"', "{Avery}"),
    ],
)
def test_slips_of_the_pen_are_pointed_at(line: str, pointed_at: str | None) -> None:
    cast = "    cast:\n        Kai: balanced\n        Avery: balanced\n"
    text = f'scenario "S":\n    town: riverside\n    length: 9 ticks\n{cast}    at tick 5:\n        {line}\n'
    (said,) = checked(text).diagnostics
    written = text.split("\n")[said.span.line - 1][said.span.column - 1 : said.span.end_column - 1]
    assert (written if pointed_at else None) == pointed_at
    assert said.code in ("TN802", "TN803")


def test_where_nobody_is_in_the_cast_nobody_is_looked_for_in_it() -> None:
    head = 'scenario "Test":\n    town: riverside\n    length: 9 ticks\n\n    at start:\n'
    assert only(f'{head}        direct Per to greet Ida\n        Ida: "Hm."\n').code == "TN243"
