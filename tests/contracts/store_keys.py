"""What every store promises of keys: that they end, and on which day they were last used."""

from __future__ import annotations

from datetime import date

import pytest

from gateway.core.ledger import Settlement
from gateway.ports.store import Store
from tests.contracts.store import eventually
from tests.support.ledger import ask, key_row, later, outcome

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


async def last_used(store: Store, tenant: str = "acme") -> list[date | None]:
    return [row.last_used for row in await store.keys(tenant)]


class KeyContract:
    """The suite; `store` is the one of `StoreContract`, with the key `k1` (digest `d1`) of `acme`."""

    async def test_a_key_ends_when_it_is_told_to(self, store: Store) -> None:
        await store.expire_key("acme", "k1", later(3600))

        assert await store.keys("acme") == [key_row(expires=later(3600))]
        assert (await store.admit(ask())).key == key_row(expires=later(3600))
        assert await store.epochs(["acme"]) == [0]

    async def test_an_end_is_never_put_off(self, store: Store) -> None:
        await store.expire_key("acme", "k1", later(60))
        await store.expire_key("acme", "k1", later(3600))

        assert await store.keys("acme") == [key_row(expires=later(60))]
        await store.expire_key("acme", "k1", later(0))
        assert await store.keys("acme") == [key_row(expires=later(0))]

    async def test_a_revoked_key_that_ends_stays_revoked(self, store: Store) -> None:
        await store.revoke_key("acme", "k1")
        await store.expire_key("acme", "k1", later(60))

        assert [(row.revoked, row.expires) for row in await store.keys("acme")] == [(True, later(60))]

    @pytest.mark.parametrize(("tenant", "key_id"), [("acme", "k9"), ("beta", "k1"), ("nobody", "k1")])
    async def test_a_key_that_does_not_exist_cannot_end(self, tenant: str, key_id: str, store: Store) -> None:
        with pytest.raises(LookupError):
            await store.expire_key(tenant, key_id, later(60))

    async def test_an_outcome_takes_the_day_of_its_keys_use_along(self, store: Store) -> None:
        await store.put_key(key_row("k2", digest="d2"))
        assert await last_used(store) == [None, None]
        await store.append(outcome(), Settlement(("d1", MONDAY)))
        await eventually(store, 1)

        assert await last_used(store) == [MONDAY, None]

    async def test_the_last_day_stays_whatever_comes_late(self, store: Store) -> None:
        for number, day in enumerate([TUESDAY, MONDAY, MONDAY]):
            await store.append(outcome(f"t{number}"), Settlement(("d1", day)))
            await eventually(store, number + 1)

        assert await last_used(store) == [TUESDAY]

    async def test_a_use_is_the_tenants_own_and_of_a_known_key(self, store: Store) -> None:
        await store.put_key(key_row("k1", "beta"))
        await store.append(outcome(), Settlement(("d1", MONDAY)))
        await store.append(outcome("t2"), Settlement(("unknown", MONDAY)))
        await eventually(store, 2)

        assert await last_used(store) == [MONDAY]
        assert await last_used(store, "beta") == [None]
