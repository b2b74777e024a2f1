"""One scenario of the report, from its plan and its result."""

from collections.abc import Mapping
from typing import Final

import msgspec

from dsl.source import Source
from runner.keeping import kept
from runner.places import texts as files_of
from runner.rehearsal.page.anchors import Anchors
from runner.rehearsal.page.checks import checks, covering
from runner.rehearsal.page.contents import ByValue, Chapter, Drift, Tone
from runner.rehearsal.page.day import Feeling, day
from runner.rehearsal.page.drift import drift, told
from runner.rehearsal.page.matrix import in_words, matrix
from runner.rehearsal.page.story import story
from runner.rehearsal.page.texts import shown, texts
from runner.rehearsal.plan import Plan, Unplanned
from runner.rehearsal.report import verdict_of
from runner.rehearsal.result import Result, Status
from runner.rehearsal.store import Store
from townlet.town import Town

TONES: Final[dict[Status, Tone]] = {
    "well": "good", "failed": "bad", "script": "bad", "drift": "warn", "unsteady": "bad", "golden": "warn",
}  # fmt: skip


def chapter(slug: str, plan: Plan | Unplanned, result: Result, store: Store) -> Chapter:
    """Everything about one scenario."""
    verdict, tone = verdict_of(result), TONES[result.statuses[0]]
    if not isinstance(plan, Plan):
        said = told(result.said, plan.looked.sources)
        return Chapter(slug, result.name, "", "", result, verdict, tone, said=said)
    bare = Chapter(slug, result.name, plan.schedule.title, plan.schedule.about, result, verdict, tone)
    return _performed(bare, plan, store)


def _performed(bare: Chapter, plan: Plan, store: Store) -> Chapter:
    """Of a scenario that was performed. The golden cell is once more, with its events kept."""
    schedule, ready, result = plan.schedule, plan.ready[()], bare.result
    sources = _in_order(files_of(schedule, ready.sources), plan)
    anchors = Anchors(bare.slug, shown(sources))
    feeling = Feeling(schedule)

    def attend(town: Town) -> list[Feeling]:
        return [feeling]

    run = kept(schedule, ready.town, plan.golden.seed, attend)
    return msgspec.structs.replace(
        bare,
        said=told(result.said, ready.sources),
        unsteady=result.unsteady,
        golden=_golden(result),
        drift=_drift(plan, result, run.text, anchors),
        checks=checks(result, schedule, sources, anchors),
        matrix=matrix(result.name, plan.cells, lambda: store.fates(result.name)),
        by_value=tuple(ByValue(in_words(values), rate) for values, rate in result.by_values),
        covering=covering(result, result.covered, schedule, anchors) if result.covered is not None else None,
        texts=texts(sources.values(), result.covered, anchors) if result.covered is not None else (),
        story=story(run, schedule, ready.town, sources, anchors),
        day=day(run, schedule, feeling),
    )  # fmt: skip


def _in_order(found: Mapping[str, Source], plan: Plan) -> dict[str, Source]:
    """The script first, then what it uses, as they are named in the schedule."""
    order = [*plan.schedule.sources]
    return dict(sorted(found.items(), key=lambda each: order.index(each[0]) if each[0] in order else len(order)))


def _golden(result: Result) -> str:
    """What is to be said of a golden that is not there, or is damaged."""
    if result.held is None or result.held.standing in ("same", "drift"):
        return ""
    if result.held.trouble is not None:
        return f"{result.held.trouble.message}. {result.held.trouble.hint}."
    return "There is no golden yet: read the story below, then accept it or rehearse with --update-new."


def _drift(plan: Plan, result: Result, text: str, anchors: Anchors) -> Drift | None:
    if result.held is None or result.held.standing != "drift":
        return None
    return drift(plan.target, text, result.drift, anchors)
