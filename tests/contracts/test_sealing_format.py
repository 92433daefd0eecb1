"""The format of sealed blocks is what its page says: a second implementation, in another language, writes and reads the same."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

VECTORS = Path(__file__).parents[1] / "vectors" / "sealing.json"
PROGRAM = VECTORS.with_suffix(".mjs")


def test_node_writes_and_reads_the_documented_vectors() -> None:
    node = shutil.which("node")
    if node is None and not os.environ.get("CI"):
        pytest.skip("node is not installed: `make test` installs it on Debian")
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    ran = subprocess.run(
        [str(node), str(PROGRAM)], input=VECTORS.read_text(encoding="utf-8"), capture_output=True, text=True, check=True
    )
    found = json.loads(ran.stdout)

    assert found["written"] == [vector["block"] for vector in vectors["valid"]]
    assert found["read"] == [vector["arguments"]["text"] for vector in vectors["valid"]]
    assert found["codes"] == [vector["code"] for vector in vectors["refused"]]
