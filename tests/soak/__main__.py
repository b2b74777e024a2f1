"""`make soak`: what takes too long for every change. Bounded, says how far it is, and ends with 0 or 1.

    python -m tests.soak [heavy] [memory] [mutants] [rehearsal] [swarm] [throng] [--scripts 1000]

heavy: every scenario that ships, saved and restored at every tick, for three seeds. memory: ten people for a hundred
days. mutants: ten thousand scripts with mistakes, and how often one mistake is one message. rehearsal: a hundred
thousand runs in a store, interrupted, killed and gone on with, in memory that stays flat. swarm: a thousand made-up
scripts of 10,000 ticks, under every law after every event, on all processors. throng: a tenth as many scripts, with
thirty townsfolk each, in a town that has room for a third of them.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed

from tests.dsl.mutants import Told, shares, told
from tests.soak.memory import growth
from tests.soak.rehearsal import everything_kept
from tests.town.swarm import Verdict, swarm, throng

BATCH = 10  # Scripts of one number of the swarm.
MUTANTS = 100  # Of one job.


def heavy(_: int) -> Iterator[str]:
    """What goes another way when it is saved and restored."""
    from runner.attending import AstrayError, Heavy, Strict
    from runner.cache import Cache
    from runner.catalogue import names
    from runner.performing import performed
    from runner.workshop import Ready, Workshop
    from townlet.invariants import LawError

    workshop = Workshop(Cache(None))
    for name in names():
        ready = workshop.ready(name, {})
        if not isinstance(ready, Ready):
            yield f"{name} cannot be performed"
            continue
        for seed in (ready.schedule.seed, 1, 2):
            began = time.monotonic()
            try:
                run = performed(
                    ready.schedule, ready.town, seed, attend=lambda town: (Strict(town), Heavy())
                )
                say(f"  {name}, seed {seed}: {run.tick} ticks, {time.monotonic() - began:.1f} s")
            except (AstrayError, LawError) as error:
                yield f"{name}, seed {seed}: {error}"


def memory(_: int) -> Iterator[str]:
    """What grows from day 2 to day 100."""
    return growth(say)


def rehearsal(_: int) -> Iterator[str]:
    """What a hundred thousand runs lose, double or cost."""
    return everything_kept(say)


def mutants(scripts: int) -> Iterator[str]:
    """Ten times as many scripts with mistakes, and what is said of them."""
    numbers = [*range(0, scripts * 10, MUTANTS)]
    everything: list[Told] = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(_mutants, numbers):
            everything += found
            for each in found:
                yield from (f"{fault}\nin\n{each.mutant.text}" for fault in each.faults)
    alone = [each for each in everything if len(each.mutant.kinds) == 1]
    for kind, (calm, count) in sorted(shares(alone).items()):
        say(f"  {kind}: one message for each statement in {calm / count:.1%} of {count}")
    share = sum(each.is_calm for each in alone) / len(alone)
    say(f"  {len(everything)} mutants; one mistake, one message: {share:.2%} of {len(alone)};"
        f" the slowest took {max(each.seconds for each in everything):.3f} s")  # fmt: skip
    if share < 0.95:
        yield f"one message for each statement in {share:.2%} only"


def _mutants(start: int) -> list[Told]:
    """Four of five have one mistake, the others up to five."""
    return [told(number, 1 if number // 10 % 5 else 2 + number % 4) for number in range(start, start + MUTANTS)]


def swarms(scripts: int) -> Iterator[str]:
    """What made-up scripts bring to light."""
    return _made_up(swarm, scripts)


def throngs(scripts: int) -> Iterator[str]:
    """What they bring to light where people are many."""
    return _made_up(throng, scripts // 10)


Kind = Callable[[int, int], list[Verdict]]


def _made_up(kind: Kind, scripts: int) -> Iterator[str]:
    done, wrong = 0, 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(_batch, kind, number) for number in range(1, scripts // BATCH + 1)]
        for job in as_completed(jobs):
            number, verdicts = job.result()
            done, wrong = done + BATCH, wrong + len(verdicts)
            say(f"  {done} of {scripts} scripts, {wrong} with something wrong")
            for text, found in verdicts:
                yield f"in {kind.__name__} {number}:\n{text}\n" + "\n".join(found[:5])


def _batch(kind: Kind, number: int) -> tuple[int, list[Verdict]]:
    return number, kind(1000 + number, BATCH)


PARTS: dict[str, Callable[[int], Iterator[str]]] = {
    "heavy": heavy, "memory": memory, "mutants": mutants, "rehearsal": rehearsal, "swarm": swarms, "throng": throngs,
}  # fmt: skip


def say(text: str) -> None:
    """How far it is."""
    print(text, flush=True)


def main() -> int:
    """Run the parts that are asked for, or all of them."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="PART")
    parser.add_argument("--scripts", type=int, default=1000, help="how many scripts the swarm has")
    asked = parser.parse_args()
    faults = 0
    for name in asked.parts or PARTS:
        say(f"{name} ...")
        began = time.monotonic()
        for fault in PARTS[name](asked.scripts):
            faults += 1
            say(f"WRONG: {fault}")
        say(f"{name}: {time.monotonic() - began:.0f} s")
    say("all is well" if not faults else f"{faults} things are wrong")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
