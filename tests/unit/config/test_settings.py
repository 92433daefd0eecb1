"""Resolved settings keep secrets out of sight."""

from pathlib import Path

from gateway.config.settings import Settings
from gateway.core.detection import Detection


def test_neither_the_stores_address_nor_the_master_key_shows_in_a_repr() -> None:
    settings = Settings(
        root=Path("/"),
        host="127.0.0.1",
        port=8080,
        store_url="redis://:hunter2@h",
        unsafe_unverified_durability=False,
        otlp_endpoint=None,
        master_key_file=None,
        master_key_text="ab" * 32,
        issuers=(),
        detection=Detection(),
        unsafe=(),
    )

    assert "hunter2" not in repr(settings)
    assert "abab" not in repr(settings)
