"""The shape of `isogate.yaml`, as types; the JSON Schema for editors is made from it.

Each field's description is what an editor shows and what a complaint about the field advises.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from gateway.config.forms import BaseUrl, Listen, Name, NonEmpty, Region, Secret, StoreUrl, TenantId
from gateway.core.registry import Way


class Shape(BaseModel):
    """What every shape shares: nothing unknown, nothing changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class WireName(StrEnum):
    """The wires that a provider may speak."""

    OPENAI_CHAT = "openai.chat"
    ANTHROPIC_MESSAGES = "anthropic.messages"


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
    litellm_prefix: Name | None = Field(default=None, description="Give litellm's provider prefix: gemini, ...")
    credential: Secret | None = Field(default=None, description="Say env:NAME or file:PATH (mode 0600).")
    tenant_credentials: dict[TenantId, Secret] = Field(
        default_factory=dict, description="Give tenants their own credentials: tenant: env:NAME."
    )
    contract: ContractShape | None = Field(default=None, description="Enter the contract's evidence (C5.1).")


class StoreShape(Shape):
    """The durable store."""

    url: StoreUrl = Field(
        default="sqlite:///var/isogate.sqlite",
        description="Give sqlite:///file, redis://, rediss:// or redis+cluster:// with an address.",
    )
    unsafe_unverified_durability: bool = Field(
        default=False, description="Declare that a Redis service which hides its settings is durable (F05)."
    )


class TelemetryShape(Shape):
    """Where content-free spans go besides the store."""

    otlp_endpoint: BaseUrl | None = Field(default=None, description="Give the OTLP/HTTP collector's address.")


class SecretsShape(Shape):
    """Where the secrets lie; never the secrets themselves."""

    master_key: Secret = Field(
        default="file:var/master.key", description="Say env:NAME or file:PATH (mode 0600, 64 hex digits)."
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
    telemetry: TelemetryShape = TelemetryShape()
    secrets: SecretsShape = SecretsShape()
