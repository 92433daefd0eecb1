"""Everything a deployment's ids hang on follows from its master key, each use by itself."""

import pytest

from gateway.core.deployment import deployment_keys, seal_key
from gateway.core.derive import derive

KEYS = deployment_keys(bytes(range(32)))


def test_no_two_uses_share_a_key() -> None:
    used = [each.derive("x") for each in (KEYS.pepper, KEYS.users, KEYS.suppression, KEYS.caches)]
    used += [derive(each, "x") for each in (KEYS.samples, KEYS.reasoning, KEYS.backup, bytes(range(32)))]

    assert len({*used}) == len(used)


def test_another_master_key_gives_other_ids() -> None:
    other = deployment_keys(bytes(32))

    assert KEYS.user_id("acme", "u1") != other.user_id("acme", "u1")
    assert KEYS.subject_id("acme", "c1") != other.subject_id("acme", "c1")


def test_a_user_of_one_tenant_is_nobody_known_in_another() -> None:
    assert KEYS.user_id("acme", "u1") != KEYS.user_id("globex", "u1")
    assert KEYS.subject_id("acme", "u1") != KEYS.user_id("acme", "u1")


def test_everybody_and_system_stand_for_themselves() -> None:
    assert (KEYS.user_id("acme", "*"), KEYS.user_id("acme", "system")) == ("*", "system")


def test_a_data_subject_called_system_is_hashed_as_any_other() -> None:
    assert KEYS.subject_id("acme", "system") != "system"


def test_a_master_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        deployment_keys(b"short")


def test_seal_keys_differ_by_id_and_by_root() -> None:
    assert len({seal_key(b"r", "s1"), seal_key(b"r", "s2"), seal_key(b"q", "s1")}) == 3


def test_no_key_shows_itself() -> None:
    assert repr(KEYS) == "DeploymentKeys()"


def test_a_cache_salt_is_one_tenants_or_one_users_at_one_provider() -> None:
    asked = [
        ("openai", "acme"),
        ("openai", "globex"),
        ("xai", "acme"),
        ("openai", "acme", "u1"),
        ("openai", "acme", "u2"),
    ]

    assert len({KEYS.cache_salt(*each) for each in asked}) == len(asked)
    assert KEYS.cache_salt("openai", "acme") == KEYS.cache_salt("openai", "acme", "")
