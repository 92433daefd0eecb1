"""What comes back: an answer with tokens in it, and a tool call, whole and in every cut of a stream, from every provider.

The whole answer is what each stream is held against: restored alike, whatever the network cuts through.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass

from gateway.cli.rehearsal import Rehearsal
from gateway.cli.verify.calls import MAIL, NAME, PHONE, VALUES, Called, broken_flags, call
from gateway.cli.verify.deployment import Route
from gateway.cli.verify.dialects import CUTS, Dialects, confirming, is_spoken
from gateway.cli.verify.upstream import RecordingUpstream
from gateway.core.errors import Code
from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.tokens import spellings
from gateway.core.wire import END, Wire, Yields
from gateway.core.wires.anthropic_count_tokens import ANTHROPIC_COUNT_TOKENS
from gateway.core.wires.anthropic_messages import ANTHROPIC_MESSAGES
from gateway.core.wires.openai_chat import OPENAI_CHAT
from gateway.core.wires.openai_embeddings import OPENAI_EMBEDDINGS
from gateway.core.wires.openai_responses import OPENAI_RESPONSES
from gateway.core.wires.sse import SseParser, read

WIRES = (OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES, OPENAI_EMBEDDINGS, ANTHROPIC_COUNT_TOKENS)
TOOL = "find_contact"
SAID = f"Write to {MAIL} or call {PHONE}, and ask for {NAME}."
WHOLE = "whole"
SPOKEN, CALLED = "text", "tool call"
FINE, UNSPOKEN, UNTAKEN = "fine", "sent only", "not taken"
_IN_ARGUMENTS = (MAIL, NAME)
"""The values for which the tool has an argument."""
_SCHEMA: JsonObject = {"type": "object", "properties": {"mail": {"type": "string"}, "name": {"type": "string"}}}


@dataclass(frozen=True, slots=True)
class Back:
    """One answer.

    `outcome`: fine; sent only (its dialect is not spoken here); not taken (refused before it left: the provider has no tools); or
    what went wrong.
    """

    provider: str
    wire: str
    what: str
    cut: str
    outcome: str


@dataclass(frozen=True, slots=True)
class _Ask:
    """What is asked of one provider in one wire."""

    route: Route
    wire: Wire
    what: str
    body: JsonObject


async def returning(
    routes: Iterable[Route], crm: Mapping[str, Rehearsal], purpose: str, upstream: RecordingUpstream
) -> AsyncIterator[Back]:
    """Every answer of every route, one after the other."""
    for ask in (each for route in routes for each in _asks(route)):
        whole: Called | None = None
        for cut in (WHOLE, *(CUTS if ask.wire.yields is Yields.TEXT else ())):
            upstream.answer = Dialects(
                ask.route.entry, CUTS.get(cut, CUTS["at once"]), confirming(ask.route, ask.wire.name)
            )
            body = ask.body | ({"stream": True} if cut != WHOLE else {})
            called = await call(crm[ask.route.tenant], ask.route, ask.wire, purpose, body, upstream, known=VALUES)
            whole = whole or called
            yield Back(ask.route.entry.name, ask.wire.name, ask.what, cut, _outcome(ask, called, whole))


def _asks(route: Route) -> Iterator[_Ask]:
    for wire in (each for each in WIRES if each.name in route.wires):
        body = _body(wire)
        yield _Ask(route, wire, SPOKEN, body)
        if wire.yields is Yields.TEXT:
            yield _Ask(route, wire, CALLED, _with_tool(wire, body))


def _body(wire: Wire) -> JsonObject:
    if wire is OPENAI_EMBEDDINGS:
        return {"input": [SAID]}
    message: list[JsonValue] = [{"role": "user", "content": SAID}]
    if wire is OPENAI_RESPONSES:
        return {"input": message}
    return {"messages": message} | ({"max_tokens": 400} if wire is ANTHROPIC_MESSAGES else {})


def _with_tool(wire: Wire, body: JsonObject) -> JsonObject:
    text = f"{SAID} Call {TOOL}."
    message: list[JsonValue] = [{"role": "user", "content": text}]
    field = "input" if wire is OPENAI_RESPONSES else "messages"
    if wire is ANTHROPIC_MESSAGES:
        tool: JsonObject = {"name": TOOL, "input_schema": _SCHEMA}
    elif wire is OPENAI_RESPONSES:
        tool = {"type": "function", "name": TOOL, "parameters": _SCHEMA}
    else:
        tool = {"type": "function", "function": {"name": TOOL, "parameters": _SCHEMA}}
    return {**body, field: message, "tools": [tool]}


def _outcome(ask: _Ask, called: Called, whole: Called) -> str:
    if called.leaks():
        return "leaked"
    if not called.requests and called.refused is Code.PARAMETER_REFUSED:
        return UNTAKEN
    if len(called.requests) != 1:
        return f"not dialled once: {called.refused}"
    if broken := broken_flags(ask.route, ask.wire, called.requests[0]):
        return f"flags lost: {', '.join(broken)}"
    return _answered(ask, called, whole)


def _answered(ask: _Ask, called: Called, whole: Called) -> str:
    if called.refused is not None:
        return f"refused: {called.refused}" if is_spoken(called.requests[0].path) else UNSPOKEN
    if ask.wire.yields is not Yields.TEXT:
        return FINE
    said = heard(ask.wire, called.answer)
    if any(True for part in (said.text, said.arguments) for _ in spellings(part)):
        return "a token came back"
    if whole.refused is None and said != heard(ask.wire, whole.answer):
        return "not as the whole answer"
    where, wanted = (said.arguments, _IN_ARGUMENTS) if ask.what == CALLED else (said.text, VALUES)
    if not where:
        return "nothing came back"
    is_lost = any(value in wanted and value not in where for value in called.restorable())
    return "a value did not come back" if is_lost else FINE


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer says. `arguments`: those of its call of a tool, as canonical JSON; empty without one."""

    text: str
    arguments: str


def heard(wire: Wire, answer: bytes) -> Heard:
    """The text and the tool arguments of an answer, whole or streamed."""
    if answer[:1] == b"{":
        return _joined(_whole(wire, json.loads(answer)))
    parser = SseParser()
    events = [read(each) for each in parser.feed(answer)]
    return _joined(part for event in events if event.name != END for part in _streamed(event.data))


def _joined(parts: Iterable[tuple[str, str]]) -> Heard:
    texts: dict[str, str] = {"text": "", "arguments": ""}
    for kind, part in parts:
        texts[kind] += part
    arguments = texts["arguments"]
    return Heard(texts["text"], json.dumps(json.loads(arguments), sort_keys=True) if arguments else "")


def _whole(wire: Wire, body: JsonObject) -> Iterator[tuple[str, str]]:
    for part in _objects(body, "content" if wire is ANTHROPIC_MESSAGES else "output", "choices"):
        message = part.get("message", part)
        if not isinstance(message, dict):
            continue
        content = message.get("content", message.get("text"))
        yield "text", content if isinstance(content, str) else "".join(_texts(content))
        for called in [message, *_objects(message, "tool_calls")]:
            function = called.get("function", called)
            given = function.get("arguments", function.get("input")) if isinstance(function, dict) else None
            if given is not None:
                yield "arguments", given if isinstance(given, str) else json.dumps(given)


def _streamed(data: JsonObject) -> Iterator[tuple[str, str]]:
    kind, delta = str(data.get("type", "")), data.get("delta")
    if isinstance(delta, str) and kind.endswith("delta"):
        yield ("arguments" if "arguments" in kind else "text"), delta
    deltas = [delta] if isinstance(delta, dict) else [choice.get("delta") for choice in _objects(data, "choices")]
    for each in deltas:
        if isinstance(each, dict):
            yield "text", str(each.get("text") or each.get("content") or "")
            yield "arguments", str(each.get("partial_json") or "")
            for called in _objects(each, "tool_calls"):
                function = called.get("function")
                yield "arguments", str(function.get("arguments") or "") if isinstance(function, dict) else ""


def _objects(data: JsonObject, *fields: str) -> list[JsonObject]:
    lists = [data.get(field) for field in fields]
    return [each for found in lists if isinstance(found, list) for each in found if isinstance(each, dict)]


def _texts(content: JsonValue) -> Iterator[str]:
    for part in content if isinstance(content, list) else ():
        if isinstance(part, dict) and isinstance(part.get("text"), str):
            yield str(part["text"])
