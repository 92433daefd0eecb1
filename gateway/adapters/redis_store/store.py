"""`RedisStore`: the store port on Redis or Valkey, 7.0 or later (`gateway/ports/store.py`).

Admission and commit are one round trip each. All that a commit compares and writes lies in its tenant's slot;
switches lie in a slot of their own. To switch off, first the switch is written, then every tenant's epoch is
raised, then the caller is told: an admission reads its tenant before the switches, so whoever saw the old
switches has the old epoch, and is cut or refused.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime

from redis.exceptions import RedisError

from gateway.adapters.redis_store import audit_reading, rows, scripts
from gateway.adapters.redis_store.audit_log import AuditLog
from gateway.adapters.redis_store.keys import SWITCHES, TENANTS, UNTENANTED, TenantKeys, joined
from gateway.adapters.redis_store.lanes import Argument, Lanes, run
from gateway.adapters.redis_store.settings import problems
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
from gateway.ports.store import EpochMovedError, OverBudgetError

RETRY_AFTER_SECONDS = 1
OVER = b"over:"
TENANTS_A_TRIP = 500

_FAILURES = (RedisError, OSError, ValueError, TypeError, KeyError)
"""Redis away, refusing, or answering what it should not: all of it is 'cannot tell'."""


class RedisStore:
    """The shared store. Made by `open`; `close` writes what is pending."""

    def __init__(self, lanes: Lanes, clock: Clock, *, unsafe_unverified_durability: bool = False) -> None:
        """Connect to nothing yet."""
        self._lanes = lanes
        self._may_hide = unsafe_unverified_durability
        self._audit = AuditLog(lanes, clock)

    @classmethod
    def open(cls, url: str, clock: Clock, *, unsafe_unverified_durability: bool = False) -> RedisStore:
        """The store at a `redis://` or `rediss://` URL; `UnusableStoreError` for one that cannot be used.

        `unsafe_unverified_durability`: accept a service that hides its settings (F05).
        """
        return cls(Lanes(url), clock, unsafe_unverified_durability=unsafe_unverified_durability)

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
            admitted, off, *metered = await self._lanes.ask(admitting, ("SMEMBERS", SWITCHES), *metering)
            usage = rows.usage(_paired(metered[0])) if metered else None
            return rows.admission(ask.tenant, _text(admitted), _texts(off), usage)

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
            replies = await self._lanes.ask(*[("HGET", TenantKeys(each).tenant, "epoch") for each in tenants])
            return [0 if reply is None else int(_text(reply)) for reply in replies]

    async def put_tenant(self, row: TenantRow) -> None:
        """See the port."""
        with _refusing():
            await self._lanes.ask(("SADD", TENANTS, row.tenant))
        arguments = (row.status.value, rows.tenant_text(row))
        await self._change(scripts.PUT_TENANT, (TenantKeys(row.tenant).tenant,), *arguments)

    async def tenants(self) -> list[TenantRow]:
        """See the port."""
        with _refusing():
            names = [name for name in await audit_reading.tenants(self._lanes) if name != UNTENANTED]
            asks = [("HMGET", TenantKeys(name).tenant, "status", "row") for name in names]
            replies: list[object] = []
            for at in range(0, len(asks), TENANTS_A_TRIP):
                replies += await self._lanes.ask(*asks[at : at + TENANTS_A_TRIP])
            return [
                rows.tenant_row(name, _text(status).decode(), _text(row))
                for name, (status, row) in zip(names, map(_pair, replies), strict=True)
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
        keys = TenantKeys(tenant)
        with _refusing():
            found, revoked, uses = await self._lanes.ask(
                ("HGETALL", keys.keys), ("SMEMBERS", keys.revoked), ("HGETALL", keys.uses)
            )
            gone, used = _listed(revoked), _paired(uses)
            listed = [
                rows.key_row(tenant, text, revoked=digest in gone, last_used=_day(used.get(digest)))
                for digest, text in _paired(found).items()
            ]
            return sorted(listed, key=lambda key: (key.created, key.key_id))

    async def revoke_key(self, tenant: str, key_id: str) -> None:
        """See the port."""
        keys = TenantKeys(tenant)
        await self._change(scripts.REVOKE_KEY, (keys.tenant, keys.keyids, keys.revoked), key_id)

    async def expire_key(self, tenant: str, key_id: str, expires: datetime) -> None:
        """See the port."""
        keys = TenantKeys(tenant)
        with _refusing():
            (digest,) = await self._lanes.ask(("HGET", keys.keyids, key_id))
            (text,) = await self._lanes.ask(("HGET", keys.keys, b"" if digest is None else _text(digest)))
        if digest is None or text is None:
            raise LookupError("there is no key of that id")
        row = rows.key_row(tenant, _text(text), revoked=False)
        if row.expires is None or row.expires > expires:
            ending = rows.key_text(replace(row, expires=expires))
            await self._change(scripts.EXPIRE_KEY, (keys.keys,), _text(digest), _text(text), ending)

    async def put_consent(self, row: ConsentRow) -> None:
        """See the port."""
        keys = TenantKeys(row.tenant)
        field, text = joined(row.purpose, row.user), rows.consent_text(row)
        arguments = (field, text, row.state.value, stamp(row.at), str(row.at.timestamp()))
        await self._change(scripts.PUT_CONSENT, (keys.tenant, keys.consent, keys.history), *arguments)

    async def consents(self, tenant: str) -> list[ConsentRow]:
        """See the port."""
        with _refusing():
            (found,) = await self._lanes.ask(("HVALS", TenantKeys(tenant).consent))
            listed = [rows.consent_row(tenant, text) for text in _listed(found)]
            return sorted(listed, key=lambda row: (row.purpose, row.user))

    async def put_objection(self, tenant: str, subject: str) -> None:
        """See the port."""
        keys = TenantKeys(tenant)
        await self._change(scripts.PUT_OBJECTION, (keys.tenant, keys.objections), subject)

    async def remove_objection(self, tenant: str, subject: str) -> None:
        """See the port."""
        with _refusing():
            await self._lanes.ask(("SREM", TenantKeys(tenant).objections, subject))

    async def set_switch(self, switch: str, *, off: bool) -> None:
        """See the port. Call it again when it fails: it then raises every epoch anew."""
        with _refusing():
            await self._lanes.ask(("SADD" if off else "SREM", SWITCHES, switch))
            if off:
                names = await audit_reading.tenants(self._lanes)
                raising = [run(scripts.RAISE_EPOCH, (TenantKeys(name).tenant,)) for name in names]
                for at in range(0, len(raising), TENANTS_A_TRIP):
                    await self._lanes.ask(*raising[at : at + TENANTS_A_TRIP])

    async def switches(self) -> frozenset[str]:
        """See the port."""
        with _refusing():
            (off,) = await self._lanes.ask(("SMEMBERS", SWITCHES))
            return _texts(off)

    async def records(self, *, tenant: str | None = None, trace: str | None = None, limit: int = 100) -> list[Record]:
        """See the port."""
        with _refusing():
            return await audit_reading.records(self._lanes, tenant=tenant, trace=trace, limit=limit)

    async def chain(self) -> AsyncIterator[ChainedRecord]:
        """See the port."""
        with _refusing():
            async for record in audit_reading.chain(self._lanes):
                yield record

    async def orphans(self) -> list[Record]:
        """See the port."""
        with _refusing():
            return await audit_reading.orphans(self._lanes)

    async def announce(self) -> None:
        """See the port."""
        with _refusing():
            await self._audit.announce()

    async def problems(self) -> list[str]:
        """See the port."""
        with _refusing():
            return await problems(self._lanes, unsafe_unverified_durability=self._may_hide)

    async def close(self) -> None:
        """See the port."""
        await self._audit.close()
        await self._lanes.close()

    async def _change(self, script: scripts.Script, keys: Sequence[str], *arguments: Argument) -> None:
        with _refusing():
            (word,) = await self._lanes.ask(run(script, keys, *arguments))
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


def _text(reply: object) -> bytes:
    if not isinstance(reply, bytes):
        raise TypeError("Redis answered something else")
    return reply


def _texts(reply: object) -> frozenset[str]:
    return frozenset([_text(each).decode() for each in _listed(reply)])


def _listed(reply: object) -> list[bytes]:
    if not isinstance(reply, list):
        raise TypeError("Redis answered something else")
    return reply


def _paired(reply: object) -> dict[bytes, bytes]:
    """A hash's fields and values."""
    each = iter(_listed(reply))
    return dict(zip(each, each, strict=True))


def _day(text: bytes | None) -> date | None:
    return None if text is None else date.fromisoformat(text.decode())


def _pair(reply: object) -> tuple[object, object]:
    first, second = _listed(reply)
    return first, second
