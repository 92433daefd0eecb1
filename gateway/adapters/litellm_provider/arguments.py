"""litellm's keyword arguments, built name by name: a body is never unpacked into a call (T05, C4.6).

litellm reserves hundreds of names that reroute, store or execute, and puts any unknown one on the wire. So
each wire has a closed list of fields that are handed on, and a field outside it refuses the call, whoever put
it into the body.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from gateway.core.errors import Code, Refusal, plain_name
from gateway.core.stages import Upstream

_HANDED_ON: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "openai.chat": frozenset(
            {
                "messages",
                "frequency_penalty",
                "logit_bias",
                "logprobs",
                "max_completion_tokens",
                "max_tokens",
                "n",
                "parallel_tool_calls",
                "presence_penalty",
                "reasoning_effort",
                "response_format",
                "seed",
                "stop",
                "stream",
                "stream_options",
                "temperature",
                "tool_choice",
                "tools",
                "top_logprobs",
                "top_p",
                "verbosity",
            }
        ),
        "anthropic.messages": frozenset(
            {
                "messages",
                "max_tokens",
                "stop_sequences",
                "stream",
                "system",
                "temperature",
                "thinking",
                "tool_choice",
                "tools",
                "top_k",
                "top_p",
            }
        ),
    }
)
_OURS = "model"
"""Written by `arguments` itself, from the tenant's list."""
_UNKNOWN = object()


def arguments(upstream: Upstream, before: str, lacks: frozenset[str] = frozenset()) -> dict[str, object]:
    """What litellm is called with, but for address, credential and client; `before` goes before the model's name.

    Forced fields go in by its raw-body argument: it is written last, and the only one that arrives whether litellm knows the
    field or not (as a keyword it drops some without a word). `parameter_refused` names a field that is not on the list, or among
    those that the provider `lacks`.
    """
    handed_on = _HANDED_ON[upstream.wire.name] - lacks
    made: dict[str, object] = {}
    for field, value in upstream.body.items():
        if field in handed_on:
            made[field] = value
        elif field != _OURS and value != upstream.forced.get(field, _UNKNOWN):
            raise Refusal(Code.PARAMETER_REFUSED, param=plain_name(field))
    if upstream.forced:
        made["extra_body"] = dict(upstream.forced)
    return {**made, "model": before + upstream.model, "stream": upstream.streamed, **NO_SECOND_DIAL}


NO_SECOND_DIAL: Mapping[str, object] = MappingProxyType(
    {
        "num_retries": 0,
        "max_retries": 0,
        "fallbacks": None,
        "caching": False,
        "no-log": True,
        "drop_params": False,
    }
)
"""litellm's defaults are three dials after a 500, and callbacks of whatever is installed."""
