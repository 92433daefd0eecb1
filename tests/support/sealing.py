"""Seal keys of tenant `acme` and a sealer at the standard time of the stages' builders."""

from __future__ import annotations

from gateway.adapters.cryptography_crypto import CryptographyCipher
from gateway.core.deployment import seal_key
from gateway.core.keys import SEAL_PREFIX, compose
from gateway.core.ledger import TenantRow, TenantStatus
from gateway.core.seal import SealKey
from gateway.sdk import Sealer
from tests.support.clock import SettableClock
from tests.support.stages import NOW

ROOT_KEY = bytes(range(32))
MASTER_KEY = bytes(range(32, 64))
SEAL_KEYS = {"s1": SealKey(seal_key(ROOT_KEY, "s1"))}


def seal_key_text(tenant: str = "acme", key_id: str = "s1", root_key: bytes = ROOT_KEY) -> str:
    """A seal key as the control plane prints it."""
    return compose(SEAL_PREFIX, tenant, key_id, seal_key(root_key, key_id))


def sealer(*tenants: str) -> Sealer:
    """Seals for these tenants (default: `acme`), each with its own key, at `NOW`."""
    keys = {tenant: seal_key_text(tenant, root_key=_root(tenant)) for tenant in tenants or ("acme",)}
    return Sealer(keys, clock=NOW.timestamp)


def cipher() -> CryptographyCipher:
    """The cipher that wrapped `tenant_row`'s root key."""
    return CryptographyCipher(MASTER_KEY, SettableClock())


def tenant_row() -> TenantRow:
    """Tenant `acme`, with a root key that `cipher` opens."""
    return TenantRow("acme", TenantStatus.ACTIVE, cipher().wrap(ROOT_KEY, "acme"), NOW)


def _root(tenant: str) -> bytes:
    return ROOT_KEY if tenant == "acme" else tenant.encode().ljust(32, b"\0")
