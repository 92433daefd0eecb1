"""What the pipeline needs from the world, in one piece: `app.py` puts it together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from gateway.core.deployment import DeploymentKeys
from gateway.core.policy import Rulebook
from gateway.core.registry import Way
from gateway.ports.anonymizer import Anonymizer
from gateway.ports.clock import Clock
from gateway.ports.crypto import Cipher
from gateway.ports.detector import Detector
from gateway.ports.fingerprints import Fingerprints
from gateway.ports.pictures import Pictures
from gateway.ports.provider import Provider
from gateway.ports.schema import AnswerSchemas
from gateway.ports.store import Store
from gateway.ports.tokens import Tokens
from gateway.ports.traces import TraceSink
from gateway.ports.watch import Watch


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything behind a port; `rules` gives the rulebook in force.

    `unsafe` names the options in force that weaken a promise; `tokens` is None where no issuer is registered.
    """

    store: Store
    detector: Detector
    anonymizer: Anonymizer
    pictures: Pictures
    providers: Mapping[Way, Provider]
    schemas: AnswerSchemas
    cipher: Cipher
    clock: Clock
    watch: Watch
    sinks: tuple[TraceSink, ...]
    fingerprints: Fingerprints
    keys: DeploymentKeys
    rules: Callable[[], Rulebook]
    unsafe: tuple[str, ...] = ()
    tokens: Tokens | None = None
