"""The labelled data, outside the repository: CRM texts, public sets, disguises.

Tests that need it skip where it is absent, and fail there under `CI`, so that no pipeline passes without it.
"""

import os
from pathlib import Path

import pytest

from tests.repo.source import ROOT

PLACE = ROOT.parent / "shared" / "data"


def labelled_data() -> Path:
    """The folder with LABELS.md, `crm`, `public` and `evasion`."""
    if not PLACE.exists():
        say = "the labelled data are not beside this checkout (../shared/data)"
        if os.environ.get("CI"):
            pytest.fail(say)
        pytest.skip(say)
    return PLACE
