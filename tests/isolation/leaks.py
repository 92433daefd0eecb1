"""What went where it may not: each with the number of the attempt that shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.isolation.marks import STAMP, Mark

MAX_KEPT = 100


@dataclass(frozen=True, slots=True)
class Leak:
    """One leak: `attempt` planted or saw it."""

    attempt: int
    what: str


@dataclass(slots=True)
class Leaks:
    """All leaks of a run: counted, and the first ones kept."""

    kept: list[Leak] = field(default_factory=list)
    by_attempt: Counter[int] = field(default_factory=Counter)

    def add(self, leak: Leak) -> None:
        """Take one."""
        self.by_attempt[leak.attempt] += 1
        if len(self.kept) < MAX_KEPT:
            self.kept.append(leak)

    def judge(self, where: str, found: Iterable[Mark], tenant: str, user: str | None = None, attempt: int = -1) -> None:
        """Take every mark that is not this tenant's, or, with a user, not this user's. `attempt`: who saw it, if known."""
        for mark in found:
            seen_by = attempt if attempt >= 0 else mark.attempt
            if mark.tenant != tenant:
                self.add(Leak(seen_by, f"{where}: a mark of another tenant, planted by attempt {mark.attempt}"))
            elif user is not None and mark.kind != STAMP and mark.user != user:
                self.add(Leak(seen_by, f"{where}: a mark of another user, planted by attempt {mark.attempt}"))

    def take(self, other: Leaks) -> None:
        """Take those of another run."""
        self.by_attempt += other.by_attempt
        self.kept += other.kept[: MAX_KEPT - len(self.kept)]

    def has(self, what: str) -> bool:
        """True when a leak of those kept begins so."""
        return any(leak.what.startswith(what) for leak in self.kept)

    def __len__(self) -> int:
        return self.by_attempt.total()
