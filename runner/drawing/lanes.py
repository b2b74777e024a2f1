"""A plan as SVG the other way about: a lane for each person, a column for each cue, a knot where they meet.

Columns stand in the order in which cues can begin, all of one width: so there is room for each, however close in time
they are. Below are the arcs from cue to cue.
"""

from collections.abc import Iterator
from typing import Final

import svg

from dsl.outline import Outline, Outlined
from dsl.outline.looks import NOBODY, clock, colour
from runner.drawing.canvas import INK, LINE, LINK, MARGIN, cropped, hint, page, safe, tenth, text, width

COLUMN: Final = 42
LANE: Final = 30
LABEL: Final = 230
"""How long a label over a column may be; it stands at an angle."""
RISE: Final = 0.72
"""How much of its length a label needs above its column, at that angle."""
ANGLE: Final = -46
ARC: Final = 96
"""How deep the arcs go at most."""


def lanes(plan: Outline) -> str:
    """The picture as the text of a file."""
    return _Lanes(plan).picture()


class _Lanes:
    def __init__(self, plan: Outline) -> None:
        self.plan = plan
        self.columns = {cue.id: column for column, cue in enumerate(plan.cues)}
        self.left = MARGIN + max((width(name) for name in ("story", *plan.people)), default=0) + 24
        self.over = min(max((_wide(cue) for cue in plan.cues), default=0), LABEL) * RISE
        self.top = 84 + self.over
        self.foot = self.top + LANE * (len(plan.people) + 1)

    def picture(self) -> str:
        wide = self.left + COLUMN * len(self.plan.cues) + self.over + MARGIN
        deep = max((self._depth(cue) for cue in self.plan.cues), default=0)
        elements = [
            *self._lanes(wide - MARGIN - self.over),
            *(arc for cue in self.plan.cues for arc in self._arc(cue)),
            *(self._column(cue) for cue in self.plan.cues),
            *_legend(MARGIN, self.foot + 34 + deep + 26),
        ]  # fmt: skip
        return page(self.plan, max(wide, 560), self.foot + 34 + deep + 46, elements)

    def x(self, cue: str) -> float:
        return self.left + COLUMN * self.columns[cue] + COLUMN / 2

    def y(self, name: str) -> float:
        """The middle of somebody's lane; the story's own is the first."""
        return self.top + LANE * (self.plan.people.index(name) + 1 if name else 0) + LANE / 2

    def _lanes(self, right: float) -> Iterator[svg.Element]:
        for name in ("", *self.plan.people):
            y, left = self.y(name), tenth(self.left - 8)
            shade = colour(self.plan, name) if name else NOBODY
            yield svg.Line(x1=left, x2=tenth(right), y1=y, y2=y, stroke=shade, stroke_width=1.5, stroke_opacity=0.4)
            yield text(left - 10, y + 4, name or "story", "name" if name else "soft", "end")

    def _column(self, cue: Outlined) -> svg.Element:
        x = self.x(cue.id)
        begins = clock(self.plan, cue.times.earliest)
        told = f"{cue.name}: {cue.when}. {'At' if cue.times.exact else 'Not before'} {begins}."
        return svg.G(elements=[hint(told), *self._over(cue, x), *self._knots(cue, x), *self._under(cue, x)])

    def _over(self, cue: Outlined, x: float) -> Iterator[svg.Element]:
        name = cropped(cue.name, LABEL / 2)
        parts = [svg.TSpan(text=safe(name), class_=["name"])]
        if cue.when != cue.name:
            rest = cropped(cue.when, LABEL - width(name), 11)
            parts.append(svg.TSpan(text=safe(rest), class_=["soft"], dx=6))
        turned = [svg.Translate(tenth(x + 4), tenth(self.top - 6)), svg.Rotate(ANGLE)]
        yield svg.Text(transform=turned, elements=[*parts])

    def _under(self, cue: Outlined, x: float) -> Iterator[svg.Element]:
        """The time, where it is another than that of the column before."""
        column = self.columns[cue.id]
        before = self.plan.cues[column - 1].times if column else None
        if before is None or (before.earliest, before.exact) != (cue.times.earliest, cue.times.exact):
            begins = clock(self.plan, cue.times.earliest).rpartition(" ")[2]
            yield text(x, self.foot + 12, begins if cue.times.exact else f"≥{begins}", "small", "middle")

    def _knots(self, cue: Outlined, x: float) -> Iterator[svg.Element]:
        """A thread through everybody it touches, with a knot for each."""
        people = (*cue.people.lead, *cue.people.met, *cue.people.watched)
        heights = [self.y(name) for name in people] or [self.y("")]
        yield svg.Line(
            x1=x, x2=x, y1=tenth(min(heights)), y2=tenth(max(heights)), stroke=INK, stroke_width=2, stroke_opacity=0.55,
            stroke_dasharray=None if cue.times.exact else [4, 3],
        )  # fmt: skip
        if not people:
            yield svg.Rect(x=tenth(x - 5), y=self.y("") - 5, width=10, height=10, fill=NOBODY)
        for name in people:
            yield from _knot(x, self.y(name), colour(self.plan, name), _role(cue, name))

    def _depth(self, cue: Outlined) -> float:
        return min(8 + 7 * (self.columns[cue.id] - self.columns[cue.after]), ARC) if cue.after in self.columns else 0

    def _arc(self, cue: Outlined) -> Iterator[svg.Element]:
        """From the cue that this one follows."""
        if cue.after not in self.columns:
            return
        start, end, y = self.x(cue.after), self.x(cue.id), self.foot + 22
        deep = y + self._depth(cue) * 4 / 3  # A curve reaches three quarters of the way to where it is pulled.
        curve = svg.C(tenth(start), tenth(deep), tenth(end), tenth(deep), tenth(end), tenth(y + 3))
        yield svg.Path(d=[svg.M(tenth(start), tenth(y)), curve], class_=["link"])
        yield svg.Path(d=[svg.M(tenth(end), tenth(y - 1)), svg.l(-3.5, 6), svg.h(7), svg.Z()], fill=LINK)


def _wide(cue: Outlined) -> float:
    return width(cue.name) + 6 + width(cue.when, 11)


def _role(cue: Outlined, name: str) -> str:
    return "lead" if name in cue.people.lead else "met" if name in cue.people.met else "watched"


def _knot(x: float, y: float, shade: str, role: str) -> Iterator[svg.Element]:
    """Full for who is led, a ring for who is met, a small ring for who is watched."""
    yield svg.Circle(
        cx=tenth(x), cy=tenth(y), r=4 if role == "watched" else 6.5, fill=shade if role == "lead" else "white",
        stroke=shade, stroke_width=2.2, stroke_dasharray=[2, 2] if role == "watched" else None,
    )  # fmt: skip


def _legend(x: float, y: float) -> Iterator[svg.Element]:
    for role, words in (("lead", "is led by the cue"), ("met", "is met in it"), ("watched", "is watched by it")):
        yield from _knot(x + 7, y - 4, INK, role)
        yield text(x + 20, y, words, "soft")
        x += 130
    yield svg.Line(x1=x, x2=x + 26, y1=y - 4, y2=y - 4, stroke=LINE, stroke_width=2.5, stroke_dasharray=[4, 3])
    yield text(x + 32, y, "may begin later", "soft")
