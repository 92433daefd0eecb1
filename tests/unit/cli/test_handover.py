"""A worker finds its configuration in the environment, in names that the configuration itself does not read."""

import subprocess
import sys
from pathlib import Path

import pytest

from gateway.cli.deployment import Source
from gateway.cli.handover import CONFIG_FILE, CONFIG_ROOT, hand_over, handed_over
from gateway.config.document import Document
from gateway.config.environment import overlay


def test_the_configuration_is_named_by_absolute_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    environ = {CONFIG_ROOT: "/of/another/run"}

    hand_over(Source(Path("isogate.yaml"), None), environ)
    assert environ == {CONFIG_FILE: str(tmp_path / "isogate.yaml")}

    hand_over(Source(Path("isogate.yaml"), Path()), environ)
    assert environ[CONFIG_ROOT] == str(tmp_path)


@pytest.mark.parametrize("root", [None, Path("/srv")])
def test_what_was_handed_over_is_what_the_worker_gets(root: Path | None) -> None:
    environ: dict[str, str] = {}

    hand_over(Source(Path("/etc/isogate.yaml"), root), environ)

    assert handed_over(environ) == Source(Path("/etc/isogate.yaml"), root)


def test_the_names_are_no_settings() -> None:
    document = Document("isogate.yaml")

    overlay(document, {CONFIG_FILE: "a", CONFIG_ROOT: "b", "ISOGATE_LOG_LEVEL": "debug"})

    assert document.data == {}


def test_a_process_that_only_starts_workers_loads_nothing_that_these_serve_with() -> None:
    script = "import sys, gateway.cli.serve; print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert not {"gateway.app", "presidio_analyzer", "fastapi", "aiohttp"} & set(loaded)
