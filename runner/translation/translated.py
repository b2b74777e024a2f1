"""A run as it is told in another language. The town knows nothing of it: only what reaches the page is exchanged.

Events, digests, draws and verdicts are those of the script as it is written, so a story has the same marks in
every language.
"""

from typing import Final

import msgspec

from dsl.strings import Lookup
from dsl.strings.texts import Kind
from dsl.values import quoted
from townlet.beat import Beat
from townlet.schedule import Schedule
from townlet.script.performance import Verdict

KINDS: Final[dict[str, Kind]] = {"mark": "mark", "prompt": "prompt", "narrate": "narrate"}
REASON: Final = ' because "'


class Translated(msgspec.Struct, frozen=True):
    """A language, what is said in it, and the schedule it is said of."""

    language: str
    texts: Lookup
    schedule: Schedule

    @property
    def title(self) -> str:
        """The title of the scenario."""
        return self.texts.find("title", self.schedule.title) or self.schedule.title

    def beat(self, beat: Beat) -> Beat:
        """A line of the page; the town's own sentences stay as they are."""
        if beat.told in KINDS and not beat.event:
            text = self._find(KINDS[beat.told], beat.text, beat.root)
            return msgspec.structs.replace(beat, text=text) if text is not None else beat
        return self._spoken(beat) if beat.told == "said" else beat

    def verdict(self, verdict: Verdict) -> Verdict:
        """A verdict with its reason; the check itself stays in the words of the script."""
        text = self._find("because", verdict.because, verdict.check) if verdict.because else None
        if text is None:
            return verdict
        head, reason, _ = verdict.text.rpartition(REASON)
        said = f"{head} because {quoted(text)}" if reason else verdict.text
        return msgspec.structs.replace(verdict, because=text, text=said)

    def _spoken(self, beat: Beat) -> Beat:
        """What somebody says: between the quotation marks of the page."""
        who, mark, text = beat.text.partition(": “")
        said = self._find("say", text.removesuffix("”"), beat.root) if mark else None
        return msgspec.structs.replace(beat, text=f"{who}{mark}{said}”") if said is not None else beat

    def _find(self, kind: Kind, text: str, statement: str) -> str | None:
        written = self.schedule.places.get(statement)
        place = (written.file, written.line, written.column) if written is not None else None
        return self.texts.find(kind, text, place)
