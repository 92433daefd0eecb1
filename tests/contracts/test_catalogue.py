"""Every wire's closed schema, held against the catalogue of what providers keep, train on, link and fetch, and the typed SDKs.

The catalogue is the yardstick, the schema the rule: no documented parameter is without a decision, and none by which a provider
stores, trains, shares, links or reroutes is read from a caller.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints

import pytest
from anthropic.types import message_count_tokens_params, message_create_params
from openai.types import embedding_create_params
from openai.types.chat import completion_create_params
from openai.types.responses import response_create_params

from gateway.core.errors import Code, Refusal, plain_name
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS, COUNTED
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.anthropic_request import MESSAGES
from gateway.core.wires.closed import Object
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_embeddings_request import EMBEDDINGS
from gateway.core.wires.openai_request import CHAT
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.openai_responses_request import RESPONSES
from tests.support.catalogue import anywhere, parameters
from tests.support.litellm_library import keywords

HELLO: list[JsonValue] = [{"role": "user", "content": "Hello"}]
SCHEMAS: dict[str, tuple[Wire, Object, JsonObject]] = {
    "openai.chat": (OPENAI_CHAT, CHAT, {"model": "m", "messages": HELLO}),
    "openai.responses": (OPENAI_RESPONSES, RESPONSES, {"model": "m", "input": HELLO}),
    "openai.embeddings": (OPENAI_EMBEDDINGS, EMBEDDINGS, {"model": "m", "input": "Hello"}),
    "anthropic.messages": (ANTHROPIC_MESSAGES, MESSAGES, {"model": "m", "max_tokens": 9, "messages": HELLO}),
    "anthropic.count_tokens": (ANTHROPIC_COUNT_TOKENS, COUNTED, {"model": "m", "messages": HELLO}),
}
IN_CATALOGUE = sorted(SCHEMAS.keys() - {"anthropic.count_tokens"})
TYPED: dict[str, tuple[object, ...]] = {
    "openai.chat": (
        completion_create_params.CompletionCreateParamsNonStreaming,
        completion_create_params.CompletionCreateParamsStreaming,
    ),
    "openai.responses": (
        response_create_params.ResponseCreateParamsNonStreaming,
        response_create_params.ResponseCreateParamsStreaming,
    ),
    "openai.embeddings": (embedding_create_params.EmbeddingCreateParams,),
    "anthropic.messages": (
        message_create_params.MessageCreateParamsNonStreaming,
        message_create_params.MessageCreateParamsStreaming,
    ),
    "anthropic.count_tokens": (message_count_tokens_params.MessageCountTokensParams,),
}
OURS = {"openai.chat": {"logprobs", "top_logprobs"}, "openai.responses": {"top_logprobs"}}
"""Names that the catalogue allows and product.md refuses."""
KEEPING = {
    "stores",
    "trains",
    "shares",
    "links-session",
    "routes-elsewhere",
    "fetches-remote",
    "identifies-user",
    "caches",
}
OF_TOOLS = {"name", "description"}
"""Of tools and formats, and scanned; elsewhere they name a thing that a provider keeps."""
FAMILY = {"openai.chat": "chat", "openai.responses": "responses", "anthropic.messages": "messages"}


def refused(name: str, more: JsonObject) -> Refusal | None:
    wire, _, body = SCHEMAS[name]
    try:
        wire.read({**body, **more})
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.parametrize("name", IN_CATALOGUE)
def test_what_is_read_is_exactly_what_the_catalogue_allows_less_what_the_product_refuses(name: str) -> None:
    wire = anywhere()["wires"][name]

    assert set(SCHEMAS[name][1].fields) == {row["name"] for row in wire["allow"]} - OURS.get(name, set())


@pytest.mark.parametrize("name", SCHEMAS)
def test_no_parameter_of_the_typed_sdks_is_without_a_decision(name: str) -> None:
    """A new release's new name turns up here, before anybody sends it."""
    typed = {field for shape in TYPED[name] for field in get_type_hints(shape, include_extras=True)}
    listed = anywhere()["wires"].get(name.replace("count_tokens", "messages"), {})
    decided = {*SCHEMAS[name][1].known, *listed["known_refused"], *(row["name"] for row in listed["force"])}

    assert typed - decided - OURS.get(name, set()) == set()


@pytest.mark.parametrize("name", IN_CATALOGUE)
def test_every_decision_of_the_catalogue_is_the_schemas(name: str) -> None:
    wire = anywhere()["wires"][name]
    tolerated = {row["name"]: row["values"] for row in wire["tolerate"]}
    _, schema, _ = SCHEMAS[name]

    for field in wire["strip"]:
        assert field in schema.known - schema.fields.keys(), field
        assert refused(name, {field: "x"}) is None, field
    for field in wire["known_refused"]:
        if field not in tolerated:
            assert refused(name, {field: {}}) is not None, field
    for field, values in tolerated.items():
        for value in values:
            assert refused(name, {field: value}) is None, (field, value)
        assert refused(name, {field: "something else"}) is not None, field
        assert field not in schema.fields


@pytest.mark.parametrize("name", SCHEMAS)
def test_nothing_that_any_provider_keeps_links_or_fetches_by_is_read_from_a_caller(name: str) -> None:
    schema = SCHEMAS[name][1]
    keeping = {
        row["name"]: row["effect"]
        for row in parameters()
        if row["verdict"] in {"refuse", "force", "strip"} and row["effect"] in KEEPING and row["name"].isidentifier()
    }
    assert len(keeping) > 80

    # The same word may name something else at another provider, as `instructions` does.
    allowed = {row["name"] for row in anywhere()["wires"][name.replace("count_tokens", "messages")]["allow"]}
    for each in _objects(schema):
        assert each.fields.keys() & keeping.keys() <= allowed | OF_TOOLS
    for field in keeping:
        caught = refused(name, {field: True})
        assert caught is not None or field in schema.known, field


@pytest.mark.parametrize("name", FAMILY)
def test_every_kind_of_tool_item_and_block_that_the_catalogue_refuses_is_refused(name: str) -> None:
    rows = [
        row
        for row in parameters()
        if row["provider"] == name.split(".", maxsplit=1)[0]
        and row["verdict"] == "refuse"
        and row.get("path") in {"tools[].type", "input[].type", "messages[].content[].type"}
    ]
    tried = 0
    for row in rows:
        kind = row["value_pattern"].replace("*", "x")
        for body in _holding(name, row["path"].partition("[")[0], kind):
            tried += 1
            caught = refused(name, body)
            assert caught is not None, row["name"]
            assert caught.code in {Code.PARAMETER_REFUSED, Code.UNINSPECTABLE}, row["name"]
    assert tried > 10


def _objects(schema: object) -> Iterator[Object]:
    """The closed objects of a schema, however deep."""
    if isinstance(schema, Object):
        yield schema
    parts: Iterable[object] = ()
    if isinstance(schema, Mapping):
        parts = schema.values()
    elif is_dataclass(schema):
        parts = [getattr(schema, each.name) for each in fields(schema)]
    for part in parts:
        yield from _objects(part)


def _holding(name: str, place: str, kind: str) -> list[JsonObject]:
    """Bodies in which an object of this kind stands, bare and dressed up as an allowed one."""
    dressed: dict[str, Any] = {"type": kind, "name": "find", "text": "x", "role": "user", "content": "x"}
    held: list[JsonValue] = [{"type": kind}, dressed, {**dressed, "function": {"name": "find"}, "input_schema": {}}]
    if place == "tools":
        return [{"tools": [each]} for each in held]
    if place == "input":
        return [{"input": [*HELLO, each]} for each in held] if name == "openai.responses" else []
    field = "input" if name == "openai.responses" else "messages"
    return [{field: [{"role": role, "content": [each]}]} for each in held for role in ("user", "assistant")]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_keyword_of_litellms_own_is_refused_by_its_name_on_each_wire(name: str) -> None:
    """`tests/flows/test_bypasses.py` sends them through a running gateway, on two wires."""
    wire, schema, smallest = SCHEMAS[name]
    tried = sorted(keywords() - schema.known)

    assert len(tried) > 280
    for keyword in tried:
        with pytest.raises(Refusal) as refused:
            wire.read({**smallest, keyword: "http://127.0.0.1:1/"})
        assert (refused.value.code, refused.value.param) == (Code.PARAMETER_REFUSED, plain_name(keyword)), keyword
