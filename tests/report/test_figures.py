"""Figures and their intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.report import figures
from tests.report.tally import COLUMNS, Per, Row, Whole, column, whole


def _rows(*documents: dict[int, int]) -> Row:
    rows = np.zeros((len(documents), COLUMNS), dtype=np.int64)
    for at, document in enumerate(documents):
        for place, count in document.items():
            rows[at, place] = count
    return rows


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    figure = figures.wilson(81, 263)

    assert figure is not None
    assert (figure.low, figure.high) == pytest.approx((0.2553, 0.3662), abs=1e-4)


@example(0, 161)
@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_lies_inside_its_interval(part: int, more: int) -> None:
    figure = figures.wilson(part, part + more)

    assert figure is not None
    assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_a_share_of_nothing_is_no_figure() -> None:
    assert figures.wilson(0, 0) is None
    assert figures.leak_rate(_rows({})) is None
    assert figures.over_masking(_rows({})) is None
    assert figures.typed_f1(_rows({})) is None


def test_only_direct_identifiers_leak() -> None:
    rows = _rows(
        {column("PERSON", Per.GOLD): 3, column("PERSON", Per.HIDDEN): 2},
        {column("LOCATION", Per.GOLD): 5, column("EMAIL_ADDRESS", Per.GOLD): 1, column("EMAIL_ADDRESS", Per.HIDDEN): 1},
    )

    figure = figures.leak_rate(rows)

    assert figure is not None
    assert (figure.value, figure.of) == (0.25, 4)


def test_f1_is_of_precision_and_recall_over_all_labels() -> None:
    person = {column("PERSON", Per.GOLD): 4, column("PERSON", Per.NAMED): 2, column("PERSON", Per.FOUND): 4}
    rows = _rows({**person, column("PERSON", Per.RIGHT): 2}, {column("AGE", Per.GOLD): 4})

    figure = figures.typed_f1(rows)

    assert figure is not None
    assert figure.value == pytest.approx(2 * 0.5 * 0.25 / 0.75)


def test_alike_documents_leave_no_doubt_and_unlike_ones_do() -> None:
    outside, over = whole(Whole.OUTSIDE), whole(Whole.OVER)
    alike = figures.over_masking(_rows(*[{outside: 100, over: 10}] * 40))
    unlike = figures.over_masking(_rows(*[{outside: 100, over: 20}, {outside: 100}] * 20))

    assert alike is not None
    assert unlike is not None
    assert (alike.low, alike.value, alike.high) == pytest.approx((0.1, 0.1, 0.1))
    assert unlike.value == pytest.approx(0.1)
    assert unlike.low < 0.08
    assert unlike.high > 0.12


def test_a_figure_reads_as_per_cent_with_its_interval() -> None:
    assert str(figures.Figure(0.5, 0.25, 0.75, 4)) == "50.0 % (25.0 to 75.0)"
