"""A plan over time as SVG: a row for each cue, a bar from when it can begin, lines to what follows it."""

from collections.abc import Iterator
from typing import Final

import svg

from dsl.outline import Outline, Outlined
from dsl.outline.looks import NOBODY, clock, colour
from runner.drawing.axis import step
from runner.drawing.canvas import INK, LINE, LINK, MARGIN, STRIPE, cropped, hint, page, tenth, text, width
from townlet.units import DAY

ROW: Final = 26
BAR: Final = 12
TOP: Final = 96
"""Where the rows begin, below the title and the axis."""
PLOT: Final = 640
"""How wide the time axis is."""
WHEN: Final = 300
"""How much room there is for what a cue opens with, at most."""
TAIL: Final = 70
"""How far the tail of a bar reaches that may begin later."""
LINES: Final = 8
"""So many lines of the time axis at most."""


def gantt(plan: Outline) -> str:
    """The picture as the text of a file."""
    return _Gantt(plan).picture()


class _Gantt:
    def __init__(self, plan: Outline) -> None:
        self.plan = plan
        self.rows = {cue.id: row for row, cue in enumerate(plan.cues)}
        self.named = min(max((width(cue.name) for cue in plan.cues), default=0), 180)
        self.whens = min(max((width(cue.when, 11) for cue in plan.cues), default=0), WHEN)
        self.left = MARGIN + self.named + 14 + self.whens + 20
        self.foot = TOP + ROW * len(plan.cues)

    def picture(self) -> str:
        people = max((width(", ".join(_people(cue)), 11) for cue in self.plan.cues), default=0)
        wide = self.left + PLOT + 24 + min(people, 420) + 14 + MARGIN
        elements = [
            *self._stripes(wide), *self._axis(),
            *(line for cue in self.plan.cues for line in self._link(cue)),
            *(self._row(cue) for cue in self.plan.cues),
            *_legend(self.left, self.foot + 30),
        ]  # fmt: skip
        return page(self.plan, wide, self.foot + 56, elements)

    def x(self, tick: float) -> float:
        return self.left + PLOT * min(tick / max(self.plan.length, 1), 1)

    def y(self, cue: Outlined) -> float:
        """The middle of its row."""
        return TOP + ROW * self.rows[cue.id] + ROW / 2

    def _stripes(self, wide: float) -> Iterator[svg.Element]:
        for row in range(0, len(self.plan.cues), 2):
            y = TOP + ROW * row
            yield svg.Rect(x=MARGIN - 10, y=y, width=tenth(wide - 2 * MARGIN + 20), height=ROW, fill=STRIPE)

    def _axis(self) -> Iterator[svg.Element]:
        each = step(self.plan.length, LINES)
        first = -self.plan.clock % each if each > 1 else 0
        for tick in range(first, self.plan.length + 1, each):
            x = tenth(self.x(tick))
            yield svg.Line(x1=x, x2=x, y1=TOP - 8, y2=self.foot, class_=["grid"])
            shown = clock(self.plan, tick)
            yield text(x, TOP - 14, shown.removesuffix(" 00:00") if each >= DAY else shown, "soft", "middle")

    def _link(self, cue: Outlined) -> Iterator[svg.Element]:
        """From the cue that this one follows, down and to the right."""
        if cue.after not in self.rows:
            return
        before = self.plan.cues[self.rows[cue.after]]
        x, to = tenth(self.x(before.times.earliest) + 3), tenth(self.x(cue.times.earliest))
        top, foot = self.y(before) + BAR / 2, self.y(cue)
        if to - x > 8:
            yield svg.Path(d=[svg.M(x, top), svg.V(foot), svg.H(to - 2)], class_=["link"])
            yield svg.Path(d=[svg.M(to - 1, foot), svg.l(-5, -3.5), svg.v(7), svg.Z()], fill=LINK)
        else:  # Too close in time to come from the left: from above.
            foot -= BAR / 2
            yield svg.Path(d=[svg.M(x, top), svg.L(to + 4, top + 6), svg.V(foot - 2)], class_=["link"])
            yield svg.Path(d=[svg.M(to + 4, foot - 1), svg.l(-3.5, -5), svg.h(7), svg.Z()], fill=LINK)

    def _row(self, cue: Outlined) -> svg.Element:
        y = self.y(cue)
        begins = clock(self.plan, cue.times.earliest)
        told = f"{cue.name}: {cue.when}. {'At' if cue.times.exact else 'Not before'} {begins}."
        return svg.G(
            elements=[
                hint(told if not cue.plays else f"{told} Plays {', '.join(cue.plays)}."),
                text(MARGIN, y + 4, cropped(cue.name, 180), "name"),
                text(MARGIN + self.named + 14, y + 4, cropped(cue.when, WHEN, 11), "soft"),
                *self._bar(cue, y),
                *self._chips(cue, y),
            ]
        )

    def _bar(self, cue: Outlined, y: float) -> Iterator[svg.Element]:
        """A stripe of the bar for each who is led; a tail where it may begin later."""
        colours = [colour(self.plan, name) for name in (cue.people.lead or cue.people.met)][:4] or [NOBODY]
        long = max(self.x(cue.times.earliest + cue.times.least) - self.x(cue.times.earliest), 8)
        for start in self._apart(cue, long):
            x, tail = self.x(start), long
            if not cue.times.exact:
                tail = max(min(TAIL, self.x(self.plan.length) - x), long)
                yield svg.Rect(
                    x=tenth(x), y=y - BAR / 2, width=tenth(tail), height=BAR, rx=3, fill=colours[0], fill_opacity=0.16,
                    stroke=colours[0], stroke_dasharray=[3, 3],
                )  # fmt: skip
            for n, shade in enumerate(colours):
                high = BAR / len(colours)
                yield svg.Rect(
                    x=tenth(x), y=tenth(y - BAR / 2 + n * high), width=tenth(long), height=tenth(high), fill=shade
                )
            if start == cue.times.earliest and not cue.times.again:
                shown = clock(self.plan, start)
                yield text(x + tail + 5, y + 4, shown if cue.times.exact else f"≥ {shown}", "small")

    def _apart(self, cue: Outlined, long: float) -> Iterator[int]:
        """When it begins, without the times that would be drawn over the one before."""
        free = -1.0
        for start in (cue.times.earliest, *cue.times.again):
            if self.x(start) >= free:
                free = self.x(start) + long
                yield start

    def _chips(self, cue: Outlined, y: float) -> Iterator[svg.Element]:
        """Who is touched: a dot for who is led, a ring for who is met."""
        x = self.left + PLOT + 24
        for name in (*cue.people.lead, *cue.people.met):
            shade = colour(self.plan, name)
            inside = shade if name in cue.people.lead else "white"
            yield svg.Circle(cx=tenth(x + 4), cy=y, r=4, fill=inside, stroke=shade, stroke_width=1.6)
            yield text(x + 12, y + 4, name, "soft")
            x += width(name, 11) + 26


def _people(cue: Outlined) -> list[str]:
    return [f"{name}   " for name in (*cue.people.lead, *cue.people.met)]


def _legend(x: float, y: float) -> Iterator[svg.Element]:
    yield svg.Rect(x=tenth(x), y=y - 9, width=10, height=BAR, fill=INK)
    yield text(x + 16, y + 1, "begins then, and takes at least so long", "soft")
    yield svg.Rect(
        x=tenth(x + 250), y=y - 9, width=26, height=BAR, rx=3, fill=INK, fill_opacity=0.12, stroke=INK,
        stroke_dasharray=[3, 3],
    )  # fmt: skip
    yield text(x + 282, y + 1, "not before then", "soft")
    yield svg.Line(x1=tenth(x + 390), x2=tenth(x + 414), y1=y - 3, y2=y - 3, stroke=LINE, stroke_width=2)
    yield text(x + 420, y + 1, "leads to", "soft")
