"""Addresses of somebody's machine."""

import pytest

from gateway.adapters.presidio_detector.network import address, of_somebody


@pytest.mark.parametrize(
    "value", ["192.0.2.17", "10.0.0.1", "2001:db8::1", "fe80::1%eth0", "192.0.2.0/24", "::ffff:192.0.2.1"]
)
def test_an_address_stands(value: str) -> None:
    assert address(value) is None
    assert of_somebody(value) is None


@pytest.mark.parametrize("value", ["127.0.0.1", "0.0.0.0", "255.255.255.0", "::1", "::"])
def test_nobodys_address_is_one_but_not_of_somebody(value: str) -> None:
    assert address(value) is None
    assert of_somebody(value) is False


@pytest.mark.parametrize("value", ["12::34::56", "10:30:00"])
def test_what_is_no_address_is_refused(value: str) -> None:
    assert address(value) is False
    assert of_somebody(value) is False
