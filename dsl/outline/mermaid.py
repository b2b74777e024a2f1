"""A plan as Mermaid: a flowchart of what leads to what, and a Gantt chart. Both are texts that others draw."""

import re
from collections.abc import Iterator
from typing import Final

from dsl.outline import Outline, Outlined
from dsl.outline.looks import NOBODY, clock, colour
from townlet.units import DAY

TEXT_LIMIT: Final = 50_000
EDGE_LIMIT: Final = 500
"""What Mermaid draws unasked: characters, and arrows."""

AGAIN: Final = 24
"""So often a cue that comes again is drawn as a task of its own; each takes a line."""

MONTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

SPECIAL: Final = re.compile(r'[#;&<>"`\\{}\[\]()|:%]')
"""Signs that Mermaid might take for its own, in a label or in the name of a task."""


def flowchart(plan: Outline) -> str:
    """Cues as boxes, what they follow as arrows, the one who leads as the class of a box; ends in a newline."""
    return "".join(f"{line}\n" for line in _flowchart(plan))


def gantt(plan: Outline) -> str:
    """Cues as tasks: from when on, and at least how long. What may begin later is `active`; ends in a newline."""
    return "".join(f"{line}\n" for line in _gantt(plan))


def beyond(text: str) -> bool:
    """Whether a chart is larger than Mermaid draws without being told to (`maxTextSize`, `maxEdges`)."""
    return len(text) > TEXT_LIMIT or text.count("-->") > EDGE_LIMIT


def escaped(text: str) -> str:
    """A text on one line, with every special sign by its number."""
    return SPECIAL.sub(lambda sign: f"#{ord(sign[0])};", " ".join(text.split()))


def _flowchart(plan: Outline) -> Iterator[str]:
    yield "flowchart LR"
    yield f'    subgraph story["{escaped(plan.title)}"]'  # A title of its own would be cut at the first `<`.
    yield "    direction LR"
    numbers = {cue.id: f"c{n}" for n, cue in enumerate(plan.cues)}
    for cue in plan.cues:
        yield f'    {numbers[cue.id]}["{_label(plan, cue)}"]:::{_class(plan, cue)}'
    yield "    end"
    for cue in plan.cues:
        if cue.after:
            yield f'    {numbers[cue.after]} -->|"{escaped(_how(cue))}"| {numbers[cue.id]}'
    for n, name in enumerate(plan.people):
        yield f"    %% p{n} is {escaped(name)}"
        yield f"    classDef p{n} stroke:{colour(plan, name)},stroke-width:3px"
    yield f"    classDef nobody stroke:{NOBODY},stroke-width:1px"


def _label(plan: Outline, cue: Outlined) -> str:
    """Name, time and trigger, and who is touched."""
    time = clock(plan, cue.times.earliest)
    when = escaped(time if cue.times.exact else f"not before {time}")
    people = ", ".join(escaped(name) for name in (*cue.people.lead, *cue.people.met))
    return "<br/>".join(part for part in (f"<b>{escaped(cue.name)}</b>", when, escaped(cue.when), people) if part)


def _class(plan: Outline, cue: Outlined) -> str:
    people = (*cue.people.lead, *cue.people.met)
    return f"p{plan.people.index(people[0])}" if people else "nobody"


def _how(cue: Outlined) -> str:
    """What an arrow says: `20 ticks after`, `when it rains`; the name of the cue it comes from stands there already."""
    before, _, condition = cue.when.partition(" when ")
    return f"when {condition}" if condition else before.removesuffix(" " + before.rpartition(" ")[2])


def _gantt(plan: Outline) -> Iterator[str]:
    yield "gantt"
    yield f"    title {escaped(plan.title)}"
    yield "    dateFormat YYYY-MM-DD HH:mm"
    yield "    axisFormat %H:%M"
    for n, cue in enumerate(plan.cues):
        people = ", ".join((*cue.people.lead, *cue.people.met))
        name = f"{cue.name} ({people})" if people else cue.name
        state = "" if cue.times.exact else "active, "
        starts = [cue.times.earliest, *cue.times.again]
        for at, start in enumerate(starts[:AGAIN]):
            yield f"    {escaped(name)} :{state}c{n}-{at}, {_date(plan, start)}, {max(cue.times.least, 1)}m"
        if starts[AGAIN:]:
            yield f"    %% and {len(starts) - AGAIN} times more"


def _date(plan: Outline, tick: int) -> str:
    """A town has no calendar: day 1 is the first of January of some year."""
    day, minutes = divmod(plan.clock + tick, DAY)
    year, day = divmod(day, sum(MONTHS))
    month = 0
    while day >= MONTHS[month]:
        day, month = day - MONTHS[month], month + 1
    return f"{2001 + year}-{month + 1:02}-{day + 1:02} {minutes // 60:02}:{minutes % 60:02}"
