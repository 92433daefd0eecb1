"""Stages with safe defaults: a test states only what it is about."""

from __future__ import annotations

from datetime import date

from gateway.config.gateway_file import WireName
from gateway.core.call import Call
from gateway.core.deployment import DeploymentKeys, deployment_keys
from gateway.core.flags import Rule
from gateway.core.keys import API_PREFIX, compose, digest
from gateway.core.ledger import Admission, ConsentState, KeyRole, KeyRow, TenantRow, TenantStatus
from gateway.core.policy import PurposePolicy, Route, Rulebook, Sinks, TenantRules
from gateway.core.registry import Contract, ProviderEntry, Way
from gateway.core.source import Party
from gateway.core.stages import Asked, Authenticated, Permitted
from gateway.core.wire import Wire
from gateway.core.wires.openai_chat import OPENAI_CHAT
from tests.support.clock import START

NOW = START
TODAY = date(2026, 11, 23)
KEYS: DeploymentKeys = deployment_keys(bytes(range(32)))
KEY = compose(API_PREFIX, "acme", "k1", bytes(32))
WIRE_NAMES = tuple(wire.value for wire in WireName)
BODY = b'{"model":"small","messages":[{"role":"user","content":"hello"}]}'


def policy(name: str = "deal_coach", **changes: object) -> PurposePolicy:
    """A permissive purpose."""
    fields: dict[str, object] = {
        "name": name,
        "clause": "C4.2",
        "version": f"{name}@000000000000",
        "sinks": Sinks(text=frozenset(Party)),
    }
    return PurposePolicy(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


def contract(**changes: object) -> Contract:
    """A contract that holds today, for every purpose, without retention."""
    fields: dict[str, object] = {
        "dpa": "DPA-1",
        "no_training": True,
        "retention_days": 0,
        "evidence": "E-1",
        "valid_until": date(2027, 6, 30),
        "purposes": frozenset({"twin", "deal_coach", "lead_scoring", "content"}),
    }
    return Contract(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


def entry(**changes: object) -> ProviderEntry:
    """A direct provider in the tenant's region."""
    fields: dict[str, object] = {
        "name": "mock",
        "way": Way.DIRECT,
        "wires": frozenset({"openai.chat", "anthropic.messages"}),
        "base_url": "http://127.0.0.1:9",
        "region": "eu",
        "contract": contract(),
        "rules": {wire: Rule(endpoints=("/chat/completions", "/messages")) for wire in WIRE_NAMES},
    }
    return ProviderEntry(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


def tenant_rules(*policies: PurposePolicy, **changes: object) -> TenantRules:
    """Tenant `acme` with the model `small` at provider `mock` for every purpose."""
    chosen = policies or (policy(),)
    fields: dict[str, object] = {
        "tenant": "acme",
        "residency": "eu",
        "models": {each.name: {"small": Route("mock", "mock-1")} for each in chosen},
        "purposes": {each.name: each for each in chosen},
    }
    return TenantRules(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


def rulebook(tenant: TenantRules | None = None, provider: ProviderEntry | None = None) -> Rulebook:
    """One tenant, one provider."""
    rules = tenant or tenant_rules()
    chosen = provider or entry()
    return Rulebook(purposes=rules.purposes, providers={chosen.name: chosen}, tenants={rules.tenant: rules})


def key_row(**changes: object) -> KeyRow:
    """The row of `KEY`."""
    fields: dict[str, object] = {
        "key_id": "k1",
        "tenant": "acme",
        "digest": digest(KEYS.pepper, KEY),
        "role": KeyRole.APP,
        "purposes": frozenset({"twin", "deal_coach", "lead_scoring", "content"}),
        "created": NOW,
    }
    return KeyRow(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


def admission(**changes: object) -> Admission:
    """Everything agrees."""
    fields: dict[str, object] = {
        "key": key_row(),
        "tenant": TenantRow("acme", TenantStatus.ACTIVE, b"wrapped", NOW),
        "user_consent": ConsentState.GRANTED,
        "everyone_consent": None,
        "objected": False,
        "has_objections": False,
        "switched_off": frozenset(),
        "epoch": 7,
    }
    return Admission(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


def asked(body: bytes = BODY, *, wire: Wire = OPENAI_CHAT, **changes: object) -> Asked:
    """A call by user `u1` of tenant `acme` for `deal_coach`."""
    fields: dict[str, object] = {
        "trace": "t" * 32,
        "wire": wire,
        "purpose": "deal_coach",
        "key": KEY,
        "user": "u1",
        "subjects": None,
        "body": body,
    }
    return Asked(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


def authenticated(**changes: object) -> Authenticated:
    """Step 1's result for `asked()`."""
    fields: dict[str, object] = {
        "asked": asked(),
        "tenant": tenant_rules(),
        "user": "u1",
        "user_key": KEYS.user_id("acme", "u1"),
        "admission": admission(),
        "admitted_at": 1_000.0,
    }
    return Authenticated(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run


def permitted(call: Call | None = None, **changes: object) -> Permitted:
    """Step 3's result for `asked()`, or for a given call."""
    fields: dict[str, object] = {
        "authenticated": authenticated(),
        "policy": policy(),
        "provider": entry(),
        "model": "mock-1",
        "call": call or OPENAI_CHAT.read({"model": "small", "messages": [{"role": "user", "content": "hello"}]}),
    }
    return Permitted(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name, checked when run
