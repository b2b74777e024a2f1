"""Pictures without words: bars, intervals and lines, stretched to the room that the page has for them.

The words stand beside them, in the cells of tables: so they stay readable at any width, and nothing is told by a
picture alone. Colours are classes, which the style sheet fills in for light and for dark.
"""

from collections.abc import Sequence
from typing import Final

import svg
from markupsafe import Markup

from runner.drawing.canvas import tenth
from runner.rehearsal.rates import Rate

WIDE: Final = 100
HIGH: Final = 24


def interval(rate: Rate, wanted: float | None = None) -> Markup:
    """A share with its interval on a track from 0 to 100 %, and a mark at the share that is `wanted` (a fraction)."""
    low, high = WIDE * rate.low, WIDE * rate.high
    elements: list[svg.Element] = [
        svg.Rect(x=0, y=9, width=WIDE, height=6, class_=["track"]),
        svg.Rect(x=tenth(low), y=6, width=tenth(max(high - low, 0.5)), height=12, class_=["spread"]),
    ]
    if rate.of:
        x = tenth(min(WIDE * rate.share, WIDE - 1.5))
        elements.append(svg.Rect(x=x, y=3, width=1.5, height=18, class_=["share"]))
    if wanted is not None:
        at = tenth(WIDE * wanted)
        elements.append(svg.Line(x1=at, x2=at, y1=0, y2=HIGH, class_=["wanted"]))
    return _drawn(elements, "interval")


def bar(share: float) -> Markup:
    """A share (a fraction) as a bar."""
    return _drawn(
        [
            svg.Rect(x=0, y=6, width=WIDE, height=12, class_=["track"]),
            svg.Rect(x=0, y=6, width=tenth(WIDE * share), height=12, class_=["own"]),
        ],
        "bar",
    )


def columns(counts: Sequence[int], most: int) -> Markup:
    """A column for each count, of the height that it has beside the `most`."""
    room = WIDE / max(len(counts), 1)
    drawn: list[svg.Element] = [svg.Line(x1=0, x2=WIDE, y1=HIGH - 0.5, y2=HIGH - 0.5, class_=["base"])]
    for number, count in enumerate(counts):
        if count:
            x, high = round(room * (number + 0.1), 2), tenth(max(HIGH * count / max(most, 1), 2))
            drawn.append(
                svg.Rect(x=x, y=tenth(HIGH - high), width=round(room * 0.8, 2), height=high, class_=["column"])
            )
    return _drawn(drawn, "columns")


def line(values: Sequence[float | None]) -> Markup:
    """Shares (fractions) over time; where there is none the line is broken."""
    drawn: list[svg.Element] = [
        svg.Line(x1=0, x2=WIDE, y1=y, y2=y, class_=["base"]) for y in (0.5, HIGH / 2, HIGH - 0.5)
    ]
    step = WIDE / max(len(values) - 1, 1)
    for stretch in _stretches(values):
        points = [(tenth(step * number), tenth(HIGH * (1 - value))) for number, value in stretch]
        if len(points) == 1:  # A line of no length would not be seen.
            points.append((tenth(points[0][0] + step / 2), points[0][1]))
        flat = [svg.Point(x, y) for x, y in points]
        drawn.append(svg.Polyline(points=flat, class_=["line"], vector_effect="non-scaling-stroke"))
    return _drawn(drawn, "graph")


def _stretches(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    found: list[list[tuple[int, float]]] = [[]]
    for number, value in enumerate(values):
        if value is not None:
            found[-1].append((number, value))
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]


def _drawn(elements: Sequence[svg.Element], kind: str) -> Markup:
    """A picture that readers of the page pass over: what it shows is said beside it."""
    drawn = svg.SVG(
        xmlns=None, viewBox=svg.ViewBoxSpec(0, 0, WIDE, HIGH), preserveAspectRatio="none",  # type: ignore[arg-type]
        class_=["chart", kind], extra={"aria-hidden": "true", "focusable": "false"}, elements=list(elements),
    )  # fmt: skip
    return Markup(drawn.as_str())
