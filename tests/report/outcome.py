"""All that a run measured, and every figure of it for programs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

from tests.report import figures
from tests.report.documents import Corpus
from tests.report.figures import Figure
from tests.report.measuring import Evaded, Measured
from tests.report.systems import System
from tests.report.tally import LABELS, Row


@dataclass(frozen=True, slots=True)
class Run:
    """All that was measured."""

    corpora: Sequence[Corpus]
    systems: Sequence[System]
    measured: Sequence[Measured] = field(repr=False)
    evaded: Evaded


def one(run: Run, corpus: str, system: str, *, known: bool = False) -> Measured | None:
    """What this system reached on this set, if it was measured."""
    return next(
        (each for each in run.measured if (each.corpus, each.system, each.known) == (corpus, system, known)), None
    )


def as_json(run: Run) -> dict[str, object]:
    """Every figure, and what is needed to read it."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "systems": {each.name: each.title for each in run.systems},
        "corpora": {each.name: each.title for each in run.corpora},
        "measured": [_plain(each) for each in run.measured],
        "disguises": {
            system: {group: {"hidden": good, "of": of} for group, (good, of) in by_class.items()}
            for system, by_class in run.evaded.items()
        },
    }


def _plain(each: Measured) -> dict[str, object]:
    return {
        "corpus": each.corpus,
        "system": each.system,
        "known": each.known,
        **_figures(each.rows),
        "checked_hidden": _share(figures.checked_hidden(each.rows)),
        "labels": {
            label: {"hidden": _share(share), "f1": _share(figures.typed_f1(each.rows, (label,)))}
            for label, share in _by_label(each)
        },
        "languages": {name: _figures(each.where(language=name)) for name in sorted(set(each.languages))},
        "kinds": {name: _figures(each.where(kind=name)) for name in sorted(set(each.kinds))},
    }


def _by_label(each: Measured) -> list[tuple[str, Figure]]:
    shares = [(label, figures.hidden(each.rows, label)) for label in LABELS]
    return [(label, share) for label, share in shares if share is not None]


def _figures(rows: Row) -> dict[str, object]:
    return {
        "documents": len(rows),
        "leak_rate": _share(figures.leak_rate(rows)),
        "over_masking": _share(figures.over_masking(rows)),
        "typed_f1": _share(figures.typed_f1(rows)),
        "untouched": _share(figures.untouched(rows)),
    }


def _share(figure: Figure | None) -> dict[str, float] | None:
    return None if figure is None else asdict(figure)
