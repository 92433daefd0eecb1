"""A provider is called only under a contract that holds today, for this purpose, in a fitting region."""

from datetime import timedelta

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.flags import Rule
from gateway.core.registry import ProviderEntry, Standing, Way, permit, standing
from tests.support.stages import TODAY, contract, entry


def judge(provider: ProviderEntry | None, *, days: int = 0, residency: str = "eu", model: str = "m-1") -> ProviderEntry:
    return permit(
        provider,
        model=model,
        wire="openai.chat",
        purpose="twin",
        residency=residency,
        max_retention_days=days,
        today=TODAY,
    )


def test_a_model_that_the_providers_flags_refuse_is_not_asked_and_every_other_one_is() -> None:
    provider = entry(refused_models={"*:free": "free endpoints train"})

    assert judge(provider, model="m-1") is provider
    with pytest.raises(Refusal) as caught:
        judge(provider, model="vendor/M-1:FREE")
    assert (caught.value.code, caught.value.param) == (Code.MODEL_NOT_ALLOWED, "model")


def test_a_valid_contract_in_the_tenants_region_is_enough() -> None:
    provider = entry()

    assert judge(provider) is provider


@pytest.mark.parametrize(
    "broken",
    [
        {"no_training": False},
        {"dpa": ""},
        {"evidence": ""},
        {"valid_until": TODAY - timedelta(days=1)},
        {"purposes": frozenset({"content"})},
        {"retention_days": 1},
        {"retention_days": -1},
    ],
)
def test_one_missing_term_is_a_refusal(broken: dict[str, object]) -> None:
    with pytest.raises(Refusal) as caught:
        judge(entry(contract=contract(**broken)))

    assert caught.value.code is Code.PROVIDER_NOT_CONTRACTED


@pytest.mark.parametrize("provider", [None, entry(contract=None)])
def test_no_entry_and_no_contract_are_refusals(provider: ProviderEntry | None) -> None:
    with pytest.raises(Refusal) as caught:
        judge(provider)

    assert caught.value.code is Code.PROVIDER_NOT_CONTRACTED


def test_a_contract_holds_on_its_last_day() -> None:
    provider = entry(contract=contract(valid_until=TODAY))

    assert judge(provider) is provider


def test_retention_up_to_the_purposes_maximum_is_allowed() -> None:
    provider = entry(contract=contract(retention_days=30))

    assert judge(provider, days=30) is provider


def test_another_region_needs_a_safeguard() -> None:
    with pytest.raises(Refusal) as caught:
        judge(entry(region="us"))

    assert caught.value.code is Code.REGION_NOT_ALLOWED
    judge(entry(region="us", contract=contract(transfer_safeguard="SCC-1")))


def test_this_machine_is_in_every_region() -> None:
    provider = entry(region="local")

    assert judge(provider, residency="us") is provider


def test_no_credential_shows_in_a_repr() -> None:
    assert "sk-1" not in repr(entry(credential="sk-1", tenant_credentials={"acme": "sk-1"}))


def test_a_wire_that_the_flags_say_nothing_of_is_off() -> None:
    with pytest.raises(Refusal) as caught:
        judge(entry(rules={"anthropic.messages": Rule(endpoints=("/messages",))}))

    assert caught.value.code is Code.PROVIDER_NOT_CONTRACTED


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Standing.VALID),
        ({"contract": contract(valid_until=TODAY + timedelta(days=31))}, Standing.VALID),
        ({"contract": contract(valid_until=TODAY + timedelta(days=30))}, Standing.ENDS_SOON),
        ({"contract": contract(valid_until=TODAY)}, Standing.ENDS_SOON),
        ({"contract": contract(valid_until=TODAY - timedelta(days=1))}, Standing.ENDED),
        ({"contract": None}, Standing.MISSING),
        ({"rules": {}}, Standing.OFF),
        ({"rules": {}, "way": Way.SANDBOX}, Standing.VALID),
    ],
    ids=str,
)
def test_evidence_is_warned_of_thirty_days_ahead(changes: dict[str, object], expected: Standing) -> None:
    assert standing(entry(**changes), TODAY) is expected
