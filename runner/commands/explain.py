"""`townlet explain`"""

import sys

import click

from runner.usage import Misused, command


@command("explain", short_help="Say more about a code, as in TN210.")
@click.argument("code", metavar="[CODE]", required=False)
def explain_(code: str | None) -> None:
    """Say more about a code that was said with a mistake: what it means, with examples.

    CODE is as in TN210, or 210 for short. With another word, the codes that have to do with it; without any, all.
    """
    from runner.explaining import nearest_code, number_of, show_list, show_page
    from runner.pages import page_of, with_word, written

    if code is None:
        show_list(with_word(""), sys.stdout)
        return
    number = number_of(code)
    if number in written():
        show_page(page_of(number), sys.stdout)
    elif number is not None:
        raise Misused(f"There is no code `{number}`", f"Did you mean `townlet explain {nearest_code(number)}`?")
    elif found := with_word(code):
        show_list(found, sys.stdout)
    else:
        raise Misused(f"No code has to do with `{code}`", "`townlet explain` alone lists them all")
