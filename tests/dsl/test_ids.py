"""Ids and keys of draws: what may be added to a script without moving anything else."""

from collections.abc import Iterator

import pytest

from tests.dsl.shipped import compiled, shipped
from townlet import schedule
from townlet.schedule import Block, Schedule

NAME = "coffee-too-dear.town"
TEXT = shipped(NAME).text


def of(text: str) -> Schedule:
    found = compiled(text, NAME)
    assert found.schedule is not None, found.diagnostics
    return found.schedule


def steps(block: Block) -> Iterator[schedule.Step]:
    for step in block:
        yield step
        if isinstance(step, schedule.Play):
            yield from steps(step.block)


def keys(found: Schedule) -> dict[str, str]:
    """By id, the key of each draw."""
    return {
        step.id: step.key
        for cue in found.cues
        for step in steps(cue.block)
        if isinstance(step, schedule.Choose)
    }


def meanings(found: Schedule) -> dict[str, str]:
    """By id, what each statement says in its file."""
    return {path: written.text for path, written in found.places.items()}


def after(line: str, added: str) -> str:
    """The demo with lines added behind one of its lines, indented like it."""
    assert TEXT.count(line + "\n") == 1
    (whole,) = [each for each in TEXT.splitlines() if each.endswith(line)]
    indent = " " * (len(whole) - len(whole.lstrip()))
    return TEXT.replace(
        line + "\n", line + "\n" + "".join(f"{indent}{each}\n" for each in added.splitlines())
    )


DEMO = of(TEXT)


def test_ids_are_paths_of_names() -> None:
    assert {
        "a-coffee-too-dear/stage/set-1",
        "a-coffee-too-dear/arrival/enter-1",
        "a-coffee-too-dear/at-1/play-1/direct-2",
        "a-coffee-too-dear/after-2/play-1/choose-1/option-2/nudge-1",
        "a-coffee-too-dear/whenever-1/direct-1",
        "a-coffee-too-dear/makeup/if-1/otherwise/narrate-well-there-is-always",
        "a-coffee-too-dear/expect-2",
        "a-coffee-too-dear/hope-1",
    } <= DEMO.places.keys()


def test_every_id_is_given_once_and_has_a_place() -> None:
    ids = [cue.id for cue in DEMO.cues]
    for cue in DEMO.cues:
        for step in steps(cue.block):
            match step:
                case schedule.Jump():
                    pass
                case schedule.Judge(check=check):
                    ids.append(check.id)
                case _:
                    ids.append(step.id)
    ids += [ask.id for ask in DEMO.stage] + [check.id for check in DEMO.checks]
    assert len(ids) == len({*ids})
    assert {*ids} == DEMO.places.keys()


def test_a_place_is_where_the_statement_stands() -> None:
    for written in DEMO.places.values():
        line = shipped(written.file).lines[written.line - 1]
        assert line.strip() == written.text
        assert line[written.column - 1] not in " :"


def test_a_statement_of_a_vignette_stands_in_the_vignette() -> None:
    place = DEMO.places["a-coffee-too-dear/at-1/play-1/direct-1"]
    assert (place.file, place.text) == ("library/vignettes.town", "direct a to greet b")


ADDED = [
    pytest.param('mark "A new face"', "# A comment, and an empty line.\n", 0, id="comment"),
    pytest.param('mark "A new face"', 'prompt "Look."', 0, id="prompt before a prompt"),
    pytest.param('mark "Three coins?"', 'narrate "Hush."', 1, id="narrate"),
    pytest.param('Kai: "Three coins? For coffee?"', 'mark "An aside"', 1, id="mark in an option"),
    pytest.param('mark "Reconciliation"',
                 "choose from gossip:\n    50%: set Kai's hunger to 50%\n    50%: set Kai's hunger to 60%",
                 3, id="choose"),
    pytest.param("    nudge Kai to leave by 40% for 10 ticks",
                 'choose from gossip:\n    100%: mark "Alone"', None,
                 id="choose in an option"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "added", "more"), ADDED)
def test_adding_a_line_moves_no_other_id(line: str, added: str, more: int | None) -> None:
    """But those of its own kind after it in its own block, of which there are none here."""
    before, now = meanings(DEMO), meanings(of(after(line, added)))
    assert {path for path in before if now.get(path) != before[path]} == set()
    if more is not None:
        assert len(now) - len(before) >= more


@pytest.mark.parametrize(("line", "added"), [(each.values[0], each.values[1]) for each in ADDED[:5]])
def test_inert_lines_comments_and_new_draws_leave_all_other_draws(line: str, added: str) -> None:
    before, now = keys(DEMO), keys(of(after(line, added)))
    assert {path: now[path] for path in before} == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("60%: play grumble-together(Kai, Avery)", "60%: play grumble-together(Avery, Kai)"),
        ("nudge Kai to leave by 40% for 10 ticks", "nudge Kai to leave by 41% for 10 ticks"),
        ('Kai: "Three coins? For coffee?"', 'Kai: "Four coins? For coffee?"'),
    ],
)
def test_what_an_option_asks_is_the_reason_for_asking(old: str, new: str) -> None:
    before, now = keys(DEMO), keys(of(TEXT.replace(old, new)))
    grumble = "a-coffee-too-dear/grumble/choose-1"
    assert {path for path in before if before[path] != now[path]} == {grumble}


def test_a_name_is_part_of_the_reason_and_a_number_is_not() -> None:
    renamed = of(TEXT.replace("as grumble", "as mutter"))
    assert set(keys(DEMO).values()) - set(keys(renamed).values()) == {
        keys(DEMO)["a-coffee-too-dear/grumble/choose-1"]
    }
    moved = of(TEXT.replace("    at tick 8:", "    at tick 3:\n        release Avery\n\n    at tick 8:"))
    assert sorted(keys(moved).values()) == sorted(keys(DEMO).values())


def test_who_is_meant_is_part_of_the_reason() -> None:
    found = compiled(TEXT, NAME, newcomer="Cass").schedule
    assert found is not None
    hello = "a-coffee-too-dear/after-2/play-1/choose-1"
    assert keys(found)[hello] != keys(DEMO)[hello]
    assert (
        keys(found)["a-coffee-too-dear/grumble/choose-1"] == keys(DEMO)["a-coffee-too-dear/grumble/choose-1"]
    )


def test_several_people_have_an_id_each() -> None:
    text = TEXT.replace("enter newcomer at station", "enter newcomer, Cass at station")
    found = of(text)
    ids = [step.id for cue in found.cues for step in cue.block if isinstance(step, schedule.Ask)]
    assert {"a-coffee-too-dear/arrival/enter-1/blair", "a-coffee-too-dear/arrival/enter-1/cass"} <= {*ids}
