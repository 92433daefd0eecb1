"""The shape of `isogate.yaml`, as types; the JSON Schema for editors is made from it.

Each field's description is what an editor shows and what a complaint about the field advises.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from gateway.config.forms import (
    BaseUrl,
    Entity,
    KeySet,
    Language,
    Listen,
    Maker,
    Name,
    NonEmpty,
    Region,
    Secret,
    StoreUrl,
    TenantId,
    TenantSecret,
)
from gateway.core.detection import Names
from gateway.core.entities import Label
from gateway.core.issuer import Algorithm
from gateway.core.registry import Way
from gateway.ports.store import Risk


class Shape(BaseModel):
    """What every shape shares: nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    STAND_INS: ClassVar[Mapping[str, JsonValue]] = {}
    """For fields that have to be there: what a file's other lines are checked with where theirs are wrong."""


class WireName(StrEnum):
    """The wires that a provider may speak."""

    OPENAI_CHAT = "openai.chat"
    OPENAI_EMBEDDINGS = "openai.embeddings"
    OPENAI_RESPONSES = "openai.responses"
    ANTHROPIC_MESSAGES = "anthropic.messages"
    ANTHROPIC_COUNT_TOKENS = "anthropic.count_tokens"


class ContractShape(Shape):
    """The operator's evidence that a provider is bound by contract (C5.1)."""

    dpa: NonEmpty = Field(description="Name the data processing agreement: a document's number or link.")
    no_training: bool = Field(description="Say true when the contract forbids training on the data.")
    retention_days: int = Field(ge=0, le=3650, description="Give the days for which the provider keeps content.")
    evidence: NonEmpty = Field(description="Say where the evidence lies: a file's name, a ticket.")
    valid_until: date = Field(description="Give the last day of the contract as YYYY-MM-DD.")
    purposes: frozenset[Name] = Field(description="List the purposes that the contract covers.")
    transfer_safeguard: NonEmpty | None = Field(
        default=None, description="Name the SCCs when the region is outside a tenant's residency (C10.1)."
    )


class ProviderShape(Shape):
    """One provider."""

    way: Way = Field(description="Say direct, litellm or sandbox.")
    wires: frozenset[WireName] = Field(
        default=frozenset(), description="List the wires spoken to it directly; only for way: direct."
    )
    base_url: BaseUrl | None = Field(default=None, description="Give its https address, up to and with /v1.")
    allow_private: bool = Field(
        default=False, description="Say true to allow a loopback or private address, and http to it."
    )
    region: Region = Field(
        default="local",
        description="Say where it processes: eu, us, ...; local only for this machine or network.",
    )
    flags: Name | None = Field(default=None, description="Name a file of policies/flags, without .yaml.")
    unsafe_unproven_flags: bool = Field(
        default=False, description="Say true to call it although its flags file says that a wire is off."
    )
    litellm_prefix: Name | None = Field(default=None, description="Give litellm's provider prefix: gemini, ...")
    credential: Secret | None = Field(default=None, description="Say env:NAME, file:PATH (mode 0600) or command:WORDS.")
    tenant_credentials: dict[TenantId, TenantSecret] = Field(
        default_factory=dict, description="Give tenants their own: tenant: env:NAME, or what provider encrypt printed."
    )
    contract: ContractShape | None = Field(default=None, description="Enter the contract's evidence (C5.1).")


class StoreShape(Shape):
    """The durable store."""

    url: StoreUrl = Field(
        default="sqlite:///var/isogate.sqlite",
        description="Give sqlite:///file, or redis://host:port, redis+cluster://host:port,host:port; rediss for TLS.",
    )
    unsafe_unverified_durability: bool = Field(
        default=False, description="Declare that a Redis service which hides its settings is durable (F05)."
    )
    unsafe_everysec: bool = Field(
        default=False, description="Accept appendfsync everysec: a power cut takes a second of what was acknowledged."
    )
    unsafe_no_persistence: bool = Field(
        default=False, description="Accept a Redis that keeps nothing on disk: a stop takes all that was acknowledged."
    )
    unsafe_eviction: bool = Field(
        default=False, description="Accept a Redis that evicts: short memory takes opt-outs and audit records."
    )

    def risks(self) -> frozenset[Risk]:
        """What of it is declared."""
        return frozenset([risk for risk in Risk if getattr(self, f"unsafe_{risk}")])


class TelemetryShape(Shape):
    """Where content-free spans go besides the store."""

    otlp_endpoint: BaseUrl | None = Field(default=None, description="Give the OTLP/HTTP collector's address.")


class IssuerShape(Shape):
    """An issuer of the CRM whose short-lived tokens name their tenant."""

    issuer: NonEmpty = Field(description="Give the tokens' iss claim, exactly.")
    audience: NonEmpty = Field(description="Give the tokens' aud claim, exactly.")
    keys: KeySet = Field(description="Say file:PATH or https://... of its key set (JWKS).")
    allow_private: bool = Field(
        default=False, description="Say true to allow a loopback or private address, and http to it."
    )
    algorithms: frozenset[Algorithm] = Field(
        min_length=1, description="List the signatures that it uses: EdDSA, ES256, RS256, ...; asymmetric ones only."
    )
    purposes: frozenset[Name] = Field(min_length=1, description="List the purposes that its tokens may be for.")
    tenants: frozenset[TenantId] | None = Field(
        default=None, min_length=1, description="List the tenants that it may name, or leave it out for any."
    )
    tenant_claim: NonEmpty = Field(default="tenant", description="Name the claim that holds the tenant's id.")
    max_lifetime_seconds: int = Field(
        default=900, ge=10, le=3600, description="Give the longest time from iat to exp, 10 to 3600 seconds."
    )
    refresh_seconds: int = Field(
        default=300, ge=5, le=3600, description="Give how often its keys are read anew, 5 to 3600 seconds."
    )


class SecretsShape(Shape):
    """Where the secrets lie; never the secrets themselves."""

    master_key: Secret = Field(
        default="file:var/master.key",
        description="Say env:NAME, file:PATH (mode 0600) or command:WORDS: 64 hex digits.",
    )


class RecognizerShape(Shape):
    """One source of recognizers of the operator's own: `python` or `registry`."""

    python: Maker | None = Field(default=None, description="Give module:Class of a Presidio recognizer.")
    registry: NonEmpty | None = Field(
        default=None, description="Give the path of a file in the form of Presidio's recognizer registry (YAML)."
    )
    options: dict[str, JsonValue] = Field(
        default_factory=dict, description="Give the arguments that the class is called with; only with python."
    )


class NerModelShape(Shape):
    """Presidio's NerModelConfiguration, by its own names; what is left out is as Presidio has it."""

    model_to_presidio_entity_mapping: dict[NonEmpty, NonEmpty] | None = Field(
        default=None, description="Give each label of the model its Presidio entity: PER: PERSON."
    )
    labels_to_ignore: list[NonEmpty] | None = Field(
        default=None, description="List the model's labels that are none of Presidio's entities."
    )
    low_score_entity_names: list[NonEmpty] | None = Field(
        default=None, description="List the entities whose scores are lowered."
    )
    low_confidence_score_multiplier: float | None = Field(
        default=None, ge=0, le=1, description="Give what those scores are multiplied with, from 0 to 1."
    )
    default_score: float | None = Field(
        default=None, ge=0, le=1, description="Give the score of a find for which the model gives none, from 0 to 1."
    )
    aggregation_strategy: NonEmpty | None = Field(
        default=None, description="Say simple, first, average or max (transformers)."
    )
    alignment_mode: NonEmpty | None = Field(default=None, description="Say strict, contract or expand (transformers).")
    stride: int | None = Field(
        default=None, ge=0, description="Give the tokens that windows of a long text share (transformers)."
    )


class DetectionShape(Shape):
    """How personal data is looked for, beside the patterns and the values that the CRM knows."""

    names: Names = Field(
        default=Names.EMBEDDED,
        description="Say what finds names: embedded, spacy, transformers, or unsafe_none for nothing.",
    )
    languages: list[Language] = Field(
        default=["en"], min_length=1, description="List the languages of the engine and of your recognizers: [en, de]."
    )
    spacy: dict[Language, NonEmpty] = Field(
        default_factory=dict,
        description="Give each language its spaCy pipeline: an installed package (en_core_web_lg) or a directory.",
    )
    transformers: dict[Language, NonEmpty] = Field(
        default_factory=dict, description="Give each language the directory of its transformers model."
    )
    ner_model_configuration: NerModelShape = Field(
        default=NerModelShape(), description="Say how the engine's labels and scores are read."
    )
    recognizers: dict[Name, RecognizerShape] = Field(
        default_factory=dict, description="Enter recognizers of your own: name: {python: module:Class}."
    )
    labels: dict[Entity, Label | None] = Field(
        default_factory=dict,
        description="Give each entity that isogate does not know its label: BADGE: ACCOUNT_ID; null is not reported.",
    )
    workers: int = Field(default=2, ge=1, le=64, description="Give the processes for engines and recognizers, 1 to 64.")
    worker_memory_mib: int = Field(
        default=4096, ge=512, le=1_048_576, description="Give the address space of each such process, 512 MiB or more."
    )
    deadline_factor: float = Field(
        default=2.0, ge=1, le=100, description="Give how many times the measured cost a call may take, 1 to 100."
    )


class GatewayShape(Shape):
    """`isogate.yaml`. Relative paths count from its directory; `package:NAME` lies in this package."""

    listen: Listen = Field(default="127.0.0.1:8080", description="Give host:port.")
    store: StoreShape = StoreShape()
    tenants: NonEmpty = Field(default="tenants", description="Give the directory of the tenants' files.")
    policies: NonEmpty = Field(
        default="package:policies", description="Give a directory with purposes/ and flags/, or leave it out."
    )
    providers: dict[Name, ProviderShape] = Field(
        default_factory=dict, description="Enter each provider that tenants may use."
    )
    issuers: dict[Name, IssuerShape] = Field(
        default_factory=dict, description="Register the CRM's token issuers: name: {issuer: ..., keys: ...}."
    )
    detection: DetectionShape = DetectionShape()
    telemetry: TelemetryShape = TelemetryShape()
    secrets: SecretsShape = SecretsShape()
