"""Tenants are created with a root key of their own, which the store alone cannot open."""

from dataclasses import replace
from pathlib import Path

import pytest

from gateway.adapters.cryptography_crypto import CryptographyCipher
from gateway.control import tenants
from gateway.core.ledger import TenantStatus
from tests.support.control import acknowledged, opened_plane


async def test_a_new_tenant_is_active_and_its_root_key_opens_for_it_alone(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        row = await tenants.create(plane, "acme")
        other = await tenants.create(plane, "globex")

        assert (row.status, row.created) == (TenantStatus.ACTIVE, clock.now())
        assert len(plane.cipher.unwrap(row.root_key, "acme")) == 32
        assert plane.cipher.unwrap(row.root_key, "acme") != plane.cipher.unwrap(other.root_key, "globex")
        with pytest.raises(ValueError, match="does not fit"):
            CryptographyCipher(bytes(32), clock).unwrap(row.root_key, "acme")


@pytest.mark.parametrize("tenant", ["", "Acme", "a_b", "a" * 64])
async def test_an_id_of_another_form_makes_no_tenant(tmp_path: Path, tenant: str) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        with pytest.raises(ValueError, match="lower-case"):
            await tenants.create(plane, tenant)

        assert await plane.store.tenants() == []


async def test_a_second_tenant_of_that_id_is_refused_and_the_first_keeps_its_root_key(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        first = await tenants.create(plane, "acme")
        with pytest.raises(ValueError, match=r".+"):
            await tenants.create(plane, "acme")

        assert (await tenants.find(plane, "acme")).root_key == first.root_key


async def test_a_suspension_is_acknowledged_when_no_call_can_start_any_more(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        before = await plane.store.epochs(["acme"])
        await acknowledged(clock, tenants.set_status(plane, "acme", TenantStatus.SUSPENDED))

        assert (await tenants.find(plane, "acme")).status is TenantStatus.SUSPENDED
        assert await plane.store.epochs(["acme"]) > before


async def test_an_unknown_tenant_is_not_found(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        with pytest.raises(LookupError):
            await tenants.find(plane, "acme")


async def test_a_root_key_that_does_not_open_is_told_and_a_master_key_that_opens_none_is_refused(
    tmp_path: Path,
) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        assert await tenants.unopened(plane) == []
        await tenants.create(plane, "acme")
        stranger = replace(plane, cipher=CryptographyCipher(bytes(32), clock))
        with pytest.raises(ValueError, match="opens no tenant"):
            await tenants.unopened(stranger)
        await tenants.create(stranger, "globex")

        assert await tenants.unopened(plane) == ["globex"]
