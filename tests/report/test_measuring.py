"""A run over the real data with the real detectors, made small."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.report import __main__ as command
from tests.report import evasion, systems
from tests.support.data import labelled_data

# The generator of the data leaves its own files open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


def test_a_small_run_tells_figures_and_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, target = labelled_data(), tmp_path / "figures.json"

    assert command.main(["--only", "crm,clean", "--limit", "6", "--json", str(target), "--data", str(data)]) == 0

    said = capsys.readouterr()
    assert "isogate against its goals" in said.out
    assert not said.err
    figures = json.loads(target.read_text("utf-8"))
    ways = [(each["corpus"], each["system"], each["known"]) for each in figures["measured"]]
    assert len(ways) == len(set(ways)) == 3 + 2 + 3
    first = json.loads((data / "crm" / "dev.jsonl").read_text("utf-8").split("\n")[0])["text"]
    assert first[:20] not in said.out + target.read_text("utf-8")


def test_a_set_that_does_not_exist_is_refused_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        command.main(["--only", "nowhere", "--data", str(labelled_data())])

    assert stopped.value.code == 2
    assert "nowhere: not one of crm, generated, hard, clean" in capsys.readouterr().err


def test_absent_data_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.main(["--data", str(tmp_path)])

    assert "--data says where it is" in capsys.readouterr().err


async def test_stock_presidio_finds_by_pattern_in_languages_of_its_own() -> None:
    async with systems.presidio() as presidio:
        found = await presidio.find("DNI 12345678Z, jo@example.com", (), "es")

    assert {label for _, _, label in found} >= {"NATIONAL_ID", "EMAIL_ADDRESS"}


def test_the_corpus_of_disguises_is_judged_by_its_own_scorer() -> None:
    data = labelled_data()
    judge = evasion.scorer(data)
    rows = list(evasion.disguises(data))

    assert {row.group for row in rows} == set(evasion.CLASSES)
    assert all(judge(row.row, row.text) for row in rows if row.group != "N")
    assert not any(judge(row.row, row.text) for row in rows if row.group == "N")
