"""What the sandbox understands of a request, in any wire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.core.jsontypes import JsonObject, JsonValue
from gateway.core.stages import Upstream
from gateway.core.tokens import spellings


@dataclass(frozen=True, slots=True)
class Read:
    """A request's texts and tools."""

    model: str
    texts: tuple[str, ...]
    """The user's texts, in order."""
    instructions: str
    tools: Mapping[str, JsonObject]
    """Declared tools: name → parameters' schema."""
    tool_answered: bool
    """The last message brings a tool's result: no further call."""

    @property
    def last(self) -> str:
        """The last user text."""
        return self.texts[-1] if self.texts else ""

    @property
    def tokens(self) -> tuple[str, ...]:
        """The tokens of the user's texts, by first appearance."""
        return tuple(dict.fromkeys(spelling.token for text in self.texts for spelling in spellings(text)))


def read(upstream: Upstream) -> Read:
    """The request that `upstream` would be."""
    messages = _messages(upstream.body)
    system = [each.get("content") for each in messages if each.get("role") in {"system", "developer"}]
    last = messages[-1] if messages else {}
    return Read(
        upstream.model,
        tuple(filter(None, (_text(each.get("content")) for each in messages if each.get("role") == "user"))),
        " ".join(map(_text, [upstream.body.get("system"), upstream.body.get("instructions"), *system])),
        dict(map(_declared, objects(upstream.body.get("tools")))),
        last.get("role") == "tool"
        or last.get("type") == "function_call_output"
        or any(part.get("type") == "tool_result" for part in objects(last.get("content"))),
    )


def _messages(body: JsonObject) -> list[JsonObject]:
    """The messages; in the Responses form the items of the input, which may be one text."""
    given = body.get("messages", body.get("input"))
    return [{"role": "user", "content": given}] if isinstance(given, str) else objects(given)


def _declared(tool: JsonObject) -> tuple[str, JsonObject]:
    """A tool's name and its parameters' schema, in OpenAI's two forms or Anthropic's."""
    function = mapping(tool.get("function")) or tool
    return str(function.get("name")), mapping(function.get("parameters") or function.get("input_schema"))


def _text(content: JsonValue) -> str:
    """The text of a message's content: a string, or parts."""
    if isinstance(content, str):
        return content
    return "\n".join(str(part["text"]) for part in objects(content) if "text" in part)


def objects(value: JsonValue) -> list[JsonObject]:
    """The objects of a list; none of anything else."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def mapping(value: JsonValue) -> JsonObject:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}
