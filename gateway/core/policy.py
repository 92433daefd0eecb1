"""What a purpose and a tenant allow: frozen values, made once from files, never changed in place.

The tenant can only tighten: `tightened` takes the stricter action of the two.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from types import MappingProxyType

from gateway.core.budget import Budget
from gateway.core.entities import STRICTNESS, Action, Label
from gateway.core.jsontypes import JsonObject
from gateway.core.registry import ProviderEntry
from gateway.core.source import Party

_VERSION_DIGITS = 12
_LATER: Mapping[str, object] = MappingProxyType({"is_blind": False, "images": False})
"""Rules that were added later, with what they mean where nothing is said: there they change no version."""


class Sealing(StrEnum):
    """Whether a purpose takes text that no sealed block wraps."""

    REQUIRED = "required"
    """At least one sealed block; besides, only instructions and assistant turns up to `max_unsealed_characters`."""
    ALLOWED = "allowed"


class Isolation(StrEnum):
    """How far one call's records may reach (C4.5)."""

    TENANT = "tenant"
    USER = "user"


class ToolEffect(StrEnum):
    """What a tool does when the CRM runs it."""

    READ = "read"
    DRAFT = "draft"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds an upstream may take (threats F12, F13)."""

    connect_seconds: float = 2.0
    first_byte_seconds: float = 30.0
    idle_seconds: float = 15.0
    total_seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Sinks:
    """Where values go back to: whose values are restored in text, and whose in tool arguments by default."""

    text: frozenset[Party]
    arguments: frozenset[Party] = frozenset({Party.ADDRESSEE, Party.SENDER})


@dataclass(frozen=True, slots=True)
class PurposePolicy:
    """One purpose's rules (`policies/purposes/<name>.yaml`)."""

    name: str
    clause: str
    version: str
    """`<name>@<first 12 hex of SHA-256 of the canonical rules>`: the value of `x-isogate-policy`."""
    sinks: Sinks
    sealing: Sealing = Sealing.ALLOWED
    max_unsealed_characters: int = 20_000
    isolation: Isolation = Isolation.TENANT
    actions: Mapping[Label, Action] = field(default_factory=lambda: MappingProxyType({}))
    default_action: Action = Action.PSEUDONYMISE
    thresholds: Mapping[Label, float] = field(default_factory=lambda: MappingProxyType({}))
    default_threshold: float = 0.4
    is_blind: bool = False
    """Words that tell gender or origin are taken out of every text (`gateway.core.blindness`); nothing may be restored."""
    tool_effects: frozenset[ToolEffect] | None = None
    """None: any declared tool. Otherwise only tools that the tenant lists with one of these effects."""
    images: bool = False
    """Images may be sent, written anew but not looked through (C4.4). A purpose's own rules: its tenants may opt in to it."""
    max_provider_retention_days: int = 0
    max_words: int = 20_000
    answer_schema: JsonObject | None = None
    """JSON Schema that the whole answer's text must satisfy; None: no check."""
    timeouts: Timeouts = Timeouts()

    def action(self, label: Label) -> Action:
        """What to do with a find of this label."""
        return self.actions.get(label, self.default_action)

    def threshold(self, label: Label) -> float:
        """The score from which a find of this label counts."""
        return self.thresholds.get(label, self.default_threshold)


@dataclass(frozen=True, slots=True)
class ToolRule:
    """A tenant's entry for one tool: its effect, and per argument whose values of which labels are restored."""

    name: str
    effect: ToolEffect
    arguments: Mapping[str, ArgumentRule] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class ArgumentRule:
    """What one tool argument may receive back."""

    labels: frozenset[Label]
    parties: frozenset[Party]


@dataclass(frozen=True, slots=True)
class Route:
    """A model name that the tenant lists: which provider's entry, and the model's name there."""

    provider: str
    model: str


@dataclass(frozen=True, slots=True)
class TenantRules:
    """One tenant's file (`tenants/<id>.yaml`)."""

    tenant: str
    residency: str
    models: Mapping[str, Mapping[str, Route]]
    """purpose → model name as the caller writes it → route."""
    purposes: Mapping[str, PurposePolicy]
    """The purposes' rules as tightened by this tenant."""
    tools: Mapping[str, ToolRule] = field(default_factory=lambda: MappingProxyType({}))
    seal_keys: frozenset[str] = frozenset({"s1"})
    """Ids of the seal keys whose blocks open; taking one off the list retires it."""
    budget: Budget | None = None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that files decide, as one immutable value: a reload replaces it whole."""

    purposes: Mapping[str, PurposePolicy]
    providers: Mapping[str, ProviderEntry]
    tenants: Mapping[str, TenantRules]
    issuers: frozenset[str] = frozenset()
    """Names of the registered token issuers."""
    images: frozenset[str] = frozenset()
    """Purposes for which some tenant opted in to images: larger bodies are read there, and judged once the tenant is known."""


def tightened(
    policy: PurposePolicy,
    actions: Mapping[Label, Action],
    isolation: Isolation,
    thresholds: Mapping[Label, float] = MappingProxyType({}),
) -> PurposePolicy:
    """`policy` with a tenant's wishes, each taken only where it is the stricter: a lower threshold hides more."""
    merged = dict(policy.actions)
    for label, action in actions.items():
        merged[label] = max(policy.action(label), action, key=STRICTNESS.__getitem__)
    lowest = dict(policy.thresholds)
    for label, threshold in thresholds.items():
        lowest[label] = min(policy.threshold(label), threshold)
    narrowest = Isolation.USER if Isolation.USER in {policy.isolation, isolation} else Isolation.TENANT
    return replace(policy, actions=MappingProxyType(merged), thresholds=MappingProxyType(lowest), isolation=narrowest)


def irreversible(policy: PurposePolicy) -> PurposePolicy:
    """`policy` where nothing comes back: what it would replace by a token gets an unnumbered placeholder.

    Its version stays: these are the purpose's rules, applied to a call in whose answer no token can stand.
    """
    actions = {label: _unnumbered(action) for label, action in policy.actions.items()}
    return replace(policy, actions=MappingProxyType(actions), default_action=_unnumbered(policy.default_action))


def _unnumbered(action: Action) -> Action:
    return Action.MASK if action is Action.PSEUDONYMISE else action


def versioned(policy: PurposePolicy) -> PurposePolicy:
    """`policy` with the version that its rules have: equal rules, equal version, whoever wrote them and where."""
    rules = {each.name: _plain(getattr(policy, each.name)) for each in fields(policy) if each.name != "version"}
    for name, default in _LATER.items():
        if rules[name] == default:
            del rules[name]
    canonical = json.dumps(rules, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    digest = hashlib.sha256(canonical.encode("ascii")).hexdigest()[:_VERSION_DIGITS]
    return replace(policy, version=f"{policy.name}@{digest}")


def _plain(rule: object) -> object:
    if isinstance(rule, Mapping):
        return {str(key): _plain(value) for key, value in rule.items()}
    if isinstance(rule, frozenset):
        return sorted(str(each) for each in rule)
    if isinstance(rule, list | tuple):
        return [_plain(each) for each in rule]
    if isinstance(rule, Sinks | Timeouts):
        return {each.name: _plain(getattr(rule, each.name)) for each in fields(rule)}
    return rule
