"""One call, nine steps, in this order and no other.

1. `authenticate`: the key, or an issuer's token, proves tenant and purposes; one trip asks the store all that admission needs.
2. `consent`: tenant, purpose, acting user and declared subjects agree, as just read.
3. `permit`: closed schema, listed model, contracted provider, allowed region and tools.
4. `isolate`: sealed records are opened and are this tenant's own; `tripwire`: nothing in the call is known as another's.
5. `redact`: personal values become tokens; the values go into the vault.
6. `prepare`, `guard`: the exact outgoing bytes are read again, and the intent is recorded, durably.
7. `call`: one dial, watched; `answer`: the wire's closed reading of what comes back.
8. `restore`: tokens become values, where they may.
9. discard and trace: the vault is emptied and the outcome recorded, whatever happened.

Streamed or not, every call to a provider passes here; there is no other way to one. Each step takes the typed result of the one
before it. The pipeline pushes pieces into the reply, so that a cancelled call leaves every `with` at once.
"""

from __future__ import annotations

from collections.abc import Awaitable

from gateway.answering import Readying, answer
from gateway.core.explanation import Explanation
from gateway.core.stages import Asked, Authenticated, Consented, Isolated, Permitted, Redacted
from gateway.core.vault import Vault
from gateway.needs import Ports
from gateway.ports.reply import Reply
from gateway.steps.authenticate import authenticate
from gateway.steps.call import Permit, call
from gateway.steps.consent import consent
from gateway.steps.guard import foresee, guard, inspect
from gateway.steps.isolate import isolate
from gateway.steps.permit import permit
from gateway.steps.prepare import prepare
from gateway.steps.redact import redact
from gateway.steps.trace import Tracing, trace
from gateway.steps.tripwire import Told, Tripwire, tripwire


async def exchange(asked: Asked, ports: Ports, reply: Reply) -> None:
    """Answer one call into `reply`. Raises the `Refusal` that ended it; the outcome is recorded by then."""
    async with trace(asked, ports.clock, ports.store, ports.sinks, ports.unsafe) as tracing:  # 9: trace
        authenticated, permitted = await _admit(asked, ports, tracing)  # 1, 2, 3
        isolated = tracing.isolated(isolate(permitted, ports.cipher, ports.keys, ports.clock.now()))  # 4
        with Vault() as vault:  # 9: discard
            redacted = tracing.redacted(await _redact(isolated, vault, ports))  # 5
            async with (
                _wired(isolated, redacted, vault, ports, tracing.tripped) as wired,
                prepare(redacted, ports.providers, ports.keys) as prepared,
            ):
                readying = Readying(permitted, redacted, vault, ports, prepared.outgoing.bounds)
                gate = Permit(authenticated, ports.clock, lambda: _agreed(asked, ports), meanwhile=readying.early)
                guarded = tracing.guarded(  # 6
                    await guard(wired, prepared.outgoing, vault, ports.detector, ports.store, gate, tracing)
                )
                await call(  # 7
                    guarded, prepared, gate, ports.watch, lambda incoming: answer(readying, incoming, reply, tracing)
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
            prepare(redacted, ports.providers, ports.keys) as prepared,
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
