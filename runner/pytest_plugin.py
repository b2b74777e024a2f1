"""Scripts as tests: `pytest scenarios/` collects every `.town` file that holds a scenario, wherever it lies.

    coffee-too-dear.town::golden       the story is the approved one, if there is one, and keeps its promises
    coffee-too-dear.town::matrix       so do as many runs of its `rehearse:` block as it asks for

A failed promise is shown as Townlet shows it, at its line of the script. Nothing is ever written.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from dsl.diagnostic import Diagnostic
    from runner.keeping import Kept
    from runner.rehearsal.golden import Difference, Held
    from runner.rehearsal.plan import Plan
    from runner.rehearsal.result import Result
    from runner.workshop import Looked, Workshop


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "Script | None":
    """A script that holds a scenario; a library is used by others."""
    if file_path.suffix != ".town":
        return None
    from runner.rehearsal.plan import holds_a_scenario

    return Script.from_parent(parent, path=file_path) if holds_a_scenario(file_path) else None


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> "Closed | None":
    """A folder that cannot be looked into is told of in a line; any other is pytest's own business."""
    from runner.given import closed

    return Closed.from_parent(parent, path=path) if closed(path) else None


class Closed(pytest.File):
    """A folder that nobody may look into; no `Directory`, in which pytest would look for a `conftest.py` first."""

    def collect(self) -> Iterable[pytest.Item]:
        """See `pytest.Collector`."""
        from runner.given import closed

        raise self.CollectError(f"I cannot open the folder `{self.path}`: {closed(self.path)}")


class Script(pytest.File):
    """One script, with its golden and its matrix."""

    def collect(self) -> Iterable[pytest.Item]:
        """See `pytest.Collector`."""
        yield Golden.from_parent(self, name="golden")
        yield Matrix.from_parent(self, name="matrix")


class PromiseError(Exception):
    """What a script promised and did not keep, or what keeps it from being performed, as it is to be shown."""


class Promise(pytest.Item):
    """Something that a script promises."""

    def reportinfo(self) -> tuple[Path, int, str]:
        """See `pytest.Item`."""
        return self.path, 0, f"{self.path.name}::{self.name}"

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:
        """A promise is shown in our words; anything else is a fault, and shown as pytest shows it."""
        if isinstance(excinfo.value, PromiseError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **kwargs)

    def planned(self) -> "Plan":
        """The script, compiled for all its values; PromiseError if it needs mending first."""
        from runner.rehearsal.plan import Plan, Target, Wanted, planned

        found = planned(Target(str(self.path), self.path), Wanted(), _workshop())
        if not isinstance(found, Plan):
            raise PromiseError(_shown(found.looked.diagnostics, found.looked))
        return found


class Golden(Promise):
    """The run whose story is kept."""

    def runtest(self) -> None:
        """See `pytest.Item`."""
        from runner.keeping import kept
        from runner.rehearsal.golden import held

        plan = self.planned()
        ready = plan.ready[()]
        told = kept(ready.schedule, ready.town, plan.golden.seed)
        asked = ready.schedule.rehearse
        found = held(self.path, told.text, asked.compare, asked.ignore)
        said = [*self._otherwise(plan, told.text, found), *self._broken(plan, told)]
        if said:
            raise PromiseError("\n".join(said))
        if found.standing == "missing":
            pytest.skip("no golden yet: `townlet rehearse` and `townlet accept` make one")

    def _otherwise(self, plan: "Plan", text: str, found: "Held") -> Iterator[str]:
        """How it is not the approved story, or why that cannot be told."""
        from runner.rehearsal.golden import golden_path

        if found.first is not None:
            was, now = found.first.in_words
            where = f"{golden_path(self.path)}:{found.first.line}"
            yield f"not the approved story, from {where} on\n- {was}\n+ {now}\n"
            yield self._why(plan, text, found.first)
        if found.trouble is not None:
            yield _shown([found.trouble], plan.ready[()])

    def _why(self, plan: "Plan", text: str, first: "Difference") -> str:
        """Why it is another story, as `townlet rehearse` says it; and that its record is of no use, if so."""
        from runner.rehearsal.drift import telling
        from runner.rehearsal.drift.drifted import drifted
        from runner.rehearsal.golden import golden_path
        from runner.rehearsal.goldens import unrecorded

        explained = drifted(self.path, plan.ready[()], plan.golden.seed, text, first)
        missing = unrecorded(plan, str(golden_path(self.path)), "warning")
        useless = [explained.trouble] if explained.trouble is not None else [*missing]
        told = "".join(piece for piece, _ in telling.told(explained))
        return "\n".join([told, *([_shown(useless, plan.ready[()])] if useless else [])])

    def _broken(self, plan: "Plan", told: "Kept") -> Iterator[str]:
        """The promises that this run broke; where some runs may break them, and there are more, the matrix counts."""
        from runner.verdicts import wanting
        from townlet.units import ONE

        ready = plan.ready[()]
        is_counted = ready.schedule.rehearse.pass_rate < ONE and not _is_single(plan)
        if (told.run.failed or told.run.blocked) and not is_counted:
            yield _shown(wanting(told.run.verdicts, ready.schedule), ready)


class Matrix(Promise):
    """All runs of the `rehearse:` block."""

    def runtest(self) -> None:
        """See `pytest.Item`."""
        from runner.rehearsal.golden import Held
        from runner.rehearsal.rehearsing import Wishes, perform
        from runner.rehearsal.result import judged
        from runner.rehearsal.store import Store
        from runner.rehearsal.stores import begun

        plan = self.planned()
        if _is_single(plan):
            pytest.skip("nothing to vary")
        store = Store()
        begun(store, plan)
        perform([plan], store, Wishes(), lambda cells: None)
        result = judged(plan, store, Held("same"), None, ())
        if "failed" in result.statuses:
            raise PromiseError(self._in_words(plan, result))

    def _in_words(self, plan: "Plan", result: "Result") -> str:
        """The first run that broke a promise; if it is something else that is missing, what a rehearsal says of it."""
        from runner.rehearsal.cells import performed_in
        from runner.rehearsal.report import shortcomings
        from runner.typed import typed
        from runner.verdicts import wanting

        first = result.failing
        if result.kept_enough or first is None:
            return "".join(text for text, _ in shortcomings(result, plan))
        ready = plan.ready[first.values]
        run = performed_in(ready.schedule, ready.town, first.seed)
        share = f"{result.rate.good} of {result.rate.of} runs kept their promises; the first that did not:"
        command = f"townlet run {typed(self.path.name)} {first.in_words()}"
        return f"{share} {command}\n\n{_shown(wanting(run.verdicts, ready.schedule), ready)}"


_open: "list[Workshop]" = []


def _workshop() -> "Workshop":
    """One workshop for a session: the grammar and the towns are read once."""
    import os

    from runner.cache import opened
    from runner.workshop import Workshop

    if not _open:
        _open.append(Workshop(opened(os.environ)))
    return _open[0]


def _is_single(plan: "Plan") -> bool:
    """Whether the run of the golden is all there is to a script: then its matrix has nothing to add."""
    return [*plan.cells[:2]] == [plan.golden] and not plan.schedule.rehearse.cover


def _shown(said: "Iterable[Diagnostic]", looked: "Looked") -> str:
    from runner.report import in_full

    return "\n".join(in_full(each, looked.sources) for each in said)
