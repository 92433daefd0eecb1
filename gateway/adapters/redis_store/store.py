"""`RedisStore`: the store port on Redis or Valkey, 7.0 or later (`gateway/ports/store.py`).

Admission and commit are one round trip each, to one server, also in a cluster: all that they read, compare and write
lies in the tenant's slot, a copy of the switches too. To switch off, first everybody's switches are written, then every
tenant's copy, which raises the tenant's epoch, then the caller is told. An admission reads its tenant before the
switches, so whoever saw the old switches has the old epoch, and is cut or refused. A new tenant is listed before it
takes its copy, so that either it sees a switch or whoever sets the switch sees it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from redis.exceptions import RedisError

from gateway.adapters.redis_store import audit_reading, key_reading, replies, rows, scripts
from gateway.adapters.redis_store.audit_log import AuditLog
from gateway.adapters.redis_store.cluster import servers_at
from gateway.adapters.redis_store.keys import SWITCHES, TENANTS, UNTENANTED, TenantKeys, joined
from gateway.adapters.redis_store.lanes import Argument, raise_first_error, run
from gateway.adapters.redis_store.servers import Servers
from gateway.adapters.redis_store.settings import NOTHING_DECLARED, Declared, is_ready, problems
from gateway.adapters.redis_store.vigil import Vigil
from gateway.core.audit import stamp
from gateway.core.errors import Code, Refusal
from gateway.core.ledger import (
    EVERY_USER,
    NOTHING,
    Admission,
    AdmitAsk,
    ChainedRecord,
    CommitAsk,
    ConsentRow,
    KeyRow,
    Record,
    Settlement,
    TenantRow,
    TenantStatus,
)
from gateway.ports.clock import Clock
from gateway.ports.store import EpochMovedError, OverBudgetError, Risk

RETRY_AFTER_SECONDS = 1
OVER = b"over:"
TENANTS_A_TRIP = 500

_FAILURES = (RedisError, OSError, ValueError, TypeError, KeyError)
"""Redis away, refusing, or answering what it should not: all of it is 'cannot tell'."""


class RedisStore:
    """The shared store. Made by `open`; `close` writes what is pending."""

    def __init__(self, servers: Servers, clock: Clock, declared: Declared = NOTHING_DECLARED) -> None:
        """Connect to nothing yet."""
        self._servers = servers
        self._declared = declared
        self._vigil = Vigil(servers, declared)
        self._audit = AuditLog(servers, clock)

    @classmethod
    def open(
        cls,
        url: str,
        clock: Clock,
        *,
        unsafe_unverified_durability: bool = False,
        risks: frozenset[Risk] = frozenset(),
    ) -> RedisStore:
        """The store at a URL (`address.py`), within a running loop; `UnusableStoreError` for one that cannot be used.

        `unsafe_unverified_durability`: accept a service that hides its settings; `risks`: accept settings that cost this (F05).
        """
        store = cls(servers_at(url), clock, Declared(unsafe_unverified_durability, risks))
        store._vigil.begin()
        return store

    async def admit(self, ask: AdmitAsk) -> Admission:
        """See the port."""
        keys = TenantKeys(ask.tenant)
        admitting = run(
            scripts.ADMIT,
            (keys.tenant, keys.keys, keys.revoked, keys.consent, keys.objections),
            ask.key_digest,
            joined(ask.purpose, ask.user),
            joined(ask.purpose, EVERY_USER),
            *ask.subjects,
        )
        with _refusing():
            metering = [("HGETALL", keys.meters)] if ask.is_metered else []
            # Redirected as one: switches that were read before the epoch might be older than it.
            reading = (admitting, ("HGETALL", keys.switches), *metering)
            admitted, off, *metered = await self._servers.use(keys.tenant, lambda lane: lane.ask(*reading))
            usage = rows.usage(replies.paired(metered[0])) if metered else None
            return rows.admission(ask.tenant, replies.text(admitted), rows.switched_off(replies.paired(off)), usage)

    async def commit(self, ask: CommitAsk) -> None:
        """See the port."""
        intent = self._audit.entry(ask.intent)
        with _refusing(Code.AUDIT_UNAVAILABLE):
            word = await self._audit.commit(ask, intent)
            if word not in (b"written", b"moved", b"objected") and not word.startswith(OVER):
                raise ValueError("COMMIT answered something else")
        if word.startswith(OVER):
            raise OverBudgetError(word.removeprefix(OVER).decode())
        if word == b"moved":
            raise EpochMovedError
        if word == b"objected":
            raise Refusal(Code.SUBJECT_OBJECTED)

    async def append(self, record: Record, settlement: Settlement = NOTHING) -> None:
        """See the port."""
        try:
            self._audit.append(record, settlement)
        except OSError:
            raise _refusal(Code.AUDIT_UNAVAILABLE) from None

    async def epochs(self, tenants: Sequence[str]) -> list[int]:
        """See the port."""
        with _refusing():
            asking = [("HGET", TenantKeys(each).tenant, "epoch") for each in tenants]
            answers = await self._servers.ask_each(*asking, promptly=True)
            if answers and all(isinstance(each, Exception) for each in answers):
                raise_first_error(answers)
            return [replies.epoch(each) for each in answers]

    async def put_tenant(self, row: TenantRow) -> None:
        """See the port."""
        with _refusing():
            # In two trips: a redirected first command would come after the second, and a switch between them be missed.
            await self._servers.ask(("SADD", TENANTS, row.tenant), durably=True)
            (switches,) = await self._servers.ask(("HGETALL", SWITCHES))
            copied = replies.listed(switches)
        keys = TenantKeys(row.tenant)
        arguments = (row.status.value, rows.tenant_text(row), *copied)
        await self._change(scripts.PUT_TENANT, (keys.tenant, keys.switches), *arguments)

    async def tenants(self) -> list[TenantRow]:
        """See the port."""
        with _refusing():
            names = [name for name in await audit_reading.tenants(self._servers) if name != UNTENANTED]
            asks = [("HMGET", TenantKeys(name).tenant, "status", "row") for name in names]
            answers: list[object] = []
            for at in range(0, len(asks), TENANTS_A_TRIP):
                answers += await self._servers.ask(*asks[at : at + TENANTS_A_TRIP])
            return [
                rows.tenant_row(name, replies.text(status).decode(), replies.text(row))
                for name, (status, row) in zip(names, map(replies.pair, answers), strict=True)
                if row is not None
            ]

    async def set_tenant_status(self, tenant: str, status: TenantStatus) -> None:
        """See the port."""
        await self._change(scripts.SET_STATUS, (TenantKeys(tenant).tenant,), status.value)

    async def put_key(self, row: KeyRow) -> None:
        """See the port."""
        keys = TenantKeys(row.tenant)
        places = (keys.tenant, keys.keys, keys.keyids, keys.revoked)
        arguments = (row.digest, row.key_id, rows.key_text(row), int(row.revoked))
        await self._change(scripts.PUT_KEY, places, *arguments)

    async def keys(self, tenant: str) -> list[KeyRow]:
        """See the port."""
        with _refusing():
            return await key_reading.keys(self._servers.ask, tenant)

    async def revoke_key(self, tenant: str, key_id: str) -> None:
        """See the port."""
        keys = TenantKeys(tenant)
        await self._change(scripts.REVOKE_KEY, (keys.tenant, keys.keyids, keys.revoked), key_id)

    async def expire_key(self, tenant: str, key_id: str, expires: datetime) -> None:
        """See the port."""
        keys = TenantKeys(tenant)
        with _refusing():
            (digest,) = await self._servers.ask(("HGET", keys.keyids, key_id))
            (text,) = await self._servers.ask(("HGET", keys.keys, b"" if digest is None else replies.text(digest)))
        if digest is None or text is None:
            raise LookupError("there is no key of that id")
        row = rows.key_row(tenant, replies.text(text), revoked=False)
        if row.expires is None or row.expires > expires:
            ending = rows.key_text(replace(row, expires=expires))
            await self._change(scripts.EXPIRE_KEY, (keys.keys,), replies.text(digest), replies.text(text), ending)

    async def put_consent(self, row: ConsentRow) -> None:
        """See the port."""
        keys = TenantKeys(row.tenant)
        field, text = joined(row.purpose, row.user), rows.consent_text(row)
        arguments = (field, text, row.state.value, stamp(row.at), str(row.at.timestamp()))
        await self._change(scripts.PUT_CONSENT, (keys.tenant, keys.consent, keys.history), *arguments)

    async def consents(self, tenant: str) -> list[ConsentRow]:
        """See the port."""
        with _refusing():
            (found,) = await self._servers.ask(("HVALS", TenantKeys(tenant).consent))
            listed = [rows.consent_row(tenant, text) for text in replies.listed(found)]
            return sorted(listed, key=lambda row: (row.purpose, row.user))

    async def put_objection(self, tenant: str, subject: str) -> None:
        """See the port."""
        keys = TenantKeys(tenant)
        await self._change(scripts.PUT_OBJECTION, (keys.tenant, keys.objections), subject)

    async def remove_objection(self, tenant: str, subject: str) -> None:
        """See the port."""
        with _refusing():
            await self._servers.ask(("SREM", TenantKeys(tenant).objections, subject), durably=True)

    async def set_switch(self, switch: str, *, off: bool) -> None:
        """See the port. Where a server fails it holds for the others' tenants; call it again: every copy is then written anew."""
        with _refusing():
            setting = run(scripts.SET_SWITCH, (SWITCHES,), switch, "off" if off else "on")
            (value,) = await self._servers.ask(setting, durably=True)
            places = [TenantKeys(name) for name in await audit_reading.tenants(self._servers)]
            copying = [
                run(scripts.COPY_SWITCH, (keys.tenant, keys.switches), switch, replies.text(value)) for keys in places
            ]
            answers: list[object] = []
            for at in range(0, len(copying), TENANTS_A_TRIP):
                answers += await self._servers.ask_each(*copying[at : at + TENANTS_A_TRIP], durably=True)
            raise_first_error(answers)

    async def switches(self) -> frozenset[str]:
        """See the port."""
        with _refusing():
            (found,) = await self._servers.ask(("HGETALL", SWITCHES))
            return rows.switched_off(replies.paired(found))

    async def records(self, *, tenant: str | None = None, trace: str | None = None, limit: int = 100) -> list[Record]:
        """See the port."""
        with _refusing():
            return await audit_reading.records(self._servers, tenant=tenant, trace=trace, limit=limit)

    async def chain(self) -> AsyncIterator[ChainedRecord]:
        """See the port."""
        with _refusing():
            async for record in audit_reading.chain(self._servers):
                yield record

    async def orphans(self) -> list[Record]:
        """See the port."""
        with _refusing():
            return await audit_reading.orphans(self._servers)

    async def lost_processes(self) -> int:
        """See the port. Of several who ask at once one is told."""
        with _refusing():
            return await self._audit.presence.take_over()

    async def announce(self) -> None:
        """See the port."""
        with _refusing():
            await self._audit.presence.announce()

    async def problems(self) -> list[str]:
        """See the port."""
        return await problems(self._servers, self._declared)

    async def is_ready(self) -> bool:
        """See the port."""
        with _refusing():
            return await is_ready(self._servers, self._declared)

    async def close(self) -> None:
        """See the port."""
        await self._vigil.close()
        await self._audit.close()
        await self._servers.close()

    async def _change(self, script: scripts.Script, keys: Sequence[str], *arguments: Argument) -> None:
        with _refusing():
            (word,) = await self._servers.ask(run(script, keys, *arguments), durably=True)
        if word == b"missing":
            raise LookupError("there is none of that id")
        if word == b"there":
            raise ValueError("there is one of that id")
        if word == b"older":
            raise ValueError("a later withdrawal is on file")
        if word != b"written":
            raise _refusal(Code.STORE_UNAVAILABLE)


@contextmanager
def _refusing(code: Code = Code.STORE_UNAVAILABLE) -> Iterator[None]:
    """The one place where what Redis says becomes a refusal."""
    try:
        yield
    except _FAILURES:
        raise _refusal(code) from None


def _refusal(code: Code) -> Refusal:
    return Refusal(code, retry_after_seconds=RETRY_AFTER_SECONDS)
