"""Whims: an idea's is its own, whatever other ideas there are or will be."""

from townlet.chance import mood_of_the_moment, salt, whim

IDEAS = ["go park", "go cafe", "greet Ann", "chat Ann", "chat Ben", "eat", "wash", "rest", "rest home", "work", "stay"]


def whims(which: int, ideas: list[str]) -> dict[str, int]:
    moment = mood_of_the_moment(7, "engine.choice", "Ida", which)
    return {idea: whim(moment, salt(idea)) for idea in ideas}


def test_one_more_idea_moves_no_others() -> None:
    for which in range(50):
        few, more = whims(which, IDEAS[:4]), whims(which, [*IDEAS, "wave Ann"])
        assert {idea: more[idea] for idea in few} == few


def test_ideas_differ_and_moments_differ() -> None:
    """No two ideas go hand in hand, and every idea's whims are spread evenly."""
    rows = [whims(which, IDEAS) for which in range(400)]
    for one in IDEAS:
        assert 110 < sum(row[one] for row in rows) / len(rows) < 145
        assert len({row[one] for row in rows}) > 180
        for other in IDEAS:
            if other != one:
                assert sum(abs(row[one] - row[other]) < 8 for row in rows) < 0.15 * len(rows)
