"""`python -m gateway` is `isogate`."""

import subprocess
import sys

from gateway.cli.main import overview


def test_the_package_runs_as_the_command() -> None:
    ran = subprocess.run([sys.executable, "-m", "gateway"], capture_output=True, text=True, check=True)

    assert ran.stdout.splitlines() == overview()
