"""litellm's way to a request without what only its own users need: the same bytes, for half of the processor's time.

Left out are the shells around its `completion` and its `anthropic_messages`, which time a call, look for it in a cache, choose
fallbacks and tell callbacks, none of which there is here; its change of threads, which costs more than the work that it moves; an
HTTP client for each call, whose transport is the only part of it that differs; the question whether a model is better asked
through the Responses API, whose endpoint the egress would refuse; and the reading of types anew for each message, which made long
talks slow. `test_shortened.py` holds the requests against those of the whole way.
"""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import EnumType
from functools import cache, lru_cache
from inspect import isawaitable
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, Protocol
from uuid import uuid4

_ANOTHER_ENDPOINT = "responses/"
"""Before a model's name, litellm's word for the Responses API."""
_NO_REGION = "us-west-2"
"""What litellm itself takes where it finds none."""


class Transport(Protocol):
    """Where httpx's requests go, and its answers come from."""

    async def handle_async_request(self, request: Any, /) -> Any:  # noqa: ANN401 - httpx's own, which is not imported here
        """The answer."""
        ...


def completion(main: Any, utils: Any) -> Callable[..., Awaitable[object]]:  # noqa: ANN401 - litellm's modules, late and untyped
    """Call litellm's `completion` as its `acompletion` does; by the same arguments, all by name."""
    rules = utils.Rules()

    async def complete(**asked: object) -> object:
        began = datetime.now(UTC).replace(tzinfo=None)  # as litellm takes it
        log, made = utils.function_setup("acompletion", rules, began, **asked, litellm_call_id=str(uuid4()))
        answer = main.completion(**made, litellm_logging_obj=log, acompletion=True)
        return await answer if isawaitable(answer) else answer

    return complete


def messages(
    adapter: Any,  # noqa: ANN401 - as above
    native: Any,  # noqa: ANN401 - as above
    litellm: Any,  # noqa: ANN401 - as above
    complete: Callable[..., Awaitable[object]],
) -> Callable[..., Awaitable[object]]:
    """Call litellm's adapter of Anthropic's wire as its `anthropic_messages` does where a provider speaks another; all by name.

    The adapter asks `complete` for the completion, in a step of the event loop of its own: a long talk holds it for half as long.
    """

    async def then(**made: object) -> object:
        await asyncio.sleep(0)
        return await complete(**made)

    adapter.litellm = SimpleNamespace(acompletion=then, utils=litellm.utils)
    translate = adapter.LiteLLMMessagesToCompletionTransformationHandler.async_anthropic_messages_handler

    async def ask(**asked: Any) -> object:  # noqa: ANN401 - as above
        model: str = asked["model"]
        talk, system = native.prepare_native_messages(asked["messages"], asked.get("system"), {}, model=model)
        own = {"messages": talk, "system": system, "custom_llm_provider": model.partition("/")[0]}
        answer: object = await translate(**{**asked, **own})
        return answer

    return ask


def stay_with_chat(main: Any) -> None:  # noqa: ANN401 - as above
    """Let no name of a model send a chat to another endpoint.

    A name under `responses/`, which litellm itself makes for OpenAI of an Anthropic call with `thinking`, is no chat's. The
    egress, which holds every name to the permitted one, would refuse it as a fault of ours (`internal`); but it is the caller's
    field that litellm cannot translate, and raised here, the caller is told so (`parameter_refused`).
    """

    def as_asked(model: str, *_: object, **__: object) -> tuple[dict[str, object], str]:
        if model.startswith(_ANOTHER_ENDPOINT):
            raise ValueError("a model of the Responses API, which is not asked")
        return {}, model

    getattr(main, "responses_api_bridge_check")  # noqa: B009 - an `AttributeError` for a version without it
    main.responses_api_bridge_check = as_asked


def leave_json(completions: Any, is_given: Callable[[object], bool]) -> None:  # noqa: ANN401 - as above
    """Let the OpenAI SDK send a chat's fields as they are: none is one that it writes otherwise, and it looked each up."""

    async def as_it_is(data: Mapping[str, object], _: object) -> Mapping[str, object]:
        return {name: value for name, value in data.items() if is_given(value)}

    getattr(completions, "async_maybe_transform")  # noqa: B009 - as above
    completions.async_maybe_transform = as_it_is


def read_hints_once(transformation: Any) -> None:  # noqa: ANN401 - as above
    """Read a class's type hints once, not for each message (Mistral)."""
    transformation.get_type_hints = cache(transformation.get_type_hints)


def look_for_no_region(aws: Any) -> None:  # noqa: ANN401 - as above
    """Let nobody read the machine's files for an AWS Region, twenty milliseconds long: the configured address is in one."""
    getattr(aws.BaseAWSLLM, "_get_aws_region_name")  # noqa: B009 - as above
    aws.BaseAWSLLM._get_aws_region_name = lambda *_, **__: _NO_REGION  # noqa: SLF001 - its only seam


def name_quickly(providers: Any) -> None:  # noqa: ANN401 - as above
    """List members, and read a member's value, without an enum's own detours: litellm lists all its providers twice a call."""
    members = tuple(providers)

    class Listed(EnumType):
        def __iter__(cls) -> Iterator[Any]:
            return iter(members)

    providers.__class__ = Listed
    providers.value = property(attrgetter("_value_"))


def handlers(http_handler: Any, httpx: Any, sealed: Any) -> Callable[[Transport], object]:  # noqa: ANN401 - as above
    """Makes litellm's `AsyncHTTPHandler` on a transport; whatever it does but `post` goes to `sealed`, an httpx client."""
    defaults = {"accept": "*/*"}
    taken_apart = lru_cache(maxsize=256)(httpx.URL)  # addresses and models come from configuration, and hold no content

    async def post(
        self: Any,  # noqa: ANN401 - one of the class that is made here
        url: str,
        data: object = None,
        headers: Mapping[str, str] | None = None,
        *,
        stream: bool = False,
        content: object = None,
        **more: object,
    ) -> object:
        form, raw = http_handler._prepare_request_data_and_content(data, content)  # noqa: SLF001 - as its own `post` does
        given = {name.lower(): value for name, value in (headers or {}).items()}
        sent = given if given.keys() >= defaults.keys() else {**defaults, **given}
        others = {name: more.get(name) for name in ("params", "json", "files")}
        request = httpx.Request("POST", taken_apart(url), headers=sent, data=form, content=raw, **others)
        response = await self.transport.handle_async_request(request)
        response.request = request
        if not stream:
            await response.aread()
        return response

    def begin(self: Any, transport: Transport) -> None:  # noqa: ANN401 - as above
        vars(self).update(blank)
        self.transport = transport

    class_ = http_handler.AsyncHTTPHandler
    blank = {**vars(class_(transport=class_.create_async_transport())), "_client": sealed, "_owns_client": False}
    made: Callable[[Transport], object] = type("Handler", (class_,), {"__init__": begin, "post": post})
    return made


def openai_clients(openai: Any, httpx: Any, sealed: Any) -> Callable[[Transport, str, str], object]:  # noqa: ANN401 - as above
    """Makes the OpenAI SDK's client for a transport, a credential and a base URL: a copy of one, with its own three."""
    client_of_all = openai.AsyncOpenAI(api_key="none", base_url="http://nowhere", max_retries=0, http_client=sealed)
    client_of_all._platform = "Unknown"  # noqa: SLF001 - else each copy asks for it, on a thread, for a header that is not sent

    def client(transport: Transport, key: str, base_url: str) -> object:
        session = copy.copy(sealed)
        session._transport = transport  # noqa: SLF001 - its only seam
        session._cookies = httpx.Cookies()  # noqa: SLF001 - nothing is shared that could hold something of a call
        made = copy.copy(client_of_all)
        made.api_key, made.base_url, made._client = key, base_url, session  # noqa: SLF001 - as above
        return made

    return client
