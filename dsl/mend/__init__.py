"""What is wrong with a line that does not fit, in the writer's words, and how to read it all the same."""

from dsl.mend.figures import missing_percent, missing_unit
from dsl.mend.joints import filler, foreign_possessive, missing_joint, missing_joint_before_keyword, missing_possessive
from dsl.mend.lines import first_word, take_what, unknown_deed, unknown_heading, unknown_relation, unknown_word, used
from dsl.mend.phrasing import (
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
    topic_of_words,
)
from dsl.mend.rest import too_short, unexpected
from dsl.mend.signs import bracket, missing_colon, missing_quotes, quoted_name, speech, stray_colon
from dsl.mend.times import counted, half_day, money, weekday
from dsl.mend.trouble import Finding, Tokens, Trouble

__all__ = ["EXPLANATIONS", "Finding", "Tokens", "Trouble", "find"]

EXPLANATIONS = (
    foreign_possessive,
    used,
    listed_with_and,
    hold_for,
    place_with_in,
    friend_of,
    given_first,
    topic_of_words,
    said_to,
    noted,
    played,
    set_by,
    spaced_perturbation,
    half_day,
    weekday,
    money,
    counted,
    odd_name,
    missing_colon,
    stray_colon,
    missing_unit,
    missing_percent,
    speech,
    first_word,
    bracket,
    take_what,
    filler,
    quoted_name,
    unknown_deed,
    unknown_heading,
    missing_joint_before_keyword,
    unknown_word,
    unknown_relation,
    missing_possessive,
    missing_joint,
    missing_quotes,
    too_short,
)
"""In this order: what can be mended for certain, whole turns of phrase first, before what can only be guessed."""


def find(trouble: Trouble) -> Finding:
    """The first explanation that applies; the last one always does."""
    for explain in EXPLANATIONS:
        finding = explain(trouble)
        if finding is not None:
            return finding
    return unexpected(trouble)
