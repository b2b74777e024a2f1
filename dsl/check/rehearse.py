"""The rehearse block: seeds, rates and buckets that can be carried out."""

from collections.abc import Iterator
from typing import Final

from dsl import tree
from dsl.check.positions import judged
from dsl.check.words import no_such, unknown_word
from dsl.diagnostic import Diagnostic
from dsl.names import Scope
from dsl.script import Script
from dsl.values import figure
from dsl.vocabulary import COMPARED, IGNORED, QUALITIES, QUALITIES_SAID, SHARE, Quality
from dsl.wants import Wanted, possessive

MOST_SEEDS: Final = 10_000


def rehearse(script: Script) -> Iterator[Diagnostic]:
    """Everything about the rehearse block but `vary`, which belongs to the parameters."""
    block = script.scenario.rehearse if script.scenario is not None else None
    if block is None:
        return
    scope = script.scope()
    yield from _seeds(block)
    if block.pass_rate is not None:
        yield from judged(Wanted(block.pass_rate, SHARE), scope)
    for word in block.compare:
        if word.text not in COMPARED:
            yield unknown_word("TN219", f"I cannot compare `{word.text}`", word, list(COMPARED))
    for word in block.ignore:
        if word.text not in IGNORED:
            yield unknown_word("TN219", f"I cannot leave out `{word.text}`", word, list(IGNORED))
    for cover in block.cover:
        yield from _cover(cover, scope)


def _seeds(block: tree.Rehearse) -> Iterator[Diagnostic]:
    total = 0
    for seeds in block.seeds:
        total += max(0, seeds.last - seeds.first + 1)
        if seeds.last < seeds.first:
            yield Diagnostic("TN227", "These seeds run backwards", seeds.span, label=f"{seeds.last}..{seeds.first}?")
        if total > MOST_SEEDS:
            yield Diagnostic("TN222", f"More than {MOST_SEEDS:,} seeds are too many", seeds.span)
            return


def _cover(cover: tree.CoverEvery | tree.CoverValues, scope: Scope) -> Iterator[Diagnostic]:
    if isinstance(cover, tree.CoverEvery):
        if cover.kind.text not in ("vignette", "cue", "branch"):
            words = ["vignette", "cue", "branch"]
            yield unknown_word("TN219", f"I cannot cover every `{cover.kind.text}`", cover.kind, words)
        return
    quality = _quality(cover.subject)
    if quality is None and isinstance(cover.subject, tree.Possessive):
        yield no_such("TN213", "quality", cover.subject.quality, QUALITIES, QUALITIES_SAID)
        return
    if quality is None or not quality.askable or not isinstance(cover.subject, tree.Possessive):
        yield Diagnostic(
            "TN226", "I can only cover somebody's or something's quality", cover.subject.span,
            hint="For example: `cover Kai's energy in [0%..50%, 50%..100%]`",
        )  # fmt: skip
        return
    for each in possessive(cover.subject):
        yield from judged(each, scope)
    for bucket in cover.buckets:
        yield from _bucket(bucket, quality, scope)


def _quality(subject: tree.Target) -> Quality | None:
    return QUALITIES.get(subject.quality.text) if isinstance(subject, tree.Possessive) else None


def _bucket(bucket: tree.Bucket, quality: Quality, scope: Scope) -> Iterator[Diagnostic]:
    wrong = [said for end in (bucket.low, bucket.high) for said in judged(Wanted(end, quality.value), scope)]
    yield from wrong
    if not wrong and figure(bucket.high) < figure(bucket.low):
        yield Diagnostic(
            "TN227", "This bucket has nothing in it", bucket.span, label="its ends are the wrong way round"
        )
