"""Disguised identifiers are masked, and text that only looks like one comes back as it was: `isogate redact` on the corpus.

By patterns and known values alone: what undoes disguises is measured here, not the model of names.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import Shell
from tests.support.corpora import corpus, rows

CONFIGURATION = "tenants: package:tenants\nproviders: {sandbox: {way: sandbox}}\ndetection: {names: unsafe_none}\n"
GOALS = {"A": 0.98, "B": 0.80, "N": 0.98}


def test_the_goals_of_each_class_are_met(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "isogate.yaml").write_text(CONFIGURATION, encoding="utf-8")
    texts = corpus("evasion/evasion.jsonl")
    lines = [
        json.dumps({"id": row["id"], "text": row["text"], "known": row.get("known_entities", [])})
        for row in rows(texts)
    ]
    ran = Shell(capsys, monkeypatch)("redact", stdin="\n".join(lines).encode())
    redacted = tmp_path / "redacted.jsonl"
    redacted.write_text(ran.out, encoding="utf-8")
    scored = subprocess.run(
        [sys.executable, corpus("evasion/score.py"), texts, redacted, "--json"], capture_output=True, check=False
    )
    rates = {name: each["rate"] for name, each in json.loads(scored.stdout)["class"].items()}

    assert ran.err == ""
    assert {name: rate for name, rate in rates.items() if rate < GOALS[name]} == {}
