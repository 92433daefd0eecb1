"""The shape of `isogate.yaml`: closed, frozen, complete in its defaults."""

import pytest
from pydantic import ValidationError

from gateway.config.gateway_file import GatewayShape, ProviderShape, WireName
from gateway.core.registry import Way
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES


def test_an_empty_file_is_a_safe_one() -> None:
    shape = GatewayShape()

    assert shape.listen == "127.0.0.1:8080"
    assert shape.store.url == "sqlite:///var/isogate.sqlite"
    assert (shape.providers, shape.telemetry.otlp_endpoint) == ({}, None)
    assert not shape.store.unsafe_unverified_durability


def test_nothing_unknown_and_nothing_changed_after_reading() -> None:
    with pytest.raises(ValidationError):
        GatewayShape.model_validate({"debug": True})
    with pytest.raises(ValidationError):
        GatewayShape().listen = "0.0.0.0:1"


def test_a_provider_is_private_only_when_said() -> None:
    assert not ProviderShape(way=Way.SANDBOX).allow_private


def test_wires_are_named_as_the_wires_name_themselves() -> None:
    wires = (OPENAI_CHAT, OPENAI_RESPONSES, OPENAI_EMBEDDINGS, ANTHROPIC_MESSAGES, ANTHROPIC_COUNT_TOKENS)

    assert {wire.value for wire in WireName} == {wire.name for wire in wires}


@pytest.mark.parametrize("field", ["dpa", "no_training", "retention_days", "evidence", "valid_until", "purposes"])
def test_a_contract_without_one_of_its_terms_is_none(field: str) -> None:
    contract = {
        "dpa": "D",
        "no_training": True,
        "retention_days": 0,
        "evidence": "E",
        "valid_until": "2027-06-30",
        "purposes": ["twin"],
    }
    del contract[field]

    with pytest.raises(ValidationError):
        ProviderShape.model_validate({"way": "direct", "contract": contract})
