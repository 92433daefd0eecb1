"""Data that lies beside the checkout: tests that need it skip where it is absent, and fail there under `CI`."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.repo.source import ROOT

PLACE = ROOT.parent / "shared" / "data"


def corpus(name: str) -> Path:
    """A file of the data, by its path there."""
    path = PLACE / name
    if not path.exists():
        say = f"the data is not beside this checkout (../shared/data/{name})"
        if os.environ.get("CI"):
            pytest.fail(say)
        pytest.skip(say)
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    """A file's JSON lines."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
