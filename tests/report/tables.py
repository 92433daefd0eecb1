"""What a run says, as tables: for a terminal and for the page in docs/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

from tests.report import figures
from tests.report.evasion import CLASSES
from tests.report.figures import Figure
from tests.report.goals import GOALS, PERSON, evasions, judged
from tests.report.measuring import Measured
from tests.report.outcome import Run, one
from tests.report.tally import LABELS

ENOUGH = 20
"""Fewer labelled ranges than that say nothing about a language or a kind."""
NOTHING = "–"
LARGE = "generated"
"""The set that is large enough to be taken apart by label, language and kind."""
LEFT_READABLE, OVER_MASKED, TYPED_F1 = "left readable", "hidden without need", "typed F1"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head. `name` is also the mark under which the page keeps it."""

    name: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]] = field(repr=False)


def tables(run: Run) -> list[Table]:
    """Every table for which something was measured."""
    made = (
        _goals(run),
        _sets(run),
        _labels(run),
        _groups(run, "language"),
        _groups(run, "kind"),
        _public(run),
        _disguises(run),
    )
    return [table for table in made if table.rows]


def _goals(run: Run) -> Table:
    first = run.systems[0]
    pairs = [(goal, judged(goal, run.measured, first.name)) for goal in GOALS]
    pairs += evasions(run.evaded, first.name) if run.evaded else []
    rows = [
        [goal.title, str(goal), str(figure), f"{figure.of:,}", "met" if goal.is_met(figure) else "missed"]
        for goal, figure in pairs
        if figure is not None
    ]
    return Table("goals", f"{first.title} against its goals", ("goal", "", "measured", "of", ""), rows)


def _sets(run: Run) -> Table:
    rows = []
    for corpus, known in product((each for each in run.corpora if each.has_known), (False, True)):
        for system in run.systems:
            each = one(run, corpus.name, system.name, known=known)
            if each is not None:
                shown = (figures.leak_rate, figures.over_masking, figures.typed_f1)
                title = corpus.title + (", with known values" if known else "")
                rows.append([title, system.title, *(_shown(figure(each.rows)) for figure in shown)])
    return Table("side-by-side", "CRM text, side by side", ("", "", LEFT_READABLE, OVER_MASKED, TYPED_F1), rows)


def _labels(run: Run) -> Table:
    pair = _pair(run)
    rows = []
    for label in LABELS if pair else ():
        hidden = [figures.hidden(each.rows, label) for each in pair]
        if hidden[0] is not None:
            cells = [
                _shown(cell) for each, share in zip(pair, hidden, strict=True) for cell in (share, _f1_of(each, label))
            ]
            rows.append([label, f"{hidden[0].of:,}", *cells])
    head = ("label", "of", *_heads(run, ("hidden", "F1")))
    return Table("by-label", "Filled templates, by label", head, rows)


def _groups(run: Run, by: str) -> Table:
    """By language or by kind: leak, over-masking and F1 of the first system, and the leak of the last."""
    pair = _pair(run)
    rows = []
    for name in sorted(set(pair[0].languages if by == "language" else pair[0].kinds)) if pair else ():
        ours, stock = (each.where(language=name) if by == "language" else each.where(kind=name) for each in pair)
        leak = figures.leak_rate(ours)
        if leak is not None and leak.of >= ENOUGH:
            over, f1 = figures.over_masking(ours), figures.typed_f1(ours)
            rows.append([name, f"{leak.of:,}", *map(_shown, (leak, over, f1, figures.leak_rate(stock)))])
    head = (by, "of", LEFT_READABLE, OVER_MASKED, TYPED_F1, f"{run.systems[-1].title}: {LEFT_READABLE}")
    return Table(f"by-{by}", f"Filled templates, by {by}", head, rows)


def _public(run: Run) -> Table:
    first, last = run.systems[0], run.systems[-1]
    rows = []
    for corpus in run.corpora:
        ours, stock = (one(run, corpus.name, system.name) for system in (first, last))
        names = figures.hidden(ours.rows, PERSON) if ours else None
        if ours is None or stock is None or names is None or corpus.has_known:
            continue
        shown = (
            names,
            figures.over_masking(ours.rows),
            figures.typed_f1(ours.rows),
            figures.hidden(stock.rows, PERSON),
        )
        rows.append([corpus.title, ours.languages[0], f"{names.of:,}", *map(_shown, shown)])
    hidden = "names wholly hidden"
    head = ("", "language", "names", hidden, OVER_MASKED, TYPED_F1, f"{last.title}: {hidden}")
    return Table("public", "Public sets, judged on the labels that each annotates", head, rows)


def _disguises(run: Run) -> Table:
    rows = [
        [system.title, *(_shown(figure) for _, figure in evasions(run.evaded, system.name))]
        for system in run.systems
        if run.evaded
    ]
    head = ("", *(f"{group}: {title}" for group, title in CLASSES.items()))
    return Table("disguises", "Disguised identifiers that stay hidden", head, rows)


def _pair(run: Run) -> list[Measured]:
    """The large set by the first system and by the last: the product, and what one would install today."""
    found = [one(run, LARGE, run.systems[at].name) for at in (0, -1)]
    return [each for each in found if each is not None] if all(found) else []


def _f1_of(each: Measured, label: str) -> Figure | None:
    return figures.typed_f1(each.rows, (label,))


def _heads(run: Run, names: Sequence[str]) -> list[str]:
    return [f"{run.systems[at].title}: {name}" for at in (0, -1) for name in names]


def _shown(figure: Figure | None) -> str:
    return NOTHING if figure is None else str(figure)


def as_text(table: Table) -> str:
    """For a terminal."""
    rows = [table.head, *table.rows]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([table.title, "", lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def as_markdown(table: Table) -> str:
    """For a page."""
    lines = [table.head, ["---"] * len(table.head), *table.rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
