"""Forced fields are asserted on the body that leaves; nothing is edited."""

from datetime import date
from types import MappingProxyType

import pytest

from gateway.core.errors import Code, Refusal
from gateway.core.flags import FORBIDDEN, assert_forced, forced
from gateway.core.jsontypes import JsonValue
from gateway.core.registry import Contract, ProviderEntry, Way


def test_a_body_with_the_forced_values_passes_unchanged() -> None:
    body: dict[str, JsonValue] = {"model": "x", "store": False, "provider": {"zdr": True}}
    before = dict(body)

    assert_forced(body, {"store": False, "provider": {"zdr": True}})

    assert body == before


@pytest.mark.parametrize("value", [True, None, 0, 0.0, "false", [], {}])
def test_any_other_value_is_a_fault_of_ours(value: JsonValue) -> None:
    with pytest.raises(Refusal) as caught:
        assert_forced({"store": value}, {"store": False})

    assert caught.value.code is Code.INTERNAL


def test_a_forced_field_that_is_missing_is_a_fault_of_ours() -> None:
    with pytest.raises(Refusal):
        assert_forced({"model": "x"}, {"store": False})


@pytest.mark.parametrize("name", sorted(FORBIDDEN))
def test_a_forbidden_field_never_leaves(name: str) -> None:
    with pytest.raises(Refusal):
        assert_forced({"model": "x", name: None}, {})


def test_an_operator_may_force_what_a_caller_may_not_send() -> None:
    assert_forced({"prompt_cache_key": "salt"}, {"prompt_cache_key": "salt"})

    with pytest.raises(Refusal):
        assert_forced({"prompt_cache_key": "other"}, {"prompt_cache_key": "salt"})


def test_forced_values_are_a_provider_s_own_per_wire() -> None:
    contract = Contract(
        "dpa", no_training=True, retention_days=0, evidence="e", valid_until=date.max, purposes=frozenset()
    )
    entry = ProviderEntry(
        "openai",
        Way.DIRECT,
        frozenset({"openai.chat"}),
        "https://api.openai.com/v1",
        "us",
        contract,
        forced=MappingProxyType({"openai.chat": {"store": False}}),
    )

    assert forced(entry, "openai.chat") == {"store": False}
    assert forced(entry, "anthropic.messages") == {}
