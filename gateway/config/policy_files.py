"""The shapes of `policies/purposes/*.yaml` and `tenants/*.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from gateway.config.forms import Model, Name, NonEmpty, Region, Route, SealKeyId, TenantId
from gateway.config.gateway_file import Shape
from gateway.core.budget import Per
from gateway.core.entities import Action, Label
from gateway.core.policy import Isolation, Sealing, ToolEffect
from gateway.core.source import Party

Score = Annotated[float, Field(gt=0, le=1)]
"""How sure a find must be to count."""


class RestoreShape(Shape):
    """Whose values come back, and where."""

    text: frozenset[Party] = Field(description="List whose values return in text: addressee, sender, ...")
    arguments: frozenset[Party] = Field(
        default=frozenset({Party.ADDRESSEE, Party.SENDER}),
        description="List whose values return in tool arguments that no tenant's rule names.",
    )


class TimeoutsShape(Shape):
    """Seconds that an upstream may take."""

    connect_seconds: float = Field(default=2.0, gt=0, le=30, description="Give 0 to 30 seconds.")
    first_byte_seconds: float = Field(default=30.0, gt=0, le=600, description="Give up to 600 seconds.")
    idle_seconds: float = Field(default=15.0, gt=0, le=120, description="Give up to 120 seconds.")
    total_seconds: float = Field(default=120.0, gt=0, le=3600, description="Give up to 3600 seconds.")


class PurposeShape(Shape):
    """One purpose's rules."""

    STAND_INS: ClassVar[Mapping[str, JsonValue]] = {
        "purpose": "unnamed",
        "clause": "C4",
        "sealing": "allowed",
        "isolation": "user",
        "restore": {"text": [], "arguments": []},
        "default_action": "mask",
    }

    purpose: Name = Field(description="Repeat the file's name.")
    clause: NonEmpty = Field(description="Name the control it keeps: C4.1, ...")
    sealing: Sealing = Field(description="Say required or allowed.")
    max_unsealed_characters: int = Field(
        default=20_000,
        ge=0,
        le=1_000_000,
        description="Bound the text outside sealed blocks (required only).",
    )
    isolation: Isolation = Field(description="Say tenant or user.")
    restore: RestoreShape = Field(description="Say whose values come back: restore: {text: [...]}.")
    default_action: Action = Field(description="Say what is done to a kind that actions does not name.")
    actions: dict[Label, Action] = Field(default_factory=dict, description="Give kind: action.")
    default_threshold: float = Field(default=0.4, gt=0, le=1, description="Give a score above 0, up to 1.")
    thresholds: dict[Label, Score] = Field(default_factory=dict, description="Give kind: score above 0, up to 1.")
    blind: bool = Field(
        default=False, description="Say true to take words that tell gender or origin out of every text."
    )
    tools: frozenset[ToolEffect] | None = Field(
        default=None, description="List the effects that tools may have; leave it out to take any tool."
    )
    images: bool = Field(
        default=False, description="Say true to let tenants opt in to images, which nobody looks through."
    )
    max_provider_retention_days: int = Field(
        default=0,
        ge=0,
        le=3650,
        description="Give the days for which a provider may keep content; 0 is usual.",
    )
    max_words: int = Field(default=20_000, gt=0, le=200_000, description="Bound the words of one call.")
    answer_schema: dict[str, JsonValue] | None = Field(
        default=None, description="Give a JSON Schema that the whole answer must satisfy, or leave it out."
    )
    timeouts: TimeoutsShape = TimeoutsShape()


class ArgumentShape(Shape):
    """What one tool argument may receive back."""

    labels: frozenset[Label] = Field(description="List the kinds that may be restored in it.")
    parties: frozenset[Party] = Field(description="List whose values may be restored in it.")


class ToolShape(Shape):
    """One tool that the tenant's CRM offers to models."""

    effect: ToolEffect = Field(description="Say read, draft or send.")
    arguments: dict[str, ArgumentShape] = Field(
        default_factory=dict, description="Give argument: {labels: [...], parties: [...]}."
    )


class TightenShape(Shape):
    """What a tenant makes stricter for one purpose."""

    isolation: Isolation = Field(default=Isolation.TENANT, description="Say user to narrow it.")
    actions: dict[Label, Action] = Field(default_factory=dict, description="Give kind: a stricter action.")
    thresholds: dict[Label, Score] = Field(default_factory=dict, description="Give kind: a lower score.")


class LimitShape(Shape):
    """So much in each window of UTC."""

    at_most: int = Field(ge=1, le=1_000_000_000_000, description="Give how many in each window, 1 or more.")
    per: Per = Field(description="Say minute, hour or day.")


class BudgetShape(Shape):
    """What a tenant's calls may use, over all gateways."""

    requests: LimitShape | None = Field(default=None, description="Give calls: {at_most: 600, per: minute}.")
    tokens: LimitShape | None = Field(
        default=None, description="Give tokens, of prompt and answer: {at_most: ..., per: day}."
    )
    concurrent: int | None = Field(
        default=None, ge=1, le=100_000, description="Give how many calls may be in flight at once, 1 or more."
    )


class TenantShape(Shape):
    """One tenant's file."""

    STAND_INS: ClassVar[Mapping[str, JsonValue]] = {"tenant": "unnamed", "residency": "eu", "models": {}}

    tenant: TenantId = Field(description="Repeat the file's name.")
    residency: Region = Field(description="Say where its data may be processed: eu, us, ...")
    models: dict[Name, dict[Model, Route | None]] = Field(
        description="Give purpose: {name: provider/model}; a name that is provider/model needs no value."
    )
    purposes: dict[Name, TightenShape] = Field(default_factory=dict, description="Give purpose: {...}.")
    tools: dict[str, ToolShape] = Field(default_factory=dict, description="Give tool: {effect: ...}.")
    images: frozenset[Name] = Field(
        default=frozenset(),
        description="List purposes whose calls may hold images: they are written anew, but nobody looks through them.",
    )
    seal_keys: frozenset[SealKeyId] = Field(
        default=frozenset({"s1"}), min_length=1, description="List the seal keys whose blocks open."
    )
    budget: BudgetShape | None = Field(default=None, description="Bound its calls: {requests, tokens, concurrent}.")
