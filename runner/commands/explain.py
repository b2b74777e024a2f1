"""`townlet explain`"""

import sys
from collections.abc import Sequence

import click

from runner.usage import Misused, command


@command("explain", short_help="Say more about a code, as in TN210.")
@click.argument("about", metavar="[CODE]...", nargs=-1)
def explain_(about: Sequence[str]) -> None:
    """Say more about a code that was said with a mistake: what it means, with examples.

    CODE is as in TN210, or 210 for short. With other words, the codes that have to do with all of them; without any,
    all there are.
    """
    from runner.explaining import nearest_code, number_of, show_list, show_page
    from runner.pages import CODES, page_of, with_words

    numbers = [number for number in map(number_of, codes_in(about)) if number is not None]
    if not numbers or len(numbers) < len(codes_in(about)):
        found = with_words(" ".join(about))
        if not found:
            raise Misused(f"No code has to do with `{' '.join(about)}`", "`townlet explain` alone lists them all")
        show_list(found, sys.stdout)
        return
    for number in numbers:
        if number not in CODES:
            raise Misused(f"There is no code `{number}`", f"Did you mean `townlet explain {nearest_code(number)}`?")
    for place, number in enumerate(numbers):
        sys.stdout.write("\n\n" if place else "")
        show_page(page_of(number), sys.stdout)


def codes_in(about: Sequence[str]) -> list[str]:
    """What was typed, a code each: they may be listed with commas and a full stop, as reports do."""
    return [code for each in about for code in each.removesuffix(".").split(",") if code]
