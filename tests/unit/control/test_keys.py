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


async def test_a_rotated_key_hands_its_terms_over_and_works_on_for_a_while(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        old = await keys.issue(plane, "acme", purposes=["twin"])
        new = await keys.rotate(plane, "acme", old.row.key_id, overlap=timedelta(hours=24))
        rows = {row.key_id: row for row in await plane.store.keys("acme")}

        assert new.text != old.text
        assert (new.row.role, new.row.purposes, new.row.expires) == (KeyRole.APP, frozenset({"twin"}), None)
        assert rows[old.row.key_id].expires == clock.now() + timedelta(hours=24)
        assert not rows[old.row.key_id].revoked


async def test_a_rotated_key_without_an_overlap_is_revoked_with_an_acknowledgement(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        ends = clock.now() + timedelta(days=9)
        old = await keys.issue(plane, "acme", purposes=["twin"], expires=ends)
        new = await acknowledged(clock, keys.rotate(plane, "acme", old.row.key_id, overlap=timedelta()))
        rows = {row.key_id: row for row in await plane.store.keys("acme")}

        assert rows[old.row.key_id].revoked
        assert (rows[new.row.key_id].revoked, rows[new.row.key_id].expires) == (False, ends)


async def test_only_a_valid_key_is_rotated(tmp_path: Path) -> None:
    async with opened_plane(tmp_path) as (plane, clock):
        await tenants.create(plane, "acme")
        revoked = await keys.issue(plane, "acme", purposes=["twin"])
        await acknowledged(clock, keys.revoke(plane, "acme", revoked.row.key_id))
        ended = await keys.issue(plane, "acme", purposes=["twin"], expires=clock.now())

        for gone in (revoked, ended):
            with pytest.raises(ValueError, match="no longer valid"):
                await keys.rotate(plane, "acme", gone.row.key_id, overlap=timedelta(hours=1))
        with pytest.raises(LookupError):
            await keys.rotate(plane, "acme", "nosuch", overlap=timedelta(hours=1))
        assert len(await plane.store.keys("acme")) == 2


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
