"""A story as the text of a script, the way somebody would have written it."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import Final

from dsl.lower.ids import kebab
from dsl.timeline.lines import TOLD, coins, share
from dsl.timeline.people import NAME
from dsl.timeline.reading import Notes
from dsl.timeline.story import Arrived, Moment, Story
from dsl.values import quoted, spoken_ticks
from dsl.vocabulary import LONGEST

STEP: Final = "    "
SHORT: Final = 76  # Characters of a narration that stands on one line.
WIDE: Final = 72  # Characters of a line of prose.
AFTER: Final = 30  # Ticks for which a story goes on after its last entry, when the file says nothing else.
ROUND: Final = 10
RESERVED: Final = ("start", "end", "stage")
"""Words that would be a poor name for a cue."""


def written(story: Story, notes: Notes, name: str, town: str) -> str:
    """The whole script. `name` is that of the old file."""
    _named_beats(story, notes)
    blocks = [
        _head(notes, name),
        [f"scenario {quoted(_title(notes, name))}:", *_indented(_fields(story, notes, town))],
        _indented(["cast:", *_indented(_cast(story))]),
        *_cues(story, notes),
        _indented(f"# {text}" for text in notes.below),
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks if block) + "\n"


def _cast(story: Story) -> list[str]:
    """Who there is; of somebody that the older file knows nothing about, why they are there."""
    is_known = bool(story.people.residents or story.cast)
    why = [] if is_known else ["# Nobody came in the older file, and a scenario wants somebody."]
    return [*why, *(line for each in story.everybody for line in _member(each))]


def _head(notes: Notes, name: str) -> list[str]:
    above = [f"## {line}" for line in notes.above]
    return [f"## From {name}, a timeline of the older kind.", *above]


def _title(notes: Notes, name: str) -> str:
    """`demo_story_arc` is “Demo Story Arc”; a title with spaces stays as it is."""
    title = notes.title or name.rpartition(".")[0] or name
    if " " in title:
        return title
    parts = [part for part in re.split(r"[\W_]+", title) if part]
    return " ".join(part[:1].upper() + part[1:] for part in parts) or "Untitled"


def _fields(story: Story, notes: Notes, town: str) -> list[str]:
    last = max(story.moments, default=0)
    length = max(notes.length, min(LONGEST, -(-(last + AFTER) // ROUND) * ROUND) if last >= notes.length else 0)
    return [
        *([f"about: {quoted(notes.about)}"] if notes.about else []),
        f"town: {town}",
        "clock: 08:00",
        f"length: {spoken_ticks(max(length, 1))}",
        *([f"seed: {notes.seed}"] if notes.seed is not None else []),
    ]


def _member(who: Arrived) -> list[str]:
    """On one line, unless there are needs to be said."""
    wallet = coins(who.wallet) if who.wallet is not None else ""
    if not who.needs:
        job = f"works as {who.job}" if who.job else ""
        bits = [who.personality, f"at {who.place}" if who.place else "offstage", wallet, job]
        return [f"{who.name}: {', '.join(bit for bit in bits if bit)}"]
    fields = {
        "personality": who.personality,
        "starts": who.place or "offstage",
        "needs": ", ".join(f"{need} {share(value)}" for need, value in who.needs),
        "wallet": wallet,
        "job": who.job,
    }
    return [f"{who.name}:", *_indented(f"{key}: {value}" for key, value in fields.items() if value)]


# Cues.


def _cues(story: Story, notes: Notes) -> Iterator[list[str]]:
    taken: set[str] = set()
    beats = dict(reversed(notes.beats))
    stage = ""
    for tick in sorted(story.moments):
        moment = story.moments[tick]
        name = _unused(_name(moment, beats.get(tick, "")), taken)
        stages = [each for each in dict.fromkeys(map(_heading, moment.stages)) if each != stage]
        stage = stages[-1] if stages else stage
        if block := _cue(moment, name, stages):
            yield _indented([*moment.above, *block])


def _cue(moment: Moment, name: str, stages: list[str]) -> list[str]:
    """A cue, or where nothing happens in it only its comments."""
    body = [*(f"mark {quoted(each)}" for each in stages), *(line for each in moment.lines for line in _line(each))]
    if all(line.startswith("#") for line in body):
        return [f"# Tick {moment.tick}: {line.removeprefix('# ')}" for line in body]
    when = f"at tick {moment.tick}" if moment.tick else "at start"
    return [f"{when} as {name}:" if name else f"{when}:", *_indented(body)]


def _line(line: str) -> list[str]:
    """A line as it is; a narration short or long."""
    if not line.startswith(TOLD):
        return [line]
    text = line.removeprefix(TOLD)
    if len(text) <= SHORT:
        return [f"narrate {quoted(text)}"]
    prose = textwrap.wrap(text, WIDE, break_long_words=False, break_on_hyphens=False)
    return ["narrate:", *_indented(f"> {part}" for part in prose)]


def _named_beats(story: Story, notes: Notes) -> None:
    """What the file calls a tick becomes a mark at it; one that says it of itself is not said twice."""
    for tick, beat in notes.beats:
        moment = story.moment(tick)
        moment.stages.insert(0, beat)


def _heading(stage: str) -> str:
    """`quiet_hour` is “Quiet hour”."""
    words = stage.replace("_", " ").strip() or stage
    return words[:1].upper() + words[1:]


def _name(moment: Moment, beat: str) -> str:
    """What the file calls the tick, or else what happens in it."""
    name = kebab(beat) if beat else kebab(moment.about[0]) if moment.about else ""
    if not name:
        return ""
    plain = name if NAME.fullmatch(name) else f"the-{name}"
    if plain in RESERVED or re.fullmatch(r"\w+-\d+", plain):
        plain = f"the-{plain}"
    return plain if NAME.fullmatch(plain) else ""


def _unused(name: str, taken: set[str]) -> str:
    if not name or name in taken:
        return ""
    taken.add(name)
    return name


def _indented(lines: Iterable[str]) -> list[str]:
    return [STEP + line for line in lines]
