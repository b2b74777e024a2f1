"""Predicted crossings equal a count tick by tick, for one course and for sums of several."""

from hypothesis import given
from hypothesis import strategies as st

from townlet.course import Course, Weighted, crossing, total

SPAN = 120  # Ticks a prediction is compared over.
LEVELS = st.integers(-40, 40)


@st.composite
def courses(draw: st.DrawFn) -> Course:
    low = draw(st.integers(-40, 0))
    high = draw(st.integers(0, 40))
    level = draw(st.integers(low, high))
    return Course(level, draw(st.integers(-7, 7)), draw(st.integers(0, 5)), low, high)


def counted(parts: list[Weighted], threshold: int, now: int) -> int | None:
    """The brute force: look at every tick."""
    reached = total(parts, now) >= threshold
    ticks = range(now + 1, now + SPAN)
    return next((tick for tick in ticks if (total(parts, tick) >= threshold) is not reached), None)


@given(courses(), LEVELS, st.integers(5, 15))
def test_one_course_crosses_when_counting_says_so(course: Course, threshold: int, now: int) -> None:
    assert crossing([(1, course)], threshold, now) == counted([(1, course)], threshold, now)


@given(
    st.lists(st.tuples(st.integers(1, 5), courses()), min_size=1, max_size=5),
    st.integers(-300, 300),
    st.integers(5, 15),
)
def test_a_sum_crosses_when_counting_says_so(parts: list[Weighted], threshold: int, now: int) -> None:
    predicted = crossing(parts, threshold, now)
    expected = counted(parts, threshold, now)
    assert predicted == expected or (expected is None and predicted is not None and predicted >= now + SPAN)


@given(courses(), st.integers(5, 30), st.integers(-7, 7), st.integers(-20, 20))
def test_rebasing_changes_nothing_before_and_keeps_the_bounds(
    course: Course, tick: int, rate: int, change: int
) -> None:
    later = course.rebased(tick, rate, change)
    assert later.at(tick) == max(course.low, min(course.high, course.at(tick) + change))
    assert all(course.low <= later.at(tick + ticks) <= course.high for ticks in range(20))


def test_reading_is_exact_where_floats_are_not() -> None:
    course = Course(1_000_000, -700, 0)
    tick = crossing([(1, course)], 350_000, 0)
    assert tick == 929
    assert course.at(928) >= 350_000 > course.at(929)
