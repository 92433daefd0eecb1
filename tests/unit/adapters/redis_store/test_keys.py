"""Keys are injective and keep a tenant in one slot; `tests/properties/test_redis_keys.py` tries hostile ids."""

from __future__ import annotations

from gateway.adapters.redis_store.keys import UNTENANTED, TenantKeys, joined, process_key


def names(tenant: str) -> list[str]:
    keys = TenantKeys(tenant)
    return [getattr(keys, slot) for slot in TenantKeys.__slots__]


def test_every_kind_of_row_has_a_key_of_its_own() -> None:
    assert len(set(names("acme"))) == len(TenantKeys.__slots__)


def test_a_tenants_keys_carry_one_hash_tag() -> None:
    tags = {name[name.index("{") : name.index("}") + 1] for name in names("acme")}

    assert tags == {"{t.acme}"}


def test_records_of_no_tenant_have_a_slot_too() -> None:
    assert {name.partition("}")[0] for name in names(UNTENANTED)} == {"isogate:{t."}


def test_separators_in_a_part_are_quoted() -> None:
    assert joined("a:b", "c") == "a%3Ab:c"
    assert joined("a", "b:c") == "a:b%3Ac"
    assert process_key("{}") == "isogate:process:%7B%7D"
