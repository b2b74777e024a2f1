"""Which picture is drawn, and where it goes."""

from collections.abc import Iterator
from pathlib import Path

from dsl.diagnostic import Diagnostic
from dsl.outline import Outline
from dsl.outline import mermaid as source
from runner.disk import replace_file
from runner.trouble import trouble, whole


def drawn(plan: Outline, mermaid: bool, output: Path | None) -> str | Diagnostic:
    """The text of a picture, written to a file if there is one; or what keeps it from being drawn."""
    kind = output.suffix.lower() if output is not None else ".mmd"
    if kind == ".svg":
        from runner.drawing.gantt import gantt
        from runner.drawing.lanes import lanes

        picture = lanes(plan) if mermaid else gantt(plan)
    elif kind == ".mmd":
        picture = source.flowchart(plan) if mermaid else source.gantt(plan)
    else:
        hint = "Name a file that ends in `.svg`, for a picture, or in `.mmd`, for Mermaid"
        return trouble("TN044", str(output), f"I cannot draw into `{output}`", hint)
    wrong = replace_file(output, picture.encode()) if output is not None else None
    return wrong or picture


def left_to_others(picture: str, output: Path | None) -> Iterator[Diagnostic]:
    """Mermaid draws no more than it is told to; whoever looks at the chart would see nothing."""
    if source.beyond(picture) and (output is None or output.suffix.lower() == ".mmd"):
        name = str(output or "standard output")
        message = "This is more than Mermaid draws unless `maxTextSize` and `maxEdges` are raised"
        hint = "`-o picture.svg` draws it here, whatever its size"
        yield Diagnostic("TN045", message, whole(name), severity="note", hint=hint)
