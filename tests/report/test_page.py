"""Tables, the page that holds them, the goals, and the picture."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from tests.repo.source import ROOT
from tests.report import chart, outcome, page, tables
from tests.report.documents import Corpus
from tests.report.evasion import redacted
from tests.report.figures import Figure
from tests.report.goals import GOALS, Goal, evasions, judged
from tests.report.measuring import Measured
from tests.report.outcome import Run
from tests.report.systems import System
from tests.report.tables import Table
from tests.report.tally import COLUMNS, Found, Per, Whole, column, whole

PAGE = ROOT / "docs" / "pii.md"


async def _nothing(text: str, known: object, language: str) -> list[Found]:
    return []


SYSTEMS = [
    System("isogate", "isogate", _nothing, takes_known=True),
    System("stock", "Stock", _nothing, takes_known=False),
]
CORPORA = [
    Corpus("generated", "Filled", lambda: iter(()), has_known=True),
    Corpus("clean", "Clean", lambda: iter(())),
    Corpus("wnut17-dev", "public: wnut17-dev", lambda: iter(())),
]


def _measured(corpus: str, system: str, *, hidden: int, known: bool = False) -> Measured:
    rows = np.zeros((2, COLUMNS), dtype=np.int64)
    rows[:, column("PERSON", Per.GOLD)] = 50
    rows[:, column("PERSON", Per.HIDDEN)] = hidden
    rows[:, whole(Whole.OUTSIDE)] = 1_000
    return Measured(corpus, system, known, rows, ["en", "de"], ["note", "note"])


@pytest.fixture
def run() -> Run:
    found = [
        _measured(corpus.name, system.name, hidden=49 if system.name == "isogate" else 10)
        for corpus in CORPORA
        for system in SYSTEMS
    ]
    found.append(_measured("generated", "isogate", hidden=50, known=True))
    evaded = {system.name: {"A": (99, 100), "B": (79, 100), "N": (98, 100)} for system in SYSTEMS}
    return Run(CORPORA, SYSTEMS, found, evaded)


@pytest.mark.parametrize(("value", "met"), [(0.5, {True, False}), (0.51, {False}), (0.49, {True})])
def test_a_goal_is_judged_by_the_measured_value(value: float, met: set[bool]) -> None:
    figure = Figure(value, 0.0, 1.0, 10)

    assert {
        at_most for at_most in (True, False) if Goal("", 0.5, lambda _: None, (), at_most=at_most).is_met(figure)
    } == met


def test_goals_met_and_missed_are_both_told(run: Run) -> None:
    (table,) = [each for each in tables.tables(run) if each.name == "goals"]
    verdicts = {row[0]: row[-1] for row in table.rows}

    assert verdicts["names wholly hidden, filled templates"] == "met"
    assert verdicts["disguises that a machine can undo (A)"] == "met"
    assert verdicts["disguises that a person would read (B)"] == "missed"


def test_a_goal_of_several_sets_takes_their_documents_together(run: Run) -> None:
    (goal,) = [each for each in GOALS if "check digit" in each.title]

    assert judged(goal, run.measured, "isogate") is None
    assert [figure.of for _, figure in evasions(run.evaded, "isogate") if figure] == [100] * 3


def test_known_values_are_a_row_of_their_own(run: Run) -> None:
    (table,) = [each for each in tables.tables(run) if each.name == "side-by-side"]

    assert [row[:2] for row in table.rows] == [
        ["Filled", "isogate"],
        ["Filled", "Stock"],
        ["Filled, with known values", "isogate"],
    ]


def test_a_table_reads_the_same_on_a_terminal_and_on_a_page() -> None:
    table = Table("t", "Title", ("a", "long head"), [["value", "x"]])

    assert tables.as_text(table).splitlines()[2:] == ["a      long head", "-----  ---------", "value  x"]
    assert tables.as_markdown(table).splitlines() == ["| a | long head |", "| --- | --- |", "| value | x |"]


def test_json_holds_every_figure(run: Run) -> None:
    told = outcome.as_json(run)

    assert len(str(told["measured"])) > 1_000
    assert str(told["disguises"]).count("hidden") == 6


def test_only_what_stands_between_the_marks_changes() -> None:
    text = "before\n<!-- table: t -->\nold\n<!-- end -->\nafter\n"

    written = page.filled(text, [Table("t", "Title", ("a",), [["new"]])])

    assert written == "before\n<!-- table: t -->\n| a |\n| --- |\n| new |\n<!-- end -->\nafter\n"
    assert page.filled(written, [Table("t", "Title", ("a",), [["new"]])]) == written


@pytest.mark.parametrize(
    ("text", "names", "message"),
    [("", ["t"], "no marks for t"), ("<!-- table: u -->\n<!-- end -->", [], "wants a table 'u'")],
)
def test_page_and_tables_must_fit(text: str, names: list[str], message: str) -> None:
    with pytest.raises(page.NoPlaceError, match=message):
        page.filled(text, [Table(name, "Title", ("a",), [["x"]]) for name in names])


def test_the_page_of_this_repository_has_a_place_for_every_table(run: Run) -> None:
    marks = re.findall(r"<!-- table: ([\w-]+) -->", PAGE.read_text("utf-8"))

    assert sorted(marks) == sorted(table.name for table in tables.tables(run))


def test_the_picture_is_written_beside_the_page(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "pii.md"
    target.write_text("<!-- table: t -->\n<!-- end -->\n")

    page.write(target, run, [Table("t", "Title", ("a",), [["x"]])])

    drawing = ET.fromstring(target.with_suffix(".svg").read_text("utf-8"))
    assert len(drawing.findall(".//{http://www.w3.org/2000/svg}line")) == 3
    assert chart.TITLE in "".join(drawing.itertext())


def test_a_redacted_text_keeps_nothing_that_any_find_covers() -> None:
    assert (
        redacted("call ann lee now", [(5, 8, "PERSON"), (5, 12, "PERSON"), (9, 12, "PERSON")]) == "call [PERSON_1] now"
    )
