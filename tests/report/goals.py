"""The goals that were set before anything was measured, and what a run says of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from tests.report import figures
from tests.report.evasion import CLASSES
from tests.report.figures import Figure
from tests.report.measuring import Evaded, Measured
from tests.report.tally import Row

PERSON = "PERSON"
EDITED = ("uner-en-ewt-dev", "redocred-dev")
TWEETS = ("wnut17-dev",)
SPEECH = ("slurp-devel", "nlupp-train")


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on a figure of some sets. `at_most`: the figure may not be above it; else not below."""

    title: str
    bound: float
    figure: Callable[[Row], Figure | None] = field(repr=False)
    corpora: tuple[str, ...]
    known: bool = False
    at_most: bool = False

    def __str__(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {100 * self.bound:g} %"

    def is_met(self, figure: Figure) -> bool:
        """Whether the measured value itself, not its interval, keeps the bound."""
        return figure.value <= self.bound if self.at_most else figure.value >= self.bound


def _leak(title: str, bound: float, corpus: str, *, known: bool) -> Goal:
    return Goal(f"direct identifiers left readable, {title}", bound, figures.leak_rate, (corpus,), known, at_most=True)


def _names(title: str, bound: float, corpora: tuple[str, ...]) -> Goal:
    return Goal(f"names wholly hidden, {title}", bound, _person, corpora)


def _person(rows: Row) -> Figure | None:
    return figures.hidden(rows, PERSON)


GOALS = (
    _leak("CRM text written by hand", 0.03, "crm", known=False),
    _leak("the same, with what the CRM knows", 0.003, "crm", known=True),
    _leak("filled templates", 0.03, "generated", known=False),
    _leak("the same, with what the CRM knows", 0.003, "generated", known=True),
    Goal("hidden without need, CRM text written by hand", 0.015, figures.over_masking, ("crm",), at_most=True),
    Goal("hidden without need, filled templates", 0.015, figures.over_masking, ("generated",), at_most=True),
    _names("CRM text written by hand", 0.97, ("crm",)),
    _names("filled templates", 0.97, ("generated",)),
    _names("web and edited English", 0.96, EDITED),
    _names("tweets", 0.85, TWEETS),
    _names("lower-case speech", 0.95, SPEECH),
    Goal("identifiers with a right check digit hidden", 0.995, figures.checked_hidden, ("crm", "generated")),
    Goal("ordinary texts without personal data untouched", 0.99, figures.untouched, ("clean",)),
)
EVASION = {"A": 0.98, "B": 0.80, "N": 0.98}


def judged(goal: Goal, runs: Sequence[Measured], system: str) -> Figure | None:
    """What a system reached; None where nothing of the kind was measured."""
    chosen = [
        each.rows for each in runs if each.corpus in goal.corpora and each.system == system and each.known == goal.known
    ]
    return goal.figure(np.concatenate(chosen)) if chosen else None


def evasions(passed: Evaded, system: str) -> list[tuple[Goal, Figure | None]]:
    """The goals of disguises, with what the system reached."""
    return [
        (
            Goal(f"{title} ({group})", EVASION[group], figures.untouched, ("evasion",)),
            figures.wilson(*passed[system][group]),
        )
        for group, title in CLASSES.items()
    ]
