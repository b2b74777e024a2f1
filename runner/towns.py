"""A town by its name on the command line."""

from dsl.diagnostic import Diagnostic
from dsl.guess import nearest
from runner.trouble import trouble
from runner.workshop import Workshop
from townlet.townfile import TownFile


def town_for(workshop: Workshop, name: str, beside: str) -> TownFile | tuple[Diagnostic, ...]:
    """The town of that name: beside the file `beside`, in `towns` beside it, or among those that ship."""
    found = workshop.map.find(name, beside)
    if workshop.disk.troubles:
        return tuple(workshop.disk.troubles)
    if found is None:
        guess = nearest(name, workshop.map.names(beside))
        looked = f"`{name}.yaml` is looked for beside the script and in `towns` beside it"
        hint = f"Did you mean `--town {guess}`?" if guess else looked
        return (trouble("TN209", "--town", f"There is no town called `{name}`", hint),)
    return found.town if found.town is not None else found.diagnostics
