"""Counting follows LABELS.md: the same records give the same counts as the data's own scorers."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from gateway.core.entities import Label
from tests.report import figures
from tests.report.documents import Document
from tests.report.tally import COLUMNS, OTHER, Found, Per, Row, Whole, column, counted, whole
from tests.support.data import labelled_data

TEXT = "Call Ann Lee on 555 0100, she is in Bern."
ANN, NUMBER, BERN = (5, 12), (16, 24), (36, 40)
GOLD = ((*ANN, "PERSON"), (*NUMBER, "PHONE_NUMBER"), (*BERN, "LOCATION"))


def _document(**changed: object) -> Document:
    fields = {"text": TEXT, "gold": GOLD, "language": "en", "kind": "note", **changed}
    return Document(**fields)  # type: ignore[arg-type]  # each test changes what it is about


def _get(row: Row, label: str) -> list[int]:
    return [int(row[column(label, what)]) for what in Per]


def test_a_range_is_hidden_when_no_letter_or_digit_shows_whatever_it_was_taken_for() -> None:
    row = counted(_document(), [(5, 8, "LOCATION"), (9, 12, "ORGANIZATION")])

    assert _get(row, "PERSON") == [1, 1, 0, 0, 0]


def test_a_range_of_which_one_letter_shows_is_not_hidden() -> None:
    row = counted(_document(), [(5, 11, "PERSON")])

    assert _get(row, "PERSON") == [1, 0, 0, 1, 0]


def test_a_find_is_right_when_it_has_the_label_and_holds_the_whole_range() -> None:
    row = counted(_document(), [(0, 12, "PERSON")])

    assert _get(row, "PERSON") == [1, 1, 1, 1, 1]


def test_letters_outside_of_every_labelled_range_are_hidden_without_need() -> None:
    row = counted(_document(), [(0, 12, "PERSON")])

    assert row[whole(Whole.OVER)] == len("Call")
    assert row[whole(Whole.OUTSIDE)] == len("Callonsheisin")


def test_a_label_of_another_scheme_hides_and_is_never_right() -> None:
    row = counted(_document(), [(*ANN, "NAME")])

    assert _get(row, "PERSON")[:3] == [1, 1, 0]
    assert _get(row, OTHER) == [0, 0, 0, 1, 0]


def test_only_labels_that_were_looked_for_are_judged() -> None:
    document = _document(annotated=frozenset({"PERSON"}))

    row = counted(document, [(*NUMBER, "PHONE_NUMBER"), (0, 4, "LOCATION"), (*BERN, "PERSON")])

    assert _get(row, "PERSON") == [1, 0, 0, 0, 0], "a find on ground nobody looked at says nothing"
    assert _get(row, "PHONE_NUMBER") == [0, 0, 0, 0, 0]
    assert row[whole(Whole.OVER)] == 0


def test_ground_to_ignore_is_neither_right_nor_wrong() -> None:
    document = _document(ignore=((0, 4),), annotated=frozenset({"PERSON"}))

    row = counted(document, [(0, 4, "PERSON")])

    assert _get(row, "PERSON")[Per.FOUND] == 0
    assert row[whole(Whole.OVER)] == 0


def test_a_range_with_a_right_check_digit_is_counted_apart() -> None:
    row = counted(_document(checked=frozenset({NUMBER})), [(*NUMBER, "ACCOUNT_ID")])

    assert (row[whole(Whole.CHECKED)], row[whole(Whole.CHECKED_HIDDEN)]) == (1, 1)


def test_a_find_beyond_the_text_is_cut_to_it() -> None:
    row = counted(_document(), [(36, 400, "LOCATION"), (400, 500, "PERSON")])

    assert _get(row, "LOCATION")[Per.RIGHT] == 1
    assert _get(row, "PERSON")[Per.FOUND] == 0


def test_counts_are_those_of_the_crm_scorer() -> None:
    data = labelled_data()
    lines = (data / "crm" / "dev.jsonl").read_text("utf-8").splitlines()
    acc, rows = _module(data / "crm" / "score.py").Acc(), []
    for record in map(json.loads, lines):
        found = _guess(record["text"], record["spans"])
        acc.add(record, [{"start": start, "end": end, "label": label} for start, end, label in found])
        rows.append(counted(_of(record, None), found))

    report, all_rows = acc.report(), np.stack(rows)

    assert _value(figures.leak_rate(all_rows)) == pytest.approx(report["leak_rate"])
    assert _value(figures.over_masking(all_rows)) == pytest.approx(report["over_masking"])
    assert _value(figures.typed_f1(all_rows)) == pytest.approx(report["micro"]["f1"])
    for label, of in report["labels"].items():
        if of["gold"]:
            assert _value(figures.hidden(all_rows, label)) == pytest.approx(of["masked"])
            assert _value(figures.typed_f1(all_rows, (label,))) == pytest.approx(of["f1"])


def test_counts_are_those_of_the_public_scorer(tmp_path: Path) -> None:
    data = labelled_data()
    annotated = ["PERSON", "LOCATION", "EMAIL_ADDRESS", "PHONE_NUMBER"]
    gold, guesses, rows = [], [], []
    for record in map(json.loads, (data / "crm" / "dev.jsonl").read_text("utf-8").splitlines()):
        record.update(annotated=annotated, ignore=[[0, 6]])
        found = _guess(record["text"], record["spans"])
        gold.append(record)
        guesses.append({"id": record["id"], "spans": [{"start": a, "end": b, "label": c} for a, b, c in found]})
        rows.append(counted(_of(record, frozenset(annotated)), found))
    for name, records in (("gold.jsonl", gold), ("guess.jsonl", guesses)):
        (tmp_path / name).write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")

    command = [sys.executable, str(data / "public" / "score_spans.py"), "gold.jsonl", "guess.jsonl"]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.splitlines()

    all_rows = np.stack(rows)
    assert f"leak rate {_value(figures.leak_rate(all_rows)):.4f}" in said[0]
    assert f"over-masking {_value(figures.over_masking(all_rows)):.4f}" in said[0]
    for line in said[1:]:
        label = line.split()[0]
        assert line.endswith(f"F1 {_value(figures.typed_f1(all_rows, (label,))):.4f}"), line


def test_a_row_has_a_place_for_every_label() -> None:
    assert len({column(label.value, what) for label in Label for what in Per}) == len(Label) * len(Per) < COLUMNS


def _of(record: dict[str, list[dict[str, object]]], annotated: frozenset[str] | None) -> Document:
    gold = tuple((span["start"], span["end"], span["label"]) for span in record["spans"])
    ignore = tuple((first, last) for first, last in record.get("ignore", ()))
    return _document(text=record["text"], gold=gold, annotated=annotated, ignore=ignore)


def _guess(text: str, spans: list[dict[str, object]]) -> list[Found]:
    """Some of the labelled ranges, some shifted, some mislabelled, and some words besides."""
    dice, found = random.Random(text), []
    for span in spans:
        start, end, label = int(str(span["start"])), int(str(span["end"])), str(span["label"])
        if dice.random() < 0.8:
            shift = dice.choice((0, 0, 0, 1, -1))
            found.append((max(0, start + shift), end, dice.choice((label, label, "PERSON"))))
    for _ in range(3):
        at = dice.randrange(len(text))
        found.append((at, min(len(text), at + 5), dice.choice(("PERSON", "LOCATION", "AGE"))))
    return [(start, end, label) for start, end, label in found if start < end]


def _value(figure: figures.Figure | None) -> float:
    return figure.value if figure else 0.0


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("crm_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
