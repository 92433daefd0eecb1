"""`RedisContents`: a whole store in Redis, read while gateways go on, or filled anew (`gateway/ports/moving.py`).

Redis has no reading of one moment over many keys. So a tenant is read until its epoch was the same before and after: whatever is
withdrawn raises the epoch, so no withdrawal is missed. While a store is filled, `STATE` says so; who dies doing it leaves it so.

A trip has the store's own deadline; reading, and writing what is there already, can be tried again, so they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from uuid import uuid4

from redis.exceptions import RedisError, ResponseError

from gateway.adapters.redis_store import audit_reading, contents_rows, replies, rows
from gateway.adapters.redis_store.cluster import servers_at
from gateway.adapters.redis_store.contents_rows import Places
from gateway.adapters.redis_store.keys import STATE, SWITCHES, TENANTS, UNTENANTED, TenantKeys
from gateway.adapters.redis_store.lanes import Command, run
from gateway.adapters.redis_store.moving import FILLING, RETIRED, Hold, holding, state
from gateway.adapters.redis_store.scripts import SET_STATUS
from gateway.adapters.redis_store.servers import Servers
from gateway.adapters.redis_store.settings import NOTHING_DECLARED, Declared, unsuitable
from gateway.adapters.redis_store.unreachable import why
from gateway.core.contents import Item, SwitchItem
from gateway.core.ledger import TenantStatus
from gateway.ports.store import Risk, UnusableStoreError

TRIES = 20
RETRY_SECONDS = 0.25
COMMANDS_A_TRIP = 500


class PatientServers:
    """Servers of which everything is asked until they answer, or have not for a while: for what can be asked twice."""

    def __init__(self, servers: Servers) -> None:
        """Ask these."""
        self._servers = servers
        self.seeds = servers.seeds
        self.use = servers.use
        self.ask_each = servers.ask_each
        self.look = servers.look
        self.primaries = servers.primaries
        self.lanes_of = servers.lanes_of
        self.problems = servers.problems
        self.close = servers.close

    async def ask(self, *commands: Command, durably: bool = False) -> list[object]:
        """See `Servers`."""
        for _ in range(TRIES):
            try:
                return await self._servers.ask(*commands, durably=durably)
            except ResponseError:
                raise
            except (RedisError, OSError):
                await asyncio.sleep(RETRY_SECONDS)
        return await self._servers.ask(*commands, durably=durably)


class RedisContents:
    """What one Redis holds. `close` it."""

    def __init__(self, servers: Servers, declared: Declared = NOTHING_DECLARED) -> None:
        """Connect to nothing yet."""
        self._servers = servers
        self._declared = declared
        self._hold: Hold | None = None
        self._places = Places()
        self._stack = AsyncExitStack()

    @classmethod
    def open(
        cls, url: str, *, unsafe_unverified_durability: bool = False, risks: frozenset[Risk] = frozenset()
    ) -> RedisContents:
        """Those at a URL; see `RedisStore.open`."""
        return cls(PatientServers(servers_at(url)), Declared(unsafe_unverified_durability, risks))

    async def items(self) -> AsyncIterator[Item]:
        """See the port."""
        with _told():
            await self._refuse_state(*([FILLING] if self._hold else []))
            for tenant in await audit_reading.tenants(self._servers):
                for item in await self._ledger(tenant):
                    yield item
            (switches,) = await self._servers.ask(("HGETALL", SWITCHES))
            for switch in sorted(rows.switched_off(replies.paired(switches))):
                yield SwitchItem(switch)
            async for link in audit_reading.links(self._servers):
                yield link

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """See the port."""
        async with AsyncExitStack() as stack:
            with _told():
                self._hold = await stack.enter_async_context(holding(self._servers, uuid4().hex))
                await self._refuse_state()
            yield
        self._hold = None

    async def confirm(self) -> None:
        """See the port."""
        with _told():
            await self._confirm()

    async def retire(self) -> None:
        """See the port. Every tenant is closed, too: so a gateway that stood still all the time serves nobody."""
        with _told():
            await self._confirm()
            await self._servers.ask(("SET", STATE, RETIRED), durably=True)
            for tenant in await audit_reading.tenants(self._servers):
                closing = run(SET_STATUS, (TenantKeys(tenant).tenant,), TenantStatus.CLOSED.value)
                await self._servers.ask(closing, durably=True)

    async def begin(self) -> None:
        """See the port."""
        with _told():
            if found := await unsuitable(self._servers, self._declared):
                raise UnusableStoreError("; ".join(found))
            async with AsyncExitStack() as stack:
                hold = await stack.enter_async_context(holding(self._servers, uuid4().hex))
                await self._refuse_state(FILLING)
                if await state(self._servers) == FILLING:
                    await self._empty()
                elif await self._is_used():
                    raise UnusableStoreError("Redis holds a store already: name another database, or empty this one")
                await self._servers.ask(("SET", STATE, FILLING), durably=True)
                self._hold, self._stack = hold, stack.pop_all()

    async def put(self, items: Sequence[Item]) -> None:
        """See the port."""
        with _told():
            commands = contents_rows.writing(items, self._places)
            for at in range(0, len(commands), COMMANDS_A_TRIP):
                await self._servers.ask(*commands[at : at + COMMANDS_A_TRIP], durably=True)

    async def publish(self) -> None:
        """See the port."""
        with _told():
            await self._confirm()
            await self._servers.ask(("DEL", STATE), durably=True)
            await self._stack.aclose()
            self._hold = None

    async def discard(self) -> None:
        """See the port."""
        if self._hold is not None:
            await self._confirm()
            await self._empty()
            await self._servers.ask(("DEL", STATE))
            await self._stack.aclose()
            self._hold = None

    async def close(self) -> None:
        """See the port."""
        await self._stack.aclose()
        await self._servers.close()

    async def _ledger(self, tenant: str) -> list[Item]:
        """One tenant without its audit, as of one moment."""
        keys = TenantKeys(tenant)
        for _ in range(TRIES):
            (before,) = await self._servers.ask(("HGETALL", keys.tenant))
            if not before:
                return []
            held = replies.paired(before)
            row = rows.tenant_row(tenant, held[b"status"].decode(), held[b"row"])
            found = await contents_rows.ledger(self._servers.ask, tenant, row, int(held[b"epoch"]))
            if await self._servers.ask(("HGETALL", keys.tenant)) == [before]:
                return found
        raise UnusableStoreError("a tenant changes too fast to be read: try again")

    async def _confirm(self) -> None:
        if self._hold is None:
            raise RuntimeError("a store is moved while it is held")
        await self._hold.confirm()

    async def _refuse_state(self, *allowed: bytes) -> None:
        found = await state(self._servers)
        if found is not None and found not in allowed:
            what = "was moved to another store" if found == RETIRED else "was not filled to the end"
            raise UnusableStoreError(f"what this Redis holds {what}")

    async def _is_used(self) -> bool:
        untenanted = TenantKeys(UNTENANTED).audit
        return any(await self._servers.ask(("EXISTS", TENANTS), ("EXISTS", SWITCHES), ("EXISTS", untenanted)))

    async def _empty(self) -> None:
        """Remove all that a filling writes: the tenants' names are the first thing that it does."""
        for tenant in await audit_reading.tenants(self._servers):
            keys = TenantKeys(tenant)
            await self._servers.ask(("UNLINK", *[getattr(keys, slot) for slot in TenantKeys.__slots__]))
        await self._servers.ask(("UNLINK", TENANTS))
        await self._servers.ask(("UNLINK", SWITCHES))


@contextmanager
def _told() -> Iterator[None]:
    """What Redis says, or that it says nothing, becomes `UnusableStoreError`."""
    try:
        yield
    except (RedisError, OSError) as error:
        raise UnusableStoreError(f"Redis cannot be asked: {why(error)}") from None
