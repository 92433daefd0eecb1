"""What finds names and what is plugged in, as the operator's file says it (`detection` in isogate.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from gateway.core.entities import Label
from gateway.core.jsontypes import JsonObject


class Names(StrEnum):
    """What finds names, and everything else that has no form."""

    EMBEDDED = "embedded"
    """The model inside this package."""
    SPACY = "spacy"
    """A spaCy pipeline that the operator installs."""
    TRANSFORMERS = "transformers"
    """A transformers model that the operator installs, on a spaCy pipeline's tokens."""
    UNSAFE_NONE = "unsafe_none"
    """Nothing: names are found where the CRM says them, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Plugged:
    """One source of the operator's own recognizers: exactly one of `python` and `registry` is there."""

    name: str
    python: str | None = None
    """`module:Class`, called with `options`; gives a Presidio recognizer."""
    registry: Path | None = None
    """A file in the form of Presidio's recognizer registry (YAML)."""
    options: JsonObject = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Detection:
    """How personal data is looked for. The defaults are the shipped ones."""

    names: Names = Names.EMBEDDED
    languages: tuple[str, ...] = ("en",)
    """Of the engine and the recognizers; a call whose language is none of them is looked through in all."""
    spacy: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Language → installed package or directory of a spaCy pipeline."""
    transformers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Language → directory of a transformers model."""
    ner_model_configuration: JsonObject = field(default_factory=dict)
    """Presidio's `NerModelConfiguration`."""
    recognizers: tuple[Plugged, ...] = ()
    labels: Mapping[str, Label | None] = field(default_factory=lambda: MappingProxyType({}))
    """An entity of an engine or a recognizer → its label; None: not personal by itself, not reported."""
    workers: int = 2
    """Processes, in each serving process, in which what is plugged in runs."""
    worker_memory_mib: int = 4096
    """Address space of each."""
    deadline_factor: float = 2.0
    """A call may take 500 ms and so many times the measured cost of its words (threats F31)."""
    root: Path = Path()
    """Where the operator's modules are looked for, after Python's own places."""

    @property
    def is_plugged(self) -> bool:
        """True when something runs that is not ours."""
        return bool(self.recognizers) or self.names in {Names.SPACY, Names.TRANSFORMERS}
