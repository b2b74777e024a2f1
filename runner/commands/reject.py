"""`townlet reject`"""

import click

from runner.at_hand import refuse
from runner.usage import command


@command("reject", short_help="Throw away a story that waits.")
@click.argument("story", metavar="NAME[#PASSAGE]")
def reject_(story: str) -> None:
    """Throw away the story that waits beside the approved one, or one passage of it. The golden stays as it is."""
    from dsl.diagnostic import Diagnostic
    from runner.catalogue import located
    from runner.rehearsal.approving import rejected
    from runner.rehearsal.deciding import named, one_story, somebody_looks
    from runner.rehearsal.golden import golden_path

    name, passage = named(story)
    one_story(name)
    place = located(name)
    if isinstance(place, Diagnostic):
        refuse(place)
    somebody_looks()
    wrong = rejected(place[0], passage)
    if wrong is not None:
        refuse(wrong)
    golden = "the golden stays as it was" if golden_path(place[0]).exists() else "it has no golden yet"
    click.echo(f"{story}: rejected; {golden}")
