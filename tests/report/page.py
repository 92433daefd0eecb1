"""Puts a run's tables into a page, between marks, so that figures and words cannot drift apart; the picture goes beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tests.report import chart
from tests.report.outcome import Run
from tests.report.tables import Table, as_markdown

PICTURE = ".svg"


class NoPlaceError(Exception):
    """The page has no marks for a table, or marks for one that was not made."""


def write(path: Path, run: Run, made: Sequence[Table]) -> None:
    """Rewrite the page and its picture. Raises `NoPlaceError` when page and tables do not fit each other."""
    path.write_text(filled(path.read_text("utf-8"), made), encoding="utf-8")
    path.with_suffix(PICTURE).write_text(chart.drawn(run), encoding="utf-8")


def filled(text: str, made: Sequence[Table]) -> str:
    """The text with each table between its two marks, `<!-- table: NAME -->` and `<!-- end -->`."""
    left = {table.name: table for table in made}

    def table(match: re.Match[str]) -> str:
        name = match[1]
        if name not in left:
            raise NoPlaceError(f"the page wants a table {name!r}, which this run did not make")
        return f"<!-- table: {name} -->\n{as_markdown(left.pop(name))}\n<!-- end -->"

    written = re.sub(r"<!-- table: ([\w-]+) -->\n.*?<!-- end -->", table, text, flags=re.DOTALL)
    if left:
        raise NoPlaceError(f"the page has no marks for {', '.join(sorted(left))}")
    return written
