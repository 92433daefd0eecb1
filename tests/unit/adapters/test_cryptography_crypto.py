"""What is this cipher's own: form, nonces, key length. The port's promises are in tests/contracts."""

import pytest

from gateway.adapters.cryptography_crypto import NONCE_BYTES, CryptographyCipher
from tests.support.clock import SettableClock


def test_a_nonce_comes_from_the_clock_and_stands_first() -> None:
    wrapped = CryptographyCipher(bytes(32), SettableClock()).wrap(b"r" * 32, "acme")

    assert wrapped[:NONCE_BYTES] == (1).to_bytes(NONCE_BYTES, "big")
    assert len(wrapped) == NONCE_BYTES + 32 + 16


def test_each_wrapping_has_a_nonce_of_its_own() -> None:
    cipher = CryptographyCipher(bytes(32), SettableClock())

    assert len({cipher.wrap(b"r" * 32, "acme")[:NONCE_BYTES] for _ in range(50)}) == 50


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_master_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        CryptographyCipher(bytes(length), SettableClock())


def test_the_cipher_shows_no_key() -> None:
    assert "616161" not in repr(CryptographyCipher(b"a" * 32, SettableClock()))
    assert "aaa" not in repr(CryptographyCipher(b"a" * 32, SettableClock()))
