"""Which deployment a command works on, and when it may make a store."""

import subprocess
import sys
from pathlib import Path

import pytest

from gateway.cli.deployment import is_first_run
from gateway.config.settings import Settings
from gateway.core.detection import Detection
from tests.support.commands import Shell


def test_a_configuration_is_found_by_its_name_or_by_default(acme: Shell, tmp_path: Path) -> None:
    text = "store:\n  url: sqlite:///var/isogate.sqlite\nsecrets:\n  master_key: file:var/master.key\n"
    text += "tenants: package:tenants\nproviders:\n  sandbox:\n    way: sandbox\n"
    (tmp_path / "isogate.yaml").write_text(text)
    (tmp_path / "other.yaml").write_text(text)

    for which in ([], ["--config", "other.yaml"], ["--sample"]):
        assert "acme" in acme("tenant", "list", *which).out


def test_two_deployments_at_once_are_wrong_use(shell: Shell) -> None:
    assert shell("tenant", "list", "--sample", "--config", "isogate.yaml").code == 2


def test_a_store_that_went_missing_is_never_replaced_by_an_empty_one(acme: Shell) -> None:
    Path("var/isogate.sqlite").unlink()

    ran = acme("consent", "list", "acme", "--sample")

    assert ran.code == 1
    assert not Path("var/isogate.sqlite").exists()


def test_a_new_store_beside_an_old_key_is_made_when_asked_for(acme: Shell) -> None:
    for file in Path("var").glob("isogate.sqlite*"):
        file.unlink()

    assert acme("tenant", "create", "acme", "--sample", "--new-store").code == 0


@pytest.mark.parametrize(("exists", "first"), [(False, True), (True, False)])
def test_the_first_run_is_the_one_without_a_master_key(tmp_path: Path, *, exists: bool, first: bool) -> None:
    key_file = tmp_path / "master.key"
    if exists:
        key_file.touch()

    assert is_first_run(_settings(key_file)) is first


def test_a_master_key_from_the_environment_says_nothing_of_a_first_run() -> None:
    assert not is_first_run(_settings(None))


def test_commands_that_administer_load_neither_detector_nor_server() -> None:
    script = "import sys; from gateway.cli import check, consent, key, switch, tenant, traces; print(*sys.modules)"

    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()

    assert not {"gateway.app", "presidio_analyzer", "fastapi", "aiohttp", "uvicorn"} & set(loaded)


def _settings(key_file: Path | None) -> Settings:
    return Settings(
        root=Path(),
        host="127.0.0.1",
        port=0,
        store_url="sqlite:////nowhere",
        unsafe_unverified_durability=False,
        otlp_endpoint=None,
        master_key_file=key_file,
        master_key_text=None,
        issuers=(),
        detection=Detection(),
        unsafe=(),
    )
