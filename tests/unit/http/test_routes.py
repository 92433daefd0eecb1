"""The data plane's routes are a closed list."""

from dataclasses import replace

import pytest

from gateway.core.wire import Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.http.routes import Kind, target


@pytest.mark.parametrize(
    ("rest", "wire"),
    [("chat/completions", OPENAI_CHAT), ("responses", OPENAI_RESPONSES), ("messages", ANTHROPIC_MESSAGES)],
)
def test_each_wire_is_found_by_its_path(rest: str, wire: Wire) -> None:
    found = target("POST", f"/twin/v1/{rest}")

    assert found is not None
    assert (found.kind, found.purpose, found.wire) == (Kind.EXCHANGE, "twin", wire)


def test_wires_of_figures_are_found_by_path() -> None:
    embeddings, count = target("POST", "/twin/v1/embeddings"), target("POST", "/twin/v1/messages/count_tokens")

    assert embeddings is not None
    assert (embeddings.kind, embeddings.wire) == (Kind.EXCHANGE, OPENAI_EMBEDDINGS)
    assert count is not None
    assert (count.kind, count.wire) == (Kind.EXCHANGE, ANTHROPIC_COUNT_TOKENS)


@pytest.mark.parametrize(
    ("method", "rest"),
    [
        ("POST", "files"),
        ("POST", "batches"),
        ("POST", "fine_tuning/jobs"),
        ("GET", "assistants"),
        ("POST", "threads/runs"),
        ("POST", "vector_stores"),
        ("POST", "audio/transcriptions"),
        ("POST", "messages/batches"),
        ("GET", "chat/completions"),
        ("GET", "embeddings"),
        ("POST", "messages/count_tokens/x"),
        ("GET", "chat/completions/chatcmpl-1"),
        ("DELETE", "models/x"),
        ("POST", "chat/completions/"),
        ("GET", "responses/resp_1"),
        ("POST", "responses/resp_1/cancel"),
        ("POST", "responses/compact"),
        ("POST", "responses/input_tokens"),
        ("POST", "../chat/completions"),
    ],
)
def test_everything_else_of_those_apis_is_refused(method: str, rest: str) -> None:
    found = target(method, f"/content/v1/{rest}")

    assert found is not None
    assert found.kind is Kind.REFUSED


@pytest.mark.parametrize("rest", ["chat/completions", "responses", "messages", "messages/count_tokens", "embeddings"])
def test_each_call_may_be_explained_in_its_wire(rest: str) -> None:
    made, explained = target("POST", f"/twin/v1/{rest}"), target("POST", f"/twin/explain/v1/{rest}")

    assert made is not None
    assert explained == replace(made, kind=Kind.EXPLANATION)


@pytest.mark.parametrize(
    ("method", "rest"), [("GET", "models"), ("GET", "responses"), ("POST", "files"), ("POST", "explain/v1/responses")]
)
def test_nothing_else_is_explained(method: str, rest: str) -> None:
    found = target(method, f"/twin/explain/v1/{rest}")

    assert found is not None
    assert found.kind is Kind.REFUSED


def test_a_purpose_may_be_called_explain() -> None:
    found = target("POST", "/explain/v1/messages")

    assert found is not None
    assert (found.kind, found.purpose) == (Kind.EXCHANGE, "explain")


def test_a_refusal_speaks_the_wire_of_its_path() -> None:
    refused = target("POST", "/twin/v1/messages/batches")

    assert refused is not None
    assert refused.wire is ANTHROPIC_MESSAGES


@pytest.mark.parametrize("path", ["/", "/healthz", "/admin/v1/keys", "/twin/chat/completions", "/a/b/v1/models"])
def test_other_paths_are_not_of_the_data_plane(path: str) -> None:
    assert target("GET", path) is None


@pytest.mark.parametrize(
    ("path", "wire"),
    [
        ("/v1/chat/completions", OPENAI_CHAT),
        ("/v1/models", OPENAI_CHAT),
        ("/v1/messages", ANTHROPIC_MESSAGES),
        ("/Twin/v1/messages/count_tokens", ANTHROPIC_MESSAGES),
        ("/jane%40example.com/v1/responses", OPENAI_CHAT),
    ],
)
def test_a_call_without_a_purpose_is_told_so_in_its_wire(path: str, wire: Wire) -> None:
    found = target("POST", path)

    assert found is not None
    assert (found.kind, found.purpose, found.wire) == (Kind.NAMELESS, "", wire)
