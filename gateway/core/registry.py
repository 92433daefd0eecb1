"""The provider registry: who may be called, under which contract, kept where and for how long (C5.1, C10.1).

A missing or expired entry, an unlisted purpose, or retention above the purpose's maximum is a refusal; there is no default
entry. Values come from configuration; the evidence reference is the operator's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gateway.core.errors import Code, Refusal
from gateway.core.flags import Rule
from gateway.core.model_names import why_refused

ENCRYPTED = "encrypted:"
"""What a credential begins with that is encrypted under its tenant's root key; it is opened at start."""


class Way(StrEnum):
    """How a provider is reached."""

    DIRECT = "direct"
    """The wire spoken in is the wire spoken out."""
    LITELLM = "litellm"
    """Translated by litellm, through the gateway's own transport."""
    SANDBOX = "sandbox"
    """Built in; nothing leaves the process."""


@dataclass(frozen=True, slots=True)
class Contract:
    """The operator's evidence that a provider is bound by contract."""

    dpa: str
    """Reference of the data processing agreement."""
    no_training: bool
    retention_days: int
    evidence: str
    valid_until: date
    purposes: frozenset[str]
    transfer_safeguard: str | None = None
    """Reference of the SCCs, when the region is outside the tenant's residency."""


@dataclass(frozen=True, slots=True)
class VendorFacts:
    """What a provider says of itself in its own documents; what holds for a deployment is its contract's."""

    provider: str
    retention_days: int | None
    """None where it is not stated."""
    trains: str
    """`no`, `by_plan`, `by_route` or `yes`, when nothing else is agreed."""
    zero: str
    """How zero retention is agreed, and how it can be seen."""
    source: str
    checked: date
    """The day on which the source was read."""
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ProviderEntry:
    """One provider as configured."""

    name: str
    way: Way
    wires: frozenset[str]
    """Wires that are spoken to it directly; empty for `LITELLM`."""
    base_url: str
    region: str
    contract: Contract | None
    credential: str | None = field(default=None, repr=False)
    """The secret itself, read at start from its variable or file."""
    tenant_credentials: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    litellm_prefix: str | None = None
    rules: Mapping[str, Rule] = field(default_factory=lambda: MappingProxyType({}))
    """Wire of the caller → what is forced into such calls and asserted on their bytes (`policies/flags/`). A wire without a rule
    is off.
    """
    refused_models: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Pattern of names → why such a model is not asked (`core/model_names.py`)."""
    vendor: VendorFacts | None = None
    allow_private: bool = False
    """True when `base_url` may be, or resolve to, a loopback or private address (T06)."""


EXPIRES_SOON_DAYS = 30
"""From so many days before its last one, a contract is warned of."""


class Standing(StrEnum):
    """How a provider's evidence stands on a day."""

    VALID = "valid"
    ENDS_SOON = "ends_soon"
    ENDED = "ended"
    MISSING = "missing"
    OFF = "off"
    """Its flags turn it off in every wire."""


def standing(entry: ProviderEntry, today: date) -> Standing:
    """The entry's evidence today, whatever a purpose or tenant asks for besides."""
    if entry.way is Way.SANDBOX:
        return Standing.VALID
    if not entry.rules:
        return Standing.OFF
    if entry.contract is None:
        return Standing.MISSING
    left = (entry.contract.valid_until - today).days
    if left < 0:
        return Standing.ENDED
    return Standing.ENDS_SOON if left <= EXPIRES_SOON_DAYS else Standing.VALID


def names(model: str, rules: Iterable[Rule]) -> frozenset[str]:
    """A model's name as it is listed, and as each rule has it written to the provider."""
    return frozenset({model, *(rule.written(model) for rule in rules)})


def permit(
    entry: ProviderEntry | None,
    *,
    model: str,
    wire: str,
    purpose: str,
    residency: str,
    max_retention_days: int,
    today: date,
) -> ProviderEntry:
    """`entry`, if its contract allows this purpose today; else `provider_not_contracted` or `region_not_allowed`.

    A provider whose flags say nothing for the wire, or turn it off, is as one without a contract. `model` is the name at the
    provider: one that its flags refuse is `model_not_allowed`, whoever listed it.
    """
    if entry is None or entry.contract is None:
        raise Refusal(Code.PROVIDER_NOT_CONTRACTED)
    refused = entry.refused_models
    if refused and any(why_refused(name, refused) for name in names(model, filter(None, [entry.rules.get(wire)]))):
        raise Refusal(Code.MODEL_NOT_ALLOWED, param="model")
    contract = entry.contract
    holds = (
        contract.no_training
        and bool(contract.dpa)
        and bool(contract.evidence)
        and today <= contract.valid_until
        and purpose in contract.purposes
        and 0 <= contract.retention_days <= max_retention_days
    )
    if not holds or (entry.way is not Way.SANDBOX and wire not in entry.rules):
        raise Refusal(Code.PROVIDER_NOT_CONTRACTED)
    if entry.region not in {residency, "local"} and not contract.transfer_safeguard:
        raise Refusal(Code.REGION_NOT_ALLOWED)
    return entry
