"""Keys are shown once, kept as keyed hashes, revoked with an acknowledgement; seal keys are kept nowhere."""

from datetime import timedelta
from pathlib import Path

import pytest

from gateway.control import keys, tenants
from gateway.core.keys import digest, parse
from gateway.core.ledger import KeyRole
from tests.support.control import acknowledged, opened_plane, stored


async def test_an_issued_key_is_the_one_whose_digest_the_store_holds(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        expires = clock.now() + timedelta(days=90)
        issued = await keys.issue(plane, "acme", purposes=["twin", "content"], expires=expires)
        (row,) = await plane.store.keys("acme")
        presented = parse(issued.text)

        assert presented is not None
        assert (presented.tenant, presented.key_id) == ("acme", row.key_id)
        assert row == issued.row
        assert row.digest == digest(plane.keys.pepper, issued.text)
        assert (row.role, row.purposes, row.expires) == (KeyRole.APP, frozenset({"twin", "content"}), expires)


async def test_the_stores_files_hold_no_key(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await tenants.create(plane, "acme")
        issued = await keys.issue(plane, "acme", purposes=["twin"])

    found = stored(tmp_path)
    assert issued.row.digest.encode() in found
    assert issued.text.rsplit("_", 1)[1].encode() not in found
    assert issued.text not in repr(issued)


async def test_a_key_of_an_unknown_tenant_is_refused(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        with pytest.raises(LookupError):
            await keys.issue(plane, "acme", purposes=["twin"])


async def test_an_app_key_without_a_purpose_is_refused_and_a_reviewers_needs_none(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await tenants.create(plane, "acme")
        with pytest.raises(ValueError, match="purpose"):
            await keys.issue(plane, "acme")

        assert (await keys.issue(plane, "acme", role=KeyRole.REVIEWER)).row.role is KeyRole.REVIEWER


async def test_a_revocation_is_acknowledged_when_no_call_can_start_with_the_key(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        issued = await keys.issue(plane, "acme", purposes=["twin"])
        await acknowledged(clock, keys.revoke(plane, "acme", issued.row.key_id))

        assert [row.revoked for row in await plane.store.keys("acme")] == [True]


async def test_a_seal_key_is_the_same_each_time_and_another_per_id_and_tenant(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, _):
        await tenants.create(plane, "acme")
        await tenants.create(plane, "globex")
        first = await keys.seal_key_text(plane, "acme")

        assert first == await keys.seal_key_text(plane, "acme", "s1")
        assert first.startswith("isgs_acme_s1_")
        assert first.split("_")[3] != (await keys.seal_key_text(plane, "acme", "s2")).split("_")[3]
        assert first.split("_")[3] != (await keys.seal_key_text(plane, "globex")).split("_")[3]
        with pytest.raises(ValueError, match="key id"):
            await keys.seal_key_text(plane, "acme", "S 1")
