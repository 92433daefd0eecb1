"""What every `Cipher` promises: a root key opens under the master key and tenant that wrapped it only."""

from collections.abc import Callable

import pytest

from gateway.adapters.cryptography_crypto import CryptographyCipher
from gateway.adapters.system_clock import SystemClock
from gateway.ports.crypto import Cipher

MASTER, OTHER = bytes(range(32)), bytes(32)
ROOT = b"r" * 32

CIPHERS: dict[str, Callable[[bytes], Cipher]] = {
    "cryptography": lambda master: CryptographyCipher(master, SystemClock()),
}


@pytest.fixture(params=CIPHERS)
def make(request: pytest.FixtureRequest) -> Callable[[bytes], Cipher]:
    return CIPHERS[str(request.param)]


def test_what_was_wrapped_opens_under_the_same_master_key_and_tenant(make: Callable[[bytes], Cipher]) -> None:
    assert make(MASTER).unwrap(make(MASTER).wrap(ROOT, "acme"), "acme") == ROOT


def test_the_wrapped_form_hides_the_key_and_differs_each_time(make: Callable[[bytes], Cipher]) -> None:
    first, second = make(MASTER).wrap(ROOT, "acme"), make(MASTER).wrap(ROOT, "acme")

    assert ROOT not in first
    assert first != second


@pytest.mark.parametrize("tenant", ["globex", "", "acme ", "acm"])
def test_a_row_copied_under_another_tenants_name_does_not_open(make: Callable[[bytes], Cipher], tenant: str) -> None:
    wrapped = make(MASTER).wrap(ROOT, "acme")

    with pytest.raises(ValueError, match="does not fit"):
        make(MASTER).unwrap(wrapped, tenant)


def test_another_master_key_opens_nothing(make: Callable[[bytes], Cipher]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        make(OTHER).unwrap(make(MASTER).wrap(ROOT, "acme"), "acme")


def test_no_byte_of_the_wrapped_form_can_be_changed(make: Callable[[bytes], Cipher]) -> None:
    cipher = make(MASTER)
    wrapped = cipher.wrap(ROOT, "acme")

    for place in range(len(wrapped)):
        changed = wrapped[:place] + bytes([wrapped[place] ^ 1]) + wrapped[place + 1 :]
        with pytest.raises(ValueError, match="does not fit"):
            cipher.unwrap(changed, "acme")


@pytest.mark.parametrize("length", [0, 1, 12, 28])
def test_what_is_too_short_does_not_open(make: Callable[[bytes], Cipher], length: int) -> None:
    with pytest.raises(ValueError, match="too short"):
        make(MASTER).unwrap(bytes(length), "acme")


def test_a_cipher_under_another_key_opens_its_own_and_nothing_else(make: Callable[[bytes], Cipher]) -> None:
    inner = make(MASTER).under(OTHER)

    assert make(OTHER).unwrap(inner.wrap(ROOT, "acme"), "acme") == ROOT
    with pytest.raises(ValueError, match="does not fit"):
        make(MASTER).unwrap(inner.wrap(ROOT, "acme"), "acme")
    with pytest.raises(ValueError, match="32 bytes"):
        make(MASTER).under(b"short")
