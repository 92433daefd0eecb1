"""From shapes to rules, field by field."""

from datetime import date
from types import MappingProxyType

import pytest

from gateway.config.flags_file import FlagsShape
from gateway.config.gateway_file import ProviderShape, WireName
from gateway.config.policy_files import PurposeShape, TenantShape
from gateway.config.rules import provider_entry, purpose_policy, route, tenant_rules
from gateway.core.entities import Action, Label
from gateway.core.flags import Rule
from gateway.core.policy import ArgumentRule, Isolation, Route, ToolEffect
from gateway.core.registry import ProviderEntry, permit
from gateway.core.source import Party

PURPOSE = PurposeShape.model_validate(
    {
        "purpose": "deal_coach",
        "clause": "C4.2",
        "sealing": "allowed",
        "isolation": "tenant",
        "restore": {"text": ["third"]},
        "default_action": "pseudonymise",
        "actions": {"AGE": "drop"},
        "thresholds": {"PERSON": 0.7},
        "blind": True,
        "tools": ["read"],
        "timeouts": {"total_seconds": 60},
    }
)
CONTRACT = {
    "dpa": "D",
    "no_training": True,
    "retention_days": 0,
    "evidence": "E",
    "valid_until": "2027-06-30",
    "purposes": ["deal_coach"],
}


def entry(flags: FlagsShape | None = None, **fields: object) -> ProviderEntry:
    shape = ProviderShape.model_validate({"way": "direct", **fields})
    return provider_entry("mock", shape, flags, frozenset({"deal_coach"}), lambda reference: f"<{reference}>")


def test_a_purposes_fields_arrive_where_the_steps_read_them() -> None:
    policy = purpose_policy(PURPOSE)

    assert (policy.name, policy.clause, policy.isolation) == ("deal_coach", "C4.2", Isolation.TENANT)
    assert (policy.action(Label.AGE), policy.action(Label.PERSON)) == (Action.DROP, Action.PSEUDONYMISE)
    assert (policy.threshold(Label.PERSON), policy.threshold(Label.AGE)) == (0.7, 0.4)
    assert policy.is_blind
    assert (policy.sinks.text, policy.sinks.arguments) == (
        frozenset({Party.THIRD}),
        frozenset({Party.ADDRESSEE, Party.SENDER}),
    )
    assert policy.tool_effects == frozenset({ToolEffect.READ})
    assert (policy.timeouts.total_seconds, policy.timeouts.connect_seconds) == (60.0, 2.0)
    assert policy.version.startswith("deal_coach@")


def flags(**changes: object) -> FlagsShape:
    rule = {"endpoints": ["/chat"], "body": {"store": False}}
    kept = {"days": 0, "trains": "no", "keeps": "k", "zero": "z", "confirmed": True}
    given = {"flags": "f", "provider": "p", "source": "s", "checked": "2026-11-23", "retention": kept}
    return FlagsShape.model_validate({**given, "wires": {"openai.chat": rule}, **changes})


def test_litellm_makes_one_body_of_every_wire() -> None:
    translated = {"prefix": "gemini", "endpoints": ["/x"], "answer_headers": {"x-zero": ["true", None]}}

    made = entry(flags(translated=translated), way="litellm", litellm_prefix="gemini")

    assert set(made.rules) == {wire.value for wire in WireName}
    assert made.rules["openai.chat"].answer_headers == {"x-zero": ("true", None)}
    assert entry(flags(), way="litellm", litellm_prefix="gemini").rules == {}


def test_a_wire_that_is_off_has_no_rule_unless_the_entry_takes_it_unproven() -> None:
    off = flags(wires={"openai.chat": {"endpoints": ["/chat"], "off": "nobody knows"}})

    assert entry(off, wires=["openai.chat"]).rules == {}
    assert set(entry(off, wires=["openai.chat"], unsafe_unproven_flags=True).rules) == {"openai.chat"}


def test_credentials_are_read_by_reference_and_flags_by_wire() -> None:
    made = entry(
        flags(),
        wires=["openai.chat"],
        base_url="https://h/v1/",
        region="eu",
        credential="env:A",
        tenant_credentials={"acme": "env:B"},
        contract=CONTRACT,
    )

    assert (made.credential, dict(made.tenant_credentials)) == ("<env:A>", {"acme": "<env:B>"})
    assert (made.base_url, made.wires) == ("https://h/v1", frozenset({"openai.chat"}))
    assert made.rules == {"openai.chat": Rule(endpoints=("/chat",), body={"store": False})}
    assert made.contract is not None
    assert made.contract.valid_until == date(2027, 6, 30)


def test_the_sandbox_needs_no_contract_and_any_other_provider_does() -> None:
    sandbox = provider_entry(
        "sandbox", ProviderShape.model_validate({"way": "sandbox"}), None, frozenset({"twin"}), str
    )

    permit(
        sandbox,
        model="echo",
        wire="openai.chat",
        purpose="twin",
        residency="eu",
        max_retention_days=0,
        today=date(2026, 11, 23),
    )
    assert entry(base_url="https://h").contract is None


@pytest.mark.parametrize(
    ("name", "target", "expected"),
    [
        ("fast", "mock/mock-1", Route("mock", "mock-1")),
        ("mock/mock-1", None, Route("mock", "mock-1")),
        ("x", "hf/org/model", Route("hf", "org/model")),
    ],
)
def test_a_models_line_is_a_route(name: str, target: str | None, expected: Route) -> None:
    assert route(name, target) == expected


def test_a_tenants_file_becomes_its_rules() -> None:
    shape = TenantShape.model_validate(
        {
            "tenant": "acme",
            "residency": "eu",
            "models": {"deal_coach": {"fast": "mock/m"}},
            "purposes": {"deal_coach": {"isolation": "user", "actions": {"PERSON": "mask", "AGE": "mask"}}},
            "tools": {"t": {"effect": "draft", "arguments": {"to": {"labels": ["PERSON"], "parties": ["sender"]}}}},
            "seal_keys": ["s1", "s2"],
        }
    )
    base = purpose_policy(PURPOSE)
    rules = tenant_rules(shape, {"deal_coach": base})
    policy = rules.purposes["deal_coach"]

    assert rules.models["deal_coach"]["fast"] == Route("mock", "m")
    assert (policy.isolation, policy.action(Label.PERSON), policy.action(Label.AGE)) == (
        Isolation.USER,
        Action.MASK,
        Action.DROP,
    )
    assert rules.tools["t"].arguments["to"] == ArgumentRule(frozenset({Label.PERSON}), frozenset({Party.SENDER}))
    assert rules.seal_keys == {"s1", "s2"}
    assert isinstance(rules.models, MappingProxyType)


@pytest.mark.parametrize(
    ("allowed", "listed", "taken"), [(True, ["deal_coach"], True), (True, [], False), (False, ["deal_coach"], False)]
)
def test_images_need_the_purposes_word_and_the_tenants(*, allowed: bool, listed: list[str], taken: bool) -> None:
    policy = purpose_policy(PURPOSE.model_copy(update={"images": allowed}))
    shape = TenantShape.model_validate({"tenant": "acme", "residency": "eu", "models": {}, "images": listed})

    assert tenant_rules(shape, {"deal_coach": policy}).purposes["deal_coach"].images is taken


def test_a_tenant_without_images_has_the_version_of_rules_without_them() -> None:
    plain, allowing = (purpose_policy(PURPOSE.model_copy(update={"images": images})) for images in (False, True))
    shape = TenantShape.model_validate({"tenant": "acme", "residency": "eu", "models": {}})

    assert tenant_rules(shape, {"deal_coach": allowing}).purposes["deal_coach"].version == plain.version
    assert allowing.version != plain.version
