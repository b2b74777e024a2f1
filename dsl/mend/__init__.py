"""What is wrong with a line that does not fit, in the writer's words, and how to read it all the same."""

from dsl.mend.asking import (
    compared,
    falls_to,
    happening,
    has_not,
    how_many_events,
    same_of_another,
    to_be,
    weather_said,
)
from dsl.mend.deeds import foreign, other_deed, should, take_back, told_of
from dsl.mend.figures import (
    bare_count,
    how_many,
    missing_percent,
    missing_unit,
    other_figure,
    without_brackets,
    without_name,
)
from dsl.mend.instead import (
    flag_with_value,
    misspelt_before,
    of_whom,
    other_joint,
    spaced_name,
    toward_missing,
)
from dsl.mend.joints import (
    filler,
    foreign_possessive,
    missing_joint,
    missing_joint_before_keyword,
    missing_name,
    missing_possessive,
)
from dsl.mend.lines import first_word, take_what, unknown_deed, unknown_heading, unknown_relation, unknown_word, used
from dsl.mend.order import because_last, end_last, late_quantifier, length_last, swapped, topic_last
from dsl.mend.phrasing import (
    crowd,
    friend_of,
    given_first,
    hold_for,
    listed_with_and,
    noted,
    odd_name,
    place_with_in,
    played,
    said_to,
    set_by,
    spaced_perturbation,
    taken_first,
    topic_of_words,
)
from dsl.mend.plain import (
    awaited,
    chapter,
    cut_short,
    every_cue,
    for_a_while,
    manner,
    of_other_languages,
    own_home,
    polite,
    quoted_first,
    quoted_within,
    stop_behind,
    told,
    unless,
)
from dsl.mend.rest import too_short, unexpected
from dsl.mend.several import both_are, one_at_a_time
from dsl.mend.signs import (
    bracket,
    missing_colon,
    missing_quotes,
    prose_line,
    quoted_name,
    speech,
    stray_colon,
    stray_comma,
)
from dsl.mend.times import counted, elsewhere, half_day, money, weekday
from dsl.mend.triggers import (
    block_behind,
    counted_period,
    end_of_cue,
    headless,
    judged_at,
    moment_awaited,
    of_no_condition,
    of_which_cue,
    other_moment,
    other_trigger,
    set_off,
    times_over,
)
from dsl.mend.trouble import Finding, Tokens, Trouble

__all__ = ["EXPLANATIONS", "Finding", "Tokens", "Trouble", "find"]

EXPLANATIONS = (
    foreign_possessive,
    used,
    awaited,
    for_a_while,
    polite,
    cut_short,
    own_home,
    stop_behind,
    quoted_first,
    manner,
    quoted_within,
    unless,
    of_other_languages,
    chapter,
    told,
    every_cue,
    listed_with_and,
    hold_for,
    place_with_in,
    friend_of,
    given_first,
    taken_first,
    topic_last,
    topic_of_words,
    said_to,
    noted,
    played,
    set_by,
    set_off,
    spaced_perturbation,
    half_day,
    weekday,
    money,
    crowd,
    both_are,
    happening,
    has_not,
    compared,
    same_of_another,
    weather_said,
    to_be,
    falls_to,
    how_many_events,
    end_last,
    late_quantifier,
    because_last,
    length_last,
    moment_awaited,
    judged_at,
    end_of_cue,
    times_over,
    other_moment,
    counted_period,
    of_which_cue,
    headless,
    counted,
    elsewhere,
    other_figure,
    bare_count,
    how_many,
    odd_name,
    missing_colon,
    stray_colon,
    stray_comma,
    block_behind,
    prose_line,
    flag_with_value,
    missing_unit,
    missing_percent,
    speech,
    of_whom,
    told_of,
    without_name,
    without_brackets,
    other_deed,
    take_back,
    should,
    toward_missing,
    other_joint,
    one_at_a_time,
    first_word,
    bracket,
    take_what,
    filler,
    quoted_name,
    unknown_deed,
    unknown_heading,
    misspelt_before,
    spaced_name,
    missing_name,
    missing_joint_before_keyword,
    unknown_word,
    other_trigger,
    of_no_condition,
    unknown_relation,
    missing_possessive,
    foreign,
    missing_joint,
    missing_quotes,
    swapped,
    too_short,
)
"""In this order: what can be mended for certain, whole turns of phrase first, before what can only be guessed."""


def find(trouble: Trouble) -> Finding:
    """The first explanation after which the line makes sense, else the first that applies; the last one always does."""
    guess = None
    for explain in EXPLANATIONS:
        finding = explain(trouble)
        if finding is None:
            continue
        if (finding.mended is None and explain is not too_short) or (finding.mended and trouble.reads(finding.mended)):
            return finding
        guess = guess or finding
    return guess or unexpected(trouble)
