"""What cannot be loaded is told before anybody is served."""

import subprocess
import sys
from pathlib import Path

import pytest

from gateway.adapters.presidio_detector.plugins import trial
from gateway.core.detection import Detection, Plugged
from gateway.core.entities import Label
from gateway.ports.detector import UnusableDetectorError
from tests.support.recognizers import TOLD


async def test_what_cannot_be_loaded_is_told() -> None:
    with pytest.raises(UnusableDetectorError, match="no_such_module"):
        await trial.try_plugged(Detection(recognizers=(Plugged("x", python="no_such_module:X"),)))


def children() -> set[str]:
    """Ids of this process's children."""
    return {child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()}


async def test_what_can_be_loaded_leaves_nothing_behind() -> None:
    before = children()
    await trial.try_plugged(Detection())
    await trial.try_plugged(
        Detection(
            recognizers=(Plugged("told", python=TOLD),), labels={"BADGE": Label.ACCOUNT_ID}, worker_memory_mib=1024
        )
    )

    assert children() <= before


def test_who_only_tries_loads_no_detector() -> None:
    script = f"import sys, {trial.__name__}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert not {"presidio_analyzer", "hyperscan", "spacy"} & set(loaded)
