"""One run: every set through every system, document by document, so that the machine's moods meet all alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np

from tests.report.documents import Corpus, Document
from tests.report.evasion import CLASSES, disguises, redacted, scorer
from tests.report.systems import System
from tests.report.tally import Row, counted

Evaded = dict[str, dict[str, tuple[int, int]]]
"""By system and class of disguise: how many pass, of how many."""

Say = Callable[[str], None]
SAY_EVERY = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """One set by one system: a row of counts per document, with its language and kind. `known`: told what the CRM knows."""

    corpus: str
    system: str
    known: bool
    rows: Row = field(repr=False)
    languages: Sequence[str] = field(repr=False)
    kinds: Sequence[str] = field(repr=False)

    def where(self, *, language: str | None = None, kind: str | None = None) -> Row:
        """The rows of one language, of one kind, or of both."""
        chosen = [
            language in {None, own} and kind in {None, sort}
            for own, sort in zip(self.languages, self.kinds, strict=True)
        ]
        return np.compress(chosen, self.rows, axis=0)


@dataclass(slots=True)
class _Way:
    """A system with or without known values, and its rows so far."""

    system: System
    known: bool
    rows: list[Row] = field(default_factory=list)

    async def measure(self, document: Document) -> None:
        found = await self.system.find(document.text, document.known if self.known else (), document.language)
        self.rows.append(counted(document, found))


async def measured(corpus: Corpus, systems: Sequence[System], limit: int | None, say: Say) -> list[Measured]:
    """The set, by every system; with known values too, where the set has them. At most `limit` documents."""
    ways = [_Way(system, known=False) for system in systems]
    if corpus.has_known:
        ways += [_Way(system, known=True) for system in systems if system.takes_known]
    languages, kinds = [], []
    for number, document in enumerate(islice(corpus.documents(), limit), 1):
        for way in ways:
            await way.measure(document)
        languages.append(document.language)
        kinds.append(document.kind)
        if number % SAY_EVERY == 0:
            say(f"{corpus.title}: {number:,} documents")
    return [Measured(corpus.name, way.system.name, way.known, np.stack(way.rows), languages, kinds) for way in ways]


async def evaded(data: Path, systems: Sequence[System], say: Say) -> Evaded:
    """The whole corpus of disguises, by every system; names are known where the corpus says that they are."""
    judge = scorer(data)
    passed = {system.name: dict.fromkeys(CLASSES, (0, 0)) for system in systems}
    for number, disguise in enumerate(disguises(data), 1):
        for system in systems:
            found = await system.find(disguise.text, disguise.known, "en")
            good, of = passed[system.name][disguise.group]
            good += not judge(disguise.row, redacted(disguise.text, found))
            passed[system.name][disguise.group] = good, of + 1
        if number % SAY_EVERY == 0:
            say(f"disguises: {number:,}")
    return passed
