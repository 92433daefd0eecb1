"""A tenant's id has one form, so that one tenant has one spelling."""

import pytest

from gateway.core.tenant import is_tenant_id


@pytest.mark.parametrize("text", ["acme", "a", "0", "acme-eu-1", "a" * 63])
def test_a_dns_label_in_lower_case_is_a_tenant_id(text: str) -> None:
    assert is_tenant_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Acme",
        "acme_eu",
        "-acme",
        "a" * 64,
        "acme\n",
        "acmé",
        "acme:b",
        "a b",
        "ａcme",
        "a/b",
        "{a}",
        "acme\x00",
    ],
)
def test_anything_else_is_none(text: str) -> None:
    assert not is_tenant_id(text)
