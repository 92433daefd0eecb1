"""One call, nine steps, in this order and no other.

1. `authenticate`: the key, or an issuer's token, proves tenant and purposes; one trip asks the store all that admission needs.
2. `consent`: tenant, purpose, acting user and declared subjects agree, as just read.
3. `permit`: closed schema, listed model, contracted provider, allowed region and tools.
4. `isolate`: sealed records are opened and are this tenant's own; `tripwire`: nothing in the call is known as another's.
5. `redact`: personal values become tokens; the values go into the vault.
6. `guard`: the exact outgoing bytes are read again, and the intent is recorded, durably.
7. `call`: one dial, watched; `answer`: the wire's closed reading of what comes back.
8. `restore`: tokens become values, where they may.
9. discard and trace: the vault is emptied and the outcome recorded, whatever happened.

Streamed or not, every call to a provider passes here; there is no other way to one. Each step takes the typed result of the one
before it. The pipeline pushes pieces into the reply, so that a cancelled call leaves every `with` at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime

from gateway.core import rate_limits
from gateway.core.call import render
from gateway.core.deployment import DeploymentKeys
from gateway.core.errors import Refusal
from gateway.core.explanation import Explanation
from gateway.core.flags import NOTHING, Bounds
from gateway.core.note import NOTE
from gateway.core.policy import Isolation, Rulebook
from gateway.core.registry import Way
from gateway.core.restorers import VaultRestorers
from gateway.core.stages import Asked, Authenticated, Consented, Isolated, Permitted, Redacted, Upstream
from gateway.core.vault import Vault
from gateway.core.wire import Answer, Arrival
from gateway.ports.anonymizer import Anonymizer
from gateway.ports.clock import Clock
from gateway.ports.crypto import Cipher
from gateway.ports.detector import Detector
from gateway.ports.fingerprints import Fingerprints
from gateway.ports.pictures import Pictures
from gateway.ports.provider import Incoming, Prepared, Provider
from gateway.ports.reply import Reply
from gateway.ports.schema import AnswerSchemas
from gateway.ports.store import Store
from gateway.ports.tokens import Tokens
from gateway.ports.traces import TraceSink
from gateway.ports.watch import Watch
from gateway.steps.answer import Accepting
from gateway.steps.authenticate import authenticate
from gateway.steps.call import Permit, call
from gateway.steps.consent import consent
from gateway.steps.form import Restoring
from gateway.steps.guard import foresee, guard, inspect
from gateway.steps.isolate import isolate
from gateway.steps.onward import Onward
from gateway.steps.permit import permit
from gateway.steps.redact import redact
from gateway.steps.restore import restore
from gateway.steps.trace import Tracing, trace
from gateway.steps.tripwire import Told, Tripwire, tripwire

WHOLE_TYPE = "application/json"
STREAM_TYPE = "text/event-stream; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Ports:
    """What the pipeline needs from the world; `rules` gives the rulebook in force.

    `unsafe` names the options in force that weaken a promise; `tokens` is None where no issuer is registered.
    """

    store: Store
    detector: Detector
    anonymizer: Anonymizer
    pictures: Pictures
    providers: Mapping[Way, Provider]
    schemas: AnswerSchemas
    cipher: Cipher
    clock: Clock
    watch: Watch
    sinks: tuple[TraceSink, ...]
    fingerprints: Fingerprints
    keys: DeploymentKeys
    rules: Callable[[], Rulebook]
    unsafe: tuple[str, ...] = ()
    tokens: Tokens | None = None


async def exchange(asked: Asked, ports: Ports, reply: Reply) -> None:
    """Answer one call into `reply`. Raises the `Refusal` that ended it; the outcome is recorded by then."""
    async with trace(asked, ports.clock, ports.store, ports.sinks, ports.unsafe) as tracing:  # 9: trace
        authenticated, permitted = await _admit(asked, ports, tracing)  # 1, 2, 3
        isolated = tracing.isolated(isolate(permitted, ports.cipher, ports.keys, ports.clock.now()))  # 4
        with Vault() as vault:  # 9: discard
            redacted = tracing.redacted(await _redact(isolated, vault, ports))  # 5
            async with (
                _wired(isolated, redacted, vault, ports, tracing.tripped) as wired,
                _prepare(redacted, ports) as prepared,
            ):
                readying = _Readying(permitted, redacted, vault, ports, prepared.outgoing.bounds)
                gate = Permit(authenticated, ports.clock, lambda: _agreed(asked, ports), meanwhile=readying.early)
                guarded = tracing.guarded(  # 6
                    await guard(wired, prepared.outgoing, vault, ports.detector, ports.store, gate, tracing)
                )
                await call(  # 7
                    guarded, prepared, gate, ports.watch, lambda incoming: _answer(readying, incoming, reply, tracing)
                )


async def explain(asked: Asked, ports: Ports, tracing: Tracing | None = None) -> Explanation:
    """Steps 1 to 6 without the record: what would leave, and what was decided. Raises the refusal that the call would meet.

    The egress's assertion on those bytes is made, too, although nothing is dialled. `tracing` is told of each stage where
    somebody else than the operator asks.
    """
    tracing = tracing or Tracing(asked, ports.clock)
    _, permitted = await _admit(asked, ports, tracing)
    isolated = tracing.isolated(isolate(permitted, ports.cipher, ports.keys, ports.clock.now()))
    with Vault() as vault:
        redacted = tracing.redacted(await _redact(isolated, vault, ports))
        async with (
            _wired(isolated, redacted, vault, ports, tracing.tripped) as wired,
            _prepare(redacted, ports) as prepared,
        ):
            await inspect(redacted, prepared.outgoing, vault, ports.detector)
            await wired.cleared()
            await foresee(redacted, prepared.outgoing, ports.store, ports.clock.now())
            prepared.check()
            return Explanation(isolated, redacted, prepared.outgoing)


async def listed_models(asked: Asked, ports: Ports) -> list[str]:
    """The model names that this key may use for this purpose, in the file's order."""
    authenticated = (await _agreed(asked, ports)).authenticated
    return list(authenticated.tenant.models.get(asked.purpose, {}))


async def _admit(asked: Asked, ports: Ports, tracing: Tracing) -> tuple[Authenticated, Permitted]:
    rules = ports.rules()
    authenticated = tracing.authenticated(
        await authenticate(asked, ports.store, ports.keys, ports.clock, rules, ports.tokens)
    )
    consented = tracing.consented(consent(authenticated))
    return authenticated, tracing.permitted(permit(consented, rules, ports.clock.now()))


async def _agreed(asked: Asked, ports: Ports) -> Consented:
    authenticated = await authenticate(asked, ports.store, ports.keys, ports.clock, ports.rules(), ports.tokens)
    return consent(authenticated)


def _redact(isolated: Isolated, vault: Vault, ports: Ports) -> Awaitable[Redacted]:
    return redact(isolated, vault, ports.detector, ports.anonymizer, ports.pictures)


def _wired(isolated: Isolated, redacted: Redacted, vault: Vault, ports: Ports, told: Told) -> Tripwire:
    return tripwire(isolated, redacted, vault, ports.fingerprints, ports.keys, told)


def _prepare(redacted: Redacted, ports: Ports) -> AbstractAsyncContextManager[Prepared]:
    permitted = redacted.permitted
    entry, call_, wire = permitted.provider, permitted.call, permitted.authenticated.asked.wire
    tenant = permitted.authenticated.tenant.tenant
    user = permitted.authenticated.user_key if permitted.policy.isolation is Isolation.USER else ""
    rule = entry.rules.get(wire.name)
    salt = ports.keys.cache_salt(entry.name, tenant, user) if rule and rule.salted else ""
    forced = rule.forced(permitted.model, salt) if rule else NOTHING
    body = wire.outbound(
        render(call_, redacted.texts, redacted.pictures, relaxed=redacted.tokens > 0),
        model=permitted.model,
        note=NOTE if redacted.tokens else None,
        forced=forced,
    )
    upstream = Upstream(entry, wire, permitted.model, tenant, body, call_.stream, forced, user)
    return ports.providers[entry.way].prepare(upstream)


class Ready:
    """What an answer goes through."""

    __slots__ = ("_headers", "_left", "onward", "reading", "restorers")

    def __init__(
        self,
        onward: Onward,
        reading: Answer,
        restorers: VaultRestorers,
        headers: dict[str, str],
        left: Callable[[], Mapping[str, str]],
    ) -> None:
        """`left`: what is left of a budget, in the wire's headers."""
        self.onward, self.reading, self.restorers = onward, reading, restorers
        self._headers = headers
        self._left: Callable[[], Mapping[str, str]] | None = left

    def headers(self) -> Mapping[str, str]:
        """The answer's: what is left of a budget is told as of the first call, with the answer's first piece."""
        if self._left is not None:
            self._headers |= self._left()
            self._left = None
        return self._headers


class _Readying:
    """Makes it, once: while the provider is working, or at the latest when the answer is there."""

    __slots__ = ("_bounds", "_permitted", "_ports", "_ready", "_redacted", "_vault", "is_streamed")

    def __init__(self, permitted: Permitted, redacted: Redacted, vault: Vault, ports: Ports, bounds: Bounds) -> None:
        self._bounds = bounds
        self._permitted, self._redacted, self._vault, self._ports = permitted, redacted, vault, ports
        self._ready: Ready | None = None
        self.is_streamed = permitted.call.stream

    def early(self) -> None:
        """Make it now, if that goes: `ready` raises whatever is in the way, where somebody waits for it."""
        with suppress(Exception):
            self.ready()

    def ready(self) -> Ready:
        """What was made, or is made now."""
        if self._ready is None:
            self._ready = _ready(self._permitted, self._redacted, self._vault, self._ports, self._bounds)
        return self._ready


def _ready(permitted: Permitted, redacted: Redacted, vault: Vault, ports: Ports, bounds: Bounds) -> Ready:
    asked = permitted.authenticated.asked
    wire, streamed = asked.wire, permitted.call.stream
    reading = wire.answer(permitted.call, call_id=asked.trace)
    restorers = restore(permitted, vault, ports.keys)
    accepting = Accepting(permitted, reading, ports.schemas)
    restoring = Restoring(reading, restorers, redacted, ports.schemas)
    onward = Onward(
        accepting,
        restoring,
        reading,
        lambda event: wire.encode(event, streamed=streamed),
        bounds,
        as_it_comes=not accepting.is_checked and not restoring.is_judged,
    )
    headers = _headers(permitted, redacted)
    return Ready(onward, reading, restorers, headers, lambda: _left(permitted.authenticated, ports.clock.now()))


async def _answer(readying: _Readying, incoming: Incoming, reply: Reply, tracing: Tracing) -> None:
    """Steps 7, its answer, and 8."""
    tracing.at("call")
    ready = readying.ready()
    with reply.kept_alive(ready.headers) if readying.is_streamed else nullcontext():
        await _told(ready, incoming, reply)
    tracing.answered(ready.reading, ready.restorers.restored)


async def _told(ready: Ready, incoming: Incoming, reply: Reply) -> None:
    headers: Mapping[str, str] | None = None
    async for arrived in incoming.arrivals():
        made, refusal = _made(ready.onward, arrived)
        if made:
            if headers is None:
                headers = ready.headers()
            await reply.send(made, headers)
        if refusal is not None:
            raise refusal
    last = ready.onward.end()
    if last:
        await reply.send(last, ready.headers())


def _made(onward: Onward, arrived: Sequence[Arrival]) -> tuple[bytes, Refusal | None]:
    """What the caller gets of events that arrived together, in one piece; and why it gets no more, if one of them was refused."""
    if len(arrived) == 1:
        return onward.take(arrived[0]), None
    made: list[bytes] = []
    try:
        made.extend(map(onward.take, arrived))  # what came before a refusal stays
    except Refusal as refusal:
        return b"".join(made), refusal
    return b"".join(made), None


def _headers(permitted: Permitted, redacted: Redacted) -> dict[str, str]:
    found = ", ".join(f"{label}={count}" for label, count in sorted(redacted.counts.items()))
    return {
        "content-type": STREAM_TYPE if permitted.call.stream else WHOLE_TYPE,
        "x-isogate-policy": permitted.policy.version,
        "x-isogate-redactions": found or "none",
    }


def _left(authenticated: Authenticated, now: datetime) -> dict[str, str]:
    """What is left of the tenant's budget, in the wire's own headers."""
    budget = authenticated.tenant.budget
    if budget is None:
        return {}
    return rate_limits.headers(authenticated.asked.wire.name, budget, authenticated.admission.usage, now, taken=1)
