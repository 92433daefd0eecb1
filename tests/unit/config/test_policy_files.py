"""The shipped purposes, flags and tenants say what the product promises."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from gateway.config.load import SAMPLE_FILE, load
from gateway.config.policy_files import PurposeShape, TenantShape
from gateway.core.entities import PAYMENT, Action, Label
from gateway.core.policy import Isolation, PurposePolicy, Rulebook, Sealing, ToolEffect
from gateway.core.source import Party

NEVER_BACK = {Action.MASK, Action.DROP, Action.BLOCK}
DRAFTS = frozenset({ToolEffect.READ, ToolEffect.DRAFT})
NOBODY: frozenset[Party] = frozenset()


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return load(SAMPLE_FILE, {}, date(2026, 11, 23), root=Path("/nowhere")).accepted()[1]


@pytest.fixture(params=["twin", "deal_coach", "lead_scoring", "content"])
def purpose(request: pytest.FixtureRequest, rules: Rulebook) -> PurposePolicy:
    return rules.purposes[request.param]


def test_payment_numbers_are_never_sent_and_never_restored(purpose: PurposePolicy) -> None:
    assert all(purpose.action(label) in NEVER_BACK for label in PAYMENT)


def test_no_provider_may_keep_anything(purpose: PurposePolicy) -> None:
    assert purpose.max_provider_retention_days == 0


def test_secrets_and_special_categories_never_come_back(purpose: PurposePolicy) -> None:
    assert all(purpose.action(label) in NEVER_BACK for label in (Label.SECRET, Label.NRP, Label.HEALTH))


def test_nothing_that_names_a_person_directly_is_kept(purpose: PurposePolicy) -> None:
    assert {label for label in Label if purpose.action(label) is Action.KEEP} <= {Label.LOCATION}


def test_the_twin_serves_one_user_and_speaks_of_addressee_and_sender_only(rules: Rulebook) -> None:
    twin = rules.purposes["twin"]

    assert (twin.sealing, twin.isolation, twin.clause) == (Sealing.REQUIRED, Isolation.USER, "C4.1")
    assert twin.sinks.text == twin.sinks.arguments == {Party.ADDRESSEE, Party.SENDER}
    assert twin.tool_effects == DRAFTS


def test_the_deal_coach_works_without_sealing_and_gives_every_value_back(rules: Rulebook) -> None:
    coach = rules.purposes["deal_coach"]

    assert (coach.sealing, coach.sinks.text, coach.tool_effects) == (Sealing.ALLOWED, frozenset(Party), None)


def test_lead_scoring_sees_no_identity_and_no_protected_trait_and_gives_nothing_back(rules: Rulebook) -> None:
    scoring = rules.purposes["lead_scoring"]

    assert (scoring.sealing, scoring.sinks.text, scoring.sinks.arguments) == (Sealing.REQUIRED, NOBODY, NOBODY)
    assert not {scoring.action(label) for label in Label} & {Action.KEEP, Action.PSEUDONYMISE}
    traits = (Label.AGE, Label.DATE_OF_BIRTH, Label.NRP, Label.HEALTH)
    assert {scoring.action(label) for label in traits} == {Action.DROP}
    assert scoring.answer_schema is not None
    assert scoring.answer_schema["additionalProperties"] is False


def test_content_drafts_and_never_sends_and_keeps_third_parties_out(rules: Rulebook) -> None:
    content = rules.purposes["content"]

    assert (content.sealing, content.tool_effects) == (Sealing.ALLOWED, DRAFTS)
    assert content.sinks.text == {Party.ADDRESSEE, Party.SENDER, Party.UNKNOWN}


def test_both_sample_tenants_reach_the_sandbox_for_every_purpose(rules: Rulebook) -> None:
    for tenant in ("acme", "globex"):
        for purpose in rules.purposes:
            assert {"sandbox/echo", "sandbox/sales"} <= set(rules.tenants[tenant].models[purpose])
    assert rules.tenants["acme"].models["twin"]["fast"].model == "sales"


def test_a_tightened_purpose_has_a_version_of_its_own(rules: Rulebook) -> None:
    base, acme, globex = (
        rules.purposes["deal_coach"],
        rules.tenants["acme"].purposes["deal_coach"],
        rules.tenants["globex"].purposes["deal_coach"],
    )

    assert acme == base
    assert globex.version != base.version
    assert (globex.isolation, globex.action(Label.ORGANIZATION)) == (Isolation.USER, Action.MASK)


def test_a_purpose_states_its_decisions_or_is_none() -> None:
    for field in ("purpose", "clause", "sealing", "isolation", "restore", "default_action"):
        stated = {
            "purpose": "x",
            "clause": "C4.2",
            "sealing": "allowed",
            "isolation": "tenant",
            "restore": {"text": []},
            "default_action": "mask",
        }
        PurposeShape.model_validate(stated)
        del stated[field]
        with pytest.raises(ValidationError):
            PurposeShape.model_validate(stated)


def test_a_tenant_without_any_seal_key_is_a_mistake() -> None:
    with pytest.raises(ValidationError):
        TenantShape.model_validate({"tenant": "a", "residency": "eu", "models": {}, "seal_keys": []})
