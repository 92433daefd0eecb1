"""A worker finds its configuration in the environment, in names that the configuration itself does not read."""

from pathlib import Path

from gateway.cli.deployment import Source
from gateway.cli.worker import CONFIG_FILE, CONFIG_ROOT, FACTORY, hand_over, worker
from gateway.config.document import Document
from gateway.config.environment import overlay


def test_the_configuration_is_named_by_absolute_paths(tmp_path: Path) -> None:
    environ = {CONFIG_ROOT: "/of/another/run"}

    hand_over(Source(tmp_path / "isogate.yaml", None), environ)
    assert environ == {CONFIG_FILE: str(tmp_path / "isogate.yaml")}

    hand_over(Source(tmp_path / "isogate.yaml", tmp_path), environ)
    assert environ[CONFIG_ROOT] == str(tmp_path)


def test_the_names_are_no_settings() -> None:
    document = Document("isogate.yaml")

    overlay(document, {CONFIG_FILE: "a", CONFIG_ROOT: "b", "ISOGATE_LOG_LEVEL": "debug"})

    assert document.data == {}


def test_the_factorys_name_leads_to_it() -> None:
    module, _, name = FACTORY.partition(":")

    assert (module, name) == (worker.__module__, worker.__name__)
