"""Only listed fields reach litellm, and what keeps it from storing or dialling again is always there."""

import pytest

from gateway.adapters.litellm_provider.arguments import NO_SECOND_DIAL, arguments
from gateway.adapters.litellm_provider.prefixes import BOTH
from gateway.core.errors import Code, Refusal
from gateway.core.jsontypes import JsonValue
from gateway.core.registry import Way
from gateway.core.stages import Upstream
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.anthropic_request import MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_request import CHAT
from tests.support.catalogue import reserved_names
from tests.support.providers import WIRES, body, entry, upstream

TRANSLATED = [wire for wire in WIRES if wire.name in BOTH]
RESERVED = [
    "api_base",
    "base_url",
    "api_key",
    "custom_llm_provider",
    "mock_response",
    "fallbacks",
    "num_retries",
    "extra_headers",
    "extra_body",
    "headers",
    "metadata",
    "user",
    "callbacks",
    "client",
    "timeout",
    "additional_drop_params",
    "drop_params",
    "cache",
    "Messages",
    "unknown",
]


def asked(wire: Wire, prefix: str = "mistral", **more: JsonValue) -> Upstream:
    sent = upstream(entry(Way.LITELLM, "http://h/v1", prefix=prefix), wire, body(wire))
    sent.body.update(more)
    return sent


@pytest.mark.parametrize("wire", TRANSLATED, ids=lambda wire: wire.name)
@pytest.mark.parametrize("name", RESERVED)
def test_a_name_of_litellms_own_is_refused_by_name(wire: Wire, name: str) -> None:
    with pytest.raises(Refusal) as refused:
        arguments(asked(wire, **{name: "http://evil"}), "mistral/")

    assert (refused.value.code, refused.value.param) == (Code.PARAMETER_REFUSED, name)


@pytest.mark.parametrize("wire", TRANSLATED, ids=lambda wire: wire.name)
def test_no_name_that_litellm_keeps_for_itself_reaches_it_from_a_body(wire: Wire) -> None:
    handed_on = {name for name in reserved_names() if _handed_on(wire, name)}

    # Parameters of the wire's own that litellm's lists name, too; none of them routes, stores, records or calls.
    assert handed_on <= {"messages", "stream", "stop_sequences", "system", "thinking", "model", "tools", "verbosity"}


@pytest.mark.parametrize("wire", TRANSLATED, ids=lambda wire: wire.name)
def test_no_second_dial_and_no_record(wire: Wire) -> None:
    made = arguments(asked(wire), "mistral/")

    assert NO_SECOND_DIAL.items() <= made.items()
    assert (made["num_retries"], made["max_retries"], made["fallbacks"]) == (0, 0, None)


@pytest.mark.parametrize("wire", TRANSLATED, ids=lambda wire: wire.name)
@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ("gemini", {"extra_body": {"store": False}}),
        ("mistral", {"extra_body": {"prompt_cache_key": "salt-of-globex"}}),
        ("anthropic", {}),
    ],
)
def test_what_is_forced_goes_in_by_the_argument_that_reaches_the_provider(
    wire: Wire, prefix: str, expected: dict[str, object]
) -> None:
    made = arguments(asked(wire, prefix), prefix + "/")

    assert {key: made[key] for key in ("store", "prompt_cache_key", "extra_body") if key in made} == expected


def test_a_call_that_asks_for_storing_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        arguments(asked(OPENAI_CHAT, store=True), "openai/")

    assert refused.value.param == "store"


def test_the_model_is_the_tenants_listed_one_under_the_entrys_prefix() -> None:
    assert arguments(asked(OPENAI_CHAT), "groq/")["model"] == "groq/m-1"


def test_every_field_that_a_wire_lets_in_is_handed_on_or_refused_by_name() -> None:
    refused = {
        (wire.name, name)
        for wire, schema in ((OPENAI_CHAT, CHAT), (ANTHROPIC_MESSAGES, MESSAGES))
        for name in schema.fields
        if not _handed_on(wire, name)
    }

    # litellm has its own form of Anthropic's structured output.
    assert refused == {("anthropic.messages", "output_config")}


def _handed_on(wire: Wire, name: str) -> bool:
    sent = asked(wire)
    sent.body.setdefault(name, None)
    try:
        return name in arguments(sent, "mistral/")
    except Refusal:
        return False
