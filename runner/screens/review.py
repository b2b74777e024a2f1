"""Reviewing stories that differ: one passage after another, accepted, rejected or skipped.

The screen decides nothing by itself: what it is given are passages and what to do with a decision (`Desk`).
"""

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final, Protocol

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Label, Static

from runner.rehearsal.comparing import Row, Stretch, rows
from runner.screens.passage import Passage

HELP: Final = """\
a  accept this passage            A  accept all the rest
r  reject this passage            R  reject all the rest
s  skip this passage              S  skip all the rest

v  side by side, or one below the other
w  the whole story, or only this passage
↑ ↓ PgUp PgDn  scroll             q  leave; what was decided stays

Accepting asks for a reason. It is kept in the header of the golden.
Rejecting leaves the golden as it is. Press any key to go back."""


class Desk(Protocol):
    """What carries decisions out. Each gives what went wrong, or nothing."""

    def accept(self, passage: Passage, because: str) -> str: ...

    def reject(self, passage: Passage) -> str: ...

    def why(self, passage: Passage) -> str:
        """Why a passage differs, in a line; nothing where that is not known."""

    def whole(self, story: str) -> tuple[Sequence[str], Sequence[str]]:
        """All lines of a story, before and now."""


def drawn(found: Iterable[Row], side_by_side: bool) -> RenderableType:
    """A comparison, as it is shown."""
    return _beside(found) if side_by_side else _below(found)


def _beside(found: Iterable[Row]) -> Table:
    table = Table(box=None, expand=True, padding=(0, 1), show_header=True, header_style="bold")
    table.add_column("approved", ratio=1, overflow="fold")
    table.add_column("now", ratio=1, overflow="fold")
    for row in found:
        table.add_row(_line(row.was, "red", row.kind), _line(row.now, "green", row.kind))
    return table


def _below(found: Iterable[Row]) -> Group:
    lines: list[Text] = []
    for row in found:
        if row.kind == "same":
            lines.append(Text("  ").append_text(_line(row.was, "", "same")))
            continue
        if row.was is not None:
            lines.append(Text("- ", "red").append_text(_line(row.was, "red", "changed")))
        if row.now is not None:
            lines.append(Text("+ ", "green").append_text(_line(row.now, "green", "changed")))
    return Group(*lines)


def _line(stretches: Sequence[Stretch] | None, colour: str, kind: str) -> Text:
    """A line with its changed words."""
    text = Text()
    for words, changed in stretches or ():
        text.append(words, "dim" if kind == "same" else f"bold {colour}" if changed else colour)
    return text


class Review(App[int]):
    """The screen. Ends with the number of passages that are still undecided."""

    CSS = """
    #where { background: $primary-background; padding: 0 1; width: 100%; }
    #why { padding: 0 1; width: 100%; height: auto; }
    #said { color: $error; padding: 0 1; height: auto; }
    Asking, Helping { align: center middle; }
    #box { width: 76; max-width: 100%; height: auto; border: round $primary; padding: 1 2; background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("a", "accept", "accept"),
        ("r", "reject", "reject"),
        ("s", "skip", "skip"),
        Binding("A", "accept_all", show=False),
        Binding("R", "reject_all", show=False),
        Binding("S", "skip_all", show=False),
        ("v", "turn", "view"),
        ("w", "widen", "whole"),
        ("question_mark", "help", "help"),
        ("q", "leave", "leave"),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, passages: Sequence[Passage], desk: Desk) -> None:
        super().__init__()
        self.passages = [*passages]
        self.desk = desk
        self.at = 0
        self.undecided = 0
        self.side_by_side = True
        self.whole = False
        self.reason = ""

    def compose(self) -> ComposeResult:
        """See `textual.app.App`."""
        yield Label(id="where", markup=False)  # Names of files are no markup, whatever brackets are in them.
        yield Label(id="why", markup=False)
        yield Label(id="said", markup=False)
        with VerticalScroll(id="page"):
            yield Static(id="lines")
        yield Footer()

    def on_mount(self) -> None:
        """Show the first passage."""
        self.query_one("#page").focus()
        self.draw()

    def draw(self) -> None:
        """Show what is to be decided; leave when nothing is."""
        if self.at >= len(self.passages):
            self.exit(self.undecided)
            return
        passage = self.passages[self.at]
        view = "whole story" if self.whole or not passage.name else f"#{passage.name}"
        where = f"{passage.story}  {view}  ({self.at + 1} of {len(self.passages)})   ? for help"
        self.query_one("#where", Label).update(where)
        self.query_one("#why", Label).update(self.desk.why(passage))
        was, now = self.desk.whole(passage.story) if self.whole else (passage.was, passage.now)
        self.query_one("#lines", Static).update(drawn(rows(was, now), self.side_by_side))
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def action_accept(self) -> None:
        """Ask for a reason, then accept this passage."""
        self.push_screen(Asking(self.reason), lambda because: self._accepted(because, 1))

    def action_accept_all(self) -> None:
        """Ask for a reason, then accept this passage and all after it."""
        self.push_screen(Asking(self.reason), lambda because: self._accepted(because, len(self.passages)))

    def _accepted(self, because: str | None, many: int) -> None:
        if because is None:
            return
        self.reason = because
        self._each(many, lambda passage: self.desk.accept(passage, because))

    def action_reject(self) -> None:
        """Reject this passage."""
        self._each(1, self.desk.reject)

    def action_reject_all(self) -> None:
        """Reject this passage and all after it."""
        self._each(len(self.passages), self.desk.reject)

    def _each(self, many: int, decide: "Decide") -> None:
        wrong = ""
        for passage in self.passages[self.at : self.at + many]:
            wrong = decide(passage)
            if wrong:
                break
            self.at += 1
        self.query_one("#said", Label).update(wrong)
        self.draw()

    def action_skip(self) -> None:
        """Leave this passage undecided."""
        self.undecided += 1
        self.at += 1
        self.draw()

    def action_skip_all(self) -> None:
        """Leave this passage and all after it undecided."""
        self.action_leave()

    def action_turn(self) -> None:
        """Side by side, or one below the other."""
        self.side_by_side = not self.side_by_side
        self.draw()

    def action_widen(self) -> None:
        """The whole story, or one passage."""
        self.whole = not self.whole
        self.draw()

    def action_help(self) -> None:
        """Say what the keys do."""
        self.push_screen(Helping())

    def action_leave(self) -> None:
        """Leave; what was decided stays decided."""
        self.exit(self.undecided + len(self.passages) - self.at)


class Decide(Protocol):
    """What is done with one passage."""

    def __call__(self, passage: Passage, /) -> str: ...


class Asking(ModalScreen[str | None]):
    """Asks why a story is accepted; Escape goes back."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "dismiss(None)", "back")]

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason

    def compose(self) -> ComposeResult:
        """See `textual.app.App`."""
        with VerticalScroll(id="box"):
            yield Label("Why is this the story now? (Enter accepts, Escape goes back)")
            yield Input(self.reason, placeholder="the greeting is warmer now", id="because")

    def on_mount(self) -> None:
        """The first key is the first letter of the reason."""
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """A reason is needed; without one the question stays."""
        if event.value.strip():
            self.dismiss(event.value.strip())


class Helping(ModalScreen[None]):
    """What the keys do."""

    def compose(self) -> ComposeResult:
        """See `textual.app.App`."""
        with VerticalScroll(id="box"):
            yield Static(HELP)

    def on_key(self) -> None:
        """Any key goes back."""
        self.dismiss(None)
