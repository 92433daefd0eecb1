"""What a run says: a line while it goes on, a table of kinds at its end, and how to repeat a leak."""

from __future__ import annotations

from gateway.cli.screen import Ink, paint, progress, say, table
from tests.isolation.callers import ANSWERED, LEFT
from tests.isolation.running import Run, Tally

_SHOWN_LEAKS = 20


class Progress:
    """Says how far a run is, on a terminal."""

    def __init__(self, attempts: int) -> None:
        self._attempts = attempts

    def __call__(self, made: int, leaks: int, seconds: float) -> None:
        """Say it."""
        rate = made / seconds
        left = (self._attempts - made) / rate / 60
        progress(f"{made:,} of {self._attempts:,} attempts, {rate:.0f}/s, {left:.0f} min left, {leaks} leaks")


def told(run: Run, command: str) -> int:
    """Print the result; the exit code: 1 for a leak, or for a run that proves less than it should."""
    progress("")
    say(*table(("kind of attempt", "made", "http", "answered", "left", "leaks", "refused"), _rows(run)))
    http = run.over_http / run.made if run.made else 0
    say(
        "",
        f"seed {run.seed}: {run.made:,} attempts in {run.seconds:.0f} s ({run.made / run.seconds:.0f}/s), "
        f"{run.over_http:,} of them over HTTP ({http:.1%}), the rest in process; {run.dialled:,} reached the provider, "
        f"{run.turned_away:,} were turned away by a busy machine or cut by a switch.",
    )
    for leak in run.leaks.kept[:_SHOWN_LEAKS]:
        say(paint(f"LEAK attempt {leak.attempt}: {leak.what}", Ink.RED))
        say(f"  repeat: {command} --seed {run.seed} --only {leak.attempt}")
    shortcomings = run.shortcomings()
    for each in shortcomings:
        say(paint(f"proves less: {each}", Ink.YELLOW))
    say(paint(f"{len(run.leaks)} leaks", Ink.RED if len(run.leaks) else Ink.GREEN))
    return 1 if len(run.leaks) or shortcomings else 0


def _rows(run: Run) -> list[tuple[str, ...]]:
    rows = [(name, tally) for name, tally in run.kinds.items() if tally.made]
    return [_row(name, tally) for name, tally in rows]


def _row(name: str, tally: Tally) -> tuple[str, ...]:
    http = sum(count for place, count in tally.places.items() if "http" in place)
    refused = ", ".join(f"{code} {count:,}" for code, count in tally.refused.most_common())
    counts = (tally.made, http, tally.said[ANSWERED], tally.said[LEFT], tally.leaks)
    return (name, *(f"{count:,}" for count in counts), refused)
