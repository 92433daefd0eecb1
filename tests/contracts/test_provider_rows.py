"""Every unsafe row of the catalogue as a caller would send it: parameters wherever they stand, on each wire; denied endpoints.

In another spelling and inside of raw-body fields: `test_provider_parameters.py`. Models: `test_refused_models.py`.
"""

import re
from collections.abc import Iterator

import pytest

from gateway.core.call import render
from gateway.core.errors import Refusal
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.strict_json import dump
from gateway.core.wire import Wire
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.http.routes import Kind, target
from tests.support.catalogue import anywhere, parameters, providers

MARK = "planted-7c1e"
HELLO: list[JsonValue] = [{"role": "user", "content": "Hello"}]
BODIES: dict[Wire, JsonObject] = {
    OPENAI_CHAT: {"model": "m", "messages": HELLO},
    OPENAI_RESPONSES: {"model": "m", "input": HELLO},
    OPENAI_EMBEDDINGS: {"model": "m", "input": "x"},
    ANTHROPIC_MESSAGES: {"model": "m", "max_tokens": 9, "messages": HELLO},
    ANTHROPIC_COUNT_TOKENS: {"model": "m", "messages": HELLO},
}
SAID_ELSEWHERE = {"messages[].role"}
"""What one wire must not have in a place where another has it; beside a wire's own allowed names at the top."""
UNSAFE = {"refuse", "force", "strip"}
_PATH = re.compile(r"\w+(\[\])?(\.\w+(\[\])?)*")


def rows() -> Iterator[tuple[str, str | None]]:
    """The place of each unsafe row, and the value that it is about; None for any."""
    for row in parameters():
        path, value = row.get("path") or row["name"], row.get("value_pattern")
        if row["verdict"] in UNSAFE and path != "model" and _PATH.fullmatch(path):
            yield path, None if value is None else str(value).replace("*", "x")


def test_few_rows_cannot_be_sent_as_a_part_of_a_body() -> None:
    unsafe = [row for row in parameters() if row["verdict"] in UNSAFE]

    assert len(list(rows())) > 0.9 * len(unsafe)


@pytest.mark.parametrize("wire", BODIES, ids=lambda wire: wire.name)
def test_wherever_a_row_stands_it_is_refused_or_gone(wire: Wire) -> None:
    allowed = {row["name"] for row in anywhere()["wires"][wire.name.replace("count_tokens", "messages")]["allow"]}
    tried = 0
    for path, value in sorted(set(rows()), key=str):
        if path in allowed | SAID_ELSEWHERE:
            continue
        planted: list[JsonValue] = [MARK, True, {"a": MARK}, [MARK]]
        for leaf in [value] if value is not None else planted:
            tried += 1
            left = leaves(wire, asked(wire, path, leaf))
            name = path.split(".")[-1].removesuffix("[]").encode()
            is_gone = value is None and MARK.encode() not in left and b'"%b":' % name not in left
            assert left == b"" or is_gone, (path, leaf)
    assert tried > 1000


def asked(wire: Wire, path: str, leaf: JsonValue) -> JsonObject:
    """A call with `leaf` at the place of a row, in the middle of what stands there anyway."""
    made: JsonValue = leaf
    for step in reversed(path.split(".")):
        name = step.removesuffix("[]")
        made = {name: [made]} if step != name else {name: made}
    body = merged(BODIES[wire], made)
    assert isinstance(body, dict)
    if path.startswith("tools[]") and isinstance(body["tools"], list) and isinstance(body["tools"][0], dict):
        body["tools"][0] |= {"name": "f", "input_schema": {}}
    return body


def merged(first: JsonValue, second: JsonValue) -> JsonValue:
    """`second` put into `first`: objects key by key, lists into their first element."""
    if isinstance(first, dict) and isinstance(second, dict):
        return {**first, **{key: merged(first[key], each) if key in first else each for key, each in second.items()}}
    if isinstance(first, list) and isinstance(second, list) and first and second:
        return [merged(first[0], second[0]), *first[1:]]
    return second


def leaves(wire: Wire, body: JsonObject) -> bytes:
    """What would be sent for it, or nothing when it is refused."""
    try:
        call = wire.read(body)
    except Refusal:
        return b""
    return dump(wire.outbound(render(call, [leaf.text for leaf in call.leaves]), model="m", note=None, forced={}))


def test_every_denied_endpoint_is_refused_as_such() -> None:
    listed = [
        (row, re.sub(r"\{[^}]*\}", "x", row["path"])) for known in providers().values() for row in known["endpoints"]
    ]
    allowed = {(row["method"], path) for row, path in listed if row["verdict"] == "allow"}
    tried = 0
    for row, path in listed:
        # What one provider denies may be another's own way to ask (`/v1/chat/completions`); a query is refused by itself.
        if row["verdict"] == "allow" or (row["method"], path) in allowed or "?" in path:
            continue
        for before in ("/content", "/content/v1"):
            tried += 1
            found = target(row["method"], before + path)
            assert found is None or found.kind is Kind.REFUSED, (row["method"], path)
    assert tried > 400
