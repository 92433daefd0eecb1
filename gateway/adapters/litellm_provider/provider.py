"""Providers through litellm: it translates, the gateway sends.

`prepare` starts litellm's call in a task; its transport hands the finished request over and waits, so that
the guard reads the exact bytes. `dial` sends those bytes through the gateway's egress and lets litellm read
the answer; one that is in the caller's wire already is read as a direct provider's is, for litellm would
build it anew for nothing, at four times the cost. Cost: about a millisecond of CPU a call, all of it litellm's (shortened.py).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

from gateway.adapters.litellm_provider import answers
from gateway.adapters.litellm_provider.arguments import arguments
from gateway.adapters.litellm_provider.dialects import is_streamed, reading
from gateway.adapters.litellm_provider.exchange import Exchange, Held, held
from gateway.adapters.litellm_provider.loaded import Library, load
from gateway.adapters.litellm_provider.prefixes import PREFIXES, Prefix
from gateway.adapters.litellm_provider.rehearsal import rehearse
from gateway.adapters.litellm_provider.signing import signature
from gateway.core.access_key import access_key, is_access_key
from gateway.core.credential import check_credential
from gateway.core.errors import Code, Refusal
from gateway.core.policy import Timeouts
from gateway.core.stages import Outgoing, Upstream
from gateway.core.strict_json import ANSWER
from gateway.core.wire import Event
from gateway.ports.provider import Egress, Gate, Incoming, Prepared

NO_CREDENTIAL = "no-credential"
"""litellm looks into the environment when it is given none; a header that holds this is not sent."""
_FORMAT_TOOL = b'"json_tool_call"'
"""The tool that litellm declares where a model does not know the format that was asked for; it makes text of its calls."""
_LAST = b"event: message_stop\n"
_HANDED_ON = frozenset({"content-type", "accept"})
_OWN = (("accept-encoding", "identity"), ("user-agent", "isogate"))
_ADDED_BELOW = frozenset({"host", "content-length", "connection", "transfer-encoding"})


def ready() -> Library:
    """litellm, loaded and rehearsed; takes seconds, for a thread."""
    library = load()
    rehearse(library)
    return library


class LitellmProvider:
    """Implements the `Provider` port for `Way.LITELLM`."""

    def __init__(self, egress: Egress, load_library: Callable[[], Library] = ready) -> None:
        """`egress` carries every call; litellm is loaded by the first one."""
        self._egress = egress
        self._load = load_library
        self._loading = asyncio.Lock()
        self._library: Library | None = None

    @asynccontextmanager
    async def prepare(self, upstream: Upstream) -> AsyncIterator[Prepared]:
        """Translate.

        `provider_not_contracted` for an entry without address or a litellm provider that is off,
        `parameter_refused` for what the provider does not have or litellm cannot translate, or cannot stream (it would ask for a
        whole answer), `internal` for what must not leave.
        """
        name = (upstream.entry.litellm_prefix or "").rstrip("/")
        prefix = PREFIXES.get(name)
        if prefix is None or upstream.wire.name not in prefix.wires or not upstream.entry.base_url:
            raise Refusal(Code.PROVIDER_NOT_CONTRACTED)
        _refuse_unusable(_secret(upstream), name)
        library = await self._loaded()
        judge = upstream.bounds.assert_said
        read = partial(reading, prefix.dialect, library.frames, judge) if upstream.streamed else None
        exchange = Exchange(library.response, read, judge)
        running = asyncio.create_task(_translate(library, upstream, name, prefix, exchange))
        try:
            wanted = await held(exchange, running)
            if wanted is None:
                raise _untranslated(running)
            if upstream.streamed and not is_streamed(prefix.dialect, wanted.url, wanted.body):
                raise Refusal(Code.PARAMETER_REFUSED, param="stream")
            outgoing, credentials = _parted(wanted, upstream)
            is_in_wire = upstream.wire.name in prefix.answers_in and _FORMAT_TOOL not in wanted.body
            crossing = Crossing(exchange, running, is_in_wire)
            yield PreparedLitellm(self._egress, upstream, outgoing, credentials, crossing)
        finally:
            await _ended(running)

    async def close(self) -> None:
        """Nothing to let go of: the egress belongs to whoever made it."""

    async def _loaded(self) -> Library:
        async with self._loading:
            if self._library is None:
                self._library = await asyncio.to_thread(self._load)
        return self._library


@dataclass(frozen=True, slots=True)
class Crossing:
    """litellm's call under way, and the transport on which it waits."""

    exchange: Exchange
    running: asyncio.Task[object]
    is_answered_in_wire: bool
    """True where the provider answers in the caller's wire, so that litellm has nothing to translate."""


class PreparedLitellm:
    """Implements the `Prepared` port."""

    def __init__(
        self,
        egress: Egress,
        upstream: Upstream,
        outgoing: Outgoing,
        credentials: tuple[tuple[str, str], ...],
        crossing: Crossing,
    ) -> None:
        """Take the request as litellm made it, its credential apart."""
        self.outgoing = outgoing
        self._egress = egress
        self._upstream = upstream
        self._credentials = credentials
        self._crossing = crossing

    def check(self) -> None:
        """See the port."""
        self._egress.check(self.outgoing, self._signed())

    @asynccontextmanager
    async def dial(self, gate: Gate, timeouts: Timeouts) -> AsyncIterator[Incoming]:
        """Send what was held, and let litellm read the answer if it is in another wire."""
        sending = self._egress.send(
            self.outgoing, self._signed(), pool=self._upstream.pool, gate=gate, timeouts=timeouts
        )
        async with sending as arriving:
            if self._crossing.is_answered_in_wire:
                yield self._egress.read(arriving, None if self._upstream.streamed else ANSWER, self.outgoing.bounds)
            else:
                self._crossing.exchange.answer(arriving)
                yield Translated(self._crossing, self._upstream)

    def _signed(self) -> tuple[tuple[str, str], ...]:
        """The credential's headers, or the signature of these bytes at this moment."""
        secret = _secret(self._upstream)
        if is_access_key(secret):
            return signature(self.outgoing, access_key(secret), datetime.now(UTC))
        return self._credentials


class Translated:
    """The answer as litellm reads it; implements the `Incoming` port."""

    def __init__(self, crossing: Crossing, upstream: Upstream) -> None:
        """Take litellm's call, which has its answer's bytes before it now."""
        self._crossing = crossing
        self._upstream = upstream

    async def arrivals(self) -> AsyncIterator[Sequence[Event]]:
        """The answer in the caller's wire. What litellm raises is `provider_error` unless the egress knows."""
        events = self._events()
        while True:
            try:
                event = await anext(events, None)
            except Refusal as refusal:
                raise self._crossing.exchange.failure or refusal from None
            except Exception:  # noqa: BLE001 - the one place where litellm's exceptions, which quote answers, are translated
                raise self._crossing.exchange.failure or Refusal(Code.PROVIDER_ERROR) from None
            if self._crossing.exchange.failure is not None:
                raise self._crossing.exchange.failure
            if event is None:
                return
            yield (event,)

    async def _events(self) -> AsyncIterator[Event]:
        answer = await self._crossing.running
        anthropic = self._upstream.wire.name == "anthropic.messages"
        if isinstance(answer, Begun):
            events = answers.anthropic_streamed if anthropic else answers.openai_streamed
            made = events(self._to_the_end(answer))
        else:
            made = (answers.anthropic_whole if anthropic else answers.openai_whole)(answer)
        async for event in made:
            yield event

    async def _to_the_end(self, answer: Begun) -> AsyncIterator[object]:
        """Litellm's pieces; before the last word the provider's own stream is at its end, and was whole."""
        async for piece in answer.pieces():
            if isinstance(piece, bytes) and piece.startswith(_LAST):
                await self._crossing.exchange.read_to_end()
            yield piece
        await self._crossing.exchange.read_to_end()


@dataclass(frozen=True, slots=True)
class Begun:
    """A stream of litellm's, and what was read of it so that it sent its request: some send when read."""

    early: list[object]
    rest: AsyncIterator[object]

    async def pieces(self) -> AsyncIterator[object]:
        """All of it, in order."""
        for piece in self.early:
            yield piece
        async for piece in self.rest:
            yield piece


async def _translate(library: Library, upstream: Upstream, name: str, prefix: Prefix, exchange: Exchange) -> object:
    key = _credential(upstream)
    call = library.messages if upstream.wire.name == "anthropic.messages" else library.completion
    answer = await call(
        **arguments(upstream, f"{name}/{prefix.route}", prefix.lacks),
        api_base=upstream.entry.base_url.removesuffix("/v1" if prefix.adds_version else ""),
        api_key=key,
        client=library.client(prefix.client, exchange, key, upstream.entry.base_url),
    )
    if not upstream.streamed:
        return answer
    if not isinstance(answer, AsyncIterator):
        raise Refusal(Code.PROVIDER_ERROR)
    early: list[object] = []
    while not exchange.asked.done():
        early.append(await anext(answer))
    return Begun(early, answer)


async def _ended(running: asyncio.Task[object]) -> None:
    """Cancel, wait, and look at the result, so that nothing of it is logged later."""
    running.cancel()
    await asyncio.wait({running})
    if not running.cancelled():
        running.exception()


def _refuse_unusable(secret: str, name: str) -> None:
    """Found at start already (`gateway/config/load.py`); here nothing is recorded yet."""
    try:
        check_credential(secret, name)
    except ValueError:
        raise Refusal(Code.PROVIDER_NOT_CONTRACTED) from None


def _untranslated(running: asyncio.Task[object]) -> Refusal:
    """Why nothing was asked for: litellm raises for a field that the provider does not have, and trips over others."""
    error = None if running.cancelled() else running.exception()
    if isinstance(error, Refusal):
        return error
    return Refusal(Code.INTERNAL if error is None else Code.PARAMETER_REFUSED)


def _parted(wanted: Held, upstream: Upstream) -> tuple[Outgoing, tuple[tuple[str, str], ...]]:
    """What leaves, and the headers that hold the credential.

    `internal` for another host than the configured one, or a credential outside the headers.
    """
    secret = _credential(upstream)
    if _origin(wanted.url) != _origin(upstream.entry.base_url) or (
        secret != NO_CREDENTIAL and (secret in wanted.url or secret.encode() in wanted.body)
    ):
        raise Refusal(Code.INTERNAL)
    headers = [(name, value) for name, value in wanted.headers if name not in _ADDED_BELOW]
    credentials = tuple((name, value) for name, value in headers if secret in value and secret != NO_CREDENTIAL)
    plain = tuple((name, value) for name, value in headers if name in _HANDED_ON and secret not in value)
    bounds = upstream.bounds
    sent = {**dict(plain), **dict(_OWN), **bounds.rule.headers}
    return Outgoing(wanted.method, wanted.url, tuple(sent.items()), wanted.body, bounds), credentials


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _credential(upstream: Upstream) -> str:
    """What litellm gets: no access key, for with one it would sign by itself."""
    secret = _secret(upstream)
    return NO_CREDENTIAL if is_access_key(secret) else secret


def _secret(upstream: Upstream) -> str:
    entry = upstream.entry
    return entry.tenant_credentials.get(upstream.tenant, entry.credential) or NO_CREDENTIAL
