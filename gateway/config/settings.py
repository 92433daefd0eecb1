"""What the process needs to know before it serves: resolved and complete. Rules are in the `Rulebook`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gateway.core.detection import Detection
from gateway.core.issuer import Issuer
from gateway.ports.store import Risk


@dataclass(frozen=True, slots=True)
class Settings:
    """One deployment's settings, made by `gateway/config/load.py` from a file and the environment."""

    root: Path
    """Where relative paths of the file began."""
    host: str
    port: int
    store_url: str = field(repr=False)
    """With an absolute path when it is SQLite's; may hold a password when it is Redis's."""
    unsafe_unverified_durability: bool
    otlp_endpoint: str | None
    master_key_file: Path | None
    """The file to read the master key from, or to make it in on first run; None when the environment holds
    it.
    """
    master_key_text: str | None = field(repr=False)
    """The master key's text when the environment holds it."""
    detection: Detection
    issuers: tuple[Issuer, ...]
    unsafe: tuple[str, ...]
    """Names of the options in force that weaken a promise; shown by `check`, `attest` and in every trace."""
    store_place: str = ""
    """Where `store_url` was said: `file:line`, or the variable; the file alone where nobody said it."""
    store_risks: frozenset[Risk] = frozenset()
    """What the store's settings may cost, as declared."""
